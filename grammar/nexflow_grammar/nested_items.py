"""The items of a segment below the items whose blocks they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nexflow_grammar.items import Item


class Nested(Struct, eq=False):
    """An item with those of the block that it opens. end: what closes that, where something does."""

    item: Item
    children: list[Nested] = field(default_factory=list)
    end: Item | None = None

    @property
    def rule(self) -> str:
        """The grammar rule of the item."""
        return self.item.rule


def nested(items: Iterable[Item]) -> list[Nested]:
    """Return the outermost items; braces are none of them."""
    top: list[Nested] = []
    blocks: list[Nested] = []
    closed: Nested | None = None
    for item in items:
        del blocks[len(blocks) - item.pops :]
        if item.rule == "end":
            if blocks:
                closed = blocks.pop()
                closed.end = item
        elif item.rule == "reopen":
            blocks.append((blocks[-1].children if blocks else top)[-1])
        elif item.rule != "brace":
            one = Nested(item)
            (blocks[-1].children if blocks else top).append(one)
            if item.opens:
                blocks.append(one)
    if blocks and closed is not None:  # that `end` was the definition's, and not its last part's
        blocks[0].end, closed.end = closed.end, None
    return top


def blocks_of(top: list[Nested]) -> Iterator[tuple[Nested | None, list[Nested]]]:
    """Yield each item that holds others, with those; None for the outermost."""
    yield None, top
    waiting = list(top)
    while waiting:
        one = waiting.pop()
        if one.children:
            yield one, one.children
            waiting.extend(one.children)
