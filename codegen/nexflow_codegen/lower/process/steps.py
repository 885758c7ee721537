"""The statements of a process, each lowered by the file of its construct."""

from __future__ import annotations

from collections.abc import Callable

from nexflow_analysis.names import normal
from nexflow_analysis.process.options import with_options
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.process.audit import lower_audit, lower_signal
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.call import lower_call
from nexflow_codegen.lower.process.choose import lower_choice
from nexflow_codegen.lower.process.clauses import not_generated
from nexflow_codegen.lower.process.deduplicate import lower_deduplicate
from nexflow_codegen.lower.process.emit import lower_emit
from nexflow_codegen.lower.process.enrich import lower_enrich
from nexflow_codegen.lower.process.evaluate import lower_evaluate
from nexflow_codegen.lower.process.filter import lower_filter
from nexflow_codegen.lower.process.flags import lower_note
from nexflow_codegen.lower.process.gather import lower_gather
from nexflow_codegen.lower.process.holding import lower_await, lower_hold
from nexflow_codegen.lower.process.job_settings import SETTINGS
from nexflow_codegen.lower.process.join import lower_join
from nexflow_codegen.lower.process.looking_back import looked_back
from nexflow_codegen.lower.process.lookup_step import lower_lookup_step
from nexflow_codegen.lower.process.merge import lower_merge
from nexflow_codegen.lower.process.metrics import measured
from nexflow_codegen.lower.process.parallel import lower_parallel
from nexflow_codegen.lower.process.phase import lower_phase, wait_for_phase
from nexflow_codegen.lower.process.receive import lower_receive
from nexflow_codegen.lower.process.route import lower_route
from nexflow_codegen.lower.process.schedule import lower_schedule
from nexflow_codegen.lower.process.sql import lower_sql
from nexflow_codegen.lower.process.state import lower_state, touches_state
from nexflow_codegen.lower.process.stored import lower_stored
from nexflow_codegen.lower.process.streams import Stream
from nexflow_codegen.lower.process.transform import lower_assignments, lower_transform_step
from nexflow_codegen.lower.process.validate import lower_validate_input
from nexflow_codegen.lower.process.window import lower_window
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree import types as n
from nexflow_grammar.tree.nodes import Node, Phrase

Lowering = Callable[[JobBuilder, Entry, Stream], Stream | None]


def lower_passed_on(job: JobBuilder, entry: Entry, stream: Stream) -> Stream:
    """Lower what only says where invalid records go, which `errors` has read."""
    text = job.text_of(entry, entry.node)
    if entry.rule == "handler" and not text.startswith("on_validation_error"):
        not_generated(job, entry, entry.node, f"`{text}` here; put it right below its step")
    return stream


def lower_terminal(job: JobBuilder, entry: Entry, stream: Stream) -> Stream | None:
    """Lower `continue` and `terminate`."""
    assert isinstance(entry.node, p.Terminal)
    if entry.node.kind == "continue":
        return stream
    if job.answers is not None:
        job.answers.append(stream)
    return None


STEPS: dict[type[Node], Lowering] = {
    p.Filter: lower_filter,
    p.Transform: lower_transform_step,
    n.Assignment: lower_assignments,
    n.Let: lower_assignments,
    p.Evaluate: lower_evaluate,
    p.RouteBy: lower_route,
    p.Enrich: lower_enrich,
    p.Window: lower_window,
    p.Emit: lower_emit,
    p.Persist: lower_emit,
}
RULES: dict[str, Lowering] = {
    "transform_block": lower_assignments,
    "validate_input": lower_validate_input,
    "deduplicate": lower_deduplicate,
    "route": lower_route,
    "if": lower_choice,
    "when_step": lower_choice,
    "flag": lower_note,
    "metadata": lower_note,
    "adjust_score": lower_note,
    "terminal": lower_terminal,
    "audit": lower_audit,
    "signal": lower_signal,
    "parallel": lower_parallel,
    "validate_schema": lower_passed_on,
    "handler": lower_passed_on,
    "schedule": lower_schedule,
    "lookup": lower_lookup_step,
    "call_external": lower_call,
}
#: The statements that name the streams they work on, whatever is current (`JobBuilder.stream_of`).
NAMING: dict[str, Callable[[JobBuilder, Entry], Stream | None]] = {
    "join": lower_join,
    "await": lower_await,
    "hold": lower_hold,
    "merge": lower_merge,
    "aggregate_from": lower_gather,
    "sql": lower_sql,
}
#: What to write in place of statements that are not generated.
_INSTEAD = {
    "aggregate": "put it into a `window`",
    "aggregate_block": "put it into a `window`",
}


