"""The class of what a job is bound to in production: its connectors and lookup services."""

from __future__ import annotations

from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import JavaFile
from nexflow_codegen.ir.endpoints import Connectors, Endpoint, Group, LookupUse
from nexflow_codegen.lower.connectors.maker import Maker
from nexflow_codegen.lower.connectors.registry import (
    CONNECTORS,
    TEMPLATES,
    sink_of,
    source_of,
)
from nexflow_codegen.lower.durations import duration_code
from nexflow_codegen.lower.lookup import service_arguments, source_class
from nexflow_codegen.lower.lookup_sources.http import header_arguments
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.endpoints import BoundCall, BoundLookup, BoundSink, BoundSource
from nexflow_codegen.lower.settings import environment_text
from nexflow_codegen.lower.unit import Unit


def lower_connectors(job: JobBuilder) -> JavaFile:
    """Lower the production bindings of a job."""
    cls = ir.ClassName(job.cls.package, f"{job.base}Connectors")
    unit = Unit(job.context, cls)
    used = {one.endpoint.connector for one in job.bound if isinstance(one, BoundSource | BoundSink)}
    for connector in CONNECTORS:
        if connector.name in used:
            for name in connector.classes:
                unit.use(name)
    maker = Maker(job, unit)
    endpoints: list[Endpoint] = []
    for bound in job.bound:
        match bound:
            case BoundSource():
                endpoints.append(source_of(bound.endpoint).lower(maker, bound))
            case BoundLookup():
                endpoints.append(_lookup(job, unit, bound))
            case BoundCall():
                endpoints.append(_call(unit, bound))
            case BoundSink():
                endpoints.append(sink_of(bound.endpoint).lower(maker, bound))
    groups = tuple(
        Group(template, members, maker.shared.get(template))
        for template in TEMPLATES
        if (members := tuple(one for one in endpoints if one.template == template))
    )
    model = Connectors(
        cls, job.process, job.cls.name, tuple(endpoints), groups,
        tuple((type_, name, code) for name, (type_, code) in maker.locals.items()),
        tuple(sorted(maker.warnings.items())), tuple(unit.constants),
    )  # fmt: skip
    return unit.file(
        "job/connectors.java.j2",
        model,
        job.place.header(f"process {job.process}, and nexflow.toml"),
    )


def _call(unit: Unit, bound: BoundCall) -> LookupUse:
    headers = header_arguments(bound.definition, unit) if bound.definition is not None else ()
    address = environment_text(bound.address, unit)
    arguments = (address, duration_code(bound.timeout, unit), *headers)
    return LookupUse(unit.support("HttpCall"), arguments)


def _lookup(job: JobBuilder, unit: Unit, bound: BoundLookup) -> LookupUse:
    service = unit.use(source_class(job.context, bound.definition))
    return LookupUse(service, service_arguments(bound.definition, unit))
