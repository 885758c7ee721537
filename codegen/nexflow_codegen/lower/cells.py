"""Condition cells of a decision table, and the arms of a `route by`."""

from __future__ import annotations

from collections.abc import Iterable

from nexflow_analysis.names import normal
from nexflow_codegen.ir import types as ir
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.conditions import (
    both,
    compare,
    is_null,
    lower_condition,
    negation,
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
        case cells.MarkerCell():
            return _marker_cell(cell, scope)
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
            raise Unsupported("this cell")


def marker_field(name: str) -> str:
    """Return the name of the field that tells whether there is a marker: no name of the language has a space."""
    return f"marker {normal(name)}"


def marker_of(field: str) -> str:
    """Return the marker that a field tells of; "" for another field."""
    return field.removeprefix("marker ") if field.startswith("marker ") else ""


def markers_in(nodes: Iterable[Node | None]) -> tuple[str, ...]:
    """Return the markers that cells name, each once."""
    found = (
        word.text for node in nodes if isinstance(node, cells.MarkerCell) for word in node.names
    )
    return tuple(dict.fromkeys(found))


def _marker_cell(cell: cells.MarkerCell, scope: JavaScope) -> JavaTest:
    """Lower a cell about markers: what they say of a record, its process has added to it."""
    tests = [_fired(word.text, scope) for word in cell.names]
    if cell.state == "between":
        return both(tests[0], negation(tests[1]))
    return negation(tests[0]) if cell.state == "pending" else tests[0]


def _fired(name: str, scope: JavaScope) -> JavaTest:
    found = scope.find(marker_field(name))
    if found is None:
        raise Unsupported(
            f"a cell about the marker `{name}` here; write it into a table that a process evaluates"
        )
    return test_of(found, outcome=True)
