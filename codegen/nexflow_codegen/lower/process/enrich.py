"""`enrich`: an asynchronous question per record, and the fields that its answer adds."""

from __future__ import annotations

from dataclasses import dataclass

from nexflow_analysis.clauses import clause_of, paths_of
from nexflow_analysis.definitions import LookupDefinition
from nexflow_analysis.names import normal
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import Component, RecordClass
from nexflow_codegen.ir.code import Run, Statement
from nexflow_codegen.ir.functions.ask import Ask
from nexflow_codegen.ir.functions.base import Parameter, Reject
from nexflow_codegen.ir.functions.process import Function
from nexflow_codegen.ir.graph import Call
from nexflow_codegen.java import class_name, member_name, string_literal
from nexflow_codegen.lower.context import ShapeField, Unsupported
from nexflow_codegen.lower.convert import convert
from nexflow_codegen.lower.durations import duration_code, grouped, millis
from nexflow_codegen.lower.lookup import check_source
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.clauses import check_clauses
from nexflow_codegen.lower.process.endpoints import BoundLookup
from nexflow_codegen.lower.process.stage import Part, Stage, scope_of
from nexflow_codegen.lower.process.streams import Stream
from nexflow_codegen.lower.scope import JavaScope
from nexflow_codegen.lower.values import JavaValue
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree.nodes import Path, Word

