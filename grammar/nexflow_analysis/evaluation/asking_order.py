"""In which order the rows of a decision table are asked."""

from __future__ import annotations

from decimal import Decimal

from nexflow_analysis.evaluation.values import NotEvaluableError
from nexflow_analysis.tables import ColumnKind, Table, TableRow
from nexflow_grammar.tree import rules as r


def asking_order(table: Table) -> list[int]:
    """Return the rows by their priority, ascending, then as written."""
    kinds = [column.kind for column in table.columns]
    numbers = list(range(len(table.rows)))
    if ColumnKind.PRIORITY not in kinds:
        return numbers
    column = kinds.index(ColumnKind.PRIORITY)
    return sorted(numbers, key=lambda number: _priority(table.rows[number], column))


def _priority(row: TableRow, column: int) -> Decimal:
    node = row.cells[column].node
    if not isinstance(node, r.ExpressionCell):
        raise NotEvaluableError("a row without a priority")
    from nexflow_analysis.evaluation.expressions import Evaluation  # noqa: PLC0415 - most have none

    value = Evaluation({}).value(node.value)
    if not isinstance(value, int | Decimal):
        raise NotEvaluableError("a priority that is no number")
    return Decimal(value)
