"""Nodes of decision tables and rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nexflow_grammar.tree.nodes import Node, Path

if TYPE_CHECKING:
    from nexflow_grammar.tree.expressions import Expression


@dataclass(frozen=True, slots=True)
class Cell(Node):
    """A condition in a cell, about the value of its column."""


@dataclass(frozen=True, slots=True)
class AnyCell(Cell):
    """`*`, `-` or nothing: every value as a condition; null, or nothing to do, as a result."""


@dataclass(frozen=True, slots=True)
class CompareCell(Cell):
    """`>= v`; a bare literal is `== v`."""

    operator: str
    value: Expression


@dataclass(frozen=True, slots=True)
class RangeCell(Cell):
    """`a to b`, both included."""

    low: Expression
    high: Expression


@dataclass(frozen=True, slots=True)
class InCell(Cell):
    """`in (a, b)`."""

    options: tuple[Expression, ...]
    negated: bool


@dataclass(frozen=True, slots=True)
class TextCell(Cell):
    """`starts_with "a"`. test: matches, contains, starts_with or ends_with."""

    test: str
    value: str


@dataclass(frozen=True, slots=True)
class NullCell(Cell):
    """`is null`; negated: `is not null`."""

    negated: bool


@dataclass(frozen=True, slots=True)
class ExpressionCell(Cell):
    """A boolean expression over the inputs, or a result."""

    value: Expression


@dataclass(frozen=True, slots=True)
class UnsupportedCell(Cell):
    """A cell about markers, or one that emits. rule: its grammar rule."""

    rule: str


@dataclass(frozen=True, slots=True)
class RawCell(Node):
    """The text between two bars, trimmed; its column says how to read it."""

    text: str


@dataclass(frozen=True, slots=True)
class Row(Node):
    """A line of a table. separator: the line below the header."""

    cells: tuple[RawCell, ...]
    separator: bool


@dataclass(frozen=True, slots=True)
class CallStatement(Node):
    """A call of an action, a service or a function as a statement."""

    function: Path
    arguments: tuple[Expression, ...]
