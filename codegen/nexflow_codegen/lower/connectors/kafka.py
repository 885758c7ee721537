"""Kafka: topics to read from and to write to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from nexflow_analysis.clauses import clause_of
from nexflow_codegen.ir.endpoints import KafkaReader, KafkaSink, KafkaSinks
from nexflow_codegen.java import class_name, string_literal
from nexflow_codegen.lower.connectors.confluent import confluent_writer, registry_of
from nexflow_codegen.lower.connectors.maker import Maker
from nexflow_codegen.lower.connectors.pom import Dependency
from nexflow_codegen.lower.connectors.protocol import Connector, SinkKind, SourceKind
from nexflow_codegen.lower.connectors.rows import CLAUSES, Rows, read_rows
from nexflow_codegen.lower.context import Shape, Unsupported
from nexflow_codegen.lower.formats.confluent import CONFLUENT_AVRO
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.clauses import said
from nexflow_codegen.lower.process.endpoints import BoundSink, BoundSource, Endpoint
from nexflow_codegen.lower.process.stage import Stage
from nexflow_codegen.lower.process.writers import key_text, writer
from nexflow_codegen.lower.scope import find_field, variable
from nexflow_codegen.lower.values import JavaValue
from nexflow_grammar.assemble import Entry

_SETTINGS = frozenset({
    "connector", "topic", "partitions", "schema", "group", "start_offset", "format", "registry",
    "replication_factor", "description", "delimiter", "quote", "escape_char", "null_value",
})  # fmt: skip
_FLINK = "org.apache.flink"
_CLASSES = (
    "java.nio.charset.StandardCharsets",
    "java.util.Properties",
    f"{_FLINK}.api.common.typeinfo.TypeInformation",
    f"{_FLINK}.api.connector.sink2.Sink",
    f"{_FLINK}.connector.base.DeliveryGuarantee",
    f"{_FLINK}.connector.kafka.sink.KafkaRecordSerializationSchema",
    f"{_FLINK}.connector.kafka.sink.KafkaSink",
    f"{_FLINK}.connector.kafka.source.KafkaSource",
    f"{_FLINK}.connector.kafka.source.enumerator.initializer.OffsetsInitializer",
    f"{_FLINK}.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema",
    f"{_FLINK}.util.Collector",
    f"{_FLINK}.util.function.SerializableFunction",
    "org.apache.kafka.clients.consumer.ConsumerRecord",
    "org.apache.kafka.clients.consumer.OffsetResetStrategy",
)
_ORIGIN = "new Origin(in.topic(), in.partition(), in.offset(), in.timestamp(), in.value())"
_BATCHES = ("batch size", "flush interval", "batch timeout")
_TRANSACTION_TIMEOUT = "900000"
_RESETS = {"earliest": "EARLIEST", "latest": "LATEST"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a `receive` says of its topics. reset: EARLIEST or LATEST. first, last: milliseconds.

    rows: of records that are CSV. registry: of schemas, "" where the statement names none.
    """

    topics: tuple[str, ...]
    group: str
    reset: str
    isolation: str
    first: int | None
    last: int | None
    rows: Rows
    registry: str


@dataclass(frozen=True, slots=True)
class Sending:
    """What a statement says of the records that it sends, as in `Reading`."""

    rows: Rows
    registry: str


def _read(job: JobBuilder, entry: Entry, endpoint: Endpoint, targets: tuple[str, ...]) -> Reading:
    offset = said(entry, "offset") or endpoint.text("start_offset") or "earliest"
    if offset not in _RESETS:
        raise Unsupported(f"the offset `{offset}`; write `offset earliest` or `offset latest`")
    group = said(entry, "group") or endpoint.text("group") or f"{job.settings.name}.{job.process}"
    first, last = (_instant(job, said(entry, f"{word} timestamp")) for word in ("from", "to"))
    return Reading(
        targets,
        group,
        _RESETS[offset],
        said(entry, "isolation"),
        first,
        last,
        _rows(entry, endpoint),
        said(entry, "registry"),
    )


