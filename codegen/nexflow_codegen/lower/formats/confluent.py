"""Confluent Avro: the id that a registry gave to a schema, and the record in Avro's binary encoding.

What is read says which schema it was written with: its fields are taken by their names.
"""

from __future__ import annotations

import json

from nexflow_analysis.definitions import SchemaDefinition
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import JavaFile
from nexflow_codegen.ir.formats import ConfluentClass, RecordCodec
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.context import Context, Place
from nexflow_codegen.lower.formats.avro import AVRO, avro_schema
from nexflow_codegen.lower.formats.columns import Columns, read_column
from nexflow_codegen.lower.formats.members import codec_of, records_of, suffix_of
from nexflow_codegen.lower.formats.protocol import Codec, Format
from nexflow_codegen.lower.schema import parts_of, schema_shape
from nexflow_codegen.lower.unit import Unit

_COLUMNS = Columns("Avro", "AvroValue", "ConfluentAvro", "confluent_avro")
_LONGEST_LINE = 90


def _lower(
    context: Context, definition: SchemaDefinition, place: Place, origin: str,
    reads: bool, writes: bool,  # noqa: FBT001 - as every format is called
) -> Codec:  # fmt: skip
    cls = schema_shape(context, definition).cls
    unit = Unit(context, ir.ClassName(cls.package, f"{cls.name}{_COLUMNS.codec}"))
    head = place.segment.head
    assert head is not None
    files: tuple[JavaFile, ...] = ()
    with context.statement(place, head.start, head.end):
        records: tuple[RecordCodec, ...] = ()
        if reads:
            unit.support("AvroRow")
            records = tuple(
                _record(unit, part.cls) for part in records_of(parts_of(cls, definition.fields))
            )
        if writes:
            codec_of(unit, cls, AVRO.codec, f"write {AVRO.use}")
        text = json.dumps(avro_schema(context, cls), separators=(",", ":"))
        schema = tuple(map(string_literal, _lines(text))) if writes else ()
        model = ConfluentClass(unit.cls.name, unit.use(cls), tuple(unit.constants), schema, records)
        files = (unit.file("formats/confluent.java.j2", model, origin),)
    return Codec(files)


def _record(unit: Unit, cls: ir.ClassName) -> RecordCodec:
    unit.method("row")
    fields = (field for field in unit.context.shape(cls).fields if not field.computed)
    read = tuple(read_column(unit, field, _COLUMNS) for field in fields)
    return RecordCodec(unit.use(cls), suffix_of(cls), read, ())


def _lines(text: str) -> list[str]:
    """Cut a schema into lines, behind a comma where there is one."""
    lines = [""]
    for piece in text.replace(",", ",\0").split("\0"):
        if lines[-1] and len(lines[-1]) + len(piece) > _LONGEST_LINE:
            lines.append("")
        lines[-1] += piece
    return lines


CONFLUENT_AVRO = Format(
    _COLUMNS.use, _COLUMNS.codec, _COLUMNS.use, _lower, AVRO.dependencies, registry=True
)
