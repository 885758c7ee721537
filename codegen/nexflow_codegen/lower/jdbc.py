"""Tables: values into a statement and out of a row."""

from __future__ import annotations

import re

from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.types import Kind
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.context import ShapeField, Unsupported
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import JavaValue

_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*")
_SETTERS = {
    Kind.STRING: "setString", Kind.INTEGER: "setLong", Kind.DECIMAL: "setBigDecimal",
    Kind.DOUBLE: "setDouble", Kind.BOOLEAN: "setBoolean", Kind.BYTES: "setBytes",
}  # fmt: skip
_SQL_TYPES = {Kind.INTEGER: "BIGINT", Kind.DOUBLE: "DOUBLE", Kind.BOOLEAN: "BOOLEAN"}
_READERS = {Kind.INTEGER: "integer", Kind.DOUBLE: "number", Kind.BOOLEAN: "truth"}
_UTC = "ZoneOffset.UTC"
_MOST_LINE = 80


def check_identifier(name: str) -> None:
    """Refuse the name of a table or a column that would have to be quoted."""
    if not _IDENTIFIER.fullmatch(name):
        raise Unsupported(f"`{name}` as the name of a table or column; use letters, digits and `_`")


def set_parameter(number: int, value: JavaValue) -> str:
    """Return a statement that sets a parameter of `row`; `Types` are those of java.sql."""
    kind = ir.kind_of(value.type)
    if value.nullable and kind in _SQL_TYPES:
        return f"row.setObject({number}, {value.or_null()}, Types.{_SQL_TYPES[kind]})"
    if kind in _SETTERS:
        return f"row.{_SETTERS[kind]}({number}, {value.or_null()})"
    if kind is Kind.DATE:
        return f"row.setObject({number}, {value.or_null()}, Types.DATE)"
    if kind is Kind.UUID:
        return f"row.setObject({number}, {value.or_null()})"
    if kind is Kind.TIMESTAMP:
        time = f"OffsetDateTime.ofInstant({value.code}, {_UTC})"
        time = f"{value.code} == null ? null : {time}" if value.nullable else time
        return f"row.setObject({number}, {time}, Types.TIMESTAMP_WITH_TIMEZONE)"
    raise Unsupported(
        "a list, set, map or object in a table; leave the field out of the sink's schema"
    )


def read_column(unit: Unit, number: int, field: ShapeField) -> str:
    """Return code that reads a field from a column of `row`; a required one must not be null there."""
    code = read_value(unit, number, field)
    return code if field.nullable else f"required({code}, {string_literal(field.wire)})"


def read_value(unit: Unit, number: int, field: ShapeField) -> str:
    """Return code that reads a field from a column of `row`, and gives null where there is none."""
    kind = ir.kind_of(field.type)
    match kind:
        case Kind.STRING:
            return f"row.getString({number})"
        case Kind.DECIMAL:
            return _decimal(unit, number, field)
        case Kind.INTEGER | Kind.DOUBLE | Kind.BOOLEAN:
            # `getObject` with a class wants a column of just that type: none converts an INT to a Long.
            return f"{_READERS[kind]}(row, {number})"
        case Kind.DATE | Kind.UUID:
            java_type = unit.type_name(field.type, nullable=True)
            return f"row.getObject({number}, {java_type}.class)"
        case Kind.TIMESTAMP:
            return f"instant(row.getObject({number}, OffsetDateTime.class))"
        case Kind.BYTES:
            return f"row.getBytes({number})"
        case _:
            raise Unsupported(
                f"the field `{field.wire}` of a table that is read; leave it out of the schema"
            )


def _decimal(unit: Unit, number: int, field: ShapeField) -> str:
    assert isinstance(field.type, ir.Basic)
    if field.type.scale is None:
        return f"row.getBigDecimal({number})"
    bounded = unit.support("Decimals", "bounded")
    return f"decimal(row.getBigDecimal({number}), {string_literal(field.wire)}, value -> {bounded}(value, {field.type.precision or 38}, {field.type.scale}))"


def statement_lines(statement: str) -> tuple[str, ...]:
    """Cut a statement into Java literals of readable length."""
    lines: list[str] = [""]
    for word in statement.split(" "):
        if len(lines[-1]) + len(word) > _MOST_LINE:
            lines.append("")
        lines[-1] += f"{word} "
    lines[-1] = lines[-1].rstrip()
    return tuple(map(string_literal, lines))
