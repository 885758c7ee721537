"""The record type before and after each statement of a process."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct, field

from nexflow_analysis import types as t
from nexflow_analysis.aggregate_steps import aggregate_fields
from nexflow_analysis.cells import check_cell
from nexflow_analysis.clauses import paths_of, word_of
from nexflow_analysis.definitions import (
    Definition,
    RuleDefinition,
    TableDefinition,
    TransformDefinition,
    record_of,
)
from nexflow_analysis.diagnostics import Diagnostic
from nexflow_analysis.enrich import enrich
from nexflow_analysis.infer import Inference, Scope
from nexflow_analysis.lookup import Lookup, as_record, open_record, with_fields
from nexflow_analysis.names import normal
from nexflow_analysis.receive import receive
from nexflow_analysis.references import refer
from nexflow_analysis.report import Reporter
from nexflow_analysis.rules import inputs_of, results_of
from nexflow_analysis.sinks import check_sink
from nexflow_analysis.steps import check_inputs, result_fields
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree import rules as r
from nexflow_grammar.tree import types as n
from nexflow_grammar.tree.nodes import Keyword, Node, Path, Phrase


class Step(Struct, frozen=True):
    """A statement and the record type around it; None where no stream is current."""

    entry: Entry
    before: t.Record | None
    after: t.Record | None


class Flow(Struct):
    """The steps of a process in order, nested ones after theirs, and what is wrong along the way."""

    lookup: Lookup
    steps: list[Step] = field(default_factory=list)
    reporter: Reporter = field(default_factory=Reporter)
    streams: dict[str, t.Record] = field(default_factory=dict)
    current: str = ""
    destinations: dict[str, t.Record] = field(default_factory=dict)
    lets: dict[str, t.Typed] = field(default_factory=dict)
    event_time: bool = False
    time_is_set: bool = False

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """What is wrong along the way."""
        return self.reporter.diagnostics

    def error(self, entry: Entry, node: Node, code: str, message: str) -> None:
        """Report an error; a broken entry has said enough."""
        if not entry.broken:
            self.reporter.add(entry, node, code, message)

    def scope(self, record: t.Record | None) -> Scope:
        """Return the names that an expression of a statement sees."""
        known = record if record is not None else open_record()
        names = {"state": t.UNKNOWN_VALUE, "config": t.UNKNOWN_VALUE, "input": t.Typed(known)}
        for stream, typed in self.streams.items():
            names[stream] = t.Typed(known if stream == self.current else typed)
        names = {name: typed for name, typed in names.items() if known.field(name) is None}
        return Scope(self.lookup, known, {**names, **self.lets}, "the record at this point")

    def open_stream(self, name: str, record: t.Record) -> None:
        """Let a stream be the current one."""
        self.current = name
        self.streams[name] = record

    def infer(self, entry: Entry, node: e.Expression, record: t.Record | None) -> t.Typed:
        """Infer an expression of an entry over a record."""
        return Inference(self.scope(record), self.reporter.at(entry)).infer(node)

    def condition(
        self, entry: Entry, node: e.Expression, record: t.Record | None, what: str
    ) -> None:
        """Infer a condition of an entry over a record."""
        Inference(self.scope(record), self.reporter.at(entry)).condition(node, what)

    def field_type(self, entry: Entry, path: Path, record: t.Record | None) -> t.Typed:
        """Return the type of a path into the record, which must be there."""
        expression: e.Expression = e.Name(
            path.names[0].start, path.names[0].end, path.names[0].text
        )
        for name in path.names[1:]:
            expression = e.Member(path.start, name.end, expression, name, safe=False)
        return self.infer(entry, expression, record)


def flow(segment: Segment, lookup: Lookup) -> Flow:
    """Follow the record type through a process."""
    result = Flow(lookup)
    head = segment.head
    if head is not None:
        if (time := head.first("time")) is not None:
            result.time_is_set = True
            path = next((v for v in getattr(time.node, "parts", ()) if isinstance(v, Path)), None)
            result.event_time = path is not None and path.text != "processing_time"
        _steps(result, head.children, None)
    return result


def _steps(state: Flow, entries: tuple[Entry, ...], current: t.Record | None) -> t.Record | None:
    for entry in entries:
        function = _STEPS.get(type(entry.node)) or _RULES.get(entry.rule)
        if function is None:
            continue
        index = len(state.steps)
        after = function(state, entry, current)
        state.steps.insert(index, Step(entry, current, after))
        current = after
    return current


def _filter(state: Flow, entry: Entry, before: t.Record | None) -> t.Record | None:
    assert isinstance(entry.node, p.Filter)
    state.condition(entry, entry.node.condition, before, "a filter")
    return before


def _transform(state: Flow, entry: Entry, before: t.Record | None) -> t.Record | None:
    node = entry.node
    assert isinstance(node, p.Transform)
    if any(isinstance(child.node, n.Assignment) for child in entry.children):
        return _inline(state, entry, before)
    definition = refer(
        state.lookup, state.reporter, entry, node.name, TransformDefinition, "transform"
    )  # fmt: skip
    if definition is None:
        return open_record() if before is not None else None
    wanted = record_of("", definition.inputs)
    if definition.input_type is not None:
        wanted = as_record(state.lookup.resolve(definition.input_type)) or wanted
    check_inputs(state, entry, node.name, before, wanted)
    named = word_of(entry, "schema")
    if named is not None and state.lookup.schema(named[1].text) is None:
        return open_record()  # the result has a name: what it leaves of the record is not followed
    if definition.output_type is not None:
        return as_record(state.lookup.resolve(definition.output_type)) or open_record()
    if definition.outputs:
        return record_of("", definition.outputs)
    return open_record()


def _inline(state: Flow, entry: Entry, before: t.Record | None) -> t.Record | None:
    record = before
    for child in entry.children:
        if isinstance(child.node, n.Assignment):
            record = _assign(state, child, record)
    return record


def _assign(state: Flow, entry: Entry, before: t.Record | None) -> t.Record | None:
    node = entry.node
    assert isinstance(node, n.Assignment)
    typed = state.infer(entry, node.value, before)
    if before is None:
        return before
    name = node.target.names[0].text
    known = before.field(name)
    if len(node.target.names) > 1:
        return before if name == "state" and known is None else _assign_inside(before, name)
    added = t.RecordField(known.name if known else name, typed.type, typed.nullable)
    return with_fields(before, [added])


def _assign_inside(before: t.Record, name: str) -> t.Record:
    """Return the record after a path into one of its fields is set: the field may have grown."""
    known = before.field(name)
    nullable = known.nullable if known is not None else False
    added = t.RecordField(known.name if known else name, t.AnyRecord(), nullable)
    return with_fields(before, [added])


def _let(state: Flow, entry: Entry, before: t.Record | None) -> t.Record | None:
    node = entry.node
    assert isinstance(node, n.Let)
    state.lets[node.name.text] = state.infer(entry, node.value, before)
    return before


def _evaluate(state: Flow, entry: Entry, before: t.Record | None) -> t.Record | None:
    node = entry.node
    assert isinstance(node, p.Evaluate)
    definition = refer(state.lookup, state.reporter, entry, node.name, Definition, "rule")
    if not isinstance(definition, TableDefinition | RuleDefinition):
        return open_record() if before is not None else None
    check_inputs(state, entry, node.name, before, inputs_of(definition, state.lookup))
    if before is None:
        return None
    made = results_of(definition, state.lookup)
    if made.open:
        return open_record()
    results = list(made.fields)
    named = word_of(entry, "output") or word_of(entry, "schema")
    if named is not None:
        if state.lookup.schema(named[1].text) is not None:
            return open_record()
        results = [t.RecordField(named[1].text, t.Record("", tuple(results)), nullable=False)]
    return result_fields(state, entry, node.name, before, results)


def _route_by(state: Flow, entry: Entry, before: t.Record | None) -> t.Record | None:
    node = entry.node
    assert isinstance(node, p.RouteBy)
    value = state.infer(entry, node.value, before)
    current, going_on = before, list[t.Record | None]()
    for child in entry.children:
        node_ = child.node
        if isinstance(node_, p.Arm | p.Otherwise):
            current = before
        if isinstance(node_, p.Arm) and isinstance(node_.condition, r.Cell):
            check_cell(child, node_.condition, value, state.scope(before), state.reporter)
        if isinstance(node_, p.Terminal) and node_.kind == "continue":
            going_on.append(current)
        _destination(state, child, current)
        current = _steps(state, (child,), current)
    return _together(going_on)


def _destination(state: Flow, entry: Entry, record: t.Record | None) -> None:
    """Remember that an arm leads to a destination: an `emit to` of its name configures it."""
    target: Node | None = entry.node
    if isinstance(entry.node, p.Arm):
        target = entry.node.destination
    elif entry.rule == "arm_target" and isinstance(entry.node, Phrase):
        target = next((part for part in entry.node.parts if not isinstance(part, Keyword)), None)
    name = target.value if isinstance(target, e.Text) else getattr(target, "text", "")
    if name and record is not None:
        state.destinations[normal(name)] = record


def _window(state: Flow, entry: Entry, before: t.Record | None) -> t.Record | None:
    node = entry.node
    assert isinstance(node, p.Window)
    if not state.event_time and not state.time_is_set and before is not None:
        state.error(
            entry, node, "NX510", "this window needs the time of each record: write `time by FIELD` in the "
            "process, or give the schema's `streaming` part a `time_field`",
        )  # fmt: skip
    keys = [*paths_of(entry, "key by")]
    current = before
    for child in entry.children:
        if child.rule in ("aggregate", "aggregate_block"):
            current = _aggregate(state, child, before, keys)
    return current


def _aggregate(
    state: Flow,
    entry: Entry,
    before: t.Record | None,
    keys: list[tuple[Entry, Path]] | None = None,
) -> t.Record | None:
    if before is None:
        return None
    own = [(entry, path) for path in entry.node.keys] if isinstance(entry.node, p.Aggregate) else []
    fields: list[t.RecordField] = []
    for place, path in [*(keys or []), *own]:
        typed = state.field_type(place, path, before)
        fields.append(t.RecordField(path.names[-1].text, typed.type, typed.nullable))
    fields += aggregate_fields(entry, state.scope(before), state.reporter)
    window = (
        t.RecordField("window_start", t.TIMESTAMP, nullable=False),
        t.RecordField("window_end", t.TIMESTAMP, nullable=False),
    )
    known = isinstance(entry.node, p.Aggregate) or entry.rule == "aggregate_block"
    step = t.Record("", (*fields, *window), open=not known)
    state.steps.append(Step(entry, before, step))
    return step


def _sink(state: Flow, entry: Entry, before: t.Record | None) -> t.Record | None:
    check_sink(state, entry, before)
    return before


def _if(state: Flow, entry: Entry, before: t.Record | None) -> t.Record | None:
    ends: list[t.Record | None] = []
    current = before
    has_else = False
    for part in _conditions(entry):
        state.condition(entry, part, before, "a condition")
    for child in entry.children:
        if child.rule in ("elseif", "else"):
            for part in _conditions(child):
                state.condition(child, part, before, "a condition")
            ends.append(current)
            current = before
            has_else |= child.rule == "else"
        else:
            current = _steps(state, (child,), current)
    ends.append(current)
    if not has_else:
        ends.append(before)
    return _together(ends)


def _conditions(entry: Entry) -> list[e.Expression]:
    return [part for part in getattr(entry.node, "parts", ()) if isinstance(part, e.Expression)]


def _together(records: list[t.Record | None]) -> t.Record | None:
    """Return the record of several arms: a field that an arm lacks becomes nullable."""
    present = [record for record in records if record is not None]
    if not present:
        return None
    first = present[0]
    if all(record == first for record in present):
        return first
    fields: dict[str, t.RecordField] = {}
    for record in present:
        for one in record.fields:
            known = fields.get(one.name)
            nullable = any(other.field(one.name) is None for other in present)
            type_ = one.type if known is None or known.type == one.type else t.UNKNOWN
            nullable |= one.nullable or (known is not None and known.nullable)
            fields[one.name] = t.RecordField(one.name, type_, nullable)
    return t.Record("", tuple(fields.values()), any(record.open for record in present))


def _opaque(_state: Flow, _entry: Entry, before: t.Record | None) -> t.Record | None:
    """A step whose result is not followed yet: nothing is claimed of what comes after it."""
    return open_record() if before is not None else None


_STEPS: dict[type[Node], Callable[[Flow, Entry, t.Record | None], t.Record | None]] = {
    p.Receive: receive,
    p.Filter: _filter,
    p.Transform: _transform,
    n.Assignment: _assign,
    n.Let: _let,
    p.Evaluate: _evaluate,
    p.RouteBy: _route_by,
    p.Enrich: enrich,
    p.Window: _window,
    p.Aggregate: _aggregate,
    p.Emit: _sink,
    p.Persist: _sink,
}
_RULES: dict[str, Callable[[Flow, Entry, t.Record | None], t.Record | None]] = {
    "transform_block": _inline,
    "aggregate_block": _aggregate,
    "aggregate": _aggregate,
    "if": _if,
    **dict.fromkeys(
        ("lookup", "join", "merge", "parallel", "call", "await", "hold", "sql", "route",
         "validate_input", "metadata", "adjust_score", "flag"),
        _opaque,
    ),
}  # fmt: skip