def _instant(job: JobBuilder, text: str) -> int | None:
    """Return the milliseconds of a time; one without an offset is of the project's time zone."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise Unsupported(f"the timestamp `{text}`; write it as `2026-01-31T12:00:00Z`") from None
    if found.tzinfo is None:
        found = found.replace(tzinfo=ZoneInfo(job.context.project.time_zone))
    return int(found.timestamp() * 1000)


def _rows(entry: Entry, endpoint: Endpoint) -> Rows:
    rows = read_rows(entry, endpoint)
    if rows.header:
        raise Unsupported("a `header` in a topic, where each record is a row; leave it out")
    return rows


def _check(_job: JobBuilder, entry: Entry, endpoint: Endpoint) -> Sending:
    """Refuse the options of tables."""
    for key in _BATCHES:
        if clause_of(entry, key) is not None:
            raise Unsupported(
                f"`{key}` of a topic; set `batch_size` and `linger_ms` in [kafka.producer]"
            )
    if clause_of(entry, "sync") is not None:
        raise Unsupported(
            "`sync` to a topic; leave it out: records are flushed at every checkpoint"
        )
    return Sending(_rows(entry, endpoint), said(entry, "registry"))


def _brokers(maker: Maker) -> str:
    return maker.local("String", "brokers", maker.text(maker.job.settings.brokers))


def _source(maker: Maker, bound: BoundSource) -> KafkaReader:
    options = bound.options
    assert isinstance(options, Reading)
    maker.unit.support("Origin")
    properties = dict(maker.job.settings.kafka_properties("consumer"))
    if options.isolation:
        properties["isolation.level"] = options.isolation
    registry = registry_of(maker, bound, options.registry)
    return KafkaReader(
        maker.names.allot(f"{class_name(bound.endpoint.name)}Reader"), maker.written(bound.record),
        _reading(maker, bound, options.rows), _brokers(maker),
        tuple(maker.topic(topic) for topic in options.topics), maker.text(options.group), _start(maker, options),
        _end(maker, options),
        tuple((string_literal(key), maker.text(value)) for key, value in properties.items()),
        f"{maker.job.cls.name}.{bound.strategy}()", registry,
    )  # fmt: skip


def _reading(maker: Maker, bound: BoundSource, rows: Rows) -> str:
    """Return the Java that reads a record; one of CSV is a row by itself, the registry of a reader is its own."""
    if bound.codec == f"{bound.value.name}Csv":
        codec, csv = maker.codec(bound), maker.rows(rows)
        read = f"bytes -> {codec}.read({csv}.read(bytes, {codec}.COLUMNS))"
    elif bound.codec == f"{bound.value.name}{CONFLUENT_AVRO.codec}":
        read = f"bytes -> {maker.codec(bound)}.read(registry.read(bytes))"
    else:
        return maker.reading(bound, _ORIGIN)
    return f"{maker.job.cls.name}.{bound.other}({_ORIGIN}, {read})"


def _writer(maker: Maker, bound: BoundSink) -> str:
    assert bound.stage is not None
    options = bound.options
    write = writer(maker.job, maker.unit, bound.stage, bound.codec)
    if not isinstance(options, Sending):  # what the job says of itself
        return write
    registry = registry_of(maker, bound, options.registry)
    if registry:
        return confluent_writer(maker, bound, registry)
    if bound.codec != "Csv":
        return write
    return f"in -> {maker.rows(options.rows)}.bytes({write.removesuffix('::write')}.row(in))"


def _sink(maker: Maker, bound: BoundSink) -> KafkaSink:
    shared = _shared(maker)
    topic = maker.topic(bound.endpoint.topic)
    maker.unit.support("KafkaWriter")
    if bound.message:
        shared.writers = True
        return _messages(maker, bound)
    if bound.stage is None:
        letter = maker.unit.support("DeadLetter")
        return KafkaSink(letter, _brokers(maker), topic, "in -> null", f"{letter}::write")
    stage = maker.job.stages.get(bound.stage)
    key = _key(maker, bound, stage)
    shared.keyed |= key != "null"
    return KafkaSink(
        maker.written(bound.stage), _brokers(maker), topic, f"in -> {key}", _writer(maker, bound),
    )  # fmt: skip


def _shared(maker: Maker) -> KafkaSinks:
    """Return what all of a job's topics are written with."""
    found = maker.shared.get(KafkaSink.template)
    if isinstance(found, KafkaSinks):
        return found
    settings = maker.job.settings
    properties = dict(settings.kafka_properties("producer"))
    if settings.exactly_once:
        properties.setdefault("transaction.timeout.ms", _TRANSACTION_TIMEOUT)
    prefix = string_literal(f"{settings.name}.{maker.job.process}")
    if settings.regional:
        prefix = f"{prefix} + {maker.suffix()}"
    made = KafkaSinks(
        tuple((string_literal(key), maker.text(value)) for key, value in properties.items()),
        prefix if settings.exactly_once else "",
    )
    maker.shared[KafkaSink.template] = made
    return made


