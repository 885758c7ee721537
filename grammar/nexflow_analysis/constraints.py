"""What the constraints of a field say of a value."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from nexflow_analysis import types as t
from nexflow_analysis.definitions import FieldDefinition
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.regular_expressions import compiled
from nexflow_analysis.table.notation import order_of
from nexflow_grammar.tree import expressions as e

Bounds = tuple[object, object]


def constraints_of(field: FieldDefinition, lookup: Lookup) -> t.Constraints:
    """Return the constraints of a field, and of the aliases that its type goes through."""
    return lookup.constraints(field.type, field.constraints)


def literal_value(node: e.Expression) -> object:
    """Return the value of a literal, None for another expression; a name may stand for a text."""
    match node:
        case e.Unary(operator="-", operand=e.Number(value=value)):
            return -value
        case e.Number() | e.Text() | e.Boolean():
            return node.value
        case e.Name():
            return node.text
        case _:
            return None


def bounds_of(key: str, values: tuple[object, ...]) -> Bounds:
    """Return the bounds of a range, a length or a count; one number stands for both."""
    bound = values[0] if values else None
    low, high = bound if isinstance(bound, tuple) else (bound, bound)
    if key.startswith("min_"):
        high = None
    elif key.startswith("max_"):
        low = None
    return _count(low), _count(high)


def _count(value: object) -> object:
    return Decimal(value) if isinstance(value, str) and value.isdigit() else value


def broken_constraint(value: object, type_: t.Type, said: t.Constraints) -> str:
    """Say which constraint a literal breaks, or why it is no value of its type; "" for none."""
    for key, values in said:
        problem = _broken(value, type_, key, values)
        if problem:
            return problem
    return unreadable(value, type_)


def unreadable(value: object, type_: t.Type) -> str:
    """Say that a text in quotes is no date, timestamp or UUID where one is wanted."""
    if not isinstance(value, str) or not isinstance(type_, t.Scalar):
        return ""
    if type_ == t.UUID:
        try:
            UUID(value)
        except ValueError:
            return f'"{value}" is no UUID'
    elif type_ in (t.DATE, t.TIMESTAMP):
        order = order_of(type_)
        if order is not None and order.point(value) is None:
            example = "2026-01-31" if type_ == t.DATE else "2026-01-31T18:00:00Z"
            return f'"{value}" is no {type_}, such as "{example}"'
    return ""


def _broken(value: object, type_: t.Type, key: str, values: tuple[object, ...]) -> str:
    match key:
        case "values":
            if value not in values and isinstance(value, str | Decimal):
                listed = ", ".join(str(one) for one in values)
                return f"{_shown(value)} is none of the values {listed}"
        case "length" | "min_length" | "max_length" if isinstance(value, str):
            return _out_of(Decimal(len(value)), bounds_of(key, values), "its length is", value)
        case "range":
            return _out_of_range(value, type_, bounds_of(key, values))
        case "pattern" if isinstance(value, str) and values and isinstance(values[0], str):
            pattern = compiled(values[0])
            if pattern is not None and not pattern.fullmatch(value):
                return f'{_shown(value)} does not match the pattern "{values[0]}"'
        case _:
            pass
    return ""


def _out_of(length: Decimal, bounds: Bounds, what: str, value: object) -> str:
    low, high = bounds
    if isinstance(low, Decimal) and length < low:
        return f"{_shown(value)} is too short: {what} {length}, and at least {low} is needed"
    if isinstance(high, Decimal) and length > high:
        return f"{_shown(value)} is too long: {what} {length}, and at most {high} is allowed"
    return ""


def _out_of_range(value: object, type_: t.Type, bounds: Bounds) -> str:
    order = order_of(type_) if isinstance(type_, t.Scalar) else None
    point = order.point(value) if order is not None else None
    if order is None or point is None:
        return ""
    low, high = (order.point(bound) if bound is not None else None for bound in bounds)
    if (low is not None and point < low) or (high is not None and point > high):
        shown = f"{_plain(bounds[0])}..{_plain(bounds[1])}"
        return f"{_shown(value)} lies outside of the range {shown}"
    return ""


def _plain(bound: object) -> str:
    return "" if bound is None else str(bound)


def _shown(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)
