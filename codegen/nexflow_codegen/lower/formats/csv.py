"""CSV: the rows of files; a row has a value per field, so a field is no list, map or object."""

from __future__ import annotations

from nexflow_analysis.definitions import SchemaDefinition
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.formats import RowClass
from nexflow_codegen.ir.types import Kind
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.context import Context, Place, ShapeField, Unsupported
from nexflow_codegen.lower.expressions import lower_to
from nexflow_codegen.lower.formats.protocol import Codec, Format
from nexflow_codegen.lower.schema import schema_shape
from nexflow_codegen.lower.scope import JavaScope, variable
from nexflow_codegen.lower.unit import Unit

_READERS = {
    Kind.STRING: "text", Kind.INTEGER: "integer", Kind.DECIMAL: "decimal", Kind.DOUBLE: "number",
    Kind.BOOLEAN: "bool", Kind.DATE: "date", Kind.TIMESTAMP: "timestamp", Kind.UUID: "uuid",
    Kind.BYTES: "bytes",
}  # fmt: skip


def _lower(
    context: Context, definition: SchemaDefinition, place: Place, origin: str,
    reads: bool, writes: bool,  # noqa: FBT001 - as every format is called
) -> Codec:  # fmt: skip
    shape = schema_shape(context, definition)
    unit = Unit(context, ir.ClassName(shape.cls.package, f"{shape.cls.name}Csv"))
    head = place.segment.head
    assert head is not None
    unit.use("java.util.List")
    unit.method("row", "value")
    fields = [field for field in shape.fields if not field.computed]
    read: list[str] = []
    written: list[str] = []
    with context.statement(place, head.start, head.end):
        read = [_read(unit, field) for field in fields] if reads else []
        written = [_written(unit, field) for field in fields] if writes else []
    if reads:
        unit.support("CsvRow")
    if writes:
        unit.use("java.util.Arrays")
    columns = tuple(string_literal(field.wire) for field in fields)
    model = RowClass(
        unit.cls.name,
        unit.use(shape.cls),
        tuple(unit.constants),
        columns,
        tuple(read),
        tuple(written),
    )
    return Codec((unit.file("formats/csv.java.j2", model, origin),))


def _read(unit: Unit, field: ShapeField) -> str:
    name, kind = string_literal(field.wire), ir.kind_of(field.type)
    if kind not in _READERS:
        raise Unsupported(
            f"the field `{field.wire}` in CSV, which has one value per field; use json"
        )
    assert isinstance(field.type, ir.Basic)
    code = f"row.{_READERS[kind]}({name})"
    if kind is Kind.DECIMAL and (field.type.precision is not None or field.type.scale is not None):
        code = f"row.decimal({name}, {field.type.precision or 38}, {field.type.scale or 0})"
    if field.default is not None:
        value = lower_to(
            field.default, JavaScope(unit), field.type, nullable=field.nullable, name=field.wire
        )
        return f"{unit.support('Json', 'orElse')}({code}, {value.or_null()})"
    return code if field.nullable else f"{unit.support('Json', 'required')}({code}, {name})"


def _written(unit: Unit, field: ShapeField) -> str:
    value = variable(f"value.{field.name}()", field.type, nullable=field.nullable)
    kind = ir.kind_of(field.type)
    if kind is Kind.STRING:
        return value.or_null()
    if kind is Kind.DECIMAL:
        code = f"{value.receiver}.toPlainString()"
    elif kind is Kind.BYTES:
        code = f"{unit.use('java.util.Base64')}.getEncoder().encodeToString({value.code})"
    elif kind in _READERS:
        code = f"String.valueOf({value.code})"
    else:
        raise Unsupported(
            f"the field `{field.wire}` in CSV, which has one value per field; use json"
        )
    return f"{value.code} == null ? null : {code}" if field.nullable else code


CSV = Format("csv", "Csv", "csv", _lower)
