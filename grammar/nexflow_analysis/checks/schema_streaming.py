"""NX203, NX220, NX221: the options of a schema's `streaming` part."""

from __future__ import annotations

from nexflow_analysis import types as t
from nexflow_analysis.diagnostics import LocalFix, Replacement, Severity
from nexflow_analysis.lengths import length_problem
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import nearest, suggestion
from nexflow_analysis.paths import follow, written_paths
from nexflow_analysis.report import Reporter
from nexflow_analysis.steps import rename_fix
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Node, Path, Phrase, Word
from nexflow_grammar.tree.types import Option

_PATH, _PATHS, _DURATION, _SIZE, _NAME = (
    "a field",
    "a list of fields",
    "a duration",
    "a size",
    "a name",
)
#: What each option says: a kind of value, or one of some words.
_OPTIONS: dict[str, str | tuple[str, ...]] = {
    "key_fields": _PATHS, "partition_key": _PATH, "time_field": _PATH, "watermark_field": _PATH,
    "time_semantics": ("event_time", "processing_time", "ingestion_time"),
    "watermark_delay": _DURATION, "max_out_of_orderness": _DURATION,
    "watermark_interval": _DURATION, "allowed_lateness": _DURATION, "idle_timeout": _DURATION,
    "watermark_strategy": ("bounded_out_of_orderness", "periodic", "punctuated"),
    "late_data_handling": ("side_output", "drop", "update"), "late_data_stream": _NAME,
    "idle_behavior": ("mark_idle", "advance_to_infinity", "keep_waiting"),
}  # fmt: skip
_SPARSITY: dict[str, str | tuple[str, ...]] = dict.fromkeys(("dense", "moderate", "sparse"), _PATHS)
_RETENTION: dict[str, str | tuple[str, ...]] = {
    "time": _DURATION, "size": _SIZE, "policy": ("delete_oldest", "archive", "compact"),
}  # fmt: skip
_EXAMPLES = {_DURATION: "`5 seconds`", _SIZE: "`100 GB`", _PATHS: "`[customer_id]`"}
_MOMENTS = ("time_field", "watermark_field")
#: Options about event time: nothing is late, and there are no watermarks, where a clock is read.
_OF_EVENT_TIME = (
    "watermark_delay", "max_out_of_orderness", "watermark_strategy", "watermark_interval",
    "watermark_field", "allowed_lateness", "late_data_handling", "late_data_stream",
)  # fmt: skip


