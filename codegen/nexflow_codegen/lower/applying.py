"""A transform, a table or a rule applied to the fields of a record."""

from __future__ import annotations

from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import FunctionClass, Parameter
from nexflow_codegen.lower.choices import first_not_null
from nexflow_codegen.lower.convert import NULL_VALUE, convert
from nexflow_codegen.lower.expressions import operand
from nexflow_codegen.lower.own_calls import invoke, refuse_marker, refuse_target
from nexflow_codegen.lower.scope import Fields, JavaScope, find_field
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import JavaValue, any_fallible


def apply_to_fields(
    function: FunctionClass, fields: Fields, whole: JavaValue | None, unit: Unit
) -> JavaValue:
    """Return the call of a function with a record's fields. whole: the record, where it is one."""
    refuse_target(function)
    arguments = [argument(one, function, fields, whole, unit) for one in function.parameters]
    return invoke(function, arguments, unit)


def argument(
    one: Parameter, function: FunctionClass, fields: Fields, whole: JavaValue | None, unit: Unit
) -> JavaValue:
    """Return what a parameter is given of a record: it, one of its fields, or the default."""
    if function.takes_record and one.wire == "input" and isinstance(one.type, ir.RecordOf):
        if whole is not None and whole.type == one.type:
            return whole
        return record_of_fields(one.type, fields, unit)
    found = find_field(fields, one.wire)
    if found is None:
        refuse_marker(one)
    if one.default is not None:
        other = operand(one.default, JavaScope(unit).expecting(one.type))
        found = other if found is None else first_not_null([found, other], unit)
    return convert(
        found if found is not None else NULL_VALUE, one.type, unit, nullable=one.nullable, name=one.wire
    )  # fmt: skip


def record_of_fields(type_: ir.RecordOf, fields: Fields, unit: Unit) -> JavaValue:
    """Return a new record of a class of some fields."""
    values: list[JavaValue] = []
    for item in unit.context.shape(type_.cls).fields:
        if not item.computed:
            found = find_field(fields, item.wire) or NULL_VALUE
            values.append(convert(found, item.type, unit, nullable=item.nullable, name=item.wire))
    code = f"new {unit.use(type_.cls)}({', '.join(value.or_null() for value in values)})"
    return JavaValue(code, type_, fallible=any_fallible(values))
