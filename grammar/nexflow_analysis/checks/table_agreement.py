"""NX403: results whose type the cells say, where the cells of a column say different ones."""

from __future__ import annotations

from nexflow_analysis import types as t
from nexflow_analysis.diagnostics import Here
from nexflow_analysis.fit import article, fit_problem, is_known, is_literal
from nexflow_analysis.infer import Inference, Scope
from nexflow_analysis.report import Reporter
from nexflow_analysis.tables import ColumnKind, Table, moved_entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import rules as r


def check_agreement(table: Table, scope: Scope, reporter: Reporter) -> None:
    """Check that the cells of a result that no `return` declares have one type."""
    for number, column in enumerate(table.columns):
        if column.kind is ColumnKind.RESULT:
            _check_column(table, number, scope, reporter)


def _check_column(table: Table, number: int, scope: Scope, reporter: Reporter) -> None:
    first: tuple[e.Expression, t.Typed, Here] | None = None
    for row in table.rows:
        cell = row.cells[number] if number < len(row.cells) and not row.entry.broken else None
        if cell is None or not isinstance(cell.node, r.ExpressionCell):
            continue
        value = cell.node.value
        typed = Inference(scope).infer(value)
        if not is_known(typed):
            continue
        if first is None:
            start = row.entry.start + cell.start
            first = value, typed, Here(start, start + value.end, "the first is here")
            continue
        fits = (
            not fit_problem(typed, first[1].type, literal=is_literal(value))
            or not fit_problem(first[1], typed.type, literal=is_literal(first[0]))
            or _are_numbers(typed.type, first[1].type)
        )
        if not fits:
            message = (
                f"this is {article(typed.type)}, and the result `{table.columns[number].text}` is "
                f"{article(first[1].type)} in the first row that has one; the results of a column have one type"
            )
            entry = moved_entry(row.entry, cell.start)
            reporter.add(entry, value, "NX403", message, related=(first[2],))


def _are_numbers(*types: t.Type) -> bool:
    return all(isinstance(one, t.Scalar) and one.is_numeric for one in types)
