"""`route`: each record goes to the first destination that fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from nexflow_analysis import types as t
from nexflow_analysis.cells import check_cell
from nexflow_analysis.definitions import Definition, RuleDefinition, TableDefinition
from nexflow_analysis.infer import Inference
from nexflow_analysis.names import normal
from nexflow_analysis.process.asking import ask
from nexflow_analysis.process.branching import together
from nexflow_analysis.process.evaluating import demanded_inputs
from nexflow_analysis.process.keys import need_key_of_rule
from nexflow_analysis.process.losing import lost_records
from nexflow_analysis.process.options import with_options
from nexflow_analysis.process.settings import targets_of, text_of
from nexflow_analysis.process.state import Routed
from nexflow_analysis.references import report_unknown
from nexflow_analysis.steps import check_inputs
from nexflow_analysis.vain import check_arm
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree import rules as r
from nexflow_grammar.tree.nodes import Keyword, Node, Path, Phrase, Word

if TYPE_CHECKING:
    from nexflow_analysis.process.branching import Arm
    from nexflow_analysis.process.state import Flow, Stream

_OTHERWISE = ("otherwise", "default")


class Routing(Struct):
    """What a `route` does with the records.

    chosen: those that the destinations on its own line get; rest: those that no arm so far has taken.
    ends: the streams that go on; closed: none is lost.
    """

    state: Flow
    entry: Entry
    before: Stream | None
    chosen: Stream | None
    rest: Stream | None
    ends: list[tuple[Arm, Stream | None]] = field(default_factory=list)
    closed: bool = False

    def goes_on(self, stream: Stream | None) -> None:
        """Let a stream be a part of what goes on behind the route."""
        self.ends.append(((self.entry, ()), stream))

    def sends(self, place: Entry, target: Node, stream: Stream | None) -> None:
        """Send a stream to a destination."""
        name = text_of(target)
        if name and stream is not None:
            sent = self.state.destinations.setdefault(normal(name), [])
            sent.append(replace(stream, name=name, refires=stream.refires))
            self.state.routed.append(Routed(place, target, stream))


def route(state: Flow, entry: Entry, before: Stream | None) -> Stream | None:
    """Follow a `route` in any of its forms; what goes on is what `otherwise continue` lets through."""
    routing = Routing(state, entry, before, before, before)
    value = _subject(routing)
    _own_targets(routing)
    _arms(routing, value)
    if _picks_later(entry):
        return before
    if not routing.closed:
        lost_records(state, entry, value, before)
    return together(state, routing.ends)


def _subject(routing: Routing) -> t.Typed:
    """Infer and return what the route is by; its first condition divides the records."""
    state, entry, before = routing.state, routing.entry, routing.before
    node = entry.node
    if isinstance(node, p.RouteBy):
        return state.infer(entry, node.value, before)
    assert isinstance(node, Phrase)
    condition = node.first(e.Expression)
    if node.rule == "route_when" and condition is not None:
        state.condition(entry, condition, before, "a condition")
        routing.chosen = _divide(routing, condition)
        return t.UNKNOWN_VALUE
    path = node.first(Path)
    if node.rule == "route_using" and path is not None:
        _by_rule(state, entry, path, before)
    return t.UNKNOWN_VALUE


def _divide(routing: Routing, condition: e.Expression) -> Stream | None:
    """Take those for which a condition is true from the rest, and return them."""
    state, before = routing.state, routing.rest
    if before is None:
        return None
    routing.rest = state.passing(condition, before, holds=False)
    return state.passing(condition, before)


def _by_rule(state: Flow, entry: Entry, path: Path, before: Stream | None) -> None:
    """Check what `route using R` names: a rule, or a field of the record."""
    word = path.names[0]
    if len(path.names) == 1:
        definition = state.lookup.find(Definition, "rule", word.text)
        if isinstance(definition, TableDefinition | RuleDefinition):
            if definition.name != word.text:
                state.reporter.spelling(entry, word, definition.name)
            wanted = demanded_inputs(state, definition)
            check_inputs(state, entry, word, before, wanted, nulls_fail=True)
            need_key_of_rule(state, entry, word, before, definition)
            if before is not None:
                ask(state, entry, word, definition, before, before)
            return
        if before is None or before.record.open or not before.record.field(word.text):
            if before is not None and not before.record.open and word.text not in dict(before.lets):
                report_unknown(state.lookup, state.reporter, entry, word, "rule")
            return
    state.field_type(entry, path, before)


def _own_targets(routing: Routing) -> None:
    """Send to the destinations that stand on the route's own line."""
    node = routing.entry.node
    if not isinstance(node, Phrase):
        return
    otherwise = node.phrase("route_otherwise")
    for target in targets_of(node):
        left = otherwise is not None and otherwise.start <= target.start < otherwise.end
        routing.sends(routing.entry, target, routing.rest if left else routing.chosen)
    _otherwise(routing, routing.entry, otherwise)


