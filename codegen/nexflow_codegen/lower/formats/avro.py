"""Avro: records in its binary encoding, without a schema before them, and the schema as a file.

Dates, times, decimals and UUIDs are Avro's logical types; a decimal without bounds is its text.
"""

from __future__ import annotations

import json
import re
from typing import Any

from nexflow_analysis.definitions import SchemaDefinition
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import JavaFile
from nexflow_codegen.ir.formats import AvroClass, RecordCodec
from nexflow_codegen.ir.types import Kind
from nexflow_codegen.lower.connectors.pom import Dependency
from nexflow_codegen.lower.context import Context, Place, ShapeField, Unsupported
from nexflow_codegen.lower.formats.columns import nested_name
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
from nexflow_grammar.tree import expressions as e

_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_TYPES: dict[Kind, Any] = {
    Kind.STRING: "string", Kind.INTEGER: "long", Kind.DOUBLE: "double", Kind.BOOLEAN: "boolean",
    Kind.BYTES: "bytes", Kind.DATE: {"type": "int", "logicalType": "date"},
    Kind.TIMESTAMP: {"type": "long", "logicalType": "timestamp-micros"},
    Kind.UUID: {"type": "string", "logicalType": "uuid"}, Kind.DECIMAL: "string",
}  # fmt: skip


def _lower(
    context: Context, definition: SchemaDefinition, place: Place, origin: str,
    reads: bool, writes: bool,  # noqa: FBT001 - as every format is called
) -> Codec:  # fmt: skip
    cls = schema_shape(context, definition).cls
    unit = Unit(context, ir.ClassName(cls.package, f"{cls.name}Avro"))
    head = place.segment.head
    assert head is not None
    unit.use("java.io.IOException")
    for name in (*(("AvroInput",) if reads else ()), *(("AvroOutput",) if writes else ())):
        unit.support(name)
    files: tuple[JavaFile, ...] = ()
    resources: tuple[tuple[str, str], ...] = ()
    with context.statement(place, head.start, head.end):
        records = tuple(
            RecordCodec(
                unit.use(part.cls), suffix_of(part.cls),
                tuple(_read(unit, field) for field in _fields(context, part.cls)) if reads else (),
                tuple(_written(unit, field) for field in _fields(context, part.cls)) if writes else (),
            )
            for part in records_of(parts_of(cls, definition.fields))
        )  # fmt: skip
        model = AvroClass(unit.cls.name, reads, writes, records)
        files = (unit.file("formats/avro.java.j2", model, origin),)
        text = json.dumps(avro_schema(context, cls), indent=2)
        resources = ((f"src/main/resources/schema/{cls.name}.avsc", f"{text}\n"),)
    return Codec(files, resources)


def _fields(context: Context, cls: ir.ClassName) -> list[ShapeField]:
    return [field for field in context.shape(cls).fields if not field.computed]


def _read(unit: Unit, field: ShapeField) -> str:
    if field.nullable:
        return f"in.nullable({_reader(unit, field.type)})"
    match field.type:
        case ir.RecordOf():
            codec = codec_of(unit, field.type.cls, "Avro", "read avro")
            return f"{codec}.read{suffix_of(field.type.cls)}(in)"
        case ir.ListOf():
            return f"in.list({_reader(unit, field.type.element)})"
        case ir.MapOf(key=ir.Basic(kind=Kind.STRING)):
            return f"in.map({_reader(unit, field.type.value)})"
    bounds = bounds_of(field.type)
    arguments = f"{bounds[0]}, {bounds[1]}" if bounds else ""
    return f"in.{method_of(field.type, 'Avro')}({arguments})"


def _reader(unit: Unit, type_: ir.JavaType, depth: int = 1) -> str:
    """Return the function that reads a value. depth: how many functions it stands in, and itself."""
    list_, map_ = nested_name("list", depth), nested_name("map", depth)
    match type_:
        case ir.RecordOf():
            return f"{codec_of(unit, type_.cls, 'Avro', 'read avro')}::read{suffix_of(type_.cls)}"
        case ir.ListOf():
            return f"{list_} -> {list_}.list({_reader(unit, type_.element, depth + 1)})"
        case ir.MapOf(key=ir.Basic(kind=Kind.STRING)):
            return f"{map_} -> {map_}.map({_reader(unit, type_.value, depth + 1)})"
    bounds = bounds_of(type_)
    if bounds:
        return f"number -> number.decimal({bounds[0]}, {bounds[1]})"
    return f"{unit.support('AvroInput')}::{method_of(type_, 'Avro')}"


