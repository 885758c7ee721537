"""Conditions about one column, as simple cells joined by and, or and not.

`(amount > $10 and amount < $20)` in the column `amount` is such a condition; one about anything
else is not known.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from nexflow_analysis.names import normal
from nexflow_analysis.table.values import Domain
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import rules as r

_COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">="})
_TEXT_TESTS = frozenset({"contains", "starts_with", "ends_with"})


class Joined(Struct, frozen=True):
    """Two conditions joined. operator: and, or."""

    operator: str
    left: Condition
    right: Condition


class Negated(Struct, frozen=True):
    """A condition that must not hold."""

    inner: Condition


Condition = r.Cell | Joined | Negated


def condition_of(cell: r.Cell, column: e.Expression | None) -> Condition | None:
    """Return a cell as a condition about its column; None where it is about more than that."""
    if isinstance(cell, r.ExpressionCell):
        return _expression(cell.value, column)
    return None if isinstance(cell, r.MarkerCell | r.EmitCell) else cell


def simple_cells(condition: Condition) -> Iterator[r.Cell]:
    """Yield the simple cells of a condition."""
    match condition:
        case Joined():
            yield from simple_cells(condition.left)
            yield from simple_cells(condition.right)
        case Negated():
            yield from simple_cells(condition.inner)
        case _:
            yield condition


def values_of(condition: Condition, domain: Domain) -> int | None:
    """Return the values that meet a condition; None where that is not known."""
    found = _true_and_false(condition, domain)
    return found[0] if found is not None else None


def _true_and_false(condition: Condition, domain: Domain) -> tuple[int, int] | None:
    """Return the values for which a condition is true and those for which it is false."""
    match condition:
        case Joined():
            left = _true_and_false(condition.left, domain)
            right = _true_and_false(condition.right, domain)
            if left is None or right is None:
                return None
            if condition.operator == "and":
                return left[0] & right[0], left[1] | right[1]
            return left[0] | right[0], left[1] & right[1]
        case Negated():
            inner = _true_and_false(condition.inner, domain)
            return (inner[1], inner[0]) if inner is not None else None
        case _:
            true = domain.set_of(condition)
            if true is None:
                return None
            two_valued = isinstance(condition, r.NullCell | r.AnyCell)
            return true, (domain.all if two_valued else domain.values) & ~true


def _expression(node: e.Expression, column: e.Expression | None) -> Condition | None:
    match node:
        case e.Binary() if node.operator in ("and", "or"):
            left, right = _expression(node.left, column), _expression(node.right, column)
            return Joined(node.operator, left, right) if left and right else None
        case e.Unary() if node.operator == "not":
            inner = _expression(node.operand, column)
            return Negated(inner) if inner else None
        case e.Binary() if node.operator in _COMPARISONS and _same(node.left, column):
            return r.CompareCell(node.start, node.end, node.operator, node.right)
        case e.Binary() if node.operator in _TEXT_TESTS and _same(node.left, column):
            if isinstance(node.right, e.Text):
                return r.TextCell(node.start, node.end, node.operator, node.right.value)
            return None
        case e.Between() if _same(node.value, column):
            inside = r.RangeCell(node.start, node.end, node.low, node.high)
            return Negated(inside) if node.negated else inside
        case e.Membership() if isinstance(node.options, tuple) and _same(node.value, column):
            return r.InCell(node.start, node.end, node.options, node.negated)
        case e.NullTest() if _same(node.value, column):
            return r.NullCell(node.start, node.end, node.negated)
        case _:
            return None


def _same(node: e.Expression, column: e.Expression | None) -> bool:
    """Tell whether an expression names the column's input."""
    if isinstance(node, e.Name) and isinstance(column, e.Name):
        return normal(node.text) == normal(column.text)
    if isinstance(node, e.Member) and isinstance(column, e.Member):
        same = normal(node.name.text) == normal(column.name.text)
        return same and _same(node.target, column.target)
    return False
