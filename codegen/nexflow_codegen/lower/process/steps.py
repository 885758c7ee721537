"""The statements of a process, each lowered by the file of its construct."""

from __future__ import annotations

from collections.abc import Callable

from nexflow_analysis.names import normal
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.clauses import not_generated
from nexflow_codegen.lower.process.emit import lower_emit
from nexflow_codegen.lower.process.enrich import lower_enrich
from nexflow_codegen.lower.process.evaluate import lower_evaluate
from nexflow_codegen.lower.process.filter import lower_filter
from nexflow_codegen.lower.process.job_settings import SETTINGS
from nexflow_codegen.lower.process.receive import lower_receive
from nexflow_codegen.lower.process.route import lower_route_by
from nexflow_codegen.lower.process.streams import Stream
from nexflow_codegen.lower.process.transform import lower_assignments, lower_transform_step
from nexflow_codegen.lower.process.validate import lower_validate_input
from nexflow_codegen.lower.process.window import lower_window
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree import types as n
from nexflow_grammar.tree.expressions import Text
from nexflow_grammar.tree.nodes import Node, Phrase, Word

Lowering = Callable[[JobBuilder, Entry, Stream], Stream | None]

STEPS: dict[type[Node], Lowering] = {
    p.Filter: lower_filter,
    p.Transform: lower_transform_step,
    n.Assignment: lower_assignments,
    n.Let: lower_assignments,
    p.Evaluate: lower_evaluate,
    p.RouteBy: lower_route_by,
    p.Enrich: lower_enrich,
    p.Window: lower_window,
    p.Emit: lower_emit,
    p.Persist: lower_emit,
}
RULES: dict[str, Lowering] = {
    "transform_block": lower_assignments,
    "validate_input": lower_validate_input,
}
#: The statements that name the streams they work on, whatever is current (`JobBuilder.stream_of`).
NAMING: dict[str, Callable[[JobBuilder, Entry], Stream | None]] = {}
#: What to write in place of statements that are not generated.
_INSTEAD = {
    "lookup": "use `enrich`, whose lookup nexflow.toml declares",
    "route": "use `route by`",
    "join": "use `enrich` for reference data",
    "merge": "name both topics in one `receive`",
    "aggregate": "put it into a `window`",
    "aggregate_block": "put it into a `window`",
    "branch": "put its steps below the arm of the `route by`",
    "if": "use `route by`, or `when … otherwise …` in a `transform`",
    "parallel": "put the steps one after the other",
    "deduplicate": "use a sink that accepts each record once",
    "call": "use `enrich`",
    "sql": "use `window`, `filter` and `transform`",
    "terminal": "leave it out",
    "audit": "use `emit to`",
    "flag": "set a field of the record",
    "metadata": "set a field of the record",
    "adjust_score": "set a field of the record",
}


def lower_steps(job: JobBuilder, entries: tuple[Entry, ...], stream: Stream | None) -> None:
    """Lower statements, each on the stream that the one before it leaves.

    After a statement that is not generated, the rest of its stream is looked at only for what is
    not generated as a whole: what its record would be is not known.
    """
    configured = {entry.start for entry in job.emits.values()}
    for entry in entries:
        if entry.rule in SETTINGS or entry.rule == "on_error":
            continue
        if entry.start in configured:
            continue
        if isinstance(entry.node, p.Receive):
            stream = None
            with job.statement(entry):
                stream = lower_receive(job, entry)
        elif entry.rule in NAMING:
            stream = None
            with job.statement(entry):
                stream = NAMING[entry.rule](job, entry)
        elif not _is_generated(entry):
            _report(job, entry)
            stream = None
        elif stream is not None:
            current, stream = stream, None
            with job.statement(entry):
                stream = lower_step(job, entry, current)
        if stream is not None and stream.name:
            job.named[normal(stream.name)] = stream


def lower_step(job: JobBuilder, entry: Entry, stream: Stream) -> Stream | None:
    """Lower one statement."""
    lowering = STEPS.get(type(entry.node)) or RULES.get(entry.rule)
    if lowering is None:
        _report(job, entry)
        return None
    return lowering(job, entry, stream)


def _is_generated(entry: Entry) -> bool:
    return type(entry.node) in STEPS or entry.rule in RULES


def _report(job: JobBuilder, entry: Entry) -> None:
    words = " ".join(job.text_of(entry, entry.node).split(" ")[:2])
    instead = _INSTEAD.get(entry.rule, "leave it out")
    not_generated(job, entry, entry.node, f"`{words}`; {instead}")


def configured_emits(head: Entry) -> dict[str, Entry]:
    """Return the `emit to`s that only say how a route's destination of that name is written."""
    destinations = {normal(name) for name in _destinations(head)}
    return {
        normal(name): entry
        for entry in head.children
        if isinstance(entry.node, p.Emit)
        and normal(name := _name(entry.node.target)) in destinations
    }


def _destinations(entry: Entry) -> list[str]:
    names: list[str] = []
    for child in entry.children:
        node = child.node
        if isinstance(node, p.Arm) and node.destination is not None:
            names.append(_name(node.destination))
        elif isinstance(node, Phrase) and node.rule == "arm_target":
            names += [_name(part) for part in node.parts if isinstance(part, Word | Text)]
        names += _destinations(child)
    return names


def _name(target: Node) -> str:
    return target.value if isinstance(target, Text) else getattr(target, "text", "")


__all__ = ["Unsupported", "configured_emits", "lower_step", "lower_steps"]
