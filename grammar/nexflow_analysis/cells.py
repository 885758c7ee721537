"""Cells of tables and route arms against the type of what they are about."""

from __future__ import annotations

from nexflow_analysis import types as t
from nexflow_analysis.constraints import unreadable
from nexflow_analysis.diagnostics import LocalFix, Replacement, Severity
from nexflow_analysis.fit import fit_problem
from nexflow_analysis.infer import Inference, Scope
from nexflow_analysis.regular_expressions import regex_problem
from nexflow_analysis.report import Reporter
from nexflow_analysis.value_constraints import allowed_values
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import rules as r

#: How many more signs `"ab*"` has than the text that it is about: its quotes and the star.
_QUOTES = 3


def check_cell(
    entry: Entry, cell: r.Cell, column: t.Typed, scope: Scope, reporter: Reporter
) -> None:
    """Check that a condition can be about values of the column's type."""
    match cell:
        case r.CompareCell():
            _check_value(entry, cell.value, column, scope, reporter)
        case r.RangeCell():
            _check_value(entry, cell.low, column, scope, reporter)
            _check_value(entry, cell.high, column, scope, reporter)
        case r.InCell():
            for option in cell.options:
                _check_value(entry, option, column, scope, reporter)
        case r.TextCell():
            if isinstance(column.type, t.Scalar) and column.type.name not in ("string", "null"):
                message = f"`{cell.test}` is about texts, and this column is of type {column.type}"
                reporter.add(entry, cell, "NX402", message)
            elif cell.test == "matches" and (problem := regex_problem(cell.value)):
                message = f"this is no regular expression: {problem}"
                reporter.add(entry, cell, "NX162", message)
            elif cell.test == "starts_with" and cell.end - cell.start == len(cell.value) + _QUOTES:
                _hint_prefix(entry, cell, reporter)
        case r.ExpressionCell():
            Inference(scope, reporter.at(entry)).condition(cell.value, "a condition")
        case _:
            pass


def _hint_prefix(entry: Entry, cell: r.TextCell, reporter: Reporter) -> None:
    """Report `"ab*"`, which is another spelling of `starts_with "ab"`."""
    first = f'starts_with "{cell.value}"'
    fix = LocalFix(f"Write `{first}`", (Replacement(cell.start, cell.end, first),))
    message = f"this matches all texts that start so; the first spelling is `{first}`"
    reporter.add(entry, cell, "NX050", message, severity=Severity.HINT, fixes=(fix,))


def _check_value(
    entry: Entry, value: e.Expression, column: t.Typed, scope: Scope, reporter: Reporter
) -> None:
    if _is_bare_word(entry, value, column, scope, reporter):
        return
    typed = Inference(scope, reporter.at(entry)).infer(value)
    unread = unreadable(value.value, column.type) if isinstance(value, e.Text) else ""
    if unread:
        reporter.add(entry, value, "NX163", unread)
        return
    literal = not isinstance(value, e.Name | e.Member)
    if fit_problem(typed, column.type, literal=literal, comparing=True):
        message = (
            f"this column is of type {column.type}, and the cell compares it with {typed.type}"
        )
        reporter.add(entry, value, "NX402", message)


def _is_bare_word(
    entry: Entry, value: e.Expression, column: t.Typed, scope: Scope, reporter: Reporter
) -> bool:
    """Report one of a column's values that is written without quotes, and tell whether this is one."""
    if not isinstance(value, e.Name) or scope.is_open or scope.find(value.text) is not None:
        return False
    if value.text not in allowed_values(column):
        return False
    change = Replacement(value.start, value.end, f'"{value.text}"')
    fix = LocalFix(f'Write `"{value.text}"`', (change,))
    message = (
        f'`{value.text}` is a name here, and nothing has it; write `"{value.text}"` for the value'
    )
    reporter.add(entry, value, "NX101", message, fixes=(fix,))
    return True
