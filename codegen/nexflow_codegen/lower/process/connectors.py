"""What a job is bound to in production: Kafka topics, tables and lookup services."""

from __future__ import annotations

from collections.abc import Sequence

from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import JavaFile
from nexflow_codegen.ir.endpoints import (
    Connectors,
    Endpoint,
    JdbcSink,
    KafkaReader,
    KafkaSink,
    LookupUse,
)
from nexflow_codegen.java import Names, class_name, member_name, string_literal
from nexflow_codegen.lower.context import Shape
from nexflow_codegen.lower.durations import millis
from nexflow_codegen.lower.jdbc import (
    check_identifier,
    set_parameter,
    statement_lines,
    upsert_clause,
)
from nexflow_codegen.lower.lookup import service_arguments, source_class
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.classes import CONNECTOR_CLASSES
from nexflow_codegen.lower.process.endpoints import BoundLookup, BoundSink, BoundSource
from nexflow_codegen.lower.process.stage import Stage
from nexflow_codegen.lower.scope import find_field, variable
from nexflow_codegen.lower.settings import TOPIC_SUFFIX, environment_text
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import JavaValue

_SEPARATOR = ' + "|" + '
_TRANSACTION_TIMEOUT = "900000"


def lower_connectors(job: JobBuilder) -> JavaFile:
    """Lower the production bindings of a job."""
    cls = ir.ClassName(job.cls.package, f"{job.base}Connectors")
    unit = Unit(job.context, cls)
    for name in CONNECTOR_CLASSES:
        unit.use(name)
    maker = _Maker(job, unit)
    endpoints: list[Endpoint] = []
    for bound in job.bound:
        match bound:
            case BoundSource():
                endpoints.append(maker.reader(bound))
            case BoundLookup():
                service = unit.use(source_class(job.context, bound.definition))
                endpoints.append(LookupUse(service, service_arguments(bound.definition, unit)))
            case BoundSink():
                endpoints.append(maker.sink(bound))
    properties = dict(job.settings.kafka_properties("producer"))
    if job.settings.exactly_once:
        properties.setdefault("transaction.timeout.ms", _TRANSACTION_TIMEOUT)
    prefix = string_literal(f"{job.settings.name}.{job.process}")
    if job.settings.regional:
        prefix = f"{prefix} + {maker.suffix()}"
    model = Connectors(
        cls, job.process, job.cls.name, environment_text(job.settings.brokers, unit), tuple(endpoints),
        tuple((string_literal(key), environment_text(value, unit)) for key, value in properties.items()),
        prefix if job.settings.exactly_once else "", maker.keyed,
    )  # fmt: skip
    return unit.file(
        "job/connectors.java.j2",
        model,
        job.place.header(f"process {job.process}, and nexflow.toml"),
    )


