"""`receive`: a source, the record that it reads, and what becomes of what it cannot read."""

from __future__ import annotations

from nexflow_analysis.clauses import clause_of, filters_of, paths_of, word_of
from nexflow_analysis.definitions import SchemaDefinition
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import normal
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import Component, RecordClass
from nexflow_codegen.ir.code import HandOn
from nexflow_codegen.ir.functions.base import Reject
from nexflow_codegen.ir.functions.process import Function
from nexflow_codegen.ir.graph import Call, Received
from nexflow_codegen.java import class_name, member_name, string_literal
from nexflow_codegen.lower.connectors.registry import source_of
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.environment import Environment
from nexflow_codegen.lower.formats.choice import format_of
from nexflow_codegen.lower.formats.protocol import Format
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.clauses import check_clauses
from nexflow_codegen.lower.process.draft import free_name
from nexflow_codegen.lower.process.endpoints import (
    BoundSource,
    Endpoint,
    named_endpoint,
    stream_endpoint,
    target_endpoint,
    topic_endpoint,
)
from nexflow_codegen.lower.process.filter import filter_stream
from nexflow_codegen.lower.process.stage import Part, Stage
from nexflow_codegen.lower.process.streams import Step, Stream
from nexflow_codegen.lower.process.time import watermarks
from nexflow_codegen.lower.values import any_fallible
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree.expressions import Placeholder, Text
from nexflow_grammar.tree.nodes import Word


def lower_receive(job: JobBuilder, entry: Entry) -> Stream:
    """Lower a `receive` and the filters among its clauses."""
    node = entry.node
    assert isinstance(node, p.Receive)
    endpoint, topics = _source(job, entry, node)
    check_clauses(
        job, entry, "a `receive`", "schema", "from", "key", "partition_key", "format", "filter", "project",
        "project except", "handler", "store in", "match from on", *source_of(endpoint).clauses,
    )  # fmt: skip
    schema = _schema(job, entry, node, endpoint)
    if not job.key:
        job.key = tuple(
            path.text for key in ("partition_key", "key") for _, path in paths_of(entry, key)
        )
        job.key = job.key or _key_fields(schema)
    stream = _stream(job, entry, node, schema, endpoint, topics)
    stream = _projected(job, entry, stream)
    for place, clause in filters_of(entry):
        uid = job.uid("receive", node.name.text, "filter")
        stream = filter_stream(
            job, place, stream, clause.condition, uid, f"filter {node.name.text}", entry
        )
    return stream


def _projected(job: JobBuilder, entry: Entry, stream: Stream) -> Stream:
    """Keep only some fields of what is received: the others travel no further."""
    wanted, unwanted = (
        {normal(path.names[0].text) for _place, path in paths_of(entry, key)}
        for key in ("project", "project except")
    )
    if not wanted and not unwanted:
        return stream
    job.start_method()
    fields = {
        name: value
        for name, value in stream.stage.fields(job.context).items()
        if (not wanted or normal(name) in wanted) and normal(name) not in unwanted
    }
    parts: tuple[Part, ...] = ()
    for name, value in fields.items():
        component = job.part_names(parts).allot(free_name(member_name(name)))
        parts = (*parts, Part(component, value.type, value.nullable, name, pii=value.pii))
    label = f"project {stream.name}"
    origin = job.keeps_origin(entry, stream.stage)
    after = job.stage(
        f"Projected{class_name(stream.name)}", parts, f"The record after {label}.", origin=origin
    )
    step = Step(
        after, [value.or_null() for value in fields.values()], f"Project{class_name(stream.name)}", "projected",
        job.uid("receive", stream.name, "project"), label, ("transform_error",),
        any_fallible(fields.values()),
    )  # fmt: skip
    return job.step(entry, stream, step)


