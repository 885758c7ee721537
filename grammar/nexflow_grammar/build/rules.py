"""Builders of table cells and rule statements."""

from __future__ import annotations

from nexflow_grammar.build.core import TRANSPARENT, builds, every, first_of, one, reads
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import rules as tree
from nexflow_grammar.tree.nodes import Node, Path, Phrase, Word

TRANSPARENT |= {"column"}
_LITERALS = (e.Number, e.Text, e.Boolean, e.Duration, e.Name, e.Member)


def cell_of(value: e.Expression) -> tree.Cell:
    """Read an expression in a condition's place: a literal compares, all else is a condition."""
    literal = value.operand if isinstance(value, e.Unary) and value.operator == "-" else value
    if isinstance(literal, _LITERALS):
        return tree.CompareCell(value.start, value.end, "==", value)
    return tree.ExpressionCell(value.start, value.end, value)


@builds("condition")
def _condition(parts: list[Node]) -> Node:
    part = parts[0]
    return cell_of(part) if isinstance(part, e.Expression) else part


@reads("any_cell", "no_result")
def _any(start: int, _text: str) -> Node:
    return tree.AnyCell(start, start + 1)


@reads("prefix_match")
def _prefix_match(start: int, text: str) -> Node:
    return tree.TextCell(start, start + len(text), "starts_with", text[1:-2])


@builds("cell_value")
def _value(parts: list[Node]) -> Node:
    value = parts[0]
    if isinstance(value, Path):
        result: e.Expression = e.Name(value.start, value.names[0].end, value.names[0].text)
        for name in value.names[1:]:
            result = e.Member(value.start, name.end, result, name, safe=False)
        value = result
    return value


@builds("signed_duration")
def _signed_duration(start: int, parts: list[Node]) -> Node:
    if isinstance(parts[0], e.Duration):
        return parts[0]
    number, unit = one(parts, e.Number), one(parts, Word)
    return e.Duration(start, unit.end, number, unit.text.removesuffix("s"))


@builds("cell_literal")
def _literal(parts: list[Node]) -> Node:
    return cell_of(one(parts, e.Expression))


@builds("cell_range")
def _range(start: int, end: int, parts: list[Node]) -> Node:
    low, high = every(parts, e.Expression)
    return tree.RangeCell(start, end, low, high)


@builds("cell_comparison")
def _comparison(start: int, parts: list[Node]) -> Node:
    operator = one(parts, Word).text
    value = one(parts, e.Expression)
    return tree.CompareCell(start, value.end, "==" if operator == "=" else operator, value)


@builds("cell_membership")
def _membership(start: int, end: int, parts: list[Node]) -> Node:
    negated = first_of(parts, "cell_not") is not None
    return tree.InCell(start, end, every(parts, e.Expression), negated)


@builds("cell_text")
def _text(start: int, parts: list[Node]) -> Node:
    test, value = one(parts, Word), one(parts, e.Text)
    return tree.TextCell(start, value.end, test.text, value.value)


@builds("cell_null")
def _null(start: int, end: int, parts: list[Node]) -> Node:
    return tree.NullCell(start, end, "not" in one(parts, Word).text)


@builds("cell_marker")
def _marker(start: int, end: int, parts: list[Node]) -> Node:
    name, state = every(parts, Word)
    return tree.MarkerCell(start, end, state.text, (name,))


@builds("cell_between")
def _between(start: int, end: int, parts: list[Node]) -> Node:
    return tree.MarkerCell(start, end, "between", every(parts, Word))


@builds("emit_result")
def _emit(start: int, end: int, parts: list[Node]) -> Node:
    return tree.EmitCell(start, end, one(parts, Word))


@builds("result")
def _result(parts: list[Node]) -> Node:
    part = parts[0]
    return (
        tree.ExpressionCell(part.start, part.end, part) if isinstance(part, e.Expression) else part
    )


@builds("call_statement")
def _call(start: int, end: int, parts: list[Node]) -> Node:
    arguments = tuple(one(parts, Phrase).every(e.Argument))
    return tree.CallStatement(start, end, one(parts, Path), arguments)
