"""A step of a transform, a table or a rule that asks outside: never on the task's own thread."""

from __future__ import annotations

from dataclasses import replace

from nexflow_analysis.definitions import LookupDefinition
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import Component, RecordClass, Service
from nexflow_codegen.ir.code import Declare
from nexflow_codegen.ir.functions.base import Parameter, Reject
from nexflow_codegen.ir.functions.process import Function
from nexflow_codegen.ir.functions.waiting import Waiting
from nexflow_codegen.ir.graph import Call
from nexflow_codegen.lower.durations import grouped
from nexflow_codegen.lower.process.asking import ASKED, order_matters, patience, repetition
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.endpoints import BoundLookup
from nexflow_codegen.lower.process.stage import INPUT, Stage
from nexflow_codegen.lower.process.streams import Asked, Step, Stream
from nexflow_grammar.assemble import Entry

_TIMEOUT = 60_000
_CAPACITY = 100
_THREADS = 16


def lower_waiting_step(
    job: JobBuilder, entry: Entry, stream: Stream, step: Step, made: ir.RecordOf, services: tuple[Service, ...]
) -> Stream:  # fmt: skip
    """Put a step on a stream whose last value is computed by asking `services`. made: its type."""
    assert step.value is not None
    answer = _answer(job, stream.stage, step, made)
    bindings = _bindings(job, services)
    cls = job.nested(f"Ask{step.cls}")
    retries = job.errors.lookup_retries or 0
    job.functions.append(
        Waiting(
            job.origin(entry), cls.simple, answer.cls.simple, job.own(stream.stage.cls), step.value.code,
            tuple(Parameter(one.java_type, one.name) for one in services), step.kinds[0], step.label,
            _THREADS, tuple(Parameter(one.type, one.name) for one in step.asked),
            repetition(job, retries),
        )
    )  # fmt: skip
    limit = grouped(patience(job, _TIMEOUT, retries)) if retries else str(_TIMEOUT)
    function = f"new {cls.simple}({', '.join(bindings)})"
    arguments = (stream.code, function, limit, "TimeUnit.MILLISECONDS", str(_CAPACITY))
    wait = "orderedWait" if order_matters(job, entry) else "unorderedWait"
    asked = Call(wait, arguments)
    after = _take(job, entry, stream, step, answer)
    name = job.chain(
        entry, step.variable, step.after, "AsyncDataStream", asked,
        *job.operator(answer, asked, step.uid, step.name or step.label)[1:],
        *job.function(step.after, after, step.uid.removesuffix('"') + '.take"', f"take {step.label}"),
    )  # fmt: skip
    if step.failed is None or step.letters:
        job.fails(entry, name, *step.kinds, "lookup_error", to=step.letters)
    return Stream(name, step.after, stream.name)


def _answer(job: JobBuilder, before: Stage, step: Step, made: ir.RecordOf) -> Stage:
    """Make the record of a record, and what was made of it or why nothing could be."""
    cls = job.nested(f"{step.cls}Answer")
    asked, found = job.own(before.cls), job.unit.type_name(made, nullable=True)
    text, information = (
        job.unit.type_name(ir.STRING, nullable=True),
        job.unit.information(ir.STRING),
    )
    flag = Component("again", "", ir.BOOLEAN, nullable=False, java_type="boolean",
                     information=job.unit.information(ir.BOOLEAN))  # fmt: skip
    again = (flag,) if job.errors.lookup_retries else ()
    record = RecordClass(cls, f"The answer to {step.label} for one record.", (
        Component("asked", "", ir.RecordOf(before.cls), nullable=False, java_type=asked,
                  information=f"{asked}.TYPE"),
        Component("found", "", made, nullable=True, java_type=found,
                  information=job.unit.information(made)),
        Component("kind", "", ir.STRING, nullable=True, java_type=text, information=information),
        Component("error", "", ir.STRING, nullable=True, java_type=text, information=information),
        *again,
        *(_listed(job, one) for one in step.asked),
    ))  # fmt: skip
    job.add_record(record)
    return Stage(cls, (), origin=True)


def _listed(job: JobBuilder, asked: Asked) -> Component:
    """Return the component of what was asked for."""
    information = (
        f"{job.unit.use('org.apache.flink.api.common.typeinfo.Types')}.LIST({asked.information})"
    )
    listed = ir.ListOf(ir.NULL)
    return Component(
        asked.name, "", listed, nullable=False, java_type=asked.type, information=information
    )


def _bindings(job: JobBuilder, services: tuple[Service, ...]) -> list[str]:
    found: list[str] = []
    for one in services:
        source = job.context.lookup.find(LookupDefinition, "lookup", one.lookup)
        assert source is not None
        binding = job.bind(one.java_type, one.lookup)
        job.bound.append(BoundLookup(source, binding))
        found.append(f"bindings.{binding}()")
    return found


def _take(job: JobBuilder, entry: Entry, stream: Stream, step: Step, answer: Stage) -> str:
    """Make the function that hands on what was made, or sends the record away; return its name."""
    assert step.value is not None
    before = stream.stage
    cls = job.nested(step.cls)
    carried = [_of_asked(code) for code in step.values[:-1]]
    origin = before.origin_code(ASKED)
    made = job.new(step.after, [*carried, step.value.name], origin)
    made = ASKED if step.after is before else made
    lists = tuple(Declare("", one.type, one.name, f"in.{one.name}()") for one in step.asked)
    then = (*lists, *step.then(made, job.own(step.after.cls), origin))
    failure = replace(job.failure(before, step.label, step.kinds[0]), origin=origin)
    if step.failed is not None:
        failure = replace(failure, tag=step.failed.tag, failed=step.failed.code)
    error = job.unit.support("RecordError", "of")
    job.functions.append(
        Function(
            job.origin(entry), cls.simple, answer.cls.simple, job.own(step.after.cls), step.value.type,
            step.value.name, "in.found()", then, failure=failure,
            rejects=(Reject("in.error() != null", f"{error}(in.kind(), in.error())"),), catches=False,
        )
    )  # fmt: skip
    return cls.simple


def _of_asked(code: str) -> str:
    """Return the code of a part of the record that was asked about."""
    return ASKED + code.removeprefix(INPUT)
