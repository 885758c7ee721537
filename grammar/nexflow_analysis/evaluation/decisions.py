"""Which rows of a decision table match a record, and what they say."""

from __future__ import annotations

from msgspec import Struct

from nexflow_analysis.evaluation import operators as o
from nexflow_analysis.evaluation.asking_order import asking_order
from nexflow_analysis.evaluation.expressions import Evaluation, beyond
from nexflow_analysis.evaluation.values import NotEvaluableError, Record, RecordError, Truth, Value
from nexflow_analysis.tables import ColumnKind, Table
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import rules as r
from nexflow_grammar.tree.nodes import Node

Decision = dict[str, Value]

_ALL_ROWS = frozenset({
    "multi_hit", "collect_all", "collect_sum", "collect_min", "collect_max", "collect_count",
})  # fmt: skip


class SecondMatchError(RecordError):
    """Two rows of a `single_hit` table match one record."""


class Decided(Struct, frozen=True):
    """What a table makes of a record. rows: the numbers, from 0, of the rows that count."""

    rows: tuple[int, ...]
    results: Decision | list[Decision]


def decide(table: Table, hit_policy: str, record: Record, at: Evaluation | None = None) -> Decided:
    """Evaluate the rows of a table on a record. at: what its expressions see, with their types."""
    at = at if at is not None else Evaluation(record)
    hits = beyond(lambda: _matching(table, at, hit_policy))
    if hit_policy in _ALL_ROWS:
        return Decided(tuple(hits), [_results(table, hit, at) for hit in hits])
    first = hits[:1]
    return Decided(tuple(first), _results(table, first[0] if first else None, at))


def _matching(table: Table, at: Evaluation, hit_policy: str) -> list[int]:
    """Return the rows that count: none after the first is asked where that alone does."""
    found: list[int] = []
    values = _column_values(table, at)
    for number in asking_order(table):
        if not _row_matches(table, number, values, at):
            continue
        if found and hit_policy == "single_hit":
            raise SecondMatchError(f"rows {found[0] + 1} and {number + 1} match")
        found.append(number)
        if hit_policy == "first_match":
            break
    return found


def matching_rows(table: Table, record: Record) -> list[int]:
    """Return the numbers, from 0, of all rows that match, in the order in which they are asked."""
    return _matching(table, Evaluation(record), "multi_hit")


def _column_values(table: Table, at: Evaluation) -> list[Value]:
    """Return what the condition columns are about; a computed one is computed once."""
    values: list[Value] = []
    for column in table.columns:
        if column.kind is not ColumnKind.CONDITION:
            values.append(None)
        elif column.expression is None:
            raise NotEvaluableError(column.text)
        else:
            values.append(at.value(column.expression))
    return values


def _row_matches(table: Table, number: int, values: list[Value], at: Evaluation) -> bool:
    """Tell whether all conditions of a row hold."""
    cells = table.rows[number].cells
    for column, cell, value in zip(table.columns, cells, values, strict=True):
        if column.kind is not ColumnKind.CONDITION:
            continue
        if not isinstance(cell.node, r.Cell):
            raise NotEvaluableError(column.text)
        if not cell_holds(cell.node, value, at):
            return False
    return True


def cell_holds(cell: r.Cell, value: Value, at: Evaluation) -> bool:
    """Tell whether a value meets a condition."""
    match cell:
        case r.AnyCell():
            return True
        case r.NullCell():
            return (value is None) is not cell.negated
        case r.CompareCell():
            return o.compare(cell.operator, value, at.value(cell.value)) is True
        case r.RangeCell():
            return o.within(value, at.value(cell.low), at.value(cell.high)) is True
        case r.InCell():
            found: Truth = o.among(value, [at.value(option) for option in cell.options])
            return found is not None and found is not cell.negated
        case r.TextCell():
            return o.text_test(cell.test, value, cell.value) is True
        case r.ExpressionCell():
            return at.holds(cell.value)
        case _:
            raise NotEvaluableError(type(cell).__name__)


def _results(table: Table, number: int | None, at: Evaluation) -> Decision:
    """Return the results of a row; null for all where no row matches."""
    found: Decision = {}
    for index, column in enumerate(table.columns):
        if column.kind is ColumnKind.RESULT:
            node = _result_of(table.rows[number].cells[index].node if number is not None else None)
            found[column.text] = None if node is None else beyond(lambda n=node: at.value(n))  # type: ignore[misc]
    return found


def _result_of(node: Node | None) -> e.Expression | None:
    return node.value if isinstance(node, r.ExpressionCell | r.CompareCell) else None
