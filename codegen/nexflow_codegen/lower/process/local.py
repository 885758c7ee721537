"""The class that runs a job on files, in place of what it is bound to in production."""

from __future__ import annotations

from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import JavaFile
from nexflow_codegen.ir.functions.base import Parameter
from nexflow_codegen.ir.local import Local, LocalLookup
from nexflow_codegen.java import Names, string_literal
from nexflow_codegen.lower.lookup_sources.service import held_by, lookup_keys
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.classes import LOCAL_CLASSES
from nexflow_codegen.lower.process.endpoints import BoundCall, BoundLookup, BoundSink, BoundSource
from nexflow_codegen.lower.process.writers import writer
from nexflow_codegen.lower.unit import Unit

TESTS = "src/test/java"


def lower_local(job: JobBuilder) -> JavaFile:
    """Lower the local runner of a job."""
    cls = ir.ClassName(f"{job.settings.package}.local", f"{job.base}Local")
    unit = Unit(job.context, cls)
    for name in LOCAL_CLASSES:
        unit.use(name)
    job_class = unit.use(job.cls)
    lookups: dict[str, LocalLookup] = {}
    arguments: list[str] = []
    for bound in job.bound:
        match bound:
            case BoundSource():
                arguments += _source(bound, unit, job_class)
            case BoundLookup():
                lookup = lookups.setdefault(bound.definition.name, _lookup(job, unit, bound))
                name = string_literal(bound.definition.name)
                arguments.append(f"new {lookup.cls}(local.lookup({name}, {lookup.json}::read))")
            case BoundCall():
                name = string_literal(bound.name)
                arguments.append(f"new LocalCall(local.lookup({name}, LocalCall::read))")
            case BoundSink():
                arguments.append(_sink(job, bound, unit))
    model = Local(cls, job.process, job_class, tuple(arguments), tuple(lookups.values()))
    return unit.file("local/job.java.j2", model, job.place.header(f"process {job.process}"), TESTS)


def _source(bound: BoundSource, unit: Unit, job: str) -> list[str]:
    name, topic = string_literal(bound.endpoint.name), string_literal(bound.origin)
    source = f"local.source({name}, {topic}, {job}::{bound.method}, {unit.use(bound.record)}.TYPE)"
    if not bound.event_time:
        return [source, f"{job}.{bound.strategy}()"]
    return [source, f"LocalRun.time({job}::{bound.time_of}, {bound.delay_millis})"]


def _sink(job: JobBuilder, bound: BoundSink, unit: Unit) -> str:
    name = string_literal(bound.endpoint.name)
    if bound.stage is None:
        return f"local.deadLetters({name})"
    if bound.message:
        return f"local.sink({name}, {unit.support('Message')}::value)"
    if bound.rows:
        folder = f"local.folder({name})"
        return f"new LocalRows<>({folder}, {writer(job, unit, bound.stage)})"
    if bound.codec != "Json" and bound.stage.package.endswith(".schema"):
        job.context.need_class(bound.stage, "write")
    return f"local.sink({name}, {writer(job, unit, bound.stage)})"


def _lookup(job: JobBuilder, unit: Unit, bound: BoundLookup) -> LocalLookup:
    found = bound.definition
    service = job.context.class_of("lookup", found.name)
    record = job.context.class_of("schema", found.schema)
    names = Names(("lines", "records"))
    parameters = tuple(
        Parameter(unit.type_name(key.type, nullable=False), names.allot(key.name))
        for key in lookup_keys(job.context, found)
    )
    key_type, of_record, of_call = held_by(unit, found, parameters)
    return LocalLookup(
        f"{service.name}File", unit.use(service), found.name, unit.use(record),
        unit.use(ir.ClassName(record.package, f"{record.name}Json")), parameters, key_type, of_record, of_call,
    )  # fmt: skip
