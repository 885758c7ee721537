"""`phase`: statements that work on the records of some time only.

A phase that works on the current stream lets the records of other times pass it by. Into one that
receives its own, a record that comes too early waits; one of no time of the phase is an error.
"""

from __future__ import annotations

from dataclasses import dataclass

from nexflow_analysis.names import normal
from nexflow_analysis.process.branching import own_stream
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.code import Run
from nexflow_codegen.ir.functions.process import Function
from nexflow_codegen.ir.graph import Call
from nexflow_codegen.java import class_name, constant_name, member_name, string_literal
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.durations import duration_code
from nexflow_codegen.lower.process.audit import notices
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.markers import ALWAYS, NEVER, Condition, Watch, ending, marker
from nexflow_codegen.lower.process.stage import Stage
from nexflow_codegen.lower.process.streams import Gate, Stream
from nexflow_codegen.lower.process.together import together
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Phrase, Word

_TIMELESS = "WatermarkStrategy.<String>noWatermarks().withIdleness({})"
_KIND = "correlation_error"
_MARKS = Stage(ir.ClassName("java.lang", "String"), (), bare=True)


@dataclass(frozen=True, slots=True)
class Phase(Gate):
    """A phase. label: as it is written; waits: whether records wait for it."""

    label: str
    begun: Condition
    over: Condition
    names: tuple[str, ...]

    @property
    def watched(self) -> tuple[Watch, ...]:
        """What it waits for."""
        return tuple(dict.fromkeys((*self.begun.watched, *self.over.watched)))


def lower_phase(job: JobBuilder, entry: Entry, stream: Stream | None) -> Stream | None:
    """Lower a phase and the statements in it."""
    from nexflow_codegen.lower.process.steps import lower_steps  # noqa: PLC0415 - a phase holds steps

    statements = tuple(child for child in entry.children if child.rule != "on_complete")
    phase = _phase(job, entry)
    outer, job.phases.gate = job.phases.gate, None
    aside = None
    if own_stream(statements):
        job.phases.gate = phase
    elif stream is not None and phase is not None:
        stream, aside = _gated(job, entry, stream, phase, waits=False)
    end = lower_steps(job, statements, stream)
    job.phases.gate = outer
    for child in entry.every("on_complete"):
        with job.statement(child):
            _completion(job, child, entry, phase)
    if aside is None:
        return end
    return together(job, entry, [one for one in (end, aside) if one is not None], "phase", "end")


def wait_for_phase(job: JobBuilder, entry: Entry, stream: Stream) -> Stream:
    """Have what a statement of a phase receives wait for it."""
    phase = job.phases.gate
    if not isinstance(phase, Phase):
        return stream
    passed, aside = _gated(job, entry, stream, phase, waits=True)
    label = phase.label
    error = job.unit.support("RecordError", "of")
    message = string_literal(f"{label}: came at another time")
    origin = stream.stage.origin_code()
    cls = job.nested(f"Outside{class_name(' '.join(phase.names))}").simple
    own = job.own(stream.stage.cls)
    code = (
        f'fail(context::output, {string_literal(label)}, {error}("{_KIND}", {message}), {origin})'
    )
    job.functions.append(
        Function(job.origin(entry), cls, own, own, "", "", "", (Run("", code),), failure=None)
    )
    uid = job.uid("phase", *phase.names, stream.name, "outside")
    variable = job.chain(
        entry, "outside", stream.stage, aside.code,
        *job.function(stream.stage, cls, uid, f"outside {label}"),
    )  # fmt: skip
    job.fails(entry, variable, _KIND)
    return passed


def _phase(job: JobBuilder, entry: Entry) -> Phase | None:
    """Return when a phase is; None where it is always."""
    node = entry.node
    assert isinstance(node, Phrase)
    if node.has("anytime"):
        return None
    words = node.every(Word)
    begins = words[0].text if node.has("between") or node.has("after") else ""
    ends = ending(entry)
    begun = marker(job, begins) if begins else ALWAYS
    over = marker(job, ends) if ends else NEVER
    return Phase(job.text_of(entry, node), begun, over, tuple(word.text for word in words))


