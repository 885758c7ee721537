"""Lookups in a table, over JDBC: a connection per question, and no more of them than may be open."""

from __future__ import annotations

from nexflow_analysis.definitions import LookupDefinition
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import JavaFile
from nexflow_codegen.ir.lookups import LookupColumn, TableLookup
from nexflow_codegen.lower.context import Context
from nexflow_codegen.lower.durations import grouped, millis
from nexflow_codegen.lower.jdbc import check_identifier, read_column, set_parameter, statement_lines
from nexflow_codegen.lower.lookup_sources.connector import Connector
from nexflow_codegen.lower.lookup_sources.service import (
    TIMEOUT,
    capacity_of,
    environment,
    interface,
    lookup_keys,
    need_text,
    parameters,
    service_unit,
    text,
)
from nexflow_codegen.lower.schema import schema_shape
from nexflow_codegen.lower.scope import variable
from nexflow_codegen.lower.unit import Unit

#: A database serves few connections well; further questions wait for one.
_MOST_CONNECTIONS = 16


def _check(found: LookupDefinition) -> None:
    need_text(found, "url")


def _lower(context: Context, found: LookupDefinition, cls: ir.ClassName, origin: str) -> JavaFile:
    unit = service_unit(context, cls)
    unit.support("RecordError")
    shape = schema_shape(context, context.schema(found.schema))
    fields = [field for field in shape.fields if not field.computed]
    keys = lookup_keys(context, found)
    table = text(found, "table") or found.name
    for name in (table, *(field.wire for field in fields)):
        check_identifier(name)
    bind = tuple(
        set_parameter(number, variable(one.name, key.type, nullable=False)).replace(
            "row.", "statement.", 1
        )
        for number, (key, one) in enumerate(zip(keys, parameters(unit, keys), strict=True), 1)
    )
    columns = tuple(
        LookupColumn(field.wire, read_column(unit, number, field))
        for number, field in enumerate(fields, 1)
    )
    where = " AND ".join(f"{key.wire} = ?" for key in keys)
    query = (  # the names have been checked: they are identifiers
        f"SELECT {', '.join(field.wire for field in fields)} FROM {table} WHERE {where}"  # noqa: S608
    )
    written = dict(found.settings).get("timeout")
    timeout = millis(written) if written is not None else TIMEOUT
    model = TableLookup(
        interface(unit, found), cls.name, table, statement_lines(query), bind, columns,
        bool(text(found, "user")), str(min(_MOST_CONNECTIONS, capacity_of(found))),
        grouped(-(-timeout // 1000)),
    )  # fmt: skip
    return unit.file("lookup/jdbc.java.j2", model, origin)


def _arguments(found: LookupDefinition, unit: Unit) -> tuple[str, ...]:
    names = ("url", "user", "password") if text(found, "user") else ("url",)
    return tuple(environment(found, name, unit) for name in names)


JDBC = Connector(
    "Jdbc", frozenset({"url", "user", "password", "table"}), _check, _lower, _arguments
)
