"""Whether a value may be kept, and whether comparing with it is in vain."""

from __future__ import annotations

from decimal import Decimal

from nexflow_analysis import types as t
from nexflow_analysis.constraints import bounds_of, broken_constraint
from nexflow_analysis.diagnostics import LocalFix, Replacement
from nexflow_analysis.names import nearest
from nexflow_analysis.table.notation import order_of
from nexflow_grammar.tree import expressions as e

Value = Decimal | str
_SWAPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def swapped(operator: str) -> str:
    """Return the operator that says the same with the operands changed round."""
    return _SWAPPED.get(operator, operator)


def broken(value: object, target: t.Typed) -> str:
    """Say why a value cannot be kept; "" where it can, or where that is not certain."""
    return _digits_problem(value, target.type) or broken_constraint(
        value, target.type, target.constraints
    )


def allowed_values(target: t.Typed) -> list[str]:
    """Return the texts that `values` allows; none where there is no such list."""
    lists = [values for key, values in target.constraints if key == "values"]
    return [value for value in (lists[0] if lists else ()) if isinstance(value, str)]


def nearest_value(value: Value, target: t.Typed) -> str | None:
    """Return the allowed text that is most likely meant."""
    return nearest(value, allowed_values(target)) if isinstance(value, str) else None


def meant(node: e.Expression, near: str | None) -> tuple[str, tuple[LocalFix, ...]]:
    """Return the question whether a near text is meant, and the fix that writes it."""
    if near is None:
        return "", ()
    change = Replacement(node.start, node.end, f'"{near}"')
    return f'; did you mean "{near}"?', (LocalFix(f'Write "{near}"', (change,), safe=False),)


def never_true(operator: str, value: Value, target: t.Typed) -> str:
    """Say why no value that keeps to the constraints is less, more … than another; "" where one may."""
    order = order_of(target.type)
    point = order.point(value) if order is not None else None
    if order is None or point is None:
        return ""
    for key, values in target.constraints:
        if key != "range":
            continue
        low, high = bounds_of(key, values)
        upward, strict = operator in (">", ">="), operator in (">", "<")
        bound, side = (high, "most") if upward else (low, "least")
        end = order.point(bound) if bound is not None else None
        beyond = end is not None and (end < point if upward else end > point)
        if beyond or (strict and end == point):
            return f"is at {side} {_shown(bound)}"
    return ""


def _shown(value: object) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else f"`{value}`"


def _digits_problem(value: object, target: t.Type) -> str:
    """Say that a number has more digits before the point than a bounded decimal keeps."""
    if (
        not isinstance(value, Decimal)
        or not isinstance(target, t.Scalar)
        or target.precision is None
    ):
        return ""
    whole = target.precision - (target.scale or 0)
    if abs(value) < Decimal(10) ** whole:
        return ""
    return f"{value:f} has more than the {whole} digit{'' if whole == 1 else 's'} before the point of {target}"
