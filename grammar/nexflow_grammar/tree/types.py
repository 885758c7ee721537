"""Nodes of types and fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nexflow_grammar.tree.nodes import Node, Path, Word

if TYPE_CHECKING:
    from nexflow_grammar.tree.expressions import Expression


@dataclass(frozen=True, slots=True)
class TypeNode(Node):
    """Anything that stands for a type."""


@dataclass(frozen=True, slots=True)
class NamedType(TypeNode):
    """A built-in type, or the name of a schema or an alias."""

    name: Word


@dataclass(frozen=True, slots=True)
class CollectionType(TypeNode):
    """`list<T>`, `set<T>`. kind: `list` or `set`."""

    kind: str
    element: TypeNode


@dataclass(frozen=True, slots=True)
class MapType(TypeNode):
    """`map<K, V>`."""

    key: TypeNode
    value: TypeNode


@dataclass(frozen=True, slots=True)
class DecimalType(TypeNode):
    """`decimal(precision, scale)`."""

    precision: int
    scale: int


@dataclass(frozen=True, slots=True)
class Bounds(Node):
    """`low..high`; either may be open."""

    low: Expression | None
    high: Expression | None


@dataclass(frozen=True, slots=True)
class FieldPart(Node):
    """A constraint or a qualifier of a field.

    key: its name in its first spelling (`range`, `required`, `pii`, …). values: what it says:
    bounds, numbers, texts, words or expressions.
    """

    key: str
    values: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Field(Node):
    """`name: type`, constraints and qualifiers."""

    name: Word
    type: TypeNode
    parts: tuple[FieldPart, ...]

    def part(self, key: str) -> FieldPart | None:
        """Return the part of a name, or None."""
        return next((part for part in self.parts if part.key == key), None)


@dataclass(frozen=True, slots=True)
class Assignment(Node):
    """`path = e`, `set path = e`."""

    target: Path
    value: Expression


@dataclass(frozen=True, slots=True)
class Let(Node):
    """`let name = e`."""

    name: Word
    value: Expression


@dataclass(frozen=True, slots=True)
class Require(Node):
    """`require e else "message"`."""

    condition: Expression
    message: str


@dataclass(frozen=True, slots=True)
class Option(Node):
    """`name: value` in an option block. value: a duration, a size, a literal, a word or a list."""

    name: Word
    value: Node