def lower_steps(
    job: JobBuilder, entries: tuple[Entry, ...], stream: Stream | None, *, apart: bool = False
) -> Stream | None:
    """Lower statements, each on the stream that the one before it leaves; return the last one's.

    apart: whether to lower those too that only say how a route's destination is written.

    After a statement that is not generated, the rest of its stream is looked at only for what is
    not generated as a whole: what its record would be is not known.
    """
    elsewhere = set() if apart else _elsewhere(job)
    above: Entry | None = None
    done: set[int] = set()
    entries = with_options(job.context.lookup, entries)
    for number, entry in enumerate(entries):
        if entry.rule in SETTINGS or entry.rule == "on_error" or entry.start in done:
            continue
        if entry.start in elsewhere or entry.rule == "branch":
            continue
        before = stream
        if isinstance(entry.node, p.Receive):
            stream = None
            with job.statement(entry):
                stream = lower_receive(job, entry)
        elif (rule := _rule(entry)) in NAMING:
            stream = None
            with job.statement(entry):
                stream = NAMING[rule](job, entry)
        elif entry.rule == "phase":
            current, stream = stream, None
            with job.statement(entry):
                stream = lower_phase(job, entry, current)
        elif above is not None and above.rule == "parallel":
            words = " ".join(job.text_of(entry, entry.node).split(" ")[:2])
            not_generated(job, entry, entry.node, f"`{words}` right behind a `parallel`; join its "
                          "branches by `aggregate NAME from …` or `union all`")  # fmt: skip
        elif not _is_generated(entry) and entry.rule != "transition":
            _report(job, entry)
            stream = None
        elif stream is not None:
            current, stream = stream, None
            with job.statement(entry):
                stream, run = _step(job, entries, number, current)
                done.update(one.start for one in run)
        stream = _left(job, entry, before, stream)
        above = entry
    return stream


def _left(
    job: JobBuilder, entry: Entry, before: Stream | None, stream: Stream | None
) -> Stream | None:
    """Return what a statement leaves, measured; its name stands for it from here on."""
    if stream is not None:
        stream = measured(job, entry, None if _opens(entry) else before, stream)
        if isinstance(entry.node, p.Receive):
            job.phases.opened[normal(stream.name)] = stream
        if _opens(entry):
            stream = wait_for_phase(job, entry, stream)
        if isinstance(entry.node, p.Receive):
            stream = lower_stored(job, entry, stream)
        if stream.name:
            job.named[normal(stream.name)] = stream
    return stream


def _elsewhere(job: JobBuilder) -> set[int]:
    """Return the starts of the `emit`s that are lowered where a route sends records to them."""
    found = (*job.emits.values(), *job.picked.values())
    return {entry.start for entries in found for entry in entries}


def _step(
    job: JobBuilder, entries: tuple[Entry, ...], at: int, stream: Stream
) -> tuple[Stream | None, tuple[Entry, ...]]:
    """Lower a statement, and those behind it that one function with state can do; return them."""
    run: tuple[Entry, ...] = ()
    stream = looked_back(job, entries[at], stream)
    if touches_state(job, entries[at], stream):
        stream, run = lower_state(job, entries, at, stream)
    return (stream if run else lower_step(job, entries[at], stream)), run


def lower_step(job: JobBuilder, entry: Entry, stream: Stream) -> Stream | None:
    """Lower one statement."""
    lowering = STEPS.get(type(entry.node)) or RULES.get(entry.rule)
    if lowering is None:
        _report(job, entry)
        return None
    return lowering(job, entry, stream)


def _rule(entry: Entry) -> str:
    """Return the rule of a statement; `aggregate n from …` is one of its own."""
    node = entry.node
    return (
        "aggregate_from"
        if isinstance(node, Phrase) and node.rule == "aggregate_from"
        else entry.rule
    )


def _opens(entry: Entry) -> bool:
    """Tell whether a statement works on another stream than the current one."""
    return isinstance(entry.node, p.Receive) or _rule(entry) in NAMING


def _is_generated(entry: Entry) -> bool:
    return type(entry.node) in STEPS or entry.rule in RULES


def _report(job: JobBuilder, entry: Entry) -> None:
    words = " ".join(job.text_of(entry, entry.node).split(" ")[:2])
    instead = _INSTEAD.get(entry.rule, "leave it out")
    not_generated(job, entry, entry.node, f"`{words}`; {instead}")


__all__ = ["Unsupported", "lower_step", "lower_steps"]
