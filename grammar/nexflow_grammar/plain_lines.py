"""The scan of the commonest lines: one item starts on them, and nothing on them ends it.

It says what the scan of `segments.py` says, in a quarter of the time; a test compares the two.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from nexflow_grammar import scan_patterns as patterns
from nexflow_grammar.blocks import Starter
from nexflow_grammar.scan_state import REOPENED, LineScan, Piece, State

if TYPE_CHECKING:
    from nexflow_grammar.blocks import Outline

#: What may be a word that waits for another, or for the next line: `segments.py` knows.
_CHOICES = tuple(patterns.CHOICES)


def scan_plain(outline: Outline, before: State, line: str) -> LineScan | None:
    """Scan a line on which one item starts that is plain to see; None for any other line."""
    found = patterns.PLAIN_START.match(line)
    if found is None or before.mode or before.brackets or before.choice:
        return None
    if before.until.startswith(("+", "&")) or " +" in before.until or before.closed == REOPENED:
        return None
    blocks = before.blocks
    if before.brace and blocks.kind == "on_error":  # its `end` may stand on this line
        return None
    if blocks.outer is None or blocks.name.endswith("?"):
        return None
    column = found.end()
    block = outline.blocks[blocks.kind]
    starter = block.match(line := line.rstrip(), column)
    if starter is None:
        starter = _unclaimed(outline, before, line, column)
    if (
        starter is None
        or starter.is_weak(tail=before.tail)
        or starter.until
        or block.any_word
        or block.whole
    ):
        return None
    if (
        line.startswith("end", column)
        or line[column:] in block.leads
        or line.endswith("=")
        or patterns.PLAIN.match(line, column) is None
        or any(word in line for word in _CHOICES)
        or outline.top.match(line, column) is not None
    ):
        return None
    end = len(line)
    brace = False
    if starter.opens:
        blocks = blocks.opened(starter.opens)
        brace = outline.blocks[blocks.kind].braces
    tail = patterns.goes_on(line, column, end, outline.block(blocks))
    after = before
    if starter.opens or brace or tail or before[2:7] != _GOING_ON:
        after = State(
            "", "", "", brace, tail, choice=False, item=True, blocks=blocks, closed=before.closed
        )
    return LineScan(
        before, (Piece(column, end, starter.rule, 0, starter.opens),), after, comment=False
    )


def _unclaimed(outline: Outline, before: State, line: str, column: int) -> Starter | None:
    """Return what an entry is that may not stand here, nor in any block around; None: not to see.

    After an `end` too many, that is what all lines of a long definition are.
    """
    blocks = before.blocks
    block = outline.blocks[blocks.kind]
    goes_on = before.item and not block.one_line and before.tail
    if goes_on and (before.until or before.brace):
        return None
    if not goes_on and (
        patterns.ASSIGNMENT.match(line, column) is None
        or (before.item and block.continuation.match(line, column) is not None)
    ):
        return None
    while (blocks := blocks.above(1)).outer is not None:
        if outline.blocks[blocks.kind].match(line, column) is not None:
            return None
    return _GOES_ON if goes_on else _starter_of(block.other)


@cache
def _starter_of(rule: str) -> Starter:
    return Starter(rule, "", entry=True)


_GOES_ON = _starter_of("")
#: `until`, `brace`, `tail`, `choice` and `item` of a state below an item that is whole.
_GOING_ON = ("", False, False, False, True)
