"""The reference evaluation of decision tables: what a table decides about one record.

Written from the language's definition alone, one value at a time, so that the analysis and the
generated Java can be compared with it. Values are plain Python values: Decimal or int, str, bool,
date, datetime, None. Null follows three-valued logic: None is neither true nor false.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Context, Decimal, localcontext
from typing import Any

from msgspec import Struct

from nexflow_analysis.names import normal
from nexflow_analysis.tables import ColumnKind, Table, TableRow
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import rules as r

Value = Decimal | int | float | str | bool | date | datetime | None
Record = Mapping[str, Any]
"""Values by name; a nested record is a mapping, too."""
Truth = bool | None
Decision = dict[str, Value]

_LISTS = frozenset({"multi_hit", "collect_all"})
#: Decimal division keeps 34 significant digits; everything else is exact far beyond that.
_ARITHMETIC = Context(prec=100)
_DIVISION = Context(prec=34)
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le,
    ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_TEXT_TESTS: dict[str, Callable[[str, str], bool]] = {
    "contains": str.__contains__, "starts_with": str.startswith, "ends_with": str.endswith,
}  # fmt: skip
_ARITHMETIC_OPERATORS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "%": operator.mod,
}  # fmt: skip


class NotEvaluableError(Exception):
    """The cell or expression is about more than this evaluation knows."""


class SecondMatchError(Exception):
    """Two rows of a `single_hit` table match one record."""


class Evaluation(Struct, frozen=True):
    """What a table makes of a record. rows: the numbers, from 0, of the rows that count."""

    rows: tuple[int, ...]
    results: Decision | list[Decision]


def decide(table: Table, hit_policy: str, record: Record) -> Evaluation:
    """Evaluate a table on a record."""
    hits = matching_rows(table, record)
    if hit_policy in _LISTS:
        return Evaluation(tuple(hits), [_results(table, hit, record) for hit in hits])
    if hit_policy == "single_hit" and len(hits) > 1:
        raise SecondMatchError(f"rows {hits[0] + 1} and {hits[1] + 1} match")
    first = hits[:1]
    return Evaluation(tuple(first), _results(table, first[0] if first else None, record))


def matching_rows(table: Table, record: Record) -> list[int]:
    """Return the numbers, from 0, of all rows that match, in the order in which they are asked."""
    return [number for number in asking_order(table) if row_matches(table, number, record)]


def asking_order(table: Table) -> list[int]:
    """Return the rows by their priority, ascending, then as written."""
    kinds = [column.kind for column in table.columns]
    numbers = list(range(len(table.rows)))
    if ColumnKind.PRIORITY not in kinds:
        return numbers
    column = kinds.index(ColumnKind.PRIORITY)
    return sorted(numbers, key=lambda number: _priority(table.rows[number], column))


def row_matches(table: Table, number: int, record: Record) -> bool:
    """Tell whether all conditions of a row hold."""
    for column, cell in zip(table.columns, table.rows[number].cells, strict=True):
        if column.kind is not ColumnKind.CONDITION:
            continue
        if column.expression is None or not isinstance(cell.node, r.Cell):
            raise NotEvaluableError(column.text)
        if cell_holds(cell.node, evaluate(column.expression, record), record) is not True:
            return False
    return True


def cell_holds(cell: r.Cell, value: Value, record: Record) -> Truth:
    """Tell whether a value meets a condition; None: neither true nor false."""
    match cell:
        case r.AnyCell():
            return True
        case r.NullCell():
            return (value is None) != cell.negated
        case r.CompareCell():
            return _compare(cell.operator, value, evaluate(cell.value, record))
        case r.RangeCell():
            return _within(value, evaluate(cell.low, record), evaluate(cell.high, record))
        case r.InCell():
            found = _among(value, [evaluate(option, record) for option in cell.options])
            return _not(found) if cell.negated else found
        case r.TextCell() if cell.test in _TEXT_TESTS:
            if value is None:
                return None
            return isinstance(value, str) and _TEXT_TESTS[cell.test](value, cell.value)
        case r.ExpressionCell():
            return _truth(evaluate(cell.value, record))
        case _:
            raise NotEvaluableError(type(cell).__name__)


def evaluate(node: e.Expression, record: Record) -> Value:
    """Return the value of a simple expression over the inputs."""
    match node:
        case e.Number() | e.Text() | e.Boolean():
            return node.value
        case e.Null():
            return None
        case e.Name():
            return _named(node.text, record)
        case e.Member():
            return _member(node, record)
        case e.Unary() if node.operator == "-":
            value = evaluate(node.operand, record)
            return None if value is None else -_number(value)
        case e.Binary():
            return _binary(node, record)
        case e.Conditional():
            arms = (
                result for condition, result in node.arms if evaluate(condition, record) is True
            )
            chosen = next(arms, node.otherwise)
            return evaluate(chosen, record) if chosen is not None else None
        case _:
            return _test(node, record)


def _test(node: e.Expression, record: Record) -> Truth:
    match node:
        case e.Unary():
            return _not(_truth(evaluate(node.operand, record)))
        case e.NullTest():
            return (evaluate(node.value, record) is None) != node.negated
        case e.Between():
            values = [evaluate(part, record) for part in (node.value, node.low, node.high)]
            found = _within(*values)
            return _not(found) if node.negated else found
        case e.Membership() if isinstance(node.options, tuple):
            options = [evaluate(option, record) for option in node.options]
            found = _among(evaluate(node.value, record), options)
            return _not(found) if node.negated else found
        case _:
            raise NotEvaluableError(type(node).__name__)


def _binary(node: e.Binary, record: Record) -> Value:
    left = evaluate(node.left, record)
    if node.operator == "??":
        return left if left is not None else evaluate(node.right, record)
    right = evaluate(node.right, record)
    match node.operator:
        case "and":
            return _and(_truth(left), _truth(right))
        case "or":
            return _not(_and(_not(_truth(left)), _not(_truth(right))))
        case "=?":
            return left is right if None in (left, right) else _compare("==", left, right)
        case name if name in _COMPARE:
            return _compare(name, left, right)
        case name if name in _TEXT_TESTS:
            if left is None or right is None:
                return None
            return _TEXT_TESTS[name](str(left), str(right))
        case name:
            return _arithmetic(name, left, right)


def _arithmetic(name: str, left: Value, right: Value) -> Value:
    if left is None or right is None:
        return None
    if name == "+" and isinstance(left, str) and isinstance(right, str):
        return left + right
    one, two = _number(left), _number(right)
    with localcontext(_DIVISION if name == "/" else _ARITHMETIC):
        if name == "/":
            return one / two
        if name in _ARITHMETIC_OPERATORS:
            return _ARITHMETIC_OPERATORS[name](one, two)
    raise NotEvaluableError(name)


def _compare(name: str, left: Value, right: Value) -> Truth:
    if left is None or right is None:
        return None
    left, right = _alike(left, right), _alike(right, left)
    if type(left) is not type(right):
        raise NotEvaluableError(f"{left!r} {name} {right!r}")
    return _COMPARE[name](left, right)


def _alike(value: Value, other: Value) -> Value:
    """Return a value as one that can be compared with the other: `"2024-01-31"` may be a day."""
    try:
        if isinstance(value, str) and isinstance(other, datetime):
            return moment(value)
        if isinstance(value, str) and isinstance(other, date):
            return date.fromisoformat(value)
    except ValueError as problem:
        raise NotEvaluableError(value) from problem
    if isinstance(value, bool) or not isinstance(value, Decimal | int | float):
        return value
    # A literal takes the other operand's type: beside a double, `0.9` is the double next to it.
    double = isinstance(value, float) or isinstance(other, float)
    return float(value) if double else Decimal(value)


def moment(text: str) -> datetime:
    """Read an instant; one that names no offset is in UTC. Raises ValueError."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def _within(value: Value, low: Value, high: Value) -> Truth:
    return _and(_compare(">=", value, low), _compare("<=", value, high))