def _gated(
    job: JobBuilder, entry: Entry, stream: Stream, phase: Phase, *, waits: bool
) -> tuple[Stream, Stream]:
    """Return the records of a phase, and those of other times."""
    own, names = job.own(stream.stage.cls), phase.names
    uid = job.uid("phase", *names, stream.name)
    key = f"outside {uid}"
    tag = job.tag(key, constant_name(f"outside {' '.join(names)}"), key.replace('"', ""), own,
                  job.information(stream.stage))  # fmt: skip
    zone = f"{job.unit.use('java.time.ZoneId')}.of({string_literal(job.context.time_zone)})"
    gate = job.unit.support("PhaseGate")
    conditions = [_java(phase.begun.code), _java(phase.over.code),
                  _java(phase.begun.hopeful if waits else "false")]  # fmt: skip
    # Of its own records the gate sees the end itself: what else told of it could overtake them.
    own_end = Watch(stream.name, 0)
    others = tuple(w for w in phase.watched if normal(w.name) != normal(own_end.name))
    drained = string_literal(next((w.name for w in phase.watched if w not in others), own_end.name))
    made = (
        f"new {gate}<>({', '.join(conditions)}, {zone}, {drained}, {tag}, "
        f"{job.information(stream.stage)})"
    )
    calls = (
        Call("connect", (marks(job, entry, others),)),
        Call("transform", (string_literal(phase.label), job.information(stream.stage), made)),
        Call("uid", (uid,)),
    )
    name = job.chain(entry, "inPhase", stream.stage, stream.code, *calls)
    return (
        Stream(name, stream.stage, stream.name),
        Stream(f"{name}.getSideOutput({tag})", stream.stage, stream.name),
    )


def _java(code: str) -> str:
    return f"(come, time) -> {code}"


def marks(job: JobBuilder, entry: Entry, watched: tuple[Watch, ...]) -> str:
    """Return the Java of a stream that tells every subtask what has come."""
    if not watched:
        watched = (_nothing(job),)
    codes = [_watch(job, entry, watch) for watch in watched]
    first, *others = codes
    union = f".union({', '.join(others)})" if others else ""
    return f"{first}{union}.broadcast()"


def _nothing(job: JobBuilder) -> Watch:
    """Return a watch of any stream, where only the time of day decides."""
    return Watch(next(iter(job.phases.opened.values())).name, 0)


def _watch(job: JobBuilder, entry: Entry, watch: Watch) -> str:
    """Return the variable of the stream that tells when something has come; made once."""
    if watch.name in job.phases.watches:
        return job.phases.watches[watch.name]
    stream = job.phases.opened.get(normal(watch.stream))
    if stream is None:
        raise Unsupported(
            f"`{watch.name}` above the `receive {watch.stream}`; receive it above the first phase that waits for it"
        )
    # To count records, or to see their end, none of them has to travel.
    until = f"new {job.unit.support('FirstRecords')}<>({watch.wanted})"
    made = f"new {job.unit.support('MarkerWatch')}<>({string_literal(watch.name)}, {watch.wanted})"
    words = ("drained",) if not watch.wanted else ("count", str(watch.wanted))
    calls = (
        Call("filter", (until,)), Call("uid", (job.uid("marker", watch.stream, *words, "records"),)),
        Call("name", (string_literal(f"until {watch.name}"),)),
        Call("transform", (string_literal(watch.name), f"{job.unit.use('org.apache.flink.api.common.typeinfo.Types')}.STRING", made)),
        Call("setParallelism", ("1",)), Call("setMaxParallelism", ("1",)),
        Call("uid", (job.uid("marker", watch.stream, *words),)),
        # What comes tells no time: it holds nobody's watermark up.
        Call("assignTimestampsAndWatermarks", (_TIMELESS.format(duration_code(1, job.unit)),)),
        Call("setParallelism", ("1",)),
        Call("uid", (job.uid("marker", watch.stream, *words, "time"),)),
    )  # fmt: skip
    job.phases.watches[watch.name] = job.chain(
        entry, member_name(f"{watch.stream}_come"), _MARKS, stream.code, *calls
    )
    return job.phases.watches[watch.name]


def _completion(job: JobBuilder, entry: Entry, place: Entry, phase: Phase | None) -> None:
    """Lower `on complete signal NAME to TARGET`; without a target, the markers know of it already."""
    node = entry.node
    assert isinstance(node, Phrase)
    if node.has("when"):
        raise Unsupported(
            "a condition of the end of a phase, where there is no record that it could be about; put it into the "
            "marker that ends the phase"
        )
    if phase is None or phase.over is NEVER:
        raise Unsupported(
            "`on complete` of a phase that has no end; write `phase before` or `phase between`"
        )
    if phase.over.timed:
        raise Unsupported(
            "`on complete` of a phase that ends at a time of day, for each record by itself; end it by a stream"
        )
    if not node.has("to"):
        return
    name, target = node.every(Word)
    found = notices(job, entry, "Signal", "signal", target.text)
    stage = Stage(job.context.support_class("Signal"), (), bare=True)
    end = f"new {job.unit.support('PhaseEnd')}({_java(phase.over.code)}, {string_literal(name.text)}, PROCESS)"
    call = Call("flatMap", (end,))
    ends = marks(job, place, phase.over.watched).removesuffix(".broadcast()")
    uid = job.uid("on_complete", name.text, target.text)
    signal = job.unit.support("Signal")
    calls = (call, Call("returns", (f"{signal}.TYPE",)), Call("setParallelism", ("1",)),
             Call("setMaxParallelism", ("1",)), Call("uid", (uid,)),
             Call("name", (string_literal(f"signal {name.text}"),)))  # fmt: skip
    found.streams.append(job.chain(entry, "completed", stage, ends, *calls))
