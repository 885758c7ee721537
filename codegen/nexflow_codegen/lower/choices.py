"""One of several values: brought to the type that they have in common, and chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.types import Kind
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.convert import (
    NULL_VALUE,
    as_type,
    convert,
    describe,
    same_representation,
)
from nexflow_codegen.lower.numbers import (
    NUMERIC,
    as_kind,
    bounded_literal,
    common_kind,
    settle,
    text_as,
    unify,
)
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.untyped import is_untyped
from nexflow_codegen.lower.values import JavaTest, JavaValue, Level, any_fallible, bound


def choice(conditions: list[JavaTest], values: list[JavaValue], unit: Unit) -> JavaValue:
    """Return the value of the first condition that holds, else the last value."""
    values = to_one_type(values, unit)
    fallible = any_fallible(values) or any_fallible(conditions)
    type_ = next((value.type for value in values if not value.is_null), ir.NULL)
    if any(value.nullable for value in values):
        arms = [value.boxed() for value in values]
        code = _ternaries(conditions, arms)
        return NULL_VALUE if type_ == ir.NULL else bound(unit, code, type_, fallible=fallible)
    arms = [value.at(Level.OR) for value in values]
    return JavaValue(_ternaries(conditions, arms), type_, Level.TERNARY, fallible=fallible)


def _ternaries(conditions: list[JavaTest], arms: list[str]) -> str:
    code = arms[-1]
    for condition, arm in zip(reversed(conditions), reversed(arms[:-1]), strict=True):
        code = f"{condition.at(Level.OR)} ? {arm} : {code}"
    return code


def to_one_type(values: list[JavaValue], unit: Unit) -> list[JavaValue]:
    """Bring values to the type that they have in common; nulls stay."""
    values = _declared(values, unit)
    known = [value for value in values if not value.is_null]
    kinds = {ir.kind_of(value.type) for value in known}
    if kinds and kinds <= set(NUMERIC):
        bounds = _common_bounds(known)
        if bounds is not None:
            return [
                value if value.is_null else convert(value, bounds, unit, nullable=True, name="")
                for value in values
            ]
        kind = common_kind(*known)
        widened = [value if value.is_null else as_kind(value, kind, unit) for value in values]
        return [
            value if value.is_null else replace(value, type=ir.Basic(kind)) for value in widened
        ]
    first = next(
        (value for value in known if value.text is None), known[0] if known else NULL_VALUE
    )
    kind_of_first = ir.kind_of(first.type)
    wide = _widest_of([value for value in known if value.text is None], unit) or first.type
    result_values = []
    for value in values:
        one = value
        if value.text is not None and kind_of_first not in (Kind.STRING, None):
            one = text_as(value, kind_of_first, unit)
        if not one.is_null:
            one = _widened(one, wide, unit)
        result_values.append(settle(one, unit))
    return _with_nulls(result_values)


def _widest_of(values: list[JavaValue], unit: Unit) -> ir.JavaType | None:
    """Return the type that values, of which none is a number, have in common."""
    records = [value.type for value in values if isinstance(value.type, ir.RecordOf)]
    if len(records) < len(values):
        return widest([value.type for value in values]) if values else None
    able = [one for one in records if all(_takes(one, other, unit) for other in records)]
    # That with the most fields: nothing is lost.
    return max(able, key=lambda one: len(unit.context.shape(one.cls).fields), default=None)


def _takes(type_: ir.RecordOf, other: ir.RecordOf, unit: Unit) -> bool:
    """Tell whether a record of a class can be one of another, with no null where none may be."""
    if type_ == other:
        return True
    mine, theirs = unit.context.shape(type_.cls), unit.context.shape(other.cls)
    wanted = {field.wire: field.nullable for field in mine.fields if not field.computed}
    given = {field.wire: field.nullable for field in theirs.fields}
    return all(nullable or (name in given and not given[name]) for name, nullable in wanted.items())


def _widened(value: JavaValue, to: ir.JavaType, unit: Unit) -> JavaValue:
    """Return a value as one of a type that others of a choice have."""
    if same_representation(value.type, to):
        return replace(value, type=to)
    both_records = isinstance(value.type, ir.RecordOf) and isinstance(to, ir.RecordOf)
    if both_records and not _takes(to, value.type, unit):  # type: ignore[arg-type]
        raise Unsupported(f"a choice between {describe(to)} and {describe(value.type)}")
    try:
        return as_type(value, to, unit)
    except Unsupported:
        raise Unsupported(f"a choice between {describe(to)} and {describe(value.type)}") from None


def widest(types: Sequence[ir.JavaType]) -> ir.JavaType:
    """Return the type of all elements of lists of these types, or of the values themselves; else the first."""
    found = types[0]
    for one in types[1:]:
        found = _wider(found, one)
    return found


def _wider(one: ir.JavaType, other: ir.JavaType) -> ir.JavaType:
    match one, other:
        case ir.Basic(kind=Kind.NULL), _:
            return other
        case ir.Basic(), ir.Basic() if one != other and {one.kind, other.kind} <= {
            Kind.INTEGER,
            Kind.DECIMAL,
        }:
            return ir.DECIMAL
        case ir.ListOf(), ir.ListOf():
            holds_nulls = one.holds_nulls or other.holds_nulls
            return ir.ListOf(_wider(one.element, other.element), holds_nulls)
        case ir.SetOf(), ir.SetOf():
            return ir.SetOf(_wider(one.element, other.element))
        case ir.MapOf(), ir.MapOf():
            return ir.MapOf(one.key, _wider(one.value, other.value))
        case ir.ListOf(element=ir.Basic(kind=Kind.NULL)), ir.SetOf():  # `[]`
            return other
        case _:
            return one


def unbounded(type_: ir.JavaType) -> ir.JavaType:
    """Return the type of a list beside another: its decimals keep their digits."""
    match type_:
        case ir.Basic(kind=Kind.DECIMAL):
            return ir.DECIMAL
        case ir.ListOf():
            return ir.ListOf(unbounded(type_.element))
        case _:
            return type_


def _with_nulls(values: list[JavaValue]) -> list[JavaValue]:
    """Return values; lists may hold nulls where one of them may."""
    types = [one.type for one in values if isinstance(one.type, ir.ListOf)]
    wide = next((one for one in types if one.holds_nulls), None)
    return values if wide is None else [replace(one, type=wide) for one in values]


def _declared(values: list[JavaValue], unit: Unit) -> list[JavaValue]:
    """Return values of which those that nothing declares become what the others are."""
    model = next((v for v in values if not v.is_null and not is_untyped(v)), None)
    if model is None:
        return values
    return [unify(value, model, unit)[0] if is_untyped(value) else value for value in values]


def _common_bounds(values: list[JavaValue]) -> ir.Basic | None:
    """Return the one bounded decimal type that all values are of, or are literals that fit it."""
    types = {value.type for value in values if value.literal is None or value.type == ir.MONEY}
    if len(types) != 1:
        return None
    type_ = types.pop()
    if not isinstance(type_, ir.Basic) or type_.kind is not Kind.DECIMAL or type_.precision is None:
        return None
    precision, scale = type_.precision, type_.scale or 0
    literals = [value.literal for value in values if value.literal is not None]
    whole = all(bounded_literal(one, precision, scale) == one for one in literals)
    return type_ if whole else None


def first_not_null(values: list[JavaValue], unit: Unit) -> JavaValue:
    """Lower `a ?? b`, `coalesce(a, b, …)`."""
    values = to_one_type([value for value in values if not value.is_null], unit)
    if not values:
        return NULL_VALUE
    kept: list[JavaValue] = []
    for value in values:
        kept.append(value)
        if not value.nullable:
            break
    conditions = [JavaTest(" && ".join(value.guards), Level.AND) for value in kept[:-1]]
    last = kept[-1]
    fallible = any_fallible(kept)
    if not conditions:
        return last
    if last.nullable:
        arms = [replace(value, guards=()).boxed() for value in kept[:-1]]
        code = _ternaries(conditions, [*arms, last.boxed()])
        return bound(unit, code, last.type, fallible=fallible)
    arms = [value.at(Level.OR) for value in kept]
    return JavaValue(_ternaries(conditions, arms), last.type, Level.TERNARY, fallible=fallible)
