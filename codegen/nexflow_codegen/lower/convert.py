"""Conversions at an assignment: to the target's representation, bounds, and no null where none may be."""

from __future__ import annotations

from dataclasses import replace

from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.types import Kind
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.context import ShapeField, Unsupported
from nexflow_codegen.lower.numbers import bounded_literal, settle, text_as, to_decimal, to_double
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.untyped import as_kind_of
from nexflow_codegen.lower.values import JavaValue, any_fallible, call, nullable_variable

#: What a decimal is bounded to where only its scale is declared.
WIDEST_PRECISION = 38


NULL_VALUE = JavaValue("null", ir.NULL, guards=("false",), whole="null")


def field_value(record: str, field: ShapeField) -> JavaValue:
    """Return the field of a record as a call of its accessor. record: Java code, never null."""
    code = f"{record}.{field.name}()"
    if field.nullable:
        value = nullable_variable(code, field.type, fallible=field.fallible)
        return replace(value, pii=field.pii)
    return JavaValue(code, field.type, fallible=field.fallible, pii=field.pii)


def convert(
    value: JavaValue, to: ir.JavaType, unit: Unit, *, nullable: bool, name: str
) -> JavaValue:
    """Return a value as a target takes it. name: of the target, for the record's error message."""
    if value.is_null:
        if not nullable:
            raise Unsupported(f"null as the value of `{name}`")
        return JavaValue("null", to, guards=("false",), whole="null")
    if isinstance(value.type, ir.Anything) and (kind := ir.kind_of(to)) is not None:
        value = as_kind_of(value, kind, unit)
    if value.nullable and not nullable:
        value = required(value, unit, name)
    if isinstance(value.type, ir.ListOf) and value.type.holds_nulls:
        value = _without_nulls(value, value.type, unit, name)
        to = replace(to, holds_nulls=False) if isinstance(to, ir.ListOf) else to
    return as_type(value, to, unit)


def _without_nulls(value: JavaValue, type_: ir.ListOf, unit: Unit, name: str) -> JavaValue:
    """Return a list of which no element may be null: one that is, is an error of the record."""
    check = f"{unit.support('Lists', 'whole')}({value.code}, {string_literal(name)})"
    return call(check, replace(type_, holds_nulls=False), value, fallible=True)


def required(value: JavaValue, unit: Unit, name: str) -> JavaValue:
    """Return a value that is an error of the record where it is null."""
    check = unit.support("RecordError", "required")
    code = f"{check}({value.or_null()}, {string_literal(name)})"
    return JavaValue(code, value.type, fallible=True)


def as_type(value: JavaValue, to: ir.JavaType, unit: Unit) -> JavaValue:
    """Return a value, which is null where it is, in a type's representation."""
    source, target = ir.kind_of(value.type), ir.kind_of(to)
    if target is Kind.DECIMAL:
        assert isinstance(to, ir.Basic)
        return _as_decimal(value, to, unit)
    if target is Kind.DOUBLE:
        return to_double(value, unit)
    if target is Kind.INTEGER and value.literal is not None:
        value = settle(value, unit, Kind.INTEGER)
    if value.text is not None and source is not target and target is not None:
        return text_as(value, target, unit)
    if isinstance(value.type, ir.RecordOf) and isinstance(to, ir.RecordOf) and value.type != to:
        return as_record(value, to, unit)
    if same_representation(value.type, to):
        return replace(value, type=to)
    found = _with_elements_as(value, to, unit)
    if found is None:
        raise Unsupported(f"a conversion from {describe(value.type)} to {describe(to)}")
    return found


