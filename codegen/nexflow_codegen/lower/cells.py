"""Condition cells of a decision table, and the arms of a `route by`."""

from __future__ import annotations

from nexflow_codegen.ir import types as ir
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.conditions import (
    compare,
    is_null,
    lower_condition,
    one_of,
    test_of,
    text_test,
    within,
)
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.expressions import operand
from nexflow_codegen.lower.scope import JavaScope
from nexflow_codegen.lower.values import TRUE, JavaTest, JavaValue
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import rules as cells
from nexflow_grammar.tree.nodes import Node


def lower_cell(cell: Node, value: JavaValue, scope: JavaScope) -> JavaTest:
    """Lower a condition cell about a column's value, or an arm of a `route by`."""
    match cell:
        case cells.AnyCell():
            return TRUE
        case cells.NullCell():
            return is_null(value, outcome=not cell.negated)
        case cells.ExpressionCell():
            return lower_condition(cell.value, scope)
        case e.Expression():
            return lower_condition(cell, scope)
        case cells.Cell():
            return _value_cell(cell, value, scope)
        case _:
            raise Unsupported("this cell")


def _value_cell(cell: cells.Cell, value: JavaValue, scope: JavaScope) -> JavaTest:
    unit = scope.unit
    match cell:
        case cells.CompareCell():
            if isinstance(cell.value, e.Null):
                return is_null(value, outcome=cell.operator == "==")
            return compare(cell.operator, value, operand(cell.value, scope), unit)
        case cells.RangeCell():
            return within(value, operand(cell.low, scope), operand(cell.high, scope), unit)
        case cells.InCell():
            options = [operand(option, scope) for option in cell.options]
            return one_of(value, options, unit, outcome=not cell.negated)
        case cells.TextCell():
            text = JavaValue(string_literal(cell.value), ir.STRING, text=cell.value)
            return test_of(text_test(cell.test, value, text, unit), outcome=True)
        case _:
            raise Unsupported("a cell about markers or an emit")
