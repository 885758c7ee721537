"""NX503: aggregates that give two results one name."""

from __future__ import annotations

from nexflow_analysis.clauses import AGGREGATES
from nexflow_analysis.diagnostics import Here, Severity
from nexflow_analysis.flow import Flow
from nexflow_analysis.names import normal
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Node
from nexflow_grammar.tree.process import Aggregate, AggregateCall, NamedAggregate


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
