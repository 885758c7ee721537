"""What is known of a node, remembered by its identity: equal items share one tree, and it never changes."""

from __future__ import annotations

from typing import Generic, TypeVar

from nexflow_grammar.tree.nodes import Node

ValueT = TypeVar("ValueT")
_MOST = 20_000


class ByNode(Generic[ValueT]):
    """Values by node; when there are too many, it starts anew."""

    def __init__(self) -> None:
        self._values: dict[int, tuple[Node, ValueT]] = {}

    def get(self, node: Node) -> ValueT | None:
        """Return the value of a node, or None."""
        found = self._values.get(id(node))
        return found[1] if found is not None and found[0] is node else None

    def put(self, node: Node, value: ValueT) -> ValueT:
        """Remember the value of a node, and return it."""
        if len(self._values) >= _MOST:
            self._values.clear()
        self._values[id(node)] = (node, value)  # which keeps the node, and so its identity
        return value
