"""Braces for `end`, and other spellings that only the block around them tells."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from nexflow_grammar.blocks import OUTLINES
from nexflow_grammar.spelled_statements import spelled_statements
from nexflow_grammar.spellings import Edit, Spelled, spelled_item

if TYPE_CHECKING:
    from nexflow_grammar.items import Item
    from nexflow_grammar.source_file import Segment

#: Blocks whose first form has braces.
_BRACED = frozenset({"services", "actions"})


class _Open(NamedTuple):
    """An open block. brace: what opened it, or None; arms: its braces above, each around an arm."""

    name: str
    brace: Item | None = None
    arms: tuple[Spelled, ...] = ()


def spellings_of(segment: Segment) -> list[Spelled]:
    """Return the places of a segment that are not written in the first way, in its offsets."""
    if segment.problems:
        return []
    found: list[Spelled] = []
    for item in segment.items:
        for one in spelled_item(segment.language, item.rule, item.text):
            edits = tuple(Edit(e.start + item.start, e.end + item.start, e.text) for e in one.edits)
            found.append(
                one._replace(start=one.start + item.start, end=one.end + item.start, edits=edits)
            )
    found.extend(spelled_statements(segment))
    found.extend(_blocks(segment))
    return sorted(found, key=lambda one: (one.start, one.end))


def _blocks(segment: Segment) -> Iterator[Spelled]:
    """Braces are `end`, and the `end` of an `if` is `endif`."""
    stack: list[_Open] = []
    arms: tuple[Spelled, ...] = ()
    items = list(segment.items)
    for item, following in zip_longest(items, items[1:]):
        popped = stack[len(stack) - item.pops :]
        del stack[len(stack) - item.pops :]
        for block in popped:
            if block.brace is not None:  # nothing closes it
                yield _without_left_brace(segment.text, block.brace)
        if item.rule == "reopen":
            stack.append(_Open(item.opens, arms=arms))
        elif item.opens:
            stack.append(_Open(item.opens.rstrip("?")))
        elif item.rule == "brace" and stack:
            stack[-1] = stack[-1]._replace(brace=item)
        elif item.rule == "end" and stack:
            goes_on = following is not None and following.rule == "reopen"
            arms = _ended(segment, stack.pop(), popped, item, goes_on=goes_on)
            if arms and not goes_on:
                edits = tuple(edit for one in arms for edit in one.edits)
                yield arms[0]._replace(first=arms[-1].first, edits=edits)


def _ended(
    segment: Segment, block: _Open, popped: list[_Open], item: Item, *, goes_on: bool
) -> tuple[Spelled, ...]:
    """Write what closes a block, or one arm of an `if` that goes on, in the first way.

    popped: the blocks that it closes too. The arms above are written with the last of an `if`.
    """
    outline = OUTLINES[segment.language].blocks
    word = "endif" if block.name == "if" else "end"
    if block.brace is not None and block.name not in _BRACED:
        # The blocks that the brace closed with its own need an `end` of their own.
        words = ["end" for inner in popped if outline[inner.name].optional_end]
        words += [] if outline[block.name].soft or goes_on else [word]
        return (*block.arms, _without_braces(segment.text, block.brace, item, words))
    if block.brace is None and item.text != word:
        edit = Edit(item.start, item.end, word)
        return (*block.arms, Spelled(item.start, item.end, word, (edit,)))
    return block.arms


def _without_braces(text: str, left: Item, right: Item, words: list[str]) -> Spelled:
    edits = (_instead_of(text, left, []), _instead_of(text, right, words))
    return Spelled(left.start, left.end, words[-1] if words else "", edits)


def _instead_of(text: str, brace: Item, words: list[str]) -> Edit:
    """Write words for a brace, each on a line; without words a line of its own goes too."""
    start, end = brace.start, brace.end
    before = "\n" if text[:start].rpartition("\n")[2].strip() else ""
    after = "" if _ends_line(text, end) else "\n"
    if words:
        return Edit(start, end, before + "\n".join(words) + after)
    if before:
        return Edit(start, end, after)
    line_end = text.find("\n", end) + 1 or len(text)
    return Edit(start, end if text[end:line_end].strip() else line_end, "")


def _without_left_brace(text: str, left: Item) -> Spelled:
    after = "" if _ends_line(text, left.end) else "\n"
    return Spelled(left.start, left.end, "end", (Edit(left.start, left.end, after),))


def _ends_line(text: str, at: int) -> bool:
    rest = text[at:].partition("\n")[0].strip()
    return not rest or rest.startswith(("//", "#"))
