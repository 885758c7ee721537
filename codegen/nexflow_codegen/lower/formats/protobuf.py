"""Protobuf: messages of proto3, read and written by generated code, and the `.proto` as a file.

Fields are numbered as they are declared. A time is a `google.protobuf.Timestamp`; decimals, dates
and UUIDs are their texts. What may be null is `optional`.
"""

from __future__ import annotations

import re

from nexflow_analysis.definitions import FieldDefinition, SchemaDefinition
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import JavaFile
from nexflow_codegen.ir.formats import ProtobufClass, ProtobufField, ProtobufRecord
from nexflow_codegen.ir.types import Kind
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.connectors.pom import Dependency
from nexflow_codegen.lower.context import Context, Place, ShapeField, Unsupported
from nexflow_codegen.lower.expressions import lower_to
from nexflow_codegen.lower.formats.members import (
    bounds_of,
    codec_of,
    method_of,
    records_of,
    suffix_of,
)
from nexflow_codegen.lower.formats.protocol import Codec, Format
from nexflow_codegen.lower.schema import Part, parts_of, schema_shape
from nexflow_codegen.lower.scope import JavaScope
from nexflow_codegen.lower.unit import Unit

_NAME = re.compile(r"[A-Za-z]\w*", re.ASCII)
_TYPES = {
    Kind.STRING: "string", Kind.INTEGER: "int64", Kind.DOUBLE: "double", Kind.BOOLEAN: "bool",
    Kind.BYTES: "bytes", Kind.DATE: "string", Kind.UUID: "string", Kind.DECIMAL: "string",
    Kind.TIMESTAMP: "google.protobuf.Timestamp",
}  # fmt: skip
#: The fields whose absence is a value: how that is written in Java, and how to tell another one.
_ZEROS = {
    Kind.STRING: ('""', "!{}.isEmpty()"), Kind.INTEGER: ("0L", "{} != 0"),
    Kind.DOUBLE: ("0.0", "{} != 0"), Kind.BOOLEAN: ("false", "{}"),
    Kind.BYTES: ("new byte[0]", "{}.length > 0"),
}  # fmt: skip
_WIRE_TYPES = {Kind.INTEGER: "VARINT", Kind.BOOLEAN: "VARINT", Kind.DOUBLE: "FIXED64"}


def _lower(
    context: Context, definition: SchemaDefinition, place: Place, origin: str,
    reads: bool, writes: bool,  # noqa: FBT001 - as every format is called
) -> Codec:  # fmt: skip
    cls = schema_shape(context, definition).cls
    unit = Unit(context, ir.ClassName(cls.package, f"{cls.name}Protobuf"))
    head = place.segment.head
    assert head is not None
    unit.use("java.io.IOException")
    for name in (*(("ProtobufInput",) if reads else ()), *(("ProtobufOutput",) if writes else ())):
        unit.support(name)
    files: tuple[JavaFile, ...] = ()
    resources: tuple[tuple[str, str], ...] = ()
    with context.statement(place, head.start, head.end):
        records = tuple(
            ProtobufRecord(unit.use(part.cls), suffix_of(part.cls), tuple(_fields(unit, part, reads=reads, writes=writes)))
            for part in records_of(parts_of(cls, definition.fields))
        )  # fmt: skip
        model = ProtobufClass(unit.cls.name, tuple(unit.constants), reads, writes, records)
        files = (unit.file("formats/protobuf.java.j2", model, origin),)
        resources = ((f"src/main/resources/schema/{cls.name}.proto", _file(context, cls, origin)),)
    return Codec(files, resources)


def _fields(unit: Unit, part: Part, *, reads: bool, writes: bool) -> list[ProtobufField]:
    names = unit.method("in", "out", "value")
    shape = unit.context.shape(part.cls)
    found: list[ProtobufField] = []
    for number, (definition, field) in enumerate(zip(part.fields, shape.fields, strict=False), 1):
        local = names.allot(field.name)
        made = unit.context.target(definition)
        written = (_given(unit, field), _written(unit, number, field)) if writes else ("", "")
        found.append(_field(unit, number, made, field, local, written) if reads else
                     ProtobufField(number, "", local, "", "", "", *written))  # fmt: skip
    return found


def _field(
    unit: Unit, number: int, definition: FieldDefinition, field: ShapeField, local: str,
    written: tuple[str, str],
) -> ProtobufField:  # fmt: skip
    kind, type_ = ir.kind_of(field.type), field.type
    absent_is_value = kind in _ZEROS and not field.nullable and definition.default is None
    java_type = unit.type_name(type_, nullable=not (absent_is_value and ir.is_primitive(type_)))
    start, result = "null", local
    if absent_is_value:
        assert kind is not None
        start = _ZEROS[kind][0]
    elif definition.default is not None:
        value = lower_to(
            definition.default, JavaScope(unit), type_, nullable=field.nullable, name=field.wire
        )
        start = value.or_null()
    elif isinstance(type_, ir.ListOf | ir.MapOf):
        made = "ArrayList" if isinstance(type_, ir.ListOf) else "LinkedHashMap"
        start = f"new {unit.use(f'java.util.{made}')}<>()"
        result = f"{local}.isEmpty() ? null : {local}" if field.nullable else local
    elif not field.nullable:
        required = unit.support("Json", "required")
        result = f"{required}({local}, {string_literal(field.wire)})"
    return ProtobufField(
        number, java_type, local, start, _read(unit, type_, local), result, *written
    )