def _stream(
    job: JobBuilder, entry: Entry, node: p.Receive, schema: SchemaDefinition, endpoint: Endpoint,
    topics: tuple[str, ...],
) -> Stream:  # fmt: skip
    reading, record = _reading(job, entry, schema)
    written = format_of(job, entry, endpoint, schema.name)
    received = _received(job, schema, reading, record, endpoint, written)
    job.received.append(received)
    name, label = node.name.text, f"receive {node.name.text}"
    source = job.bind(f"Source<{reading.simple}, ?, ?>", endpoint.name)
    time = job.bind(f"WatermarkStrategy<{reading.simple}>", f"{endpoint.name}_time")
    options = source_of(endpoint).read(job, entry, endpoint, topics)
    origin = endpoint.name if "${" in topics[0] else topics[0]
    job.bound.append(_bound(endpoint, origin, options, (reading, record), received))
    arguments = (
        f"bindings.{source}()",
        f"bindings.{time}()",
        string_literal(label),
        f"{reading.simple}.TYPE",
    )
    part = Part(received.component, ir.RecordOf(job.context.class_of("schema", schema.name)))
    before = Stage(reading, (part,), origin=True)
    job.stages[reading] = before
    after = before if job.keeps_origin(entry, before) else job.stage(
        f"Valid{class_name(name)}", (part,), f"The record after {label}.", origin=False
    )  # fmt: skip
    check = job.nested(f"Receive{class_name(name)}")
    result = "in" if after is before else job.new(after, job.carried(before), "null")
    unread = Reject(f"in.{part.name}() == null", "RecordError.of(in.errorKind(), in.error())")
    job.functions.append(
        Function(
            job.origin(entry), check.simple, reading.simple, job.own(after.cls), "", "", "", (HandOn("", result),),
            failure=job.failure(before, label, ""), rejects=(unread,), catches=False,
        )
    )  # fmt: skip
    variable = job.chain(
        entry, "received", after, "env",
        Call("fromSource", arguments), Call("uid", (job.uid_of(entry, "receive", name),)),
        *job.function(after, check.simple, job.uid("receive", name, "check"), f"check {name}"),
    )  # fmt: skip
    job.fails(entry, variable, "parse_error", "validation_error")
    job.failing[entry.start] = False  # its own failures need no origin after it
    return Stream(variable, after, name)


def _reading(
    job: JobBuilder, entry: Entry, schema: SchemaDefinition
) -> tuple[ir.ClassName, ir.ClassName]:
    """Make the record of what was read: a value, or an error and where it happened."""
    record = job.definitions.schema(schema.name, reads=True, validates=True)
    several = bool(job.received)
    node = entry.node
    assert isinstance(node, p.Receive)
    cls = job.nested(f"Received{class_name(node.name.text)}" if several else "Received")
    text = job.unit.type_name(ir.STRING, nullable=True)
    information = job.unit.information(ir.STRING)
    own = job.unit.use(record)
    job.add_record(RecordClass(cls, f"A record of {schema.name} as it was received; or none, and why.", (
        Component(_component(schema), "", ir.RecordOf(record), nullable=True, java_type=own,
                  information=f"{own}.TYPE"),
        job.origin_component(),
        Component("errorKind", "", ir.STRING, nullable=True, java_type=text, information=information),
        Component("error", "", ir.STRING, nullable=True, java_type=text, information=information),
    )))  # fmt: skip
    return cls, record


def _component(schema: SchemaDefinition) -> str:
    name = member_name(schema.name)
    return f"{name}Value" if name in ("origin", "error", "errorKind", "type") else name


def _received(
    job: JobBuilder, schema: SchemaDefinition, reading: ir.ClassName, record: ir.ClassName,
    endpoint: Endpoint, written: Format,
) -> Received:  # fmt: skip
    suffix = "" if not job.received else class_name(schema.name)
    component = _component(schema)
    marks, required = watermarks(job, schema, f"in.{component}()", "value")
    job.event_time = bool(marks.time)
    codec = ""
    if written.codec != "Json":
        job.context.need_class(record, f"read {written.use}".strip())
        codec = f"{record.name}{written.codec}"
    return Received(
        record=reading.simple,
        value_type=job.unit.use(record),
        value_information=f"{job.unit.use(record)}.TYPE",
        component=component,
        method=job.methods.allot(f"receive{suffix}"),
        time_of=job.methods.allot(f"timeOf{suffix}"),
        strategy=job.methods.allot(f"{member_name(endpoint.name)}Time"),
        json=job.unit.use(ir.ClassName(record.package, f"{record.name}Json")),
        validator=job.definitions.validator(job.unit, schema.name),
        watermarks=marks,
        required_time=required,
        codec=codec,
        other=job.methods.allot(f"receive{suffix}From") if codec else "",
    )


