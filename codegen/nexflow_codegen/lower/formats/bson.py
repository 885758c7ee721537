"""BSON: the documents of MongoDB, with its own types for times, exact numbers, UUIDs and bytes."""

from __future__ import annotations

from nexflow_analysis.definitions import SchemaDefinition
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import JavaFile
from nexflow_codegen.ir.formats import BsonClass, RecordCodec
from nexflow_codegen.ir.types import Kind
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.context import Context, Place
from nexflow_codegen.lower.formats.members import codec_of, method_of, records_of, suffix_of
from nexflow_codegen.lower.formats.protocol import Codec, Format
from nexflow_codegen.lower.schema import parts_of, schema_shape
from nexflow_codegen.lower.unit import Unit


def _lower(
    context: Context, definition: SchemaDefinition, place: Place, origin: str,
    _reads: bool, _writes: bool,  # noqa: FBT001 - as every format is called; documents are only written
) -> Codec:  # fmt: skip
    cls = schema_shape(context, definition).cls
    unit = Unit(context, ir.ClassName(cls.package, f"{cls.name}Bson"))
    head = place.segment.head
    assert head is not None
    unit.use("org.bson.BsonDocument")
    unit.support("BsonOutput")
    files: tuple[JavaFile, ...] = ()
    with context.statement(place, head.start, head.end):
        records = tuple(
            RecordCodec(
                unit.use(part.cls), suffix_of(part.cls), (),
                tuple(
                    f"out.put({string_literal(field.wire)}, value.{field.name}(), {_writer(unit, field.type)})"
                    for field in context.shape(part.cls).fields
                    if not field.computed
                ),
            )
            for part in records_of(parts_of(cls, definition.fields))
        )  # fmt: skip
        model = BsonClass(unit.cls.name, records)
        files = (unit.file("formats/bson.java.j2", model, origin),)
    return Codec(files)


def _writer(unit: Unit, type_: ir.JavaType, depth: int = 1) -> str:
    """Return the function that makes a value. depth: how many functions it stands in, and itself."""
    output = unit.support("BsonOutput")
    given = "given" if depth == 1 else f"given{depth}"
    match type_:
        case ir.RecordOf():
            return f"{codec_of(unit, type_.cls, 'Bson', 'write bson')}::write{suffix_of(type_.cls)}"
        case ir.ListOf() | ir.SetOf():
            return f"{given} -> {output}.list({given}, {_writer(unit, type_.element, depth + 1)})"
        case ir.MapOf(key=ir.Basic(kind=Kind.STRING)):
            return f"{given} -> {output}.map({given}, {_writer(unit, type_.value, depth + 1)})"
    return f"{output}::{method_of(type_, 'a document of MongoDB')}"


BSON = Format("bson", "Bson", "bson", _lower, topics=False)