def _with_elements_as(value: JavaValue, to: ir.JavaType, unit: Unit) -> JavaValue | None:
    """Return a list, a set or a map with each element as another type has it; None for all else."""
    source = value.type
    if isinstance(source, ir.ListOf) and isinstance(to, ir.SetOf):
        empty = ir.kind_of(source.element) is Kind.NULL  # `[]` is an empty set too
        of = f"<{unit.type_name(to.element, nullable=True)}>of"
        return JavaValue(f"{unit.use('java.util.Set')}.{of}()", to) if empty else None
    item = unit.locals.allot("item")
    match source, to:
        case ir.ListOf(), ir.ListOf():
            given = JavaValue(item, source.element)
            if source.holds_nulls:
                given = nullable_variable(item, source.element)
            made, end = as_type(given, to.element, unit), "toList()"
            to = replace(to, holds_nulls=source.holds_nulls)
        case ir.SetOf(), ir.SetOf():
            made = as_type(JavaValue(item, source.element), to.element, unit)
            end = f"collect({unit.use('java.util.stream.Collectors')}.toUnmodifiableSet())"
        case ir.MapOf(), ir.MapOf() if source.key == to.key:
            made = as_type(JavaValue(item, source.value), to.value, unit)
            code = f"{unit.support('Maps', 'mapped')}({value.code}, {item} -> {made.or_null()})"
            return call(code, to, value, fallible=made.fallible)
        case _:
            return None
    element = unit.type_name(made.type, nullable=True)
    code = f"{value.receiver}.stream().<{element}>map({item} -> {made.or_null()}).{end}"
    return call(code, to, value, fallible=made.fallible)


def as_record(value: JavaValue, to: ir.RecordOf, unit: Unit) -> JavaValue:
    """Return a record as one of another class that has the same fields."""
    name = unit.locals.allot("record")
    cls = unit.type_name(value.type, nullable=False)
    mine, theirs = unit.context.shape(value.type.cls), unit.context.shape(to.cls)  # type: ignore[attr-defined]
    arguments: list[JavaValue] = []
    for item in theirs.fields:
        if item.computed:
            continue
        found = mine.field(item.wire)
        if found is None and not item.nullable:
            raise Unsupported(f"a {describe(value.type)} as a {describe(to)}: no `{item.wire}`")
        part = NULL_VALUE if found is None else field_value(name, found)
        arguments.append(convert(part, item.type, unit, nullable=item.nullable, name=item.wire))
    made = f"new {unit.use(to.cls)}({', '.join(one.or_null() for one in arguments)})"
    fallible = value.fallible or any_fallible(arguments)
    guard = f"(Object) ({value.or_null()}) instanceof {cls} {name}"
    if value.nullable:
        return JavaValue(made, to, guards=(guard,), fallible=fallible)
    whole = f"{guard} ? {made} : null"
    return JavaValue(f"({whole})", to, fallible=fallible)


def _as_decimal(value: JavaValue, to: ir.Basic, unit: Unit) -> JavaValue:
    if to.precision is None and to.scale is None:
        return to_decimal(value, unit)
    scale = to.scale or 0
    precision = to.precision or WIDEST_PRECISION
    if value.literal is not None:
        literal = bounded_literal(value.literal, precision, scale)
        if literal is not None:
            return JavaValue(unit.decimal(literal), to)
    source = value.type
    if (
        isinstance(source, ir.Basic)
        and source.scale == scale
        and (source.precision or 99) <= precision
    ):
        return replace(value, type=to)
    value = to_decimal(value, unit)
    check = unit.support("Decimals", "bounded")
    return call(f"{check}({value.code}, {precision}, {scale})", to, value, fallible=True)


def same_representation(source: ir.JavaType, target: ir.JavaType) -> bool:
    """Tell whether values of both types are the same Java objects."""
    match source, target:
        case ir.Basic(), ir.Basic():
            return source.kind is target.kind
        case ir.ListOf(), ir.ListOf():
            empty = ir.kind_of(source.element) is Kind.NULL
            return empty or _same_element(source.element, target.element)
        case ir.SetOf(), ir.SetOf():
            return _same_element(source.element, target.element)
        case ir.MapOf(), ir.MapOf():
            return _same_element(source.key, target.key) and _same_element(
                source.value, target.value
            )
        case _:
            return source == target


def _same_element(source: ir.JavaType, target: ir.JavaType) -> bool:
    """Elements are not bounded one by one, so those of a bounded decimal must be so already."""
    if isinstance(target, ir.Basic) and target.kind is Kind.DECIMAL and target.scale is not None:
        return source == target
    return same_representation(source, target)


def describe(type_: ir.JavaType) -> str:
    """Return a type in words."""
    match type_:
        case ir.Basic():
            return type_.kind.value
        case ir.ListOf():
            return f"list of {describe(type_.element)}"
        case ir.SetOf():
            return f"set of {describe(type_.element)}"
        case ir.MapOf():
            return f"map to {describe(type_.value)}"
        case ir.RecordOf():
            return type_.cls.simple
        case _:
            return "object"
