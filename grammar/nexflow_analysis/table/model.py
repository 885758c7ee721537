"""A table as sets of values: its condition columns with their domains, its rows in asking order."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from nexflow_analysis import types as t
from nexflow_analysis.definitions import TableDefinition
from nexflow_analysis.evaluation.asking_order import asking_order
from nexflow_analysis.evaluation.values import NotEvaluableError
from nexflow_analysis.infer import Inference, Scope
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.rules import visible_of
from nexflow_analysis.table.budget import Budget
from nexflow_analysis.table.conditions import Condition, condition_of, simple_cells, values_of
from nexflow_analysis.table.domains import domain_of, subject_of
from nexflow_analysis.table.values import Domain
from nexflow_analysis.tables import Column, ColumnKind, ReadCell, Table, TableRow
from nexflow_grammar.tree import rules as r


class ConditionColumn(Struct, frozen=True):
    """A condition column. number: among all columns; sets: per row, the values that may match.

    unknown: the rows whose cell is not known to match all of its set.
    """

    number: int
    text: str
    domain: Domain
    free: bool
    sets: tuple[int, ...]
    unknown: int


class TableModel(Struct, frozen=True):
    """A table as sets of values. Rows are numbered in the order in which they are asked.

    rows: their numbers as written, from 0. conditions: the texts of their condition cells; results:
    what tells their results apart, None where nothing is known of them.
    """

    hit_policy: str
    columns: tuple[ConditionColumn, ...]
    rows: tuple[int, ...]
    conditions: tuple[tuple[str, ...], ...]
    results: tuple[tuple[str, ...] | None, ...]

    @property
    def exact(self) -> int:
        """The rows that certainly match all inputs of their box."""
        unknown = 0
        for column in self.columns:
            unknown |= column.unknown
        return self.every & ~unknown

    @property
    def every(self) -> int:
        """All rows."""
        return (1 << len(self.rows)) - 1


def model_of(
    table: Table,
    texts: list[list[str]],
    definition: TableDefinition,
    lookup: Lookup,
    budget: Budget | None = None,
) -> TableModel | None:
    """Read a table's conditions as sets; None where its shape or order is not known.

    texts: of the rows' cells as written. budget: may stop the reading at any column.
    """
    kinds = [column.kind for column in table.columns]
    if ColumnKind.UNKNOWN in kinds or ColumnKind.CONDITION not in kinds:
        return None
    whole = [_is_whole(row, table) for row in table.rows]
    order = list(range(len(table.rows)))
    if ColumnKind.PRIORITY in kinds:
        try:
            order = asking_order(table) if all(whole) else []
        except NotEvaluableError:
            order = []
    if not order:
        return None
    conditions = [number for number, kind in enumerate(kinds) if kind is ColumnKind.CONDITION]
    results = [number for number, kind in enumerate(kinds) if kind is ColumnKind.RESULT]
    seen: set[str] = set()
    columns = []
    for number in conditions:
        if budget is not None:
            budget.pause()
        cells = [table.rows[row].cells[number] if whole[row] else None for row in order]
        columns.append(_column(table, number, cells, definition, seen, lookup))
    return TableModel(
        definition.hit_policy,
        tuple(columns),
        tuple(order),
        tuple(tuple(texts[row][n] for n in conditions) if whole[row] else () for row in order),
        tuple(
            tuple(_result(texts[row][n]) for n in results) if whole[row] else None for row in order
        ),
    )


def _is_whole(row: TableRow, table: Table) -> bool:
    """Tell whether a row has all its cells, and all can be read."""
    if row.entry.broken or len(row.cells) != len(table.columns):
        return False
    return all(cell.node is not None and not cell.problems for cell in row.cells)


def _column(
    table: Table, number: int, cells: list[ReadCell | None], definition: TableDefinition,
    seen: set[str], lookup: Lookup,
) -> ConditionColumn:  # fmt: skip
    column = table.columns[number]
    subject = subject_of(column, _type_of(column, definition, lookup), definition, seen, lookup)
    memo: dict[int, Condition | None] = {}
    known = [_condition(cell, column, memo) for cell in cells]
    simple = list(_simple(known))
    domain = domain_of(column.text, subject, simple)
    sets: list[int] = []
    unknown = 0
    found: dict[int, int | None] = {}
    for row, (cell, condition) in enumerate(zip(cells, known, strict=True)):
        values = None
        if condition is not None:
            key = id(condition)
            if key not in found:
                found[key] = values_of(condition, domain)
            values = found[key]
        if values is None:
            unknown |= 1 << row
            spoken = cell is not None and not isinstance(cell.node, r.ExpressionCell)
            values = domain.values if spoken else domain.all
        sets.append(values)
    return ConditionColumn(number, column.text, domain, subject.free, tuple(sets), unknown)


def _type_of(column: Column, definition: TableDefinition, lookup: Lookup) -> t.Typed:
    if column.field is not None:
        return t.Typed(lookup.deep(column.field.type), column.field.nullable)
    if column.expression is None:
        return t.Typed(t.UNKNOWN, nullable=True)
    typed = Inference(Scope(lookup, visible_of(definition, lookup))).infer(column.expression)
    return typed if typed != t.UNKNOWN_VALUE else t.Typed(t.UNKNOWN, nullable=True)


def _condition(
    cell: ReadCell | None, column: Column, memo: dict[int, Condition | None]
) -> Condition | None:
    if cell is None or not isinstance(cell.node, r.Cell):
        return None
    key = id(cell.node)  # cells of one text are one node
    if key not in memo:
        memo[key] = condition_of(cell.node, column.expression)
    return memo[key]


def _simple(conditions: list[Condition | None]) -> Iterator[r.Cell]:
    for condition in {id(one): one for one in conditions if one is not None}.values():
        yield from simple_cells(condition)


def _result(text: str) -> str:
    """Return what tells a result apart: all ways to write none are one."""
    return "*" if text in ("", "-") else text
