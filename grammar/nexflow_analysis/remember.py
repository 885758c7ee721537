"""What is known of a node, remembered by its identity: equal items share one tree, and it never changes."""

from __future__ import annotations

from typing import Generic, TypeVar

from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Node

ValueT = TypeVar("ValueT")


class ByNode(Generic[ValueT]):
    """Values by node or entry; when there are more than so many, it starts anew."""

    def __init__(self, most: int = 20_000) -> None:
        self._most = most
        self._values: dict[int, tuple[Node | Entry, ValueT]] = {}

    def get(self, node: Node | Entry) -> ValueT | None:
        """Return the value of a node, or None."""
        found = self._values.get(id(node))
        return found[1] if found is not None and found[0] is node else None

    def put(self, node: Node | Entry, value: ValueT) -> ValueT:
        """Remember the value of a node, and return it."""
        if len(self._values) >= self._most:
            self._values.clear()
        self._values[id(node)] = (node, value)  # which keeps the node, and so its identity
        return value
