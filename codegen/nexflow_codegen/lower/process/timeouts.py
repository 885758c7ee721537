"""What is done with a record that was held for too long: `timeout D action`."""

from __future__ import annotations

from dataclasses import dataclass

from nexflow_analysis.clauses import clause_of
from nexflow_codegen.ir.code import Run, Statement
from nexflow_codegen.java import constant_name, string_literal
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.durations import millis
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.errors import name_of_target
from nexflow_codegen.lower.process.streams import Stream
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree.nodes import Phrase, Word

KIND = "correlation_error"


@dataclass(frozen=True, slots=True)
class Timeout:
    """How long a record is held, and what is done then.

    emit: the `emit` that takes it. target: of its dead letter, "" for what `on error` says; None to
    skip it.
    """

    millis: int
    emit: Entry | None = None
    target: str | None = ""


def timeout_of(job: JobBuilder, entry: Entry) -> Timeout:
    """Read the `timeout` of an `await` or a `hold`."""
    assert isinstance(entry.node, Phrase)
    own = entry.node.phrase("timeout")
    clause = clause_of(entry, "timeout")
    if own is not None:
        span = next(
            (part for part in own.parts if isinstance(part, e.Duration | e.Placeholder)), None
        )
    else:
        span = clause[1].values[0] if clause is not None else None  # type: ignore[assignment]
    if span is None:
        raise Unsupported("waiting without end; write `timeout 1 hour emit to NAME`, say")
    action = own.phrase("timeout_action") if own is not None else None
    if action is not None:
        return _inline(job, entry, millis(span), action)
    for child in entry.children:
        if isinstance(child.node, p.Emit):
            return Timeout(millis(span), child)
        if isinstance(child.node, Phrase) and child.rule == "timeout_action":
            return _inline(job, child, millis(span), child.node)
    return Timeout(millis(span))


def _inline(job: JobBuilder, entry: Entry, span: int, action: Phrase) -> Timeout:
    if action.has("skip"):
        return Timeout(span, target=None)
    target = next(
        (part for part in action.parts if isinstance(part, Word | e.Text | e.Placeholder)), None
    )
    assert target is not None
    if action.has("dead_letter"):
        return Timeout(span, target=name_of_target(job, target))
    clauses = tuple(part for part in action.parts if isinstance(part, p.Clause))
    node = p.Emit(action.start, action.end, target, clauses)
    return Timeout(span, Entry(entry.start, entry.end, "emit", node, broken=False, children=()))


def expired(
    job: JobBuilder, entry: Entry, timeout: Timeout, held: Stream, label: str, message: str
) -> tuple[tuple[Statement, ...], str]:
    """Return what is done with a record `held` whose time is over, and the side output it goes to."""
    stage = held.stage
    if timeout.emit is not None:
        name = f"{held.name}_timeout"
        own = job.own(stage.cls)
        tag = job.tag(
            f"timeout {entry.start}", constant_name(name), name, own, job.information(stage)
        )
        return (Run("", f"context.output({tag}, held)"),), tag
    if timeout.target is None:
        return (), ""
    error = f'{job.unit.support("RecordError", "of")}("{KIND}", {string_literal(message)})'
    step, origin = string_literal(label), stage.origin_code("held")
    if not timeout.target:
        return (Run("", f"fail(context::output, {step}, {error}, {origin})"),), ""
    letter = job.unit.support("DeadLetter")
    made = f'new {letter}(PROCESS, {step}, "{KIND}", {string_literal(message)}, {origin})'
    return (Run("", f"context.output({job.dead_letter_tag(timeout.target)}, {made})"),), ""


def connect(
    job: JobBuilder,
    entry: Entry,
    timeout: Timeout,
    held: Stream,
    variable: str,
    tag: str,
    others: str = "",
) -> None:
    """Lead on what was held for too long. others: Java of a stream of more such records."""
    from nexflow_codegen.lower.process.steps import lower_step  # noqa: PLC0415 - one of its steps

    if timeout.emit is not None:
        union = f".union({others})" if others else ""
        side = Stream(f"{variable}.getSideOutput({tag}){union}", held.stage, held.name)
        lower_step(job, timeout.emit, side)
    elif timeout.target:
        job.failing[entry.start] = True
        job.side_outputs.setdefault(timeout.target, []).append(variable)
    elif timeout.target is not None:
        job.fails(entry, variable, KIND)
