"""NX560: arms of a `route by` that nothing reaches."""

from __future__ import annotations

from nexflow_analysis import types as t
from nexflow_analysis.diagnostics import Here, Severity
from nexflow_analysis.flow import Flow
from nexflow_analysis.infer import Inference
from nexflow_analysis.process.constraints import constraints_of
from nexflow_analysis.process.state import Stream
from nexflow_analysis.table.conditions import condition_of, simple_cells, values_of
from nexflow_analysis.table.domains import Subject, domain_of
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree import rules as r
from nexflow_grammar.tree.nodes import Node


def check_arms(state: Flow) -> None:
    """Check that some value reaches every arm of a route."""
    for step in state.steps:
        node = step.entry.node
        if isinstance(node, p.RouteBy) and step.stream_before is not None:
            _check(state, step.entry, node, step.stream_before)


def _check(state: Flow, entry: Entry, node: p.RouteBy, before: Stream) -> None:
    otherwise = next((one for one in entry.children if isinstance(one.node, p.Otherwise)), None)
    for one in entry.children:
        if otherwise is not None and isinstance(one.node, p.Arm) and one.start > otherwise.start:
            _unreachable(state, one, one.node.condition, [otherwise])
    arms = [(one, one.node) for one in entry.children if isinstance(one.node, p.Arm)]
    if otherwise is not None:
        arms = [(one, arm) for one, arm in arms if one.start < otherwise.start]
    known = [
        (place, arm.condition, condition)
        for place, arm in arms
        if isinstance(arm.condition, r.Cell)
        and (condition := condition_of(arm.condition, node.value)) is not None
    ]
    typed = Inference(state.scope(before)).infer(node.value)
    if isinstance(typed.type, t.Unknown):
        return
    cells = [cell for _place, _arm, condition in known for cell in simple_cells(condition)]
    subject = Subject(typed, constraints_of(state.lookup, before.record, node.value), free=True)
    domain = domain_of("value", subject, cells)
    taken: list[tuple[Entry, int]] = []
    for place, cell, condition in known:
        met = values_of(condition, domain)
        if met is None:
            continue
        above = [one for one, values in taken if values & met]
        left = met
        for _one, values in taken:
            left &= ~values
        if met and not left and not place.broken:
            _unreachable(state, place, cell, above)
        taken.append((place, met))


def _unreachable(state: Flow, place: Entry, cell: Node, above: list[Entry]) -> None:
    otherwise = isinstance(above[0].node, p.Otherwise)
    several = "the arms" if len(above) > 1 else "the `otherwise`" if otherwise else "the arm"
    related = tuple(Here(one.start, one.start + one.node.end, "this takes them") for one in above)
    state.reporter.add(
        place, cell, "NX560",
        f"nothing reaches this arm: {several} above take{'' if len(above) > 1 else 's'} all that would meet it; "
        "remove it, or change its condition",
        severity=Severity.WARNING, related=related,
    )  # fmt: skip
