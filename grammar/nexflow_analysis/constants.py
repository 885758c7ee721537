"""What is known of an expression's value without a record: numbers and texts as written."""

from __future__ import annotations

from decimal import Context, Decimal, DecimalException

from nexflow_analysis import types as t
from nexflow_analysis.constraints import unreadable
from nexflow_grammar.tree import expressions as e

_EXACT = Context(prec=1000)
_OPERATIONS = {"+": _EXACT.add, "-": _EXACT.subtract, "*": _EXACT.multiply}
LONGS = range(-(2**63), 2**63)


def constant(node: e.Expression) -> Decimal | str | None:
    """Return the number or text that an expression always is, or None."""
    match node:
        case e.Number() | e.Text():
            return node.value
        case e.Unary(operator="-"):
            inner = constant(node.operand)
            return -inner if isinstance(inner, Decimal) else None
        case e.Binary() if node.operator in _OPERATIONS:
            left, right = constant(node.left), constant(node.right)
            if not isinstance(left, Decimal) or not isinstance(right, Decimal):
                return None
            try:
                return _OPERATIONS[node.operator](left, right)
            except DecimalException:
                return None
        case _:
            return None


def spelling_problem(text: str, *types: t.Scalar) -> str:
    """Say why a text spells no value of a type; "" where it does, of one of them, or where it may."""
    problems = [unreadable(text, type_) for type_ in types]
    return problems[0] if problems and all(problems) and "${" not in text else ""


def number_problem(text: str, kind: str) -> str:
    """Say why a text spells no number of a kind; "" where it does, or where it may."""
    if "${" in text:
        return ""
    try:
        number = Decimal(text.strip())
    except DecimalException:
        return f'"{text}" is no number, so this is an error of every record'
    if kind == "integer" and number.is_finite() and number != number.to_integral_value():
        return f'"{text}" is no whole number, so this is an error of every record'
    return ""


def too_large(node: e.Expression) -> bool:
    """Tell whether a whole number is beyond what an integer can be."""
    value = constant(node)
    if not isinstance(value, Decimal) or value.as_tuple().exponent != 0:
        return False
    return int(value) not in LONGS


def is_zero(node: e.Expression) -> bool:
    """Tell whether an expression is always zero."""
    value = constant(node)
    return isinstance(value, Decimal) and value == 0