def _written(unit: Unit, field: ShapeField) -> str:
    value = f"value.{field.name}()"
    if field.nullable:
        return f"out.nullable({value}, {_writer(unit, field.type)})"
    match field.type:
        case ir.RecordOf():
            codec = codec_of(unit, field.type.cls, "Avro", "write avro")
            return f"{codec}.write{suffix_of(field.type.cls)}(out, {value})"
        case ir.ListOf():
            return f"out.list({value}, {_writer(unit, field.type.element)})"
        case ir.MapOf(key=ir.Basic(kind=Kind.STRING)):
            return f"out.map({value}, {_writer(unit, field.type.value)})"
    bounds = bounds_of(field.type)
    scale = f", {bounds[1]}" if bounds else ""
    return f"out.{method_of(field.type, 'Avro')}({value}{scale})"


def _writer(unit: Unit, type_: ir.JavaType, depth: int = 1) -> str:
    """Return the function that writes a value; depth as in `_reader`."""
    list_, map_ = nested_name("list", depth), nested_name("map", depth)
    values = nested_name("values", depth)
    match type_:
        case ir.RecordOf():
            return f"{codec_of(unit, type_.cls, 'Avro', 'write avro')}::write{suffix_of(type_.cls)}"
        case ir.ListOf():
            element = _writer(unit, type_.element, depth + 1)
            return f"({list_}, {values}) -> {list_}.list({values}, {element})"
        case ir.MapOf(key=ir.Basic(kind=Kind.STRING)):
            element = _writer(unit, type_.value, depth + 1)
            return f"({map_}, {values}) -> {map_}.map({values}, {element})"
    bounds = bounds_of(type_)
    if bounds:
        return f"(number, given) -> number.decimal(given, {bounds[1]})"
    return f"{unit.support('AvroOutput')}::{method_of(type_, 'Avro')}"


def avro_schema(context: Context, cls: ir.ClassName) -> Any:
    """Return the Avro schema of a record, as JSON."""
    return _record(context, cls, set())


def _record(context: Context, cls: ir.ClassName, known: set[ir.ClassName]) -> Any:
    """Return a record's schema; where it stands a second time, its name is enough."""
    name = cls.name.replace(".", "_")
    if cls in known:
        return f"{cls.package}.{name}"
    known.add(cls)
    fields: list[dict[str, Any]] = []
    for field in _fields(context, cls):
        if not _NAME.fullmatch(field.wire):
            raise Unsupported(
                f"the field `{field.wire}` in Avro, whose names are of letters, digits and `_`"
            )
        made = _type(context, field.type, known)
        if field.nullable:
            fields.append({"name": field.wire, "type": ["null", made], "default": None})
        else:
            fields.append({"name": field.wire, "type": made, **_default(field)})
    return {"type": "record", "name": name, "namespace": cls.package, "fields": fields}


def _default(field: ShapeField) -> dict[str, Any]:
    """Return what stands in where an older record has no such field: so a registry takes the newer schema."""
    match field.default, ir.kind_of(field.type):
        case (e.Text(value=value), Kind.STRING) | (e.Boolean(value=value), Kind.BOOLEAN):
            return {"default": value}
        case (e.Number(value=number), Kind.INTEGER):
            return {"default": int(number)}
        case (e.Number(value=number), Kind.DOUBLE):
            return {"default": float(number)}
        case _:
            return {}


def _type(context: Context, type_: ir.JavaType, known: set[ir.ClassName]) -> Any:
    match type_:
        case ir.RecordOf():
            return _record(context, type_.cls, known)
        case ir.ListOf():
            return {"type": "array", "items": _type(context, type_.element, known)}
        case ir.MapOf():
            return {"type": "map", "values": _type(context, type_.value, known)}
    bounds = bounds_of(type_)
    if bounds:
        precision, scale = bounds
        return {"type": "bytes", "logicalType": "decimal", "precision": precision, "scale": scale}
    method_of(type_, "Avro")
    kind = ir.kind_of(type_)
    assert kind is not None
    return _TYPES[kind]


AVRO = Format(
    "avro", "Avro", "avro", _lower,
    (Dependency("org.apache.avro", "avro", "avro.version", lambda _flink: "1.11.4"),),
)  # fmt: skip