def _otherwise(routing: Routing, place: Entry, said: Phrase | None) -> None:
    """Follow an `otherwise` behind a destination."""
    if said is None:
        return
    routing.closed = True
    if said.has("continue"):
        routing.goes_on(routing.rest)
    elif place is not routing.entry:
        for part in said.parts:
            if not isinstance(part, Keyword):
                routing.sends(place, part, routing.rest)


def _arms(routing: Routing, value: t.Typed) -> None:
    """Follow the arms, and the destinations below the route."""
    state = routing.state
    current = routing.chosen
    in_otherwise = False
    for child in with_options(state.lookup, routing.entry.children):
        node = child.node
        if isinstance(node, p.Arm):
            current = _chosen(routing, child, node, value)
            routing.closed |= isinstance(node.condition, r.AnyCell)
        elif isinstance(node, p.Otherwise):
            routing.closed, current, in_otherwise = True, routing.rest, True
        if isinstance(node, p.Terminal) and node.kind == "continue":
            routing.goes_on(current)
            continue
        _sent(routing, child, current)
        current = state.walk((child,), current)
    if in_otherwise and isinstance(routing.entry.children[-1].node, p.Otherwise):
        routing.closed = True


def _chosen(routing: Routing, entry: Entry, arm: p.Arm, value: t.Typed) -> Stream | None:
    """Check the condition of an arm; return the stream of the records that meet it, and none above."""
    state, before = routing.state, routing.rest
    cell, node = arm.condition, routing.entry.node
    if not isinstance(cell, r.Cell):
        return before
    check_cell(entry, cell, value, state.scope(before), state.reporter)
    if isinstance(node, p.RouteBy) and node.value is not None:
        inference = Inference(state.scope(before), state.reporter.at(entry))
        check_arm(inference, cell, node.value, value)
    if before is None:
        return None
    if isinstance(cell, r.ExpressionCell):
        return _divide(routing, cell.value)
    if not isinstance(node, p.RouteBy) or isinstance(cell, r.AnyCell):
        return before
    present = e.NullTest(node.value.start, node.value.end, node.value, negated=True)
    if isinstance(cell, r.NullCell) and not cell.negated:
        routing.rest = state.passing(present, before)
        return before
    return state.passing(present, before)


def _sent(routing: Routing, entry: Entry, current: Stream | None) -> None:
    """Send to the destination that an arm or a line below the route names."""
    node = entry.node
    if isinstance(node, p.Arm):
        if node.destination is not None:
            routing.sends(entry, node.destination, current)
    elif entry.rule == "destination" and isinstance(node, Phrase):
        if text_of(node.parts[0]) in _OTHERWISE and isinstance(node.parts[0], Word):
            routing.closed, current = True, routing.rest
        routing.sends(entry, node.parts[-1], current)
    elif entry.rule == "arm_target" and isinstance(node, Phrase):
        for part in node.parts:
            if isinstance(part, Word | e.Text):
                routing.sends(entry, part, current)
        _otherwise(routing, entry, node.phrase("route_otherwise"))


def _picks_later(entry: Entry) -> bool:
    """Tell whether a route names no destination: its rule's results name later `emit to`s."""
    node = entry.node
    if not isinstance(node, Phrase) or node.rule != "route_using":
        return False
    return not entry.children and node.phrase("route_target") is None