def _bound(
    endpoint: Endpoint, topic: str, options: object, classes: tuple[ir.ClassName, ir.ClassName],
    received: Received,
) -> BoundSource:  # fmt: skip
    reading, value = classes
    marks = received.watermarks
    return BoundSource(
        endpoint, topic, options, reading, received.method, received.time_of, received.strategy, marks.delay_millis or "0", bool(marks.time),
        value, received.codec, received.other,
    )  # fmt: skip


def _source(job: JobBuilder, entry: Entry, node: p.Receive) -> tuple[Endpoint, tuple[str, ...]]:
    lookup = job.context.lookup
    source = node.source
    if source is None and (found := clause_of(entry, "from")) is not None:
        source = next((value for value in found[1].values if isinstance(value, p.Source)), None)
    if source is None or not source.targets:
        stream = stream_endpoint(lookup, node.name.text)
        if stream is None:
            raise Unsupported('a `receive` that says no source; write `from kafka "topic"`')
        return stream, (stream.topic,)
    if isinstance(source.targets[0], Environment) and len(source.targets) == 1:
        connector = source.connector.text if source.connector is not None else "kafka"
        if connector != "kafka":
            raise Unsupported(
                f"a {connector} whose place the environment names; declare a stream in nexflow.toml that says it, and "
                "`receive` that"
            )
        topic = target_endpoint(lookup, source.targets[0])
        return topic, (topic.topic,)
    names = [_name(target) for target in source.targets]
    if source.connector is None:
        found_endpoint = named_endpoint(lookup, names[0])
        return found_endpoint, (found_endpoint.topic,)
    if source.connector.text != "kafka":
        return _elsewhere(lookup, node, source, names), tuple(names)
    topics = tuple(
        named_endpoint(lookup, name).topic if isinstance(target, Word) else name
        for target, name in zip(source.targets, names, strict=True)
    )
    return topic_endpoint(lookup, topics[0]), topics


def _elsewhere(lookup: Lookup, node: p.Receive, source: p.Source, names: list[str]) -> Endpoint:
    """Return what a connector other than Kafka is told to read: a stream of `nexflow.toml`, else a path."""
    assert source.connector is not None
    found = stream_endpoint(lookup, names[0]) if isinstance(source.targets[0], Word) else None
    return found or Endpoint(node.name.text, source.connector.text, names[0])


def _name(target: Word | Text | Placeholder) -> str:
    if isinstance(target, Placeholder):
        raise Unsupported(
            f"the source `${{{target.path}}}` beside others, or without a value in [config]; `receive` it by itself, or "
            "name the topic"
        )
    name = target.value if isinstance(target, Text) else target.text
    if "${" in name:
        raise Unsupported(f"the topic `{name}` from [config]; name the topic")
    return name


def _schema(job: JobBuilder, entry: Entry, node: p.Receive, endpoint: Endpoint) -> SchemaDefinition:
    """Return the schema of the received records, as the checker finds it."""
    lookup = job.context.lookup
    written = word_of(entry, "schema")
    name = written[1].text if written is not None else node.schema.text if node.schema else ""
    own = lookup.schema(node.name.text)
    if name:
        found = lookup.schema(name)
    elif own is not None and (node.source is None or node.source.connector is not None):
        found = own
    else:
        found = (lookup.schema(endpoint.schema) if endpoint.schema else None) or own
    if found is None:
        raise Unsupported("records without a schema; add `schema NAME`")
    return found


def _key_fields(schema: SchemaDefinition) -> tuple[str, ...]:
    fields = schema.option("key_fields")
    if isinstance(fields, tuple):
        return tuple(str(name) for name in fields)
    key = schema.option("partition_key")
    return (str(key),) if key else ()