def _read(unit: Unit, type_: ir.JavaType, local: str) -> str:
    match type_:
        case ir.ListOf():
            kind = ir.kind_of(type_.element)
            wire = _WIRE_TYPES.get(kind, "LENGTH_DELIMITED") if kind else "LENGTH_DELIMITED"
            constant = f"{unit.use('com.google.protobuf.WireFormat')}.WIRETYPE_{wire}"
            return f"in.add({local}, {constant}, {_reader(unit, type_.element)})"
        case ir.MapOf(key=ir.Basic(kind=Kind.STRING)):
            return f"in.put({local}, {_reader(unit, type_.value)})"
        case ir.RecordOf():
            return f"{local} = in.record({_record_method(unit, type_, 'read')})"
    bounds = bounds_of(type_)
    arguments = f"{bounds[0]}, {bounds[1]}" if bounds else ""
    return f"{local} = in.{method_of(type_, 'Protobuf')}({arguments})"


def _reader(unit: Unit, type_: ir.JavaType) -> str:
    if isinstance(type_, ir.RecordOf):
        return f"item -> item.record({_record_method(unit, type_, 'read')})"
    bounds = bounds_of(type_)
    if bounds:
        return f"number -> number.decimal({bounds[0]}, {bounds[1]})"
    return f"{unit.support('ProtobufInput')}::{method_of(type_, 'Protobuf')}"


def _given(unit: Unit, field: ShapeField) -> str:
    """Return when a field is written, in Java; "" for always."""
    value, kind = f"value.{field.name}()", ir.kind_of(field.type)
    if isinstance(field.type, ir.ListOf | ir.MapOf):
        return f"{value} != null" if field.nullable else ""
    if field.nullable or kind is None or kind not in _ZEROS or field.default is not None:
        return ""
    settings = unit.context.project.table("serialization", "protobuf")
    return "" if settings.get("include_default_values") is True else _ZEROS[kind][1].format(value)


def _written(unit: Unit, number: int, field: ShapeField) -> str:
    value, type_ = f"value.{field.name}()", field.type
    if isinstance(type_, ir.ListOf | ir.MapOf):
        inner = type_.element if isinstance(type_, ir.ListOf) else type_.value
        method = "list" if isinstance(type_, ir.ListOf) else "map"
        return f"out.{method}({number}, {value}, {_writer(unit, inner)})"
    if field.nullable:
        return f"out.optional({number}, {value}, {_writer(unit, type_)})"
    if isinstance(type_, ir.RecordOf):
        return f"out.record({number}, {value}, {_record_method(unit, type_, 'write')})"
    return f"out.{method_of(type_, 'Protobuf')}({number}, {value})"


def _writer(unit: Unit, type_: ir.JavaType) -> str:
    if isinstance(type_, ir.RecordOf):
        return f"(item, number, one) -> item.record(number, one, {_record_method(unit, type_, 'write')})"
    return f"{unit.support('ProtobufOutput')}::{method_of(type_, 'Protobuf')}"


def _record_method(unit: Unit, type_: ir.RecordOf, use: str) -> str:
    codec = codec_of(unit, type_.cls, "Protobuf", f"{use} protobuf")
    return f"{codec}::{use}{suffix_of(type_.cls)}"


def _file(context: Context, cls: ir.ClassName, origin: str) -> str:
    """Return the `.proto` of a schema, with the messages that it holds."""
    known: dict[ir.ClassName, list[str]] = {}
    _message(context, cls, known)
    lines = [
        f"// Generated by Nexflow from {origin}.",
        'syntax = "proto3";',
        "",
        f"package {cls.package};",
    ]
    if any("google.protobuf.Timestamp" in line for message in known.values() for line in message):
        lines += ["", 'import "google/protobuf/timestamp.proto";']
    for message in known.values():
        lines += ["", *message]
    return "\n".join(lines) + "\n"


def _message(context: Context, cls: ir.ClassName, known: dict[ir.ClassName, list[str]]) -> str:
    name = cls.name.replace(".", "_")
    if cls in known:
        return name
    lines = known[cls] = [f"message {name} {{"]
    fields = [field for field in context.shape(cls).fields if not field.computed]
    for number, field in enumerate(fields, 1):
        if not _NAME.fullmatch(field.wire):
            raise Unsupported(
                f"the field `{field.wire}` in Protobuf, whose names are of letters, digits and `_`"
            )
        lines.append(f"  {_declared(context, field, known)} {field.wire} = {number};")
    lines.append("}")
    return name


def _declared(context: Context, field: ShapeField, known: dict[ir.ClassName, list[str]]) -> str:
    match field.type:
        case ir.ListOf():
            return f"repeated {_type(context, field.type.element, known)}"
        case ir.MapOf():
            return f"map<string, {_type(context, field.type.value, known)}>"
    optional = "optional " if field.nullable or field.default is not None else ""
    return f"{optional}{_type(context, field.type, known)}"


def _type(context: Context, type_: ir.JavaType, known: dict[ir.ClassName, list[str]]) -> str:
    if isinstance(type_, ir.RecordOf):
        return _message(context, type_.cls, known)
    method_of(type_, "Protobuf")
    kind = ir.kind_of(type_)
    assert kind is not None
    return _TYPES[kind]


PROTOBUF = Format(
    "protobuf", "Protobuf", "protobuf", _lower,
    (Dependency("com.google.protobuf", "protobuf-java", "protobuf.version", lambda _flink: "4.29.3"),),
)  # fmt: skip
