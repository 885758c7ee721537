"""NX503, NX564: aggregates that give two results one name, or use a field of no record in particular."""

from __future__ import annotations

from collections.abc import Iterator

from nexflow_analysis import types as t
from nexflow_analysis.clauses import AGGREGATES
from nexflow_analysis.diagnostics import Here, LocalFix, Replacement, Severity
from nexflow_analysis.flow import Flow
from nexflow_analysis.names import normal
from nexflow_analysis.process.windows import window_keys
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Node, Word, walk
from nexflow_grammar.tree.process import Aggregate, AggregateCall, NamedAggregate, Window


def check_aggregates(state: Flow) -> None:
    """Check that every result of an aggregate has a name of its own."""
    for step in state.steps:
        if step.entry.rule not in AGGREGATES:
            continue
        first: dict[str, tuple[Entry, Node]] = {}
        for place, node, name in _results(step.entry):
            known = first.get(normal(name))
            if known is None or place.broken:
                first.setdefault(normal(name), (place, node))
                continue
            start = known[0].start
            state.reporter.add(
                place, node, "NX503",
                f"this aggregate has a result `{name}` already, and one of the two would be lost; give it another "
                "name with `as`",
                severity=Severity.ERROR,
                related=(Here(start + known[1].start, start + known[1].end, "the first is here"),),
            )  # fmt: skip


def check_own_names(state: Flow) -> None:
    """Check that no result has the name of what a window's record has besides: its keys and its bounds."""
    for step in state.steps:
        if not isinstance(step.entry.node, Window):
            continue
        keys = {normal(path.names[-1].text): "the key" for _place, path in window_keys(step.entry)}
        taken = {**keys, "window_start": "the start", "window_end": "the end"}
        for block in step.entry.every(*AGGREGATES):
            for place, node, name in _results(block):
                what = taken.get(normal(name))
                if what is not None and normal(name) not in _named_in(node, place):
                    state.error(
                        place, node, "NX503",
                        f"`{name}` is {what} of the window, which its result has too, and one of the two would be lost; "
                        "give the aggregate another name",
                    )  # fmt: skip


def _named_in(node: Node, place: Entry) -> set[str]:
    """Return the names that the value of a result uses, in the item that the result stands in."""
    calls = place.node.calls if isinstance(place.node, Aggregate) else (place.node,)
    owner = next((one for one in calls if node is one or node in _names_of(one)), None)
    value: Node | None = None
    if isinstance(owner, AggregateCall):
        value = owner.argument
    elif isinstance(owner, NamedAggregate):
        value = owner.value
    found = walk(value) if value is not None else ()
    return {normal(one.text) for one in found if isinstance(one, Word | e.Name)}


def _names_of(node: Node) -> tuple[Node | None, ...]:
    if isinstance(node, AggregateCall):
        return (node.alias,)
    return (node.target,) if isinstance(node, NamedAggregate) else ()


def check_single_values(state: Flow) -> None:
    """Check that what stands in no aggregate is the same in all records: a key."""
    for step in state.steps:
        if not isinstance(step.entry.node, Window) or step.stream_before is None:
            continue
        record = step.stream_before.record
        keys = {
            normal(word.text) for _place, path in window_keys(step.entry) for word in path.names
        }
        for block in step.entry.every(*AGGREGATES):
            for child in block.children:
                if isinstance(child.node, NamedAggregate) and not child.broken:
                    _check_single(state, child, child.node, record, keys)


def _check_single(
    state: Flow, entry: Entry, node: NamedAggregate, record: t.Record, keys: set[str]
) -> None:
    for name in _outside(node.value):
        if record.field(name.text) is not None and normal(name.text) not in keys:
            change = (
                Replacement(name.start, name.start, "last("),
                Replacement(name.end, name.end, ")"),
            )
            state.error(
                entry, name, "NX564",
                f"`{name.text}` differs from record to record, and this makes one result of many; write `last({name.text})` "
                "or another aggregate, or make it a key of the window",
                LocalFix(f"Write `last({name.text})`", change, safe=False),
            )  # fmt: skip
            return


def _outside(node: e.Expression) -> Iterator[e.Name]:
    """Yield the names of an expression that stand in no aggregate, and in no other call."""
    match node:
        case e.Name():
            yield node
        case e.Unary():
            yield from _outside(node.operand)
        case e.Binary():
            yield from _outside(node.left)
            yield from _outside(node.right)
        case _:  # of what a call is given, and of paths, nothing is claimed
            pass


def _results(entry: Entry) -> list[tuple[Entry, Node, str]]:
    """Return the results of an aggregate: where each is named, and its name."""
    found: list[tuple[Entry, Node, str]] = []
    if isinstance(entry.node, Aggregate):
        found += [(entry, call.alias or call, call.result) for call in entry.node.calls]
    for child in entry.children:
        match child.node:
            case AggregateCall() as call:
                found.append((child, call.alias or call, call.result))
            case NamedAggregate() as named:
                found.append((child, named.target, named.target.text))
            case _:
                pass
    return found
