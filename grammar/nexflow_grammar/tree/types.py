"""Nodes of types and fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nexflow_grammar.tree.nodes import Node, Path, Word

if TYPE_CHECKING:
    from nexflow_grammar.tree.expressions import Expression


class TypeNode(Node, frozen=True):
    """Anything that stands for a type."""


class NamedType(TypeNode, frozen=True):
    """A built-in type, or the name of a schema or an alias."""

    name: Word


class CollectionType(TypeNode, frozen=True):
    """`list<T>`, `set<T>`. kind: `list` or `set`."""

    kind: str
    element: TypeNode


class MapType(TypeNode, frozen=True):
    """`map<K, V>`."""

    key: TypeNode
    value: TypeNode


class DecimalType(TypeNode, frozen=True):
    """`decimal(precision, scale)`."""

    precision: int
    scale: int


class Bounds(Node, frozen=True):
    """`low..high`; either may be open."""

    low: Expression | None
    high: Expression | None


class FieldPart(Node, frozen=True):
    """A constraint or a qualifier of a field.

    key: its name in its first spelling (`range`, `required`, `pii`, …). values: what it says:
    bounds, numbers, texts, words or expressions.
    """

    key: str
    values: tuple[Node, ...]


class Field(Node, frozen=True):
    """`name: type`, constraints and qualifiers."""

    name: Word
    type: TypeNode
    parts: tuple[FieldPart, ...]

    def part(self, key: str) -> FieldPart | None:
        """Return the part of a name, or None."""
        for part in self.parts:  # a generator costs more than the few parts
            if part.key == key:
                return part
        return None


class Assignment(Node, frozen=True):
    """`path = e`, `set path = e`."""

    target: Path
    value: Expression


class Let(Node, frozen=True):
    """`let name = e`."""

    name: Word
    value: Expression


class Require(Node, frozen=True):
    """`require e else "message"`."""

    condition: Expression
    message: str


class Option(Node, frozen=True):
    """`name: value` in an option block. value: a duration, a size, a literal, a word or a list."""

    name: Word
    value: Node
