"""The record type before and after each statement of a process."""

from __future__ import annotations

from nexflow_analysis.enrich import enrich
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.process import branching, combining, keyed, outside, routing, transforming
from nexflow_analysis.process.evaluating import evaluate
from nexflow_analysis.process.settings import settings_of
from nexflow_analysis.process.state import Flow, Handler, Step, Stream, unknown_stream
from nexflow_analysis.process.windows import aggregate, window
from nexflow_analysis.receive import receive
from nexflow_analysis.sinks import sink
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree import types as n
from nexflow_grammar.tree.nodes import Node

__all__ = ["Flow", "Step", "Stream", "flow"]


def flow(segment: Segment, lookup: Lookup) -> Flow:
    """Follow the streams of a process."""
    if segment.head is None:
        raise ValueError("a segment without a definition has no flow")
    settings = settings_of(segment)
    known = 0
    state = _followed(Flow(segment, lookup, settings, _handler))
    while len(state.personal) > known:  # a state may be read above where it is set
        known = len(state.personal)
        state = _followed(Flow(segment, lookup, settings, _handler, personal=state.personal))
    state.steps.sort(key=lambda step: step.entry.start)
    return state


def _followed(state: Flow) -> Flow:
    settings = state.settings
    # A process that reads nothing is one mistake, not one per statement.
    state.walk(settings.head.children, None if settings.has_source else unknown_stream())
    for entry in state.deferred:
        branching.run_branch(state, entry)
    return state


def _handler(entry: Entry) -> Handler | None:
    return _NODES.get(type(entry.node)) or _RULES.get(entry.rule)


_NODES: dict[type[Node], Handler] = {
    p.Receive: receive,
    p.Filter: transforming.keep,
    p.Transform: transforming.transform,
    n.Assignment: transforming.assign,
    n.Let: transforming.let,
    p.Evaluate: evaluate,
    p.RouteBy: routing.route,
    p.Enrich: enrich,
    p.Window: window,
    p.Aggregate: aggregate,
    p.Emit: sink,
    p.Persist: sink,
    p.Terminal: keyed.terminal,
}
_RULES: dict[str, Handler] = {
    "transform_block": transforming.inline,
    "aggregate_block": aggregate,
    "aggregate": aggregate,
    "if": branching.choice,
    "when_step": branching.choice,
    "route": routing.route,
    "branch": branching.branch,
    "parallel": branching.parallel,
    "phase": branching.phase,
    "join": combining.join,
    "merge": combining.merge,
    "await": combining.arrival,
    "hold": combining.hold,
    "lookup": outside.lookup,
    "call_external": outside.call,
    "sql": outside.sql,
    "deduplicate": keyed.deduplicate,
    "validate_input": keyed.validate,
    "validate_schema": keyed.passed_on,
    "schedule": keyed.schedule,
    "transition": keyed.transition,
    "audit": keyed.audit,
    "flag": keyed.flagged,
    "metadata": keyed.metadata,
    "adjust_score": keyed.adjust_score,
    "on_error": keyed.on_error,
    "on_commit": keyed.on_commit,
    "retry": keyed.retry,
}
