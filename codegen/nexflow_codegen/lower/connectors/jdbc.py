"""JDBC: tables that records are put into, and tables whose rows are read once."""

from __future__ import annotations

from collections.abc import Iterable

from nexflow_codegen.ir.endpoints import JdbcReader, JdbcSink
from nexflow_codegen.java import member_name, string_literal
from nexflow_codegen.lower.connectors.batches import CLAUSES, Writing, key_names, read_writing
from nexflow_codegen.lower.connectors.maker import Maker
from nexflow_codegen.lower.connectors.pom import Dependency
from nexflow_codegen.lower.connectors.protocol import Connector, SinkKind, SourceKind
from nexflow_codegen.lower.context import ShapeField, Unsupported
from nexflow_codegen.lower.durations import grouped
from nexflow_codegen.lower.jdbc import check_identifier, set_parameter, statement_lines
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.endpoints import BoundSink, BoundSource, Endpoint
from nexflow_codegen.lower.scope import variable
from nexflow_grammar.assemble import Entry

_SETTINGS = frozenset({
    "connector", "topic", "partitions", "schema", "group", "start_offset", "url", "user", "password",
    "table", "batch_size", "flush_interval", "fetch_size", "description",
})  # fmt: skip
_FLINK = "org.apache.flink"
_CLASSES = (
    "java.sql.PreparedStatement",
    "java.sql.ResultSet",
    "java.sql.SQLException",
    "java.sql.Types",
    "java.time.OffsetDateTime",
    "java.time.ZoneOffset",
    "java.util.List",
    f"{_FLINK}.api.connector.sink2.Sink",
    f"{_FLINK}.api.connector.source.Source",
    f"{_FLINK}.connector.base.DeliveryGuarantee",
    f"{_FLINK}.connector.jdbc.JdbcConnectionOptions",
    f"{_FLINK}.connector.jdbc.JdbcExecutionOptions",
    f"{_FLINK}.connector.jdbc.core.datastream.sink.JdbcSink",
    f"{_FLINK}.connector.jdbc.core.datastream.source.JdbcSource",
)
#: How many rows a driver asks for together.
_FETCH_SIZE = 1000


def _sink(maker: Maker, bound: BoundSink) -> JdbcSink:
    options, endpoint = bound.options, bound.endpoint
    assert bound.stage is not None
    assert isinstance(options, Writing)
    table = endpoint.text("table") or endpoint.name
    shape = maker.job.context.shape(bound.stage)
    fields = [field for field in shape.fields if not field.computed]
    for name in (table, *(field.wire for field in fields)):
        check_identifier(name)
    rows = tuple(
        set_parameter(
            number, variable(f"value.{field.name}()", field.type, nullable=field.nullable)
        )
        for number, field in enumerate(fields, 1)
    )
    url, user, password = endpoint.text("url"), endpoint.text("user"), endpoint.text("password")
    return JdbcSink(
        maker.written(bound.stage), maker.names.allot(member_name(endpoint.name)),
        _statement(maker, endpoint, table, fields, options.keys), rows,
        maker.text(url), maker.text(user) if user else "", maker.text(password) if password else "",
        _text(options.batch_size), _text(options.flush_interval),
        maker.unit.support("RowWriter") if bound.rows else "", maker.unit.support("JdbcRows") if bound.rows else "",
    )  # fmt: skip


def _read_source(
    job: JobBuilder, entry: Entry, endpoint: Endpoint, targets: tuple[str, ...]
) -> int:
    """Read how many rows are fetched together; the statement says nothing of a table."""
    del job, entry, targets
    size = endpoint.settings.get("fetch_size")
    return size if isinstance(size, int) else _FETCH_SIZE


def _source(maker: Maker, bound: BoundSource) -> JdbcReader:
    endpoint, unit = bound.endpoint, maker.unit
    assert isinstance(bound.options, int)
    job, codec = maker.job.cls.name, maker.codec(bound)
    origin = string_literal(endpoint.name)
    reading = f"{unit.support('TableRows')}<>({origin}, {codec}::read, {job}::{bound.other})"
    user, password = endpoint.text("user"), endpoint.text("password")
    return JdbcReader(
        maker.written(bound.record), maker.names.allot(member_name(endpoint.name)),
        statement_lines(_query(maker, bound)), maker.text(endpoint.text("url")),
        maker.text(user) if user else "", maker.text(password) if password else "",
        grouped(bound.options), maker.job.settings.exactly_once,
        unit.support("WholeTable"), f"new {reading}", f"{job}.{bound.strategy}()",
    )  # fmt: skip


def _query(maker: Maker, bound: BoundSource) -> str:
    """Return the query of a table's rows, in the order of their identity where the schema has one."""
    context = maker.job.context
    table = bound.endpoint.text("table") or bound.endpoint.name
    shape = context.shape(bound.value)
    columns = [field.wire for field in shape.fields if not field.computed]
    schema = context.schema(context.schema_of(bound.value))
    order = [field.wire for name in schema.identity if (field := shape.field(name)) is not None]
    if maker.job.settings.exactly_once and not order:
        raise Unsupported(
            f"`{table}` read exactly once, whose rows have no order to go on in; add an `identity` to its schema"
        )
    for name in (table, *columns):
        check_identifier(name)
    # The names have been checked: they are identifiers.
    query = f"SELECT {', '.join(columns)} FROM {table}"  # noqa: S608
    return f"{query} ORDER BY {', '.join(order)}" if order else query


def _statement(
    maker: Maker, endpoint: Endpoint, table: str, fields: list[ShapeField], keys: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the Java of a statement that adds a row, or changes the one that has its keys."""
    columns = ", ".join(field.wire for field in fields)
    if not keys:
        marks = ", ".join("?" for _ in fields)
        # The names have been checked: they are identifiers.
        return statement_lines(f"INSERT INTO {table} ({columns}) VALUES ({marks})")  # noqa: S608
    found = key_names(fields, keys)
    url = maker.text(endpoint.text("url"))
    statement = maker.unit.support("Upsert", "statement")
    return (
        f"{statement}({url}, {string_literal(table)}, {_list(f.wire for f in fields)}, {_list(found)})",
    )


def _list(names: Iterable[str]) -> str:
    return f"List.of({', '.join(map(string_literal, names))})"


def _text(number: int | None) -> str:
    return "" if number is None else str(number)


JDBC = Connector(
    "jdbc", _SETTINGS, _CLASSES,
    (Dependency("org.apache.flink", "flink-connector-jdbc-core", "flink.connector.jdbc.version",
                lambda flink: flink.jdbc),),
    SourceKind((), _read_source, _source),
    SinkKind(CLAUSES, read_writing, _sink, lines=False, rows=True),
    required=("url",), driver=True,
)  # fmt: skip
