"""Result cells of a decision table, and which column holds which result."""

from __future__ import annotations

from decimal import Decimal

from nexflow_analysis.tables import ColumnKind, Table
from nexflow_codegen.ir.code import Statement
from nexflow_codegen.lower.actions import called_action, lower_action, lower_emit_to
from nexflow_codegen.lower.context import Context, Unsupported
from nexflow_codegen.lower.scope import JavaScope
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import rules as cells
from nexflow_grammar.tree.nodes import Node, walk


def column_of(table: Table, name: str) -> int | None:
    """Return the index of a result's column."""
    for number, column in enumerate(table.columns):
        if (
            column.kind is ColumnKind.RESULT
            and column.field is not None
            and column.field.name == name
        ):
            return number
    return None


def is_result(node: Node | None) -> bool:
    """Tell whether a cell says something."""
    return node is not None and not isinstance(node, cells.AnyCell)


def result_of(node: Node | None) -> e.Expression:
    """Return the expression of a result cell."""
    if isinstance(node, cells.ExpressionCell):
        return node.value
    if isinstance(node, cells.CompareCell):
        return node.value
    if isinstance(node, e.Expression):
        return node
    raise Unsupported("this result cell")


def asks(node: Node | None, context: Context) -> bool:
    """Tell whether a result cell says what is to be done, and so has no value."""
    if isinstance(node, cells.EmitCell):
        return True
    return isinstance(node, cells.ExpressionCell) and called_action(context, node.value) is not None


def lower_asking(node: Node | None, scope: JavaScope) -> tuple[Statement, bool]:
    """Lower a result cell that says what is to be done; tell whether that can fail, too."""
    if isinstance(node, cells.EmitCell):
        return lower_emit_to(node.target.text, scope.unit), False
    assert isinstance(node, cells.ExpressionCell)
    assert isinstance(node.value, e.Call)
    action = called_action(scope.context, node.value)
    assert action is not None
    return lower_action(action, node.value.arguments, scope, "")


def depends(node: e.Expression) -> bool:
    """Tell whether a result is computed for each record."""
    return any(isinstance(part, e.Name | e.Call) for part in walk(node))


def priority(node: Node | None) -> Decimal:
    """Return what a cell of the column `priority` says."""
    value = node.value if isinstance(node, cells.ExpressionCell | cells.CompareCell) else None
    if isinstance(value, e.Number):
        return value.value
    raise Unsupported("a priority that is no number")
