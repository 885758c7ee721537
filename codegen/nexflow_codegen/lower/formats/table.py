"""Tables: a row of a database as a record; it is written by the statement of its sink."""

from __future__ import annotations

from nexflow_analysis.definitions import SchemaDefinition
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.formats import TableClass
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.context import Context, Place, ShapeField
from nexflow_codegen.lower.expressions import lower_to
from nexflow_codegen.lower.formats.protocol import Codec, Format
from nexflow_codegen.lower.jdbc import read_value
from nexflow_codegen.lower.schema import schema_shape
from nexflow_codegen.lower.scope import JavaScope
from nexflow_codegen.lower.unit import Unit

_CLASSES = (
    "java.math.BigDecimal",
    "java.sql.ResultSet",
    "java.sql.SQLException",
    "java.time.Instant",
    "java.time.OffsetDateTime",
    "java.util.function.UnaryOperator",
)


def _lower(
    context: Context, definition: SchemaDefinition, place: Place, origin: str,
    reads: bool, writes: bool,  # noqa: FBT001 - as every format is called
) -> Codec:  # fmt: skip
    assert reads
    assert not writes
    shape = schema_shape(context, definition)
    unit = Unit(context, ir.ClassName(shape.cls.package, f"{shape.cls.name}Table"))
    for name in _CLASSES:
        unit.use(name)
    unit.support("RecordError")
    head = place.segment.head
    assert head is not None
    unit.method("row", "column", "value", "time", "bounded")
    fields = [field for field in shape.fields if not field.computed]
    read: tuple[str, ...] = ()
    with context.statement(place, head.start, head.end):
        read = tuple(_read(unit, number, field) for number, field in enumerate(fields, 1))
    model = TableClass(unit.cls.name, unit.use(shape.cls), tuple(unit.constants), read)
    return Codec((unit.file("formats/table.java.j2", model, origin),))


def _read(unit: Unit, number: int, field: ShapeField) -> str:
    code = read_value(unit, number, field)
    if field.default is not None:
        value = lower_to(
            field.default, JavaScope(unit), field.type, nullable=field.nullable, name=field.wire
        )
        return f"{unit.support('Json', 'orElse')}({code}, {value.or_null()})"
    if field.nullable:
        return code
    return f"{unit.support('Json', 'required')}({code}, {string_literal(field.wire)})"


TABLE = Format("table", "Table", "table", _lower, topics=False)
