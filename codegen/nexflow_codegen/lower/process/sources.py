"""The lookup source that an `enrich` or a `lookup` names, and the question that it is asked."""

from __future__ import annotations

from dataclasses import dataclass

from nexflow_analysis.definitions import LookupDefinition
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.functions.ask import Cache
from nexflow_codegen.ir.functions.base import Parameter
from nexflow_codegen.lower.context import Shape, ShapeField, Unsupported
from nexflow_codegen.lower.convert import convert
from nexflow_codegen.lower.durations import duration_code, grouped
from nexflow_codegen.lower.expressions import lower_expression
from nexflow_codegen.lower.lookup import (
    check_source,
    lookup_keys,
    service_arguments,
    source_class,
)
from nexflow_codegen.lower.lookup_sources.service import CAPACITY, TIMEOUT
from nexflow_codegen.lower.process.asking import Question, absent_where_null, clause_millis
from nexflow_codegen.lower.process.audit import path_expression
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.endpoints import BoundLookup
from nexflow_codegen.lower.process.stage import scope_of
from nexflow_codegen.lower.process.streams import Stream
from nexflow_codegen.lower.scope import JavaScope
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import JavaValue
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Path

_CACHE_SIZE = 10_000


@dataclass(frozen=True, slots=True)
class Source:
    """A lookup as it is used. keys: the fields of its records that it is asked by."""

    definition: LookupDefinition
    record: ir.ClassName
    shape: Shape
    keys: tuple[ShapeField, ...]

    @property
    def settings(self) -> dict[str, object]:
        """What `nexflow.toml` says of it."""
        return dict(self.definition.settings)


def find_source(job: JobBuilder, name: str, paths: tuple[Path, ...]) -> Source:
    """Return the lookup of a name. paths: the fields of the record that it is asked by, () for its own."""
    found = job.context.lookup.find(LookupDefinition, "lookup", name)
    if found is None or not found.schema:
        raise Unsupported(f"the lookup `{name}` without a schema; give it one in nexflow.toml")
    check_source(found)
    record = job.definitions.schema(found.schema, reads=True)
    shape = job.context.shape(record)
    keys = lookup_keys(job.context, found)
    if len(paths) not in (0, len(keys)):
        listed = ", ".join(key.wire for key in keys)
        raise Unsupported(f"`{found.name}` by these keys; name what stands for {listed}")
    # What is wrong with its settings is said here, not where the job is bound to it.
    service_arguments(found, Unit(job.context, source_class(job.context, found)))
    return Source(found, record, shape, keys)


def question_of(
    job: JobBuilder, entry: Entry, stream: Stream, verb: str, source: Source, paths: tuple[Path, ...]
) -> Question:  # fmt: skip
    """Return what a source is asked for each record of a stream."""
    name, settings = source.definition.name, source.settings
    job.start_method("found", "known", "cache", "service", "breaker", "repeat", "answer", "e")
    values = _keys(job, stream, source, paths)
    keys = tuple(
        Parameter(job.unit.type_name(key.type, nullable=value.nullable), local, value.or_null())
        for key, (local, value) in zip(source.keys, values, strict=True)
    )
    service = job.unit.use(job.context.class_of("lookup", name))
    binding = job.bind(service, name)
    job.bound.append(BoundLookup(source.definition, binding))
    retries = job.errors.lookup_retries
    return Question(
        verb, name, ir.RecordOf(source.record), service, binding, keys, absent_where_null(values),
        fallible=any(value.fallible for _local, value in values),
        code=f"service.find({', '.join(key.name for key in keys)})",
        timeout=clause_millis(entry, "timeout", settings.get("timeout"), TIMEOUT),
        capacity=number(settings.get("capacity"), CAPACITY),
        retries=number(settings.get("retry"), 0) if retries is None else retries,
        on_miss=str(settings.get("on_miss", "null")),
        cache=_cache(job, entry, source, keys),
    )  # fmt: skip


def number(value: object, default: int) -> int:
    """Return a setting that is a number, else the default."""
    return value if isinstance(value, int) else default


def _keys(
    job: JobBuilder, stream: Stream, source: Source, paths: tuple[Path, ...]
) -> list[tuple[str, JavaValue]]:
    """Return the keys' values by the names of the locals that hold them."""
    scope = scope_of(stream.stage, job.unit, stream.name)
    found: list[tuple[str, JavaValue]] = []
    for number_, key in enumerate(source.keys):
        name = paths[number_].text if paths else key.wire
        value = _value(scope, paths[number_] if paths else None, name)
        value = convert(value, key.type, job.unit, nullable=value.nullable, name=name)
        found.append((job.unit.locals.allot(key.name), value))
    return found


def _value(scope: JavaScope, path: Path | None, name: str) -> JavaValue:
    if path is not None and len(path.names) > 1:
        return lower_expression(path_expression(path), scope)
    found = scope.find(name)
    if found is None:
        raise Unsupported(f"the key `{name}`; set it as a field of the record before")
    return found


def _cache(
    job: JobBuilder, entry: Entry, source: Source, keys: tuple[Parameter, ...]
) -> Cache | None:
    settings = source.settings
    ttl = clause_millis(entry, "cache", settings.get("cache_ttl"), 0)
    if not ttl:
        return None
    job.unit.support("LookupCache")
    size = grouped(number(settings.get("cache_size"), _CACHE_SIZE))
    if len(keys) == 1:
        type_ = job.unit.type_name(source.keys[0].type, nullable=True)
        return Cache(type_, keys[0].name, size, duration_code(ttl, job.unit))
    listed = f"List.of({', '.join(key.name for key in keys)})"
    return Cache("List<Object>", listed, size, duration_code(ttl, job.unit))
