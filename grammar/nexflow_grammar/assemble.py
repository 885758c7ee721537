"""The tree of a definition: entries at their places, made of what the fold decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from nexflow_grammar.fold_state import APPEND, BELOW, DROP, INSIDE, Folded
from nexflow_grammar.items import SILENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nexflow_grammar.items import Item
    from nexflow_grammar.tree.nodes import Node


class Entry(Struct, frozen=True):
    """An item at its place.

    start, end: offsets in the segment; end includes what hangs below. node: the item's tree,
    relative to start. broken: whether the item does not parse; checks leave broken items alone.
    children: clauses, arms, fields, rows and statements below the item.
    """

    start: int
    end: int
    rule: str
    node: Node
    broken: bool
    children: tuple[Entry, ...]

    def every(self, *rules: str) -> list[Entry]:
        """Return the children of some rules."""
        return [child for child in self.children if child.rule in rules]

    def first(self, *rules: str) -> Entry | None:
        """Return the first child of some rules, or None."""
        return next((child for child in self.children if child.rule in rules), None)


def below(entries: tuple[Entry, ...]) -> Iterator[Entry]:
    """Yield entries and all that hang below them, in the order of the text."""
    waiting = list(reversed(entries))
    while waiting:
        entry = waiting.pop()
        yield entry
        if entry.children:
            waiting.extend(reversed(entry.children))


class _Open(Struct):
    """An item whose children are still being gathered. end: that of its `end`."""

    item: Item
    offset: int
    end: int = 0
    children: list[Entry] = field(default_factory=list)


class _Reopened(Struct):
    """A definition that goes on below its `end`."""

    entry: Entry
    children: list[Entry]
    end: int = 0


def assemble(lines: list[str], folds: list[Folded | None], last: Folded) -> tuple[Entry, ...]:
    """Make the entries of a definition; last: what closes the blocks that it leaves open."""
    building = _Building()
    children = building.top
    offset = 0
    for line, folded in zip(lines, folds, strict=True):
        if folded is None:
            pass
        elif folded.places is None:
            for item in folded.chunk.items:
                parsed = item.parsed
                start, end = offset + item.start, offset + item.end
                children.append(Entry(start, end, item.rule, parsed.node, parsed.broken, ()))
        else:
            building.place(folded, folded.places, offset)
            children = building.children
        offset += len(line)
    for place in last.places or ():
        building.close(place)
    return tuple(building.top)


class _Building:
    """The entries so far, and the blocks that are open."""

    def __init__(self) -> None:
        self.top: list[Entry] = []
        self.open: list[_Open | _Reopened] = []

    @property
    def children(self) -> list[Entry]:
        """The entries of the innermost block."""
        return self.open[-1].children if self.open else self.top

    def place(self, folded: Folded, all_places: tuple[int, ...], offset: int) -> None:
        """Put the items of a chunk at their places."""
        places = iter(all_places)
        for item in folded.chunk.items:
            self._close(item.pops, places)
            if item.rule == "end":
                if self.open:
                    self.open[-1].end = offset + item.end
                self._close(1, places)
            elif item.rule == "reopen":
                self._reopen(item, next(places), offset)
            elif item.rule in SILENT:
                pass
            elif item.opens:
                self.open.append(_Open(item, offset))
            else:
                start, end = offset + item.start, offset + item.end
                entry = Entry(start, end, item.rule, item.node, item.broken, ())
                _add(self.children, entry, next(places))

    def _reopen(self, item: Item, place: int, offset: int) -> None:
        """Go on with the definition, or with the `if`, above."""
        if place == APPEND and self.open:
            above = self.open[-1].children.pop()
            self.open.append(_Reopened(above, list(above.children)))
        elif place == APPEND:
            definition, *strays = self.top
            self.top.clear()
            self.open.append(_Reopened(definition, [*definition.children, *strays]))
        elif self.open:
            self.open.append(_Open(item, offset))

    def _close(self, count: int, places: Iterator[int]) -> None:
        for _ in range(count):
            if self.open:
                self.close(next(places))

    def close(self, place: int) -> None:
        """Close the innermost block: it becomes an entry of the one around it."""
        block = self.open.pop()
        if isinstance(block, _Reopened):
            head: Entry | Item = block.entry
            start, end = block.entry.start, block.entry.end
        else:
            head = block.item
            start, end = block.offset + head.start, block.offset + head.end
        children = tuple(block.children)
        end = max(end, block.end, children[-1].end if children else 0)
        entry = Entry(start, end, head.rule, head.node, head.broken, children)
        if place != DROP:
            _add(self.children, entry, place)


def _add(siblings: list[Entry], entry: Entry, place: int) -> None:
    """Put an entry behind its siblings, or below one as the fold decided."""
    if place == APPEND:
        siblings.append(entry)
        return
    at = len(siblings) - 1
    while entry.rule in ("clause", "id_clause") and siblings[at].rule in ("filter", "checkpoint"):
        at -= 1
    host = siblings[at]
    if place == BELOW:
        siblings[at] = _with_last(host, (*host.children, entry))
    elif place == INSIDE:
        more = _with_last(host.children[-1], (*host.children[-1].children, entry))
        siblings[at] = _with_last(host, (*host.children[:-1], more))


def _with_last(host: Entry, children: tuple[Entry, ...]) -> Entry:
    return Entry(host.start, children[-1].end, host.rule, host.node, host.broken, children)
