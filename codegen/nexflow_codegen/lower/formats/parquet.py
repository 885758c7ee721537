"""Parquet: the rows of files; a column is read as its file says that it was written."""

from __future__ import annotations

import re

from nexflow_analysis.definitions import SchemaDefinition
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import JavaFile
from nexflow_codegen.ir.formats import ParquetClass, RecordCodec
from nexflow_codegen.ir.types import Kind
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.connectors.pom import Dependency
from nexflow_codegen.lower.context import Context, Place, ShapeField, Unsupported
from nexflow_codegen.lower.formats.columns import Columns, nested_name, read_column
from nexflow_codegen.lower.formats.members import (
    bounds_of,
    codec_of,
    method_of,
    records_of,
    suffix_of,
)
from nexflow_codegen.lower.formats.protocol import Codec, Format
from nexflow_codegen.lower.schema import parts_of, schema_shape
from nexflow_codegen.lower.unit import Unit

_COLUMNS = Columns("Parquet", "ParquetValue", "Parquet", "parquet")
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_TYPES = {
    Kind.STRING: ("binary", "STRING"), Kind.INTEGER: ("int64", ""), Kind.DOUBLE: ("double", ""),
    Kind.BOOLEAN: ("boolean", ""), Kind.BYTES: ("binary", ""), Kind.DATE: ("int32", "DATE"),
    Kind.TIMESTAMP: ("int64", "TIMESTAMP(MICROS,true)"), Kind.UUID: ("fixed_len_byte_array(16)", "UUID"),
}  # fmt: skip
#: The bounds of a decimal without bounds of its own, and how many digits 64 bits hold.
_BOUNDS = (38, 18)
_LONG_DIGITS = 18
_PARQUET, _HADOOP = "1.15.2", "3.4.1"


def _lower(
    context: Context, definition: SchemaDefinition, place: Place, origin: str,
    reads: bool, writes: bool,  # noqa: FBT001 - as every format is called
) -> Codec:  # fmt: skip
    cls = schema_shape(context, definition).cls
    unit = Unit(context, ir.ClassName(cls.package, f"{cls.name}Parquet"))
    head = place.segment.head
    assert head is not None
    for name in (*(("ParquetRow",) if reads else ()), *(("ParquetOutput",) if writes else ())):
        unit.support(name)
    files: tuple[JavaFile, ...] = ()
    with context.statement(place, head.start, head.end):
        records = tuple(
            _record(unit, part.cls, reads=reads, writes=writes)
            for part in records_of(parts_of(cls, definition.fields))
        )
        lines = [f"message {cls.name} {{", *_columns(context, cls), "}"]
        schema = tuple(string_literal(f"{line}\n") for line in lines)
        model = ParquetClass(unit.cls.name, tuple(unit.constants), schema, reads, writes, records)
        files = (unit.file("formats/parquet.java.j2", model, origin),)
    return Codec(files)


def _record(unit: Unit, cls: ir.ClassName, *, reads: bool, writes: bool) -> RecordCodec:
    fields = [field for field in unit.context.shape(cls).fields if not field.computed]
    unit.method("row", "value", "out")
    return RecordCodec(
        unit.use(cls), suffix_of(cls),
        tuple(read_column(unit, field, _COLUMNS) for field in fields) if reads else (),
        tuple(_written(unit, field) for field in fields) if writes else (),
    )  # fmt: skip


def _written(unit: Unit, field: ShapeField) -> str:
    return (
        f"out.put({string_literal(field.wire)}, value.{field.name}(), {_writer(unit, field.type)})"
    )


def _writer(unit: Unit, type_: ir.JavaType, depth: int = 1) -> str:
    """Return the function that writes a value; depth: how many functions it stands in, and itself."""
    to, given = nested_name("to", depth), nested_name("given", depth)
    head = f"({to}, {given}) -> {to}"
    match type_:
        case ir.RecordOf():
            codec = codec_of(unit, type_.cls, "Parquet", "write parquet")
            return f"{head}.record({given}, {codec}::write{suffix_of(type_.cls)})"
        case ir.ListOf():
            return f"{head}.list({given}, {_writer(unit, type_.element, depth + 1)})"
        case ir.MapOf(key=ir.Basic(kind=Kind.STRING)):
            return f"{head}.map({given}, {_writer(unit, type_.value, depth + 1)})"
    if ir.kind_of(type_) is Kind.DECIMAL:
        precision, scale = bounds_of(type_) or _BOUNDS
        return f"{head}.decimal({given}, {precision}, {scale})"
    return f"{unit.support('ParquetOutput')}::{method_of(type_, 'Parquet')}"


def _columns(context: Context, cls: ir.ClassName) -> list[str]:
    """Return the lines of a record's columns."""
    lines: list[str] = []
    for field in context.shape(cls).fields:
        if field.computed:
            continue
        if not _NAME.fullmatch(field.wire):
            raise Unsupported(
                f"the field `{field.wire}` in Parquet, whose names are of letters, digits and `_`"
            )
        lines += _column(context, field.wire, field.type, required=not field.nullable)
    return [f"  {line}" for line in lines]


def _column(context: Context, name: str, type_: ir.JavaType, *, required: bool) -> list[str]:
    head = "required" if required else "optional"
    match type_:
        case ir.RecordOf():
            return [f"{head} group {name} {{", *_columns(context, type_.cls), "}"]
        case ir.ListOf():
            element = _column(context, "element", type_.element, required=True)
            return _group(f"{head} group {name} (LIST)", "list", element)
        case ir.MapOf():
            key = ["required binary key (STRING);"]
            value = _column(context, "value", type_.value, required=True)
            return _group(f"{head} group {name} (MAP)", "key_value", [*key, *value])
    method_of(type_, "Parquet")
    kind = ir.kind_of(type_)
    assert kind is not None
    if kind is Kind.DECIMAL:
        precision, scale = bounds_of(type_) or _BOUNDS
        if precision > _BOUNDS[0]:
            raise Unsupported(
                f"a decimal of {precision} digits in Parquet; use at most {_BOUNDS[0]}"
            )
        physical = "int64" if precision <= _LONG_DIGITS else "fixed_len_byte_array(16)"
        return [f"{head} {physical} {name} (DECIMAL({precision},{scale}));"]
    physical, logical = _TYPES[kind]
    return [f"{head} {physical} {name} ({logical});" if logical else f"{head} {physical} {name};"]


def _group(head: str, repeated: str, members: list[str]) -> list[str]:
    inner = [f"  repeated group {repeated} {{", *(f"    {line}" for line in members), "  }"]
    return [f"{head} {{", *inner, "}"]


PARQUET = Format(
    "parquet", "Parquet", "parquet", _lower,
    (
        Dependency("org.apache.parquet", "parquet-hadoop", "parquet.version", lambda _flink: _PARQUET),
        Dependency("org.apache.hadoop", "hadoop-client-api", "hadoop.version", lambda _flink: _HADOOP),
        Dependency("org.apache.hadoop", "hadoop-client-runtime", "hadoop.version", lambda _flink: _HADOOP),
    ),
    topics=False,
)  # fmt: skip
