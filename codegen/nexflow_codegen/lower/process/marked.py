"""Markers for rules: which of them there are when a record comes, as fields that only its process knows."""

from __future__ import annotations

from collections.abc import Iterable

from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.code import HandOn
from nexflow_codegen.ir.functions.process import Function
from nexflow_codegen.ir.graph import Call
from nexflow_codegen.java import member_name, string_literal
from nexflow_codegen.lower.cells import marker_field
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.markers import marker
from nexflow_codegen.lower.process.phase import marks
from nexflow_codegen.lower.process.stage import INPUT, Part, Stage
from nexflow_codegen.lower.process.streams import Stream
from nexflow_grammar.assemble import Entry


def with_markers(job: JobBuilder, entry: Entry, stream: Stream, names: Iterable[str]) -> Stream:
    """Return a stream whose records know of some markers; itself where there are none to know of."""
    wanted = {name: marker(job, name) for name in dict.fromkeys(names)}
    if not wanted:
        return stream
    before = stream.stage
    fields = {marker_field(name) for name in wanted}
    parts = tuple(part for part in before.parts if part.field not in fields)
    values = [before.part_code(part) for part in parts]
    for name, condition in wanted.items():
        local = job.part_names(parts).allot(member_name(f"{name}_fired"))
        parts = (*parts, Part(local, ir.BOOLEAN, field=marker_field(name), named=True))
        values.append(condition.code)
    after = job.stage("Marked", parts, "A record, and which markers there are.",
                      origin=job.keeps_origin(entry, before))  # fmt: skip
    watched = tuple(dict.fromkeys(watch for one in wanted.values() for watch in one.watched))
    zone = f"{job.unit.use('java.time.ZoneId')}.of({string_literal(job.context.time_zone)})"
    made = job.new(after, values, before.origin_code())
    uid, label = job.uid("markers", *wanted), f"markers {', '.join(wanted)}"
    if not watched:
        calls = job.function(after, _timed(job, entry, before, after, made, zone), uid, label)
    else:
        code = f"({INPUT}, come, time) -> {made}"
        call = Call("process", (f"new {job.unit.support('MarkRecords')}<>({code}, {zone})",))
        connected = Call("connect", (marks(job, entry, watched),))
        calls = (connected, *job.operator(after, call, uid, label))
    variable = job.chain(entry, "marked", after, stream.code, *calls)
    return Stream(variable, after, stream.name)


def _timed(job: JobBuilder, entry: Entry, before: Stage, after: Stage, made: str, zone: str) -> str:
    """Make the function for markers that depend on nothing but the time of a record; return its name."""
    cls = job.nested("MarkRecord").simple
    clock = "context.timerService().currentProcessingTime()"
    instant = f"context.timestamp() != null ? context.timestamp() : {clock}"
    moment = (
        f"{job.unit.use('java.time.Instant')}.ofEpochMilli({instant}).atZone({zone}).toLocalTime()"
    )
    job.functions.append(
        Function(
            job.origin(entry), cls, job.own(before.cls), job.own(after.cls),
            job.unit.use("java.time.LocalTime"), "time", moment, (HandOn("", made),),
        )
    )  # fmt: skip
    return cls


__all__ = ["with_markers"]
