"""An `end` too many, found by its indentation.

Indentation means nothing as long as blocks close where they open. Where something is wrong, an `end`
that stands deeper than what it would close, or above what is indented further, is likely one too many:
if there is less wrong without it, the definition is read without it, so that it hurts nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from nexflow_grammar.build import Problem
from nexflow_grammar.scan_state import CLOSERS, REOPENED, LineScan
from nexflow_grammar.scanner import scanner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nexflow_grammar.languages import Language

#: Longer definitions are read as they stand: below a mistake they are read at every keystroke.
_MOST_LINES = 1000
#: So many `end`s of one definition are tried.
_MOST_TRIED = 5


class Without(Struct, frozen=True):
    """A definition's lines without an `end`: blanks stand for it. line: the first that has changed."""

    lines: list[str]
    scans: list[LineScan]
    line: int
    problem: Problem


class _Opened(Struct, frozen=True):
    """A block that is open: how far the line that opens it is indented, and the words there."""

    indent: int
    words: str


def without_an_end(
    language: Language, lines: list[str], scans: list[LineScan], starts: list[int]
) -> Iterator[Without]:
    """Yield the lines of a definition without each `end` that may be one too many."""
    if len(lines) > _MOST_LINES:
        return
    last: dict[str, int] | None = None
    for number, (line, word, opened) in enumerate(_too_deep(lines, scans)):
        if number == _MOST_TRIED:
            return
        last = last or _last_closers(lines)
        text = lines[line]
        start = len(text) - len(text.lstrip())
        left = list(lines)
        left[line] = text[:start] + " " * len(word) + text[start + len(word) :]
        below = scanner(language).scan(scans[line].before, left, range(line, len(left)), last)
        message = (
            f"this `{word}` is one too many: it would close `{opened.words}`, which goes on below it; "
            "remove it"
        )
        at = starts[line] + start
        problem = Problem(at, at + len(word), message, "NX004")
        yield Without(left, [*scans[:line], *below], line, problem)


def _last_closers(lines: list[str]) -> dict[str, int]:
    """Return the last line that holds each closer, or -1."""
    return {
        opener: max((n for n, line in enumerate(lines) if closer in line), default=-1)
        for opener, closer in CLOSERS.items()
    }


def _too_deep(lines: list[str], scans: list[LineScan]) -> Iterator[tuple[int, str, _Opened]]:
    """Yield the `end`s that stand deeper than what they close, or less deep than what goes on below.

    With each its line, its text, and what it closes.
    """
    blocks: list[_Opened] = []
    closed, begun = _Opened(0, ""), 0
    for number, scan in enumerate(scans):
        for place, piece in enumerate(scan.pieces):
            text = lines[number]
            indent = len(text) - len(text.lstrip())
            begun = begun if piece.becomes else indent
            del blocks[max(len(blocks) - piece.pops, 0) :]
            if piece.rule == "end" and blocks:
                closed = blocks.pop()
                below = _indent_below(lines, scans, number)
                alone = piece.start == indent and not _goes_on(scans, number, place)
                if alone and (indent > closed.indent or below > indent):
                    yield number, text[piece.start : piece.end], closed
            elif piece.rule == "reopen":
                blocks.append(closed if piece.opens == REOPENED else _Opened(0, ""))
            elif piece.opens:
                words = " ".join(text[piece.start : piece.end].split(None, 2)[:2])
                blocks.append(_Opened(begun, words.rstrip(":{ ")))


def _goes_on(scans: list[LineScan], number: int, place: int) -> bool:
    """Tell whether another arm of an `if` follows what closes the one above: a piece of a line."""
    behind = scans[number].pieces[place + 1 :]
    below = next((scan.pieces for scan in scans[number + 1 :] if scan.pieces), ())
    following = (*behind, *below)
    return bool(following) and (following[0].rule, following[0].opens) == ("reopen", REOPENED)


def _indent_below(lines: list[str], scans: list[LineScan], number: int) -> int:
    """Return how far the next item below a line is indented."""
    for line in range(number + 1, len(lines)):
        if scans[line].fresh:
            return len(lines[line]) - len(lines[line].lstrip())
    return 0
