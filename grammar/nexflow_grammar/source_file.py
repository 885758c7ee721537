"""One file: its lines, their scans and its segments, kept true under edits.

No step of an edit goes through the lines or segments of the whole file, but for moving and copying
lists as wholes, which costs nanoseconds per line.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, compress, pairwise, repeat
from operator import add, attrgetter
from typing import TYPE_CHECKING

from msgspec import Struct

from nexflow_grammar.folds import Old
from nexflow_grammar.lines import replace_range, split_lines
from nexflow_grammar.scan_state import CLOSERS, START, LineScan
from nexflow_grammar.scanner import scanner
from nexflow_grammar.segment import Segment

if TYPE_CHECKING:
    from nexflow_grammar.languages import Language

__all__ = ["Segment", "SourceFile"]

_IS_HEAD = attrgetter("head")


class _Change(Struct, frozen=True):
    """The lines [first, end) are new; those below were `shift` lines higher."""

    first: int
    end: int
    shift: int


class _Cut(Struct, frozen=True):
    """What is cut anew around a change: the old segments by their first lines, and by the lines
    below them those first lines. kept: the first lines of those that stay, in order.
    """

    change: _Change
    old: dict[int, Segment]
    ends: dict[int, int]
    kept: list[int]


class SourceFile:
    """A file's text as lines, scans and segments; `edit` keeps the three in step."""

    def __init__(self, language: Language, text: str) -> None:
        self.language = language
        self.lines = split_lines(text.removeprefix("\ufeff"))
        self._scanner = scanner(language)
        self._last_closers = {
            opener: self._last_with(closer, len(self.lines)) for opener, closer in CLOSERS.items()
        }
        self.scans = self._scanner.scan(
            START, self.lines, range(len(self.lines)), self._last_closers
        )
        bounds = [0, *self._heads(0, len(self.lines)), len(self.lines)]
        self.segments = [
            Segment(language, self.lines[first:last], self.scans[first:last])
            for first, last in pairwise(self._with_comments(bounds))
        ]
        counts = (segment.line_count for segment in self.segments)
        #: The line at which each segment starts.
        self.starts = list(accumulate(counts, initial=0))[:-1]

    @property
    def text(self) -> str:
        """The whole text, without a byte-order mark."""
        return "".join(self.lines)

    def edit(
        self, start: tuple[int, int], end: tuple[int, int], text: str
    ) -> tuple[list[Segment], list[Segment]]:
        """Replace a range, given as (line, column in code points).

        Returns the segments that are gone and those that are new.
        """
        first, after, new = replace_range(self.lines, start, end, text)
        self.lines[first:after] = new
        low = self._move_closers(first, after, new)
        below = first + len(new)
        self.scans[low:after] = self._scanned(range(low, below))
        more = self._scanned(range(below, len(self.lines)), self.scans)
        self.scans[below : below + len(more)] = more
        return self._recut(_Change(low, below + len(more), len(new) - (after - first)))

    def _scanned(self, rows: range, old: list[LineScan] | None = None) -> list[LineScan]:
        """Scan lines, from the state that the line above them ended in; see `Scanner.scan`."""
        state = self.scans[rows.start - 1].after if rows.start else START
        return self._scanner.scan(state, self.lines, rows, self._last_closers, old)

    def _last_with(self, closer: str, end: int) -> int:
        """Return the last line above one that holds a closer, or -1."""
        return next((n for n in range(end - 1, -1, -1) if closer in self.lines[n]), -1)

    def _move_closers(self, first: int, after: int, new: list[str]) -> int:
        """Find the last closers again after an edit; return the first line to scan again.

        That is the first changed line, or one above it that opens what an edit closed or freed.
        """
        low = first
        for opener, closer in CLOSERS.items():
            old = self._last_closers[opener]
            if old >= after:
                self._last_closers[opener] = old + len(new) - (after - first)
                continue
            in_new = [first + n for n, line in enumerate(new) if closer in line]
            last = in_new[-1] if in_new else old if old < first else self._last_with(closer, first)
            self._last_closers[opener] = last
            if min(old, last) < first and old != last:
                above = range(max(min(old, last), 0), low)
                low = next((n for n in above if opener in self.lines[n]), low)
        return low

    def _recut(self, change: _Change) -> tuple[list[Segment], list[Segment]]:
        """Cut the segments anew around the changed lines.

        One segment more on either side takes part: a comment may change hands.
        """
        starts, shift = self.starts, change.shift
        low = max(bisect_right(starts, change.first) - 2, 0)
        high = bisect_right(starts, max(change.end - shift, change.first)) + 1
        old = dict(zip(starts[low:high], self.segments[low:high], strict=True))
        end = starts[high] + shift if high < len(starts) else len(self.lines)
        bounds = self._with_comments(self._bounds(change, old, starts[low], end))
        ends = {start + segment.line_count: start for start, segment in old.items()}
        cut = _Cut(change, old, ends, [])
        new = [self._segment(cut, *lines) for lines in pairwise(bounds)]
        self.segments[low:high] = new
        self.starts[low:high] = bounds[:-1]
        if shift:
            below = low + len(new)
            self.starts[below:] = map(add, self.starts[below:], repeat(shift))
        mine = {id(segment) for segment in new}
        gone = [segment for segment in old.values() if id(segment) not in mine]
        known = {id(segment) for segment in old.values()}
        return gone, [segment for segment in new if id(segment) not in known]

    def _bounds(self, change: _Change, old: dict[int, Segment], start: int, end: int) -> list[int]:
        """Return the start and end of what is cut anew, and the lines of the heads between."""
        heads = [
            first + segment.head_line
            for first, segment in old.items()
            if segment.head_line is not None
        ]
        above = [line for line in heads if line < change.first]
        below = [line + change.shift for line in heads if line + change.shift >= change.end]
        return [start, *above, *self._heads(change.first, change.end), *below, end]

    def _segment(self, cut: _Cut, first: int, last: int) -> Segment:
        """Return the segment of some lines: an old one where that is still right.

        An old one stays where it is or moves with the lines below the change, and never past
        another one, as segments that read the same could.
        """
        change, old, ends, kept = cut.change, cut.old, cut.ends, cut.kept
        shift = change.shift
        lines, scans = self.lines[first:last], self.scans[first:last]
        for start in (first, first - shift):
            segment = old.get(start)
            passes = bool(kept) and start <= kept[-1]
            if segment is not None and not passes and segment.same(lines, scans):
                kept.append(start)
                return segment
        same = max(min(change.first, last) - first, 0)
        above = old[first].folds if same and first in old else None
        bottom = ends.get(last - shift)
        if bottom is None:
            return Segment(self.language, lines, scans, Old(above, same, None, last, 0))
        moved = bottom + shift - first
        rest = max(change.end - first, moved, 0)
        return Segment(
            self.language, lines, scans, Old(above, same, old[bottom].folds, rest, moved)
        )

    def _heads(self, first: int, end: int) -> list[int]:
        """Return the lines on which definitions start."""
        return list(compress(range(first, end), map(_IS_HEAD, self.scans[first:end])))

    def _with_comments(self, bounds: list[int]) -> list[int]:
        """Move the heads between two bounds up to the comments directly above them."""
        low, *heads, end = bounds
        scans = self.scans
        starts = [low]
        for number in heads:
            start = number
            while start > starts[-1] and scans[start - 1].comment:
                start -= 1
            if start > starts[-1]:
                starts.append(start)
        return [*starts, end]

    def position(self, index: int, offset: int) -> tuple[int, int]:
        """Return the (line, column in code points) of an offset in a segment."""
        line_starts = self.segments[index].line_starts
        line = bisect_right(line_starts, offset) - 1
        return self.starts[index] + line, offset - line_starts[line]

    def locate(self, line: int, column: int) -> tuple[int, int]:
        """Return the (segment index, offset in it) of a position, clamped to the text."""
        line = max(0, min(line, len(self.lines) - 1))
        index = bisect_right(self.starts, line) - 1
        start = self.segments[index].line_starts[line - self.starts[index]]
        content = len(self.lines[line].rstrip("\r\n"))
        return index, start + max(0, min(column, content))
