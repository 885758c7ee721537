"""Nodes of decision tables and rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nexflow_grammar.tree.nodes import Node, Path, Word

if TYPE_CHECKING:
    from nexflow_grammar.tree.expressions import Argument, Expression


class Cell(Node, frozen=True):
    """A condition in a cell, about the value of its column."""


class AnyCell(Cell, frozen=True):
    """`*`, `-` or nothing: every value as a condition; null, or nothing to do, as a result."""


class CompareCell(Cell, frozen=True):
    """`>= v`; a bare literal is `== v`."""

    operator: str
    value: Expression


class RangeCell(Cell, frozen=True):
    """`a to b`, both included."""

    low: Expression
    high: Expression


class InCell(Cell, frozen=True):
    """`in (a, b)`."""

    options: tuple[Expression, ...]
    negated: bool


class TextCell(Cell, frozen=True):
    """`starts_with "a"`. test: matches, contains, starts_with or ends_with."""

    test: str
    value: str


class NullCell(Cell, frozen=True):
    """`is null`; negated: `is not null`."""

    negated: bool


class ExpressionCell(Cell, frozen=True):
    """A boolean expression over the inputs, or a result."""

    value: Expression


class EmitCell(Cell, frozen=True):
    """`emit to target`, as a result: the record that is decided on goes there, too."""

    target: Word


class MarkerCell(Cell, frozen=True):
    """`marker NAME fired`, or `between M1 and M2`. state: fired, pending or between."""

    state: str
    names: tuple[Word, ...]


class RawCell(Node, frozen=True):
    """The text between two bars, trimmed; its column says how to read it."""

    text: str


class Row(Node, frozen=True):
    """A line of a table. separator: the line below the header."""

    cells: tuple[RawCell, ...]
    separator: bool


class CallStatement(Node, frozen=True):
    """A call of an action, a service or a function as a statement."""

    function: Path
    arguments: tuple[Argument, ...]