def check_schema_streaming(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Check the options of a `streaming` part against the fields, and against each other."""
    if segment.kind != "schema" or segment.head is None or segment.name is None:
        return
    schema = lookup.schema(segment.name.text)
    if schema is None:
        return
    record = lookup.record(schema)
    for part in segment.head.every("streaming"):
        _check_all(part.every("option"), _OPTIONS, "streaming option", record, lookup, reporter)
        for inner in part.every("sparsity"):
            _check_all(inner.children, _SPARSITY, "sparsity", record, lookup, reporter)
            _check_sparsity(inner, reporter)
        for inner in part.every("retention_block"):
            _check_all(inner.children, _RETENTION, "retention option", record, lookup, reporter)
        if not any(child.broken for child in part.children):
            is_log = "event_log" in schema.patterns  # which demands a `time_field` itself
            _check_together(part.every("option"), reporter, is_log=is_log)


def _check_all(
    entries: list[Entry] | tuple[Entry, ...],
    known: dict[str, str | tuple[str, ...]],
    what: str,
    record: t.Record,
    lookup: Lookup,
    reporter: Reporter,
) -> None:
    for entry in entries:
        node = entry.node
        if not isinstance(node, Option) or entry.broken:
            continue
        wanted = known.get(node.name.text)
        value = _value(node)
        if wanted is None:
            _report_word(entry, node.name, what, known, reporter)
        elif isinstance(value, e.Placeholder):
            continue
        elif isinstance(wanted, tuple):
            word = getattr(value, "text", "")
            if word not in wanted:
                _report_word(entry, value, node.name.text, wanted, reporter)
        elif isinstance(value, e.Duration) and (problem := _span_problem(node, value)):
            reporter.add(entry, value, *problem)
        elif _is_a(value, wanted):
            _check_paths(entry, node, wanted, record, lookup, reporter)
        else:
            example = f", such as {_EXAMPLES[wanted]}" if wanted in _EXAMPLES else ""
            message = f"`{node.name.text}` is {wanted}{example}, and this is none"
            reporter.add(entry, value, "NX220", message)


def _span_problem(node: Option, value: e.Duration) -> tuple[str, str] | None:
    """Return the code and the message of a duration that no timer can wait for."""
    name = node.name.text
    problem = length_problem(value) if name != "time" else None
    if problem is not None:
        return "NX542", problem[0]
    nothing = isinstance(value.amount, e.Number) and value.amount.value == 0
    if nothing and name in ("idle_timeout", "watermark_interval"):
        return "NX562", f"`{name}` needs a length, and this has none; write one, such as `1 minute`"
    return None


def _value(node: Option) -> Node:
    if isinstance(node.value, Phrase) and node.value.rule == "option_value":
        return node.value.parts[0]
    return node.value


def _is_a(value: Node, wanted: str) -> bool:
    match wanted:
        case "a duration":
            return isinstance(value, e.Duration)
        case "a size":
            return isinstance(value, Phrase) and value.rule == "size"
        case "a list of fields":
            return isinstance(value, e.ListLiteral) or bool(list(written_paths(value)))
        case "a name":
            return isinstance(value, Word | e.Name | e.Text | Path)
        case _:
            return not isinstance(value, e.ListLiteral) and bool(list(written_paths(value)))


def _check_paths(
    entry: Entry, node: Option, wanted: str, record: t.Record, lookup: Lookup, reporter: Reporter
) -> None:
    if wanted not in (_PATH, _PATHS):
        return
    for names in written_paths(node.value):
        typed = follow(record, names, lookup, entry, reporter)
        is_moment = typed.type in (t.DATE, t.TIMESTAMP) or isinstance(typed.type, t.Unknown)
        if node.name.text in _MOMENTS and not is_moment:
            message = (
                f"`{node.name.text}` must be a timestamp or a date, and `{names[-1].text}` is of type "
                f"{typed.type}; declare it as a timestamp"
            )
            reporter.add(entry, Node(names[0].start, names[-1].end), "NX220", message)


def _report_word(
    entry: Entry,
    node: Node,
    what: str,
    known: tuple[str, ...] | dict[str, str | tuple[str, ...]],
    reporter: Reporter,
) -> None:
    written = getattr(node, "text", None) or getattr(node, "value", None)
    if not isinstance(written, str):
        shown = ", ".join(f"`{name}`" for name in known)
        reporter.add(entry, node, "NX220", f"`{what}` is one of {shown}, and this is none")
        return
    near = nearest(written, known)
    hint = suggestion(written, known)
    if near is None:
        hint = "; there is " + ", ".join(f"`{name}`" for name in known)
    message = f"there is no {what} `{written}`{hint}"
    fixes = rename_fix(Word(node.start, node.end, written), near)
    reporter.add(entry, node, "NX203", message, fixes=fixes)


def _check_sparsity(part: Entry, reporter: Reporter) -> None:
    """Check that no field is in two classes of sparsity."""
    seen: dict[str, str] = {}
    for entry in part.children:
        if not isinstance(entry.node, Option) or entry.node.name.text not in _SPARSITY:
            continue
        for names in written_paths(entry.node.value):
            path = ".".join(word.text for word in names)
            first = seen.setdefault(path, entry.node.name.text)
            if first != entry.node.name.text:
                message = f"`{path}` is `{first}` already, so it cannot be `{entry.node.name.text}`"
                place = Node(names[0].start, names[-1].end)
                reporter.add(entry, place, "NX221", message)


def _check_together(entries: list[Entry], reporter: Reporter, *, is_log: bool) -> None:
    """Check what options say together."""
    said = {
        entry.node.name.text: (entry, entry.node)
        for entry in reversed(entries)
        if isinstance(entry.node, Option)
    }
    words = {name: getattr(_value(node), "text", "") for name, (_entry, node) in said.items()}
    _check_time(said, words, reporter, is_log=is_log)
    if "late_data_stream" in said and words.get("late_data_handling") in (None, "drop", "update"):
        _check_late(said, reporter)
    elif words.get("late_data_handling") == "side_output" and "late_data_stream" not in said:
        _report_no_stream(said["late_data_handling"], reporter)
    if "idle_behavior" in said and "idle_timeout" not in said:
        entry, node = said["idle_behavior"]
        message = (
            "`idle_behavior` has no effect without an `idle_timeout`: no partition is ever idle"
        )
        reporter.add(entry, node.name, "NX221", message, severity=Severity.WARNING)
    if "key_fields" in said and "partition_key" in said:
        value = _value(said["key_fields"][1])
        if isinstance(value, e.ListLiteral) and not value.elements:
            entry, node = said["partition_key"]
            message = (
                "`key_fields: []` sends every record to all, so no `partition_key` can choose where it "
                "goes; remove one of the two"
            )
            reporter.add(entry, node.name, "NX221", message)


def _report_no_stream(said: tuple[Entry, Option], reporter: Reporter) -> None:
    entry, node = said
    value = _value(node)
    message = "`side_output` names no stream that late records go to; write `late_data_stream: STREAM` too, or `drop`"
    change = Replacement(node.end, node.end, "\n        late_data_stream: late_records")
    fix = LocalFix("Write `late_data_stream: late_records`", (change,), safe=False)
    reporter.add(entry, value, "NX221", message, severity=Severity.WARNING, fixes=(fix,))


_Said = dict[str, tuple[Entry, Option]]


def _check_time(said: _Said, words: dict[str, str], reporter: Reporter, *, is_log: bool) -> None:
    if words.get("time_semantics") == "processing_time":
        idle = [name for name in _OF_EVENT_TIME if name in said]
        if idle:
            entry, node = said[idle[0]]
            written = ", ".join(f"`{name}`" for name in idle)
            verb = "have" if len(idle) > 1 else "has"
            message = (
                f"{written} {verb} no effect with `processing_time`: where the clock is read, nothing is "
                "late; remove it, or write `time_semantics: event_time`"
            )
            reporter.add(entry, node.name, "NX221", message, severity=Severity.WARNING)
    elif words.get("time_semantics") == "event_time" and "time_field" not in said and not is_log:
        entry, node = said["time_semantics"]
        message = "`event_time` needs a `time_field`: the field that says when the event was"
        reporter.add(entry, _value(node), "NX221", message)


def _check_late(said: _Said, reporter: Reporter) -> None:
    """Check that late data goes to the stream that is named for it."""
    entry, node = said["late_data_stream"]
    handled = said.get("late_data_handling")
    fixes: tuple[LocalFix, ...] = ()
    if handled is None:
        message = "`late_data_stream` has no effect without `late_data_handling: side_output`; write that too"
        end = node.end
        change = Replacement(end, end, "\n        late_data_handling: side_output")
        fixes = (LocalFix("Write `late_data_handling: side_output`", (change,), safe=False),)
    else:
        word = getattr(_value(handled[1]), "text", "")
        message = (
            f"`late_data_stream` has no effect with `late_data_handling: {word}`: nothing goes there; "
            "remove it, or write `side_output`"
        )
    reporter.add(entry, node.name, "NX221", message, severity=Severity.WARNING, fixes=fixes)