class _Maker:
    """Makes the endpoints of one job."""

    def __init__(self, job: JobBuilder, unit: Unit) -> None:
        self.job = job
        self.unit = unit
        self.names = Names(("production", "sink", "key", "brokers"))
        self.keyed = False

    def written(self, cls: ir.ClassName) -> str:
        """Return how the class of a record is written here."""
        return self.unit.use(cls)

    def reader(self, bound: BoundSource) -> KafkaReader:
        """Return a Kafka source."""
        self.unit.support("Origin")
        properties = dict(self.job.settings.kafka_properties("consumer"))
        if bound.isolation:
            properties["isolation.level"] = bound.isolation
        return KafkaReader(
            self.names.allot(f"{class_name(bound.endpoint.name)}Reader"), self.written(bound.record),
            f"{self.job.cls.name}.{bound.method}", "brokers", tuple(self.topic(topic) for topic in bound.topics),
            environment_text(bound.group, self.unit), bound.reset,
            tuple((string_literal(k), environment_text(v, self.unit)) for k, v in properties.items()),
            f"{self.job.cls.name}.{bound.strategy}()", self.job.batch,
        )  # fmt: skip

    def topic(self, topic: str) -> str:
        """Return a topic; in a region, it has the region's suffix."""
        code = environment_text(topic, self.unit)
        return f"{code} + {self.suffix()}" if self.job.settings.regional else code

    def suffix(self) -> str:
        """Return the suffix of the region that the job runs in."""
        return f'{self.unit.support("Env")}.get({string_literal(TOPIC_SUFFIX)}, "")'

    def sink(self, bound: BoundSink) -> Endpoint:
        """Return a sink."""
        if bound.endpoint.connector == "jdbc":
            return self.table(bound)
        topic = self.topic(bound.endpoint.topic)
        self.unit.support("KafkaWriter")
        if bound.message:
            return self.messages(bound)
        if bound.stage is None:
            letter = self.unit.support("DeadLetter")
            return KafkaSink(letter, "brokers", topic, "in -> null", f"{letter}::write")
        stage = self.job.stages.get(bound.stage)
        return KafkaSink(
            self.written(bound.stage), "brokers", topic, f"in -> {self.key(bound, stage)}",
            writer(self.job, self.unit, bound.stage),
        )  # fmt: skip

    def messages(self, bound: BoundSink) -> KafkaSink:
        """Return a sink of messages, which know their headers and perhaps their topics."""
        written = self.unit.support("Message")
        one = self.topic(bound.endpoint.topic) if bound.endpoint.topic else "null"
        own_suffix = not bound.endpoint.topic and self.job.settings.regional
        suffix = self.suffix() if own_suffix else '""'
        turns = "true" if bound.round_robin else "false"
        code = f"new {self.unit.support('MessageWriter')}({one}, {suffix}, {turns})"
        return KafkaSink(written, "brokers", string_literal(bound.endpoint.name), "", "", code)

    def key(self, bound: BoundSink, stage: Stage | None) -> str:
        """Return the Kafka key of a record; null where it lacks one of the key's fields."""
        assert bound.stage is not None
        shape = self.job.context.shapes.get(bound.stage) if stage is None else None
        fields = [_field(self.job, stage, shape, name) for name in bound.key]
        code = key_text(fields)
        if code == "null":
            return "null"
        self.keyed = True
        return f"key({code})"

    def table(self, bound: BoundSink) -> JdbcSink:
        """Return a sink that puts records into a table."""
        assert bound.stage is not None
        endpoint = bound.endpoint
        table = endpoint.text("table") or endpoint.name
        check_identifier(table)
        shape = self.job.context.shape(bound.stage)
        fields = [field for field in shape.fields if not field.computed]
        for field in fields:
            check_identifier(field.wire)
        rows = tuple(
            set_parameter(
                number, variable(f"value.{field.name}()", field.type, nullable=field.nullable)
            )
            for number, field in enumerate(fields, 1)
        )
        columns = ", ".join(field.wire for field in fields)
        marks = ", ".join("?" for _ in fields)
        # The names have been checked: they are identifiers.
        statement = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608
        if bound.upsert:
            keys = [found.wire for name in bound.upsert if (found := shape.field(name)) is not None]
            statement += upsert_clause(
                endpoint.text("url"), tuple(keys), [field.wire for field in fields]
            )
        url, user = endpoint.text("url"), endpoint.text("user")
        size, interval = bound.batch_size, bound.flush_interval
        if size is None and isinstance(number := endpoint.settings.get("batch_size"), int):
            size = number
        if interval is None and endpoint.text("flush_interval"):
            interval = millis(endpoint.text("flush_interval"))
        return JdbcSink(
            self.written(bound.stage), self.names.allot(member_name(endpoint.name)),
            statement_lines(statement), rows,
            environment_text(url, self.unit),
            environment_text(user, self.unit) if user else "",
            environment_text(endpoint.text("password"), self.unit) if endpoint.text("password") else "",
            str(size) if size is not None else "", str(interval) if interval is not None else "",
        )  # fmt: skip


def key_text(fields: Sequence[JavaValue | None]) -> str:
    """Return the text of a key of some fields; null where a record lacks one of them."""
    values = [value for value in fields if value is not None and not value.fallible]
    if not values or len(values) < len(fields):
        return "null"
    code = _SEPARATOR.join(_text(value) for value in values)
    absent = [f"{value.code} == null" for value in values if value.nullable]
    return f"{' || '.join(absent)} ? null : {code}" if absent else code


def _field(
    job: JobBuilder, stage: Stage | None, shape: Shape | None, name: str
) -> JavaValue | None:
    if stage is not None:
        return find_field(stage.fields(job.context, named=False), name)
    field = shape.field(name) if shape is not None else None
    if field is None:
        return None
    return variable(f"in.{field.name}()", field.type, nullable=field.nullable)


def _text(value: JavaValue) -> str:
    kind = ir.kind_of(value.type)
    if kind is ir.Kind.STRING:
        return value.code
    if kind is ir.Kind.DECIMAL:
        return f"{value.receiver}.stripTrailingZeros().toPlainString()"
    return f"String.valueOf({value.code})"


def writer(job: JobBuilder, unit: Unit, cls: ir.ClassName) -> str:
    """Return the function that writes the records of a class."""
    if cls.outer == job.cls:
        return f"{unit.use(cls)}::write"
    if cls.package.endswith(".support"):
        return f"{unit.use(cls)}::write"
    json = unit.use(ir.ClassName(cls.package, f"{cls.name}Json"))
    return f"{json}::write"