def _among(value: Value, options: list[Value]) -> Truth:
    found: Truth = False
    for option in options:
        equal = _compare("==", value, option)
        if equal:
            return True
        found = None if equal is None else found
    return found


def _and(left: Truth, right: Truth) -> Truth:
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def _not(value: Truth) -> Truth:
    return None if value is None else not value


def _truth(value: Value) -> Truth:
    if value is None or isinstance(value, bool):
        return value
    raise NotEvaluableError(f"{value!r} is neither true nor false")


def _number(value: Value) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, Decimal | int | float):
        raise NotEvaluableError(f"{value!r} is no number")
    return Decimal(value)


def _member(node: e.Member, record: Record) -> Value:
    """Return a field of a record; of none, null."""
    owner: Any = evaluate(node.target, record)
    if owner is None:
        return None
    if not isinstance(owner, Mapping):
        raise NotEvaluableError(node.name.text)
    return _named(node.name.text, owner)


def _named(name: str, record: Record) -> Value:
    if name in record:
        found: Value = record[name]
        return found
    for other in record:
        if normal(other) == normal(name):
            return _named(other, record)
    raise NotEvaluableError(name)


def _priority(row: TableRow, column: int) -> Decimal:
    node = row.cells[column].node
    if not isinstance(node, r.ExpressionCell):
        raise NotEvaluableError("a row without a priority")
    return _number(evaluate(node.value, {}))


def _results(table: Table, number: int | None, record: Record) -> Decision:
    """Return the results of a row; null for all where no row matches."""
    found: Decision = {}
    for index, column in enumerate(table.columns):
        if column.kind is ColumnKind.RESULT:
            node = table.rows[number].cells[index].node if number is not None else None
            value = evaluate(node.value, record) if isinstance(node, r.ExpressionCell) else None
            found[column.text] = value
    return found