_RETRY_DELAY = 100
_LONGEST_DELAY = 10_000
_TIMEOUT = 1000
_CAPACITY = 100
_CACHE_SIZE = 10_000
_SETTINGS = frozenset({
    "schema", "connector", "url", "user", "password", "table", "key", "timeout", "capacity",
    "cache_ttl", "cache_size", "on_miss", "retry",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """A lookup as it is used. schema: of its records; keys: their fields that it is asked by."""

    definition: LookupDefinition
    schema: str
    record: ir.ClassName
    keys: tuple[ShapeField, ...]
    timeout: int
    capacity: int
    cache_ttl: int | None
    cache_size: int
    on_miss: str
    retries: int


def lower_enrich(job: JobBuilder, entry: Entry, stream: Stream) -> Stream:
    """Lower an `enrich`."""
    node = entry.node
    assert isinstance(node, p.Enrich)
    check_clauses(job, entry, "`enrich`", "select", "add", "timeout", "cache")
    source = _source(job, entry, node)
    label = f"enrich {node.source.text if isinstance(node.source, Word) else ''}"
    answer = _answer(job, stream.stage, source, label)
    asked = _ask(job, entry, stream, source, answer)
    return _add(job, entry, stream, source, answer, asked, label)


def _source(job: JobBuilder, entry: Entry, node: p.Enrich) -> Source:
    if not isinstance(node.source, Word):
        raise Unsupported("this source of an `enrich`; name a lookup of nexflow.toml")
    found = job.context.lookup.find(LookupDefinition, "lookup", node.source.text)
    if found is None or not found.schema:
        raise Unsupported(
            f"the lookup `{node.source.text}` without a schema; give it one in nexflow.toml"
        )
    check_source(found)
    settings = dict(found.settings)
    unknown = sorted(set(settings) - _SETTINGS)
    if unknown:
        raise Unsupported(f"`{unknown[0]}` of [lookups.{found.name}]; remove it")
    record = job.definitions.schema(found.schema, reads=True)
    shape = job.context.shape(record)
    names = found.key or tuple(path.names[-1].text for path in node.keys)
    keys = tuple(field for name in names if (field := shape.field(name)) is not None)
    if not keys or len(keys) != len(names) or len(node.keys) not in (0, len(keys)):
        raise Unsupported(
            f"`{found.name}` by these keys; name {', '.join(names) or 'its key fields'}"
        )
    return Source(
        found, found.schema, record, keys,
        timeout=_clause_millis(entry, "timeout", settings.get("timeout"), _TIMEOUT),
        capacity=_number(settings.get("capacity"), _CAPACITY),
        cache_ttl=_clause_millis(entry, "cache", settings.get("cache_ttl"), 0) or None,
        cache_size=_number(settings.get("cache_size"), _CACHE_SIZE),
        on_miss=str(settings.get("on_miss", "null")),
        retries=_number(settings.get("retry"), 0)
        if job.errors.lookup_retries is None else job.errors.lookup_retries,
    )  # fmt: skip


def _clause_millis(entry: Entry, key: str, written: object, default: int) -> int:
    found = clause_of(entry, key)
    if found is not None:
        return millis(found[1].values[0])
    return millis(written) if written is not None else default


def _number(value: object, default: int) -> int:
    return value if isinstance(value, int) else default


def _answer(job: JobBuilder, before: Stage, source: Source, label: str) -> Stage:
    """Make the record of a record, and what was found for it or why nothing could be."""
    name = class_name(source.definition.name)
    cls = job.nested(f"{name}Answer")
    asked, found = job.own(before.cls), job.unit.use(source.record)
    text = job.unit.type_name(ir.STRING, nullable=True)
    record = RecordClass(cls, f"The answer to {label} for one record.", (
        Component("asked", "", ir.RecordOf(before.cls), nullable=False, java_type=asked,
                  information=f"{asked}.TYPE"),
        Component("found", "", ir.RecordOf(source.record), nullable=True, java_type=found,
                  information=f"{found}.TYPE"),
        Component("error", "", ir.STRING, nullable=True, java_type=text,
                  information=job.unit.information(ir.STRING)),
    ))  # fmt: skip
    job.add_record(record)
    return Stage(cls, (), origin=True)


def _ask(
    job: JobBuilder, entry: Entry, stream: Stream, source: Source, answer: Stage
) -> tuple[Call, ...]:
    name, before = source.definition.name, stream.stage
    job.start_method("found", "known", "cache", "service")
    keys, absent = _keys(job, entry, stream, source)
    service = job.unit.use(job.context.class_of("lookup", name))
    cached = source.cache_ttl is not None
    cache_type, cache_key = _cache(job, source, keys)
    if cached:
        job.unit.support("LookupCache")
    cls = job.nested(f"Ask{class_name(name)}")
    failed = job.nested(f"{class_name(name)}Failed").simple if source.retries else ""
    found = job.unit.use(source.record)
    job.functions.append(
        Ask(
            job.origin(entry), cls.simple, answer.cls.simple, job.own(before.cls), job.information(before),
            found, f"{found}.TYPE", service, name, keys, absent, cache_type,
            cache_key if cached else "", grouped(source.cache_size),
            duration_code(source.cache_ttl or 0, job.unit), str(source.timeout), failed, bool(source.retries),
        )
    )  # fmt: skip
    binding = job.bind(service, name)
    job.bound.append(BoundLookup(source.definition, binding))
    waits = _waits(job, source.retries)
    total = source.timeout * (source.retries + 1) + sum(waits)
    arguments = (stream.code, f"new {cls.simple}(bindings.{binding}())", str(total), "TimeUnit.MILLISECONDS",
                 str(source.capacity))  # fmt: skip
    if not source.retries:
        return (Call("unorderedWait", arguments),)
    kind, delays = "FixedDelay", str(waits[0])
    if job.errors.exponential:
        kind, delays = "ExponentialBackoffDelay", f"{waits[0]}, {max(waits[0], _longest(job))}, 2.0"
    strategy = (
        f"new AsyncRetryStrategies.{kind}RetryStrategyBuilder<{answer.cls.simple}>"
        f"({source.retries}, {delays}).ifResult(new {failed}()).build()"
    )
    return (Call("unorderedWaitWithRetry", (*arguments, strategy)),)


def _longest(job: JobBuilder) -> int:
    return _LONGEST_DELAY if job.errors.longest_delay is None else job.errors.longest_delay


def _waits(job: JobBuilder, retries: int) -> list[int]:
    """Return how long is waited before each further question, in milliseconds."""
    first = _RETRY_DELAY if job.errors.retry_delay is None else job.errors.retry_delay
    growth = 2 if job.errors.exponential else 1
    return [min(first * growth**number, max(first, _longest(job))) for number in range(retries)]


def _keys(
    job: JobBuilder, entry: Entry, stream: Stream, source: Source
) -> tuple[tuple[Parameter, ...], str]:
    """Return the keys as locals, and the test that one of them is null."""
    node = entry.node
    assert isinstance(node, p.Enrich)
    scope = scope_of(stream.stage, job.unit, stream.name)
    names = [path.text for path in node.keys] or [key.wire for key in source.keys]
    parameters: list[Parameter] = []
    absent: list[str] = []
    for key, name in zip(source.keys, names, strict=True):
        value = _path(scope, name)
        value = convert(value, key.type, job.unit, nullable=value.nullable, name=name)
        if value.fallible:
            raise Unsupported(f"the computed key `{name}` that can fail; set it as a field before")
        local = job.unit.locals.allot(key.name)
        parameters.append(
            Parameter(job.unit.type_name(key.type, nullable=value.nullable), local, value.or_null())
        )
        if value.nullable:
            absent.append(f"{local} == null")
    return tuple(parameters), " || ".join(absent)


def _path(scope: JavaScope, name: str) -> JavaValue:
    found = scope.find(name)
    if found is None:
        raise Unsupported(f"the key `{name}`; set it as a field of the record before")
    return found


def _cache(job: JobBuilder, source: Source, keys: tuple[Parameter, ...]) -> tuple[str, str]:
    if len(keys) == 1:
        key = source.keys[0]
        return job.unit.type_name(key.type, nullable=True), keys[0].name
    return "List<Object>", f"List.of({', '.join(key.name for key in keys)})"


def _add(
    job: JobBuilder, entry: Entry, stream: Stream, source: Source, answer: Stage, asked: tuple[Call, ...],
    label: str,
) -> Stream:  # fmt: skip
    """Add what was found to the record; an error sends the record away."""
    name, before = source.definition.name, stream.stage
    parts, values = _added(job, entry, before, source)
    origin = job.keeps_origin(entry, before)
    after = job.stage(
        f"After{class_name(name)}", parts, f"The record after {label}.", origin=origin
    )
    cls = job.nested(f"Enrich{class_name(name)}")
    asked_origin = before.origin_code("in.asked()")
    failure = job.failure(before, label, "lookup_error")
    failure = type(failure)(failure.step, failure.kind, asked_origin)
    job.functions.append(
        Function(
            job.origin(entry), cls.simple, answer.cls.simple, job.own(after.cls), job.unit.use(source.record),
            "found", "in.found()", _collect(job, after, [*job.carried(before, "in.asked()"), *values], asked_origin),
            failure=failure, rejects=_rejects(job, source), catches=False,
        )
    )  # fmt: skip
    variable_name = job.chain(
        entry, f"after{class_name(name)}", after, "AsyncDataStream", *asked,
        *job.operator(answer, asked[0], job.uid("enrich", name), label)[1:],
        *job.function(after, cls.simple, job.uid("enrich", name, "add"), f"add {name}"),
    )  # fmt: skip
    job.fails(entry, variable_name, "lookup_error")
    return Stream(variable_name, after, stream.name)


def _collect(
    job: JobBuilder, after: Stage, values: list[str], origin: str
) -> tuple[Statement, ...]:
    return (Run("", f"out.collect({job.new(after, values, origin)})"),)


def _rejects(job: JobBuilder, source: Source) -> tuple[Reject, ...]:
    error = job.unit.support("RecordError", "of")
    rejects = [Reject("in.error() != null", f'{error}("lookup_error", in.error())')]
    if source.on_miss == "dead_letter":
        message = string_literal(f"{source.definition.name}: not found")
        rejects.append(Reject("in.found() == null", f'{error}("lookup_error", {message})'))
    elif source.on_miss != "null":
        raise Unsupported(
            f'`on_miss = "{source.on_miss}"` of a lookup; use "null" or "dead_letter"'
        )
    return tuple(rejects)


def _added(
    job: JobBuilder, entry: Entry, before: Stage, source: Source
) -> tuple[tuple[Part, ...], list[str]]:
    """Return the parts after the step, and the Java of the new ones."""
    node = entry.node
    assert isinstance(node, p.Enrich)
    missing = source.on_miss == "null"
    parts = before.parts
    values: list[str] = []
    for field in _selected(job, entry, source):
        if field.fallible:
            raise Unsupported(
                f"the computed field `{field.wire}` of a lookup; compute it after the `enrich`"
            )
        nullable = field.nullable or missing
        part = Part(
            job.part_names(parts).allot(member_name(field.wire)), field.type, nullable, field.wire
        )
        parts = (*parts, part)
        code = f"found.{field.name}()"
        values.append(f"found == null ? null : {code}" if missing else code)
    return parts, values


def _selected(job: JobBuilder, entry: Entry, source: Source) -> list[ShapeField]:
    node = entry.node
    assert isinstance(node, p.Enrich)
    shape = job.context.shape(source.record)
    written: list[Path] = [path for key in ("select", "add") for _, path in paths_of(entry, key)]
    if written:
        return [field for path in written if (field := shape.field(path.names[0].text)) is not None]
    keys = {normal(path.names[-1].text) for path in node.keys} or {
        normal(k.wire) for k in source.keys
    }
    return [field for field in shape.fields if normal(field.wire) not in keys]
