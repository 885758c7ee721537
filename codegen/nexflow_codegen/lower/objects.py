"""Objects in the inputs and outputs of a transform: a record class in the transform's own."""

from __future__ import annotations

from nexflow_analysis.definitions import FieldDefinition
from nexflow_analysis.types import Collection
from nexflow_codegen.ir import types as ir
from nexflow_codegen.java import class_name
from nexflow_codegen.lower.records import plain_record
from nexflow_codegen.lower.unit import Unit


def field_type(unit: Unit, field: FieldDefinition) -> ir.JavaType:
    """Return the type of an input or output; a nested object's is a record of its own."""
    if not field.fields:
        return unit.context.java_type(field.type)
    listed = [(one.name, field_type(unit, one), one.nullable) for one in field.fields]
    name, number = class_name(field.name), 2
    taken = {record.cls.simple for _fields, record in unit.records} | {unit.cls.simple, "Result"}
    while name in taken:
        name, number = f"{class_name(field.name)}{number}", number + 1
    unit.reserve(name)
    record = plain_record(unit, unit.cls.nested(name), f"The object `{field.name}`.", listed)
    unit.records.append((listed, record))
    made = ir.RecordOf(record.cls)
    return ir.ListOf(made) if isinstance(field.type, Collection) else made