def _start(maker: Maker, options: Reading) -> str:
    """Return where to start: a time that is written holds, whatever the group has read."""
    if options.first is not None:
        return f"OffsetsInitializer.timestamp({options.first}L)"
    maker.warnings["deprecation"] = (
        "OffsetResetStrategy is what the Kafka connectors of both Flink lines take."
    )
    return f"OffsetsInitializer.committedOffsets(OffsetResetStrategy.{options.reset})"


def _end(maker: Maker, options: Reading) -> str:
    if options.last is not None:
        return f"OffsetsInitializer.timestamp({options.last}L)"
    return "OffsetsInitializer.latest()" if maker.job.batch else ""


def _messages(maker: Maker, bound: BoundSink) -> KafkaSink:
    """Return a sink of messages, which know their headers and perhaps their topics."""
    written = maker.unit.support("Message")
    one = maker.topic(bound.endpoint.topic) if bound.endpoint.topic else "null"
    own_suffix = not bound.endpoint.topic and maker.job.settings.regional
    suffix = maker.suffix() if own_suffix else '""'
    turns = "true" if bound.round_robin else "false"
    code = f"new {maker.unit.support('MessageWriter')}({one}, {suffix}, {turns})"
    name = string_literal(bound.endpoint.name)
    return KafkaSink(written, _brokers(maker), name, "", "", code)


def _key(maker: Maker, bound: BoundSink, stage: Stage | None) -> str:
    """Return the Kafka key of a record; null where it lacks one of the key's fields."""
    assert bound.stage is not None
    shape = maker.job.context.shapes.get(bound.stage) if stage is None else None
    code = key_text([_field(maker.job, stage, shape, name) for name in bound.key])
    return "null" if code == "null" else f"key({code})"


def _field(
    job: JobBuilder, stage: Stage | None, shape: Shape | None, name: str
) -> JavaValue | None:
    if stage is not None:
        return find_field(stage.fields(job.context, named=False), name)
    field = shape.field(name) if shape is not None else None
    if field is None:
        return None
    return variable(f"in.{field.name}()", field.type, nullable=field.nullable)


KAFKA = Connector(
    "kafka", _SETTINGS, _CLASSES,
    (Dependency("org.apache.flink", "flink-connector-kafka", "flink.connector.kafka.version",
                lambda flink: flink.kafka),),
    SourceKind(("group", "offset", "isolation", "from timestamp", "to timestamp", "registry", *CLAUSES), _read, _source),
    SinkKind((*_BATCHES, "sync", "registry", *CLAUSES), _check, _sink),
)  # fmt: skip
