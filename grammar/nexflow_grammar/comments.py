"""Where the line comments of a text stand: not in texts, not in SQL, not in other comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from nexflow_grammar.scan_patterns import TOKEN
from nexflow_grammar.scan_state import CLOSERS, LineScan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Comment(Struct, frozen=True):
    """A `//` or `#` comment. line: counted from where the search began; alone: on a line of its own."""

    line: int
    column: int
    text: str
    alone: bool


def comments_with(
    marker: str, lines: Sequence[str], scans: Sequence[LineScan]
) -> Iterator[Comment]:
    """Yield the comments that hold a marker."""
    for number, line in enumerate(lines):
        if marker in line:
            column = comment_start(line, scans[number].before.mode)
            if column >= 0 and marker in line[column:]:
                text = line[column:].rstrip("\r\n")
                yield Comment(number, column, text, not line[:column].strip())


def comment_start(line: str, mode: str) -> int:
    """Return where the comment of a line starts that begins inside an open comment or text; -1: none."""
    column = 0
    while True:
        if mode:
            closer = CLOSERS[mode]
            close = line.find(closer, column)
            if close < 0:
                return -1
            column = close + len(closer)
        mode = ""
        for token in TOKEN.finditer(line, column):
            if token["comment"]:
                return token.start()
            if token["mode"]:
                mode, column = token["mode"], token.end()
                break
        if not mode:
            return -1
