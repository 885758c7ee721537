"""`on_success`, `on_failure`: what is done right behind a step, with what came of it."""

from __future__ import annotations

from nexflow_codegen.ir import types as ir
from nexflow_codegen.java import constant_name, string_literal
from nexflow_codegen.lower.context import Context, Shape, ShapeField, Unsupported
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.stage import INPUT, Part
from nexflow_codegen.lower.process.streams import Failed, Stream
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Phrase, Word

ERROR = "error"


def _handler(entry: Entry, kind: str) -> Entry | None:
    for child in entry.every("handler"):
        word = child.node.first(Word) if isinstance(child.node, Phrase) else None
        if word is not None and word.text == kind:
            return child
    return None


def failure_type(context: Context) -> ir.RecordOf:
    """Return the type of what is known of an error: `error.kind`, `error.message`, `error.step`."""
    cls = context.support_class("Failure")
    fields = tuple(
        ShapeField(name, name, ir.STRING, nullable=False) for name in ("kind", "message", "step")
    )
    context.shapes[cls] = Shape(cls, fields)
    return ir.RecordOf(cls)


def on_failure(
    job: JobBuilder, entry: Entry, stream: Stream, label: str, record: str = INPUT
) -> Failed | None:
    """Return what records become that fail at a step with `on_failure`: the same, with the error.

    record: that fails, in Java.
    """
    handler = _handler(entry, "on_failure")
    return failed_records(job, handler, stream, label, record) if handler is not None else None


def letters_to(job: JobBuilder, stream: Stream, label: str, target: str, record: str) -> Failed:
    """Return what records become that fail at a step which says itself where their letters go."""
    letter, origin = job.unit.support("DeadLetter"), stream.stage.origin_code(record)
    code = (f"{letter}.of(PROCESS, {string_literal(label)}, ", f", {origin})")
    return Failed(stream.stage, job.dead_letter_tag(target), code, target)


def failed_records(
    job: JobBuilder, place: Entry, stream: Stream, label: str, record: str = INPUT
) -> Failed:
    """Return what the records of a stream become that fail at a step."""
    before = stream.stage
    part = Part(
        job.part_names(before.parts).allot("failure"),
        failure_type(job.context),
        field=ERROR,
        named=True,
    )
    origin = job.keeps_origin(place, before)
    stage = job.stage(
        "Failed", (*before.parts, part), f"A record that failed at {label}.", origin=origin
    )
    key = f"failed {place.start}"
    tag = job.tag(
        key,
        constant_name(f"failed {label}"),
        f"failed {label}",
        job.own(stage.cls),
        job.information(stage),
    )
    start, end = "\0", "\1"
    values = [*job.carried(before, record), f"{start}{end}"]
    code = job.new(stage, values, before.origin_code(record)).replace(
        f"{start}{end}", f"{job.unit.support('Failure')}.of({start}{end}, {string_literal(label)})"
    )
    first, _, last = code.partition(f"{start}{end}")
    return Failed(stage, tag, (first, last))


def handled(
    job: JobBuilder, entry: Entry, after: Stream, before: Stream, failed: Failed | None
) -> Stream | None:
    """Lower what stands below a step: what fails takes its own way; the others go on as `on_success` leaves them."""
    from nexflow_codegen.lower.process.steps import lower_steps  # noqa: PLC0415 - handlers hold steps

    critical = _handler(entry, "on_critical_fraud")
    if critical is not None:
        raise Unsupported(
            "`on_critical_fraud`, which says of no result when it holds; write `when CONDITION`"
        )
    failure = _handler(entry, "on_failure")
    if failure is not None and failed is not None:
        side = Stream(f"{after.code}.getSideOutput({failed.tag})", failed.stage, before.name)
        lower_steps(job, failure.children, side)
    success = _handler(entry, "on_success")
    return lower_steps(job, success.children, after) if success is not None else after
