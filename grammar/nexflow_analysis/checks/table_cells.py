"""NX400–NX403: the shape of a decision table, and its cells against the types of their columns."""

from functools import lru_cache, partial

from nexflow_analysis import types as t
from nexflow_analysis.assignment import Target, check_value
from nexflow_analysis.cells import check_cell
from nexflow_analysis.checks.table_agreement import check_agreement
from nexflow_analysis.definitions import TableDefinition, field_type
from nexflow_analysis.fit import article
from nexflow_analysis.infer import Inference, Scope
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import normal, suggestion
from nexflow_analysis.own_functions import infer_own_call
from nexflow_analysis.remember import ByNode
from nexflow_analysis.report import Reporter
from nexflow_analysis.rules import table_scope
from nexflow_analysis.tables import (
    Column,
    ColumnKind,
    ReadCell,
    Table,
    TableRow,
    moved_entry,
    read_table,
)
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import rules as r
from nexflow_grammar.tree.nodes import Node


def check_table_cells(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Check the columns, rows and cells of a table."""
    if segment.kind != "table" or segment.head is None or segment.name is None:
        return
    definition = lookup.find(TableDefinition, "rule", segment.name.text)
    if definition is None:
        return
    table = read_table(segment.head, definition)
    if table.header is None or table.header.broken or _is_unsure(segment, segment.head):
        return
    scope = table_scope(definition, lookup)
    for column in table.columns:
        for problem in column.problems:
            moved = moved_entry(table.header, column.start)
            reporter.add(moved, Node(problem.start, problem.end), problem.code, problem.message)
    _check_columns(table, definition, scope, reporter)
    types = [column_type(column, scope, lookup) for column in table.columns]
    meaning = (tuple(column.kind for column in table.columns), tuple(types), scope.record)
    clean = _clean_rows(meaning)
    for row in table.rows:
        if clean.get(row.entry.node) and not row.entry.broken:
            continue
        before = len(reporter.diagnostics)
        asked = lookup.asked_by(partial(_check_row, row, table, types, scope, reporter))
        if not asked and len(reporter.diagnostics) == before:
            clean.put(row.entry.node, value=True)
    if definition.inferred:
        check_agreement(table, scope, reporter)


def _is_unsure(segment: Segment, head: Entry) -> bool:
    """Tell whether a syntax error outside of the rows may be why a column is not what it seems."""
    decide = head.first("decide")
    rows = decide.children if decide is not None else ()
    return any(
        not rows or not rows[0].start <= problem.start < rows[-1].end
        for problem in segment.problems
    )


@lru_cache(maxsize=64)
def _clean_rows(_meaning: object) -> ByNode[bool]:
    """Return the rows that are right below columns of a meaning, and ask for nothing else."""
    return ByNode()


def column_type(column: Column, scope: Scope, lookup: Lookup) -> t.Typed:
    """Return the type of a column's values."""
    if column.field is not None:
        field = column.field
        return lookup.value_of(
            t.RecordField(
                field.name, field_type(field), field.nullable, constraints=field.constraints
            )
        )
    if column.kind is ColumnKind.CONDITION and column.expression is not None:
        return Inference(scope).infer(column.expression)
    return t.UNKNOWN_VALUE


def _check_columns(
    table: Table, definition: TableDefinition, scope: Scope, reporter: Reporter
) -> None:
    assert table.header is not None
    names = [*scope.visible, *(field.name for field in definition.results)]
    for number, column in enumerate(table.columns):
        place = Node(column.start, column.end)
        lost = column.kind is ColumnKind.CONDITION and _is_lost(column, scope)
        if lost and _is_about_markers(table, number):
            continue
        if column.kind is ColumnKind.UNKNOWN or lost:
            message = _unknown_column(column, table, number, names)
            reporter.add(table.header, place, "NX401", message)
        elif column.field is None and column.expression is not None:
            moved = moved_entry(table.header, column.start)
            Inference(scope, reporter.at(moved)).infer(column.expression)


def _unknown_column(column: Column, table: Table, number: int, names: list[str]) -> str:
    wanted = normal(column.text)
    if any(normal(one.text) == wanted for one in table.columns[:number]):
        return f"the column `{column.text}` is there twice; remove or rename one of the two"
    found = suggestion(column.text, names)
    return f"`{column.text}` is neither an input nor a result of this table{found}"


def _is_lost(column: Column, scope: Scope) -> bool:
    """Tell whether a column has the name of a field that is not there."""
    plain = isinstance(column.expression, e.Name) and column.field is None
    return plain and not scope.is_open and scope.find(column.text) is None


def _is_about_markers(table: Table, number: int) -> bool:
    cells = (row.cells[number].node for row in table.rows if number < len(row.cells))
    return any(isinstance(cell, r.MarkerCell) for cell in cells)


def _check_row(
    row: TableRow, table: Table, types: list[t.Typed], scope: Scope, reporter: Reporter
) -> None:
    if row.entry.broken:
        return
    given, wanted = len(row.cells), len(table.columns)
    if given != wanted:
        start, end = (
            (row.cells[wanted].start, row.cells[-1].end) if given > wanted
            else (row.cells[-1].start if row.cells else 0, row.entry.node.end)
        )  # fmt: skip
        message = f"this row has {given} cells, and the table has {wanted} columns"
        advice = (
            "; remove the cells that are too many" if given > wanted else "; add the missing ones"
        )
        reporter.add(row.entry, Node(start, max(end, start + 1)), "NX400", message + advice)
    for cell, column, typed in zip(row.cells, table.columns, types, strict=False):
        _check_cell(row.entry, cell, column, typed, scope, reporter)


def _check_cell(
    entry: Entry, cell: ReadCell, column: Column, typed: t.Typed, scope: Scope, reporter: Reporter
) -> None:
    if isinstance(cell.node, r.AnyCell):
        return
    moved = moved_entry(entry, cell.start)
    for problem in cell.problems:
        reporter.add(moved, Node(problem.start, problem.end), problem.code, problem.message)
    if column.kind is ColumnKind.CONDITION and isinstance(cell.node, r.Cell):
        check_cell(moved, cell.node, typed, scope, reporter)
    elif column.kind is ColumnKind.PRIORITY and isinstance(cell.node, r.ExpressionCell):
        typed = Inference(scope, reporter.at(moved)).infer(cell.node.value)
        if isinstance(typed.type, t.Scalar) and not typed.type.is_numeric:
            message = f"`priority` orders rows by numbers, and this is {article(typed.type)}"
            reporter.add(moved, cell.node.value, "NX402", message)
    elif column.kind is ColumnKind.RESULT and isinstance(cell.node, r.ExpressionCell):
        inference = Inference(scope, reporter.at(moved))
        value = cell.node.value
        if isinstance(value, e.Call) and scope.lookup.declared("action", value.function.text):
            infer_own_call(inference, value)  # whatever built-in function has its name
            return
        inference.infer(value)
        said = f"this result does not fit the column `{column.text}`"
        wanted = t.Typed(typed.type, nullable=True, constraints=typed.constraints)
        target = Target(wanted, f"the column `{column.text}`", said, "NX403")
        check_value(inference, value, target)
