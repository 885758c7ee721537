"""What all tree nodes are: frozen values with offsets relative to their item.

A node says nothing about where its item stands, so equal items share one tree and moving an item
costs nothing. `Entry` puts an item at its place in a definition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator


class Node(Struct, frozen=True, gc=False):
    """A part of an item. start, end: offsets in code points from the item's start."""

    start: int
    end: int


class Word(Node, frozen=True):
    """A name or a word of the grammar that says something, such as `inner`."""

    text: str


class Keyword(Node, frozen=True):
    """A word that the grammar demands."""

    text: str


class Path(Node, frozen=True):
    """Names joined by dots."""

    names: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The path without white space."""
        return ".".join(name.text for name in self.names)


NodeT = TypeVar("NodeT", bound=Node)
#: Every class's first fields are its offsets; only what follows may hold nodes.
_OFFSETS = len(Node.__struct_fields__)
_LAST_OFFSET = _OFFSETS - 1
_MOST_WALKED = 20_000
#: The walks by the identity of their first node.
_WALKED: dict[int, tuple[Node, ...]] = {}


class Phrase(Node, frozen=True):
    """A part with no class of its own. rule: its grammar rule; parts: what it says, in order."""

    rule: str
    parts: tuple[Node, ...]

    def first(self, kind: type[NodeT]) -> NodeT | None:
        """Return the first part of a class, or None."""
        return next((part for part in self.parts if isinstance(part, kind)), None)

    def every(self, kind: type[NodeT]) -> list[NodeT]:
        """Return all parts of a class."""
        return [part for part in self.parts if isinstance(part, kind)]

    def has(self, keyword: str) -> bool:
        """Tell whether a keyword stands among the parts."""
        return any(isinstance(part, Keyword) and part.text == keyword for part in self.parts)

    def phrase(self, rule: str) -> Phrase | None:
        """Return the first part that is a phrase of a rule, or None."""
        found = (part for part in self.parts if isinstance(part, Phrase) and part.rule == rule)
        return next(found, None)


def walk(node: Node) -> tuple[Node, ...]:
    """Return a node and all nodes below it, parents first.

    Several checks walk the same trees, and equal items share one: each is walked once.
    """
    found = _WALKED.get(id(node))
    if found is None or found[0] is not node:
        if len(_WALKED) >= _MOST_WALKED:
            _WALKED.clear()
        found = tuple(_nodes(node))
        _WALKED[id(node)] = found  # which begins with the node, and so keeps its identity
    return found


def _nodes(node: Node) -> Iterator[Node]:
    waiting: list[Any] = [node]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Node):
            yield value
            names = value.__struct_fields__[:_LAST_OFFSET:-1]
            waiting.extend([getattr(value, name) for name in names])
        elif isinstance(value, tuple):
            waiting.extend(reversed(value))


def moved(node: Node, shift: int, after: int) -> Node:
    """Return the tree with all offsets beyond a position moved."""
    if shift == 0:
        return node
    inner = [
        _moved_value(getattr(node, name), shift, after)
        for name in node.__struct_fields__[_OFFSETS:]
    ]
    start = node.start + shift if node.start >= after else node.start
    end = node.end + shift if node.end >= after else node.end
    return type(node)(start, end, *inner)


def _moved_value(value: Any, shift: int, after: int) -> Any:
    if isinstance(value, Node):
        return moved(value, shift, after)
    if isinstance(value, tuple):
        return tuple(_moved_value(part, shift, after) for part in value)
    return value
