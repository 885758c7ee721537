"""JDBC: tables that records are put into."""

from __future__ import annotations

from collections.abc import Iterable

from nexflow_codegen.ir.endpoints import JdbcSink
from nexflow_codegen.java import member_name, string_literal
from nexflow_codegen.lower.connectors.batches import CLAUSES, Writing, key_names, read_writing
from nexflow_codegen.lower.connectors.maker import Maker
from nexflow_codegen.lower.connectors.pom import Dependency
from nexflow_codegen.lower.connectors.protocol import Connector, SinkKind
from nexflow_codegen.lower.context import ShapeField
from nexflow_codegen.lower.jdbc import check_identifier, set_parameter, statement_lines
from nexflow_codegen.lower.process.endpoints import BoundSink, Endpoint
from nexflow_codegen.lower.scope import variable

_SETTINGS = frozenset({
    "connector", "topic", "partitions", "schema", "group", "start_offset", "url", "user", "password",
    "table", "batch_size", "flush_interval", "description",
})  # fmt: skip
_FLINK = "org.apache.flink"
_CLASSES = (
    "java.sql.PreparedStatement",
    "java.sql.SQLException",
    "java.sql.Types",
    "java.time.OffsetDateTime",
    "java.time.ZoneOffset",
    "java.util.List",
    f"{_FLINK}.api.connector.sink2.Sink",
    f"{_FLINK}.connector.jdbc.JdbcConnectionOptions",
    f"{_FLINK}.connector.jdbc.JdbcExecutionOptions",
    f"{_FLINK}.connector.jdbc.core.datastream.sink.JdbcSink",
)


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
    sink=SinkKind(CLAUSES, read_writing, _sink, lines=False, rows=True),
    required=("url",), driver=True,
)  # fmt: skip
