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
    from nexflow_grammar.blocks import Block, Outline


def scan_plain(
    outline: Outline, before: State, line: str, was: LineScan | None = None
) -> LineScan | None:
    """Scan a line on which one item starts that is plain to see; None for any other line.

    was: a scan of the line in another state. What reads plainly in one does in all.
    """
    was = was if was is not None and was.plain else None
    start = was.pieces[0].start if was is not None else _plain_start(outline, line)
    if start is None or before.mode or before.brackets or before.choice:
        return None
    if before.until.startswith(("+", "&")) or " +" in before.until or before.closed == REOPENED:
        return None
    blocks = before.blocks
    if before.brace and blocks.kind == "on_error":  # its `end` may stand on this line
        return None
    if blocks.outer is None or blocks.name.endswith("?"):
        return None
    block = outline.blocks[blocks.kind]
    starter = block.match(line := line.rstrip(), start)
    if starter is None:
        starter = _unclaimed(outline, before, line, start)
    if (
        starter is None
        or starter.is_weak(tail=before.tail)
        or starter.until
        or block.any_word
        or block.whole
        or block.lead(line[start:])
    ):
        return None
    end = len(line)
    brace = False
    if starter.opens:
        blocks = blocks.opened(starter.opens)
        brace = outline.blocks[blocks.kind].braces
    tail = _has_tail(line, start, outline.block(blocks), was)
    after = before
    if starter.opens or brace or tail or before[2:7] != _GOING_ON:
        after = State(
            "", "", "", brace, tail, choice=False, item=True, blocks=blocks, closed=before.closed
        )
    piece = Piece(start, end, starter.rule, 0, starter.opens)
    if was is not None and was.pieces[0] == piece:
        return LineScan(before, was.pieces, after, comment=False, plain=True, chunk=was.chunk)
    return LineScan(before, (piece,), after, comment=False, plain=True)


def _plain_start(outline: Outline, line: str) -> int | None:
    """Return the column of the item on a line that reads plainly, whatever is above it, or None.

    On others a word waits for another, say, or for the next line: `segments.py` knows.
    """
    found = patterns.PLAIN_START.match(line)
    if found is None:
        return None
    start, line = found.end(), line.rstrip()
    if (
        line.startswith("end", start)
        or line.endswith("=")
        or "when" in line
        or "otherwise" in line
        or "else" in line
        or patterns.PLAIN.match(line, start) is None
        or outline.top.match(line, start) is not None
    ):
        return None
    return start


def _has_tail(line: str, start: int, block: Block | None, was: LineScan | None) -> bool:
    """Tell whether something must follow below what a line ends with; was: see `scan_plain`."""
    if was is None or was.after.tail:
        return patterns.goes_on(line, start, len(line), block)
    return block is not None and block.has_tail(line, start, len(line))  # no expression goes on


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
