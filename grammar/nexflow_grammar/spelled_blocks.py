"""Braces for `end`, and other spellings that only the block around them tells."""

from __future__ import annotations

from collections.abc import Iterator
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
    """An open block. brace: what opened it, or None."""

    name: str
    brace: Item | None = None


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
    outline = OUTLINES[segment.language].blocks
    stack: list[_Open] = []
    for item in segment.items:
        popped = stack[len(stack) - item.pops :]
        del stack[len(stack) - item.pops :]
        for block in popped:
            if block.brace is not None:  # nothing closes it
                yield _without_left_brace(segment.text, block.brace)
        if item.opens:
            stack.append(_Open(item.opens.rstrip("?")))
        elif item.rule == "brace" and stack:
            stack[-1] = stack[-1]._replace(brace=item)
        elif item.rule == "end" and stack:
            block = stack.pop()
            word = "endif" if block.name == "if" else "end"
            if block.brace is not None and block.name not in _BRACED:
                # The blocks that the brace closed with its own need an `end` of their own.
                words = ["end" for inner in popped if outline[inner.name].optional_end]
                words += [] if outline[block.name].soft else [word]
                yield _without_braces(segment.text, block.brace, item, words)
            elif block.brace is None and item.text != word:
                yield Spelled(item.start, item.end, word, (Edit(item.start, item.end, word),))


def _without_braces(text: str, left: Item, right: Item, words: list[str]) -> Spelled:
    after_left = "" if _ends_line(text, left.end) else "\n"
    before = "\n" if text[: right.start].rpartition("\n")[2].strip() else ""
    after_right = "" if _ends_line(text, right.end) else "\n"
    edits = (
        Edit(left.start, left.end, after_left),
        Edit(right.start, right.end, before + "\n".join(words) + after_right),
    )
    return Spelled(left.start, left.end, words[-1] if words else "", edits)


def _without_left_brace(text: str, left: Item) -> Spelled:
    after = "" if _ends_line(text, left.end) else "\n"
    return Spelled(left.start, left.end, "end", (Edit(left.start, left.end, after),))


def _ends_line(text: str, at: int) -> bool:
    rest = text[at:].partition("\n")[0].strip()
    return not rest or rest.startswith(("//", "#"))
