"""NX101, NX536, NX543, NX544: state that nothing declares, that is declared twice, or that grows for ever."""

from __future__ import annotations

from nexflow_analysis import types as t
from nexflow_analysis.fit import article
from nexflow_analysis.flow import Flow, Step, Stream
from nexflow_analysis.infer import Inference
from nexflow_analysis.names import nearest, normal, suggestion
from nexflow_analysis.process.combining import paths_in
from nexflow_analysis.process.edits import appended
from nexflow_analysis.process.settings import declared_states, states_beside
from nexflow_analysis.steps import rename_fix
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Path, Phrase, Word
from nexflow_grammar.tree.types import Assignment

#: Bytes of a value of a type as state, about.
_BYTES = {
    "integer": 8, "double": 8, "boolean": 1, "date": 4, "timestamp": 8, "uuid": 16, "decimal": 16,
    "money": 8, "percentage": 16, "string": 24,
}  # fmt: skip
#: What a key costs besides: its group, its time, what the backend adds.
_OVERHEAD = 48
_SECONDS_IN_A_YEAR = 365 * 24 * 3600


def check_state(state: Flow) -> None:
    """Check the declarations of state, and that it is bounded."""
    declared: dict[str, Word] = {}
    for entry, kind, name in declared_states(state.settings.head):
        if normal(name.text) in declared:
            message = f"the state `{name.text}` is declared twice; give one of them another name"
            state.error(entry, name, "NX544", message)
        declared.setdefault(normal(name.text), name)
        if kind.rule == "state_local":
            _bounded(state, entry, kind, name)
        _keys_there(state, entry, kind, name)
    for entry, word in state.state_uses:
        if normal(word.text) not in declared:
            _unknown(state, entry, word, [one.text for one in declared.values()])
    counters = {
        normal(name.text)
        for _entry, kind, name in declared_states(state.settings.head)
        if any(word.text == "counter" for word in kind.every(Word)[1:])
    }
    for step in state.steps:
        if isinstance(step.entry.node, Assignment):
            _counted(state, step, step.entry.node, counters)
        if step.entry.rule == "deduplicate" and step.stream_before is not None:
            _deduplication(state, step, step.stream_before)


def _counted(state: Flow, step: Step, node: Assignment, counters: set[str]) -> None:
    """Check that a counter is set to a whole number."""
    names = [normal(word.text) for word in node.target.names]
    before = step.stream_before
    if len(names) != 2 or names[0] != "state" or names[1] not in counters or before is None:  # noqa: PLR2004 - `state.NAME`
        return
    beside = states_beside(state.settings, before.record, state.lookup)
    if before.record.field("state") is not None and names[1] not in beside:
        return
    typed = Inference(state.scope(before)).infer(node.value)
    if isinstance(typed.type, t.Scalar | t.Collection | t.Record) and typed.type not in (
        t.INTEGER,
        t.UNKNOWN,
        t.NULL,
    ):
        message = f"`{node.target.names[1].text}` is a counter, which is an integer, and this is {article(typed.type)}"
        state.error(step.entry, node.value, "NX156", message)


def _keys_there(state: Flow, entry: Entry, kind: Phrase, name: Word) -> None:
    """Check that the records which a state is used with have the fields that it is keyed by."""
    used = {one.start for one, word in state.state_uses if normal(word.text) == normal(name.text)}
    records = [
        step.before for step in state.steps if step.entry.start in used and step.before is not None
    ]
    for path in paths_in(kind):
        first = path.names[0]
        for record in records:
            if record.open or record.field(first.text) is not None:
                continue
            names = [field.name for field in record.fields]
            message = (
                f"`{first.text}` is no field of the record where `{name.text}` is used, so nothing says whose state "
                f"it is{suggestion(first.text, names)}"
            )
            near = nearest(first.text, names)
            state.error(entry, first, "NX101", message, *rename_fix(first, near))
            break


def _unknown(state: Flow, entry: Entry, word: Word, names: list[str]) -> None:
    otherwise = f"; write `local {word.text} keyed by FIELD type counter` in a `state` block"
    hint = suggestion(word.text, names, otherwise)
    message = f"the process declares no state `{word.text}`{hint}"
    state.error(entry, word, "NX543", message, *rename_fix(word, nearest(word.text, names)))


def _bounded(state: Flow, entry: Entry, kind: Phrase, name: Word) -> None:
    if kind.phrase("state_ttl") is not None or state.settings.batch:
        return
    keys = ", ".join(f"`{path.text}`" for path in paths_in(kind))
    state.warn(
        entry, name, "NX536",
        f"the state `{name.text}` keeps a value for every {keys} for ever; write `ttl 7 days`, say, behind it",
        appended(entry, "ttl 7 days", "Write `ttl 7 days`"),
    )  # fmt: skip


def _deduplication(state: Flow, step: Step, stream: Stream) -> None:
    node = step.entry.node
    bounded = bool(stream.sources) and all(source.bounded for source in stream.sources)
    if not isinstance(node, Phrase) or node.has("window") or bounded or state.settings.batch:
        return
    paths = paths_in(node)
    if not paths:
        return
    keys = ", ".join(f"`{path.text}`" for path in paths)
    size = _OVERHEAD + sum(_size(stream, path) for path in paths)
    state.warn(
        step.entry, node, "NX536",
        f"this remembers every {keys} for ever: about {size} bytes each, {size} MB per million, "
        f"{_per_year(size)} GB in a year at 1,000 a second; write `window 1 day`, say, behind it",
        appended(step.entry, "window 1 day", "Write `window 1 day`"),
    )  # fmt: skip


def _per_year(size: int) -> str:
    """Return the gigabytes that a thousand keys a second of a size make in a year."""
    return f"{round(size * 1000 * _SECONDS_IN_A_YEAR / 10**9, -2):,.0f}"


def _size(stream: Stream, path: Path) -> int:
    found = stream.record.field(path.names[0].text)
    name = found.type.name if found is not None and isinstance(found.type, t.Scalar) else "string"
    return _BYTES.get(name, _BYTES["string"])
