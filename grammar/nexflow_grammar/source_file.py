"""One file: its lines, their scans and its segments, kept true under edits.

A segment is one top-level definition with the comments directly above it. It is a value: an edit
makes new segments where it touched the text and keeps the others as they are, so whoever remembers
something by a segment's identity remembers the right thing.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from nexflow_grammar.assemble import Entry, assemble, items_of
from nexflow_grammar.build import Problem
from nexflow_grammar.comments import Comment, comments_with
from nexflow_grammar.lines import replace_range, split_lines
from nexflow_grammar.scan_state import CLOSERS, START, LineScan
from nexflow_grammar.segments import scanner
from nexflow_grammar.tree.expressions import Text
from nexflow_grammar.tree.nodes import Phrase, Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nexflow_grammar.languages import Language

_KINDS = {
    "schema_head": "schema", "types_head": "types", "transform_head": "transform",
    "table_head": "table", "rule_head": "rule", "services_head": "services",
    "actions_head": "actions", "process_head": "process", "import": "import",
}  # fmt: skip


class Segment:
    """One definition (or what stands before the first) with its tree and problems."""

    def __init__(self, language: Language, lines: list[str], scans: list[LineScan]) -> None:
        self.language = language
        self.line_count = len(lines)
        self.text = "".join(lines)
        self._scans = scans
        self.entries: tuple[Entry, ...]
        self.problems: tuple[Problem, ...]
        self.entries, self.problems = assemble(
            language, items_of(self.text, lines, scans), ended=not scans[-1].after.stack
        )

    @property
    def head(self) -> Entry | None:
        """The entry of the definition, or None where the segment holds none."""
        first = self.entries[0] if self.entries else None
        return first if first is not None and first.rule in _KINDS else None

    @property
    def kind(self) -> str:
        """The kind of definition: schema, types, transform, table, rule, …; "" for none."""
        return _KINDS[self.head.rule] if self.head else ""

    @cached_property
    def name(self) -> Word | None:
        """The definition's name, with offsets relative to the segment."""
        if self.head is None or not isinstance(self.head.node, Phrase):
            return None
        words = [part for part in self.head.node.parts if isinstance(part, Word | Text)]
        names = [word for word in words if not _is_head_word(word)]
        if not names:
            return None
        name, start = names[0], self.head.start
        text = name.text if isinstance(name, Word) else name.value
        return Word(name.start + start, name.end + start, text)

    def comments_with(self, marker: str) -> tuple[Comment, ...]:
        """Return the line comments that hold a marker; their lines count from the segment's first."""
        if marker not in self.text:
            return ()
        return tuple(comments_with(marker, split_lines(self.text), self._scans))

    def same(self, scans: list[LineScan], text: str) -> bool:
        """Tell whether a segment of this text, scanned so, would be this one."""
        return self.text == text and self._scans == scans

    @cached_property
    def line_starts(self) -> list[int]:
        """The offsets at which the segment's lines start."""
        lengths = (len(line) for line in split_lines(self.text)[: self.line_count])
        return [0, *accumulate(lengths)][: self.line_count]


def _is_head_word(word: Word | Text) -> bool:
    return isinstance(word, Word) and word.start == 0


class SourceFile:
    """A file's text as lines, scans and segments; `edit` keeps the three in step."""

    def __init__(self, language: Language, text: str) -> None:
        self.language = language
        self.lines = split_lines(text.removeprefix("\ufeff"))
        self._scan = scanner(language)
        self._last_closers = {
            opener: self._last_with(closer, len(self.lines)) for opener, closer in CLOSERS.items()
        }
        self.scans = self._scanned(0, len(self.lines))
        self.segments = self._segments(0, len(self.lines), [])
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
        self.scans[low:after] = self._scanned(low, first + len(new))
        changed_end = first + len(new)
        while (
            changed_end < len(self.lines)
            and self.scans[changed_end].before != self.scans[changed_end - 1].after
        ):
            self.scans[changed_end : changed_end + 1] = self._scanned(changed_end, changed_end + 1)
            changed_end += 1
        return self._recut(low, changed_end, len(new) - (after - first))

    def _scanned(self, first: int, end: int) -> list[LineScan]:
        """Scan lines, from the state that the line above them ended in."""
        scan = self._scan
        highest = max(self._last_closers.values())
        state = self.scans[first - 1].after if first else START
        scans: list[LineScan] = []
        for number in range(first, end):
            closed = self._closed_below(number) if number < highest else ""
            scans.append(scan(state, self.lines[number], closed))
            state = scans[-1].after
        return scans

    def _closed_below(self, number: int) -> str:
        """Return the openers of comments, texts and SQL that are closed below a line."""
        return "".join(opener for opener, last in self._last_closers.items() if last > number)

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

    def _recut(
        self, first: int, changed_end: int, shift: int
    ) -> tuple[list[Segment], list[Segment]]:
        """Cut the segments anew around the changed lines [first, changed_end).

        One segment more on either side takes part: a comment may change hands.
        """
        starts = self.starts
        low = max(bisect_right(starts, first) - 2, 0)
        high = min(bisect_right(starts, max(changed_end - shift, first)) + 1, len(self.segments))
        old = self.segments[low:high]
        from_line = starts[low]
        to_line = (starts[high] if high < len(starts) else len(self.lines) - shift) + shift
        new = self._segments(from_line, to_line, old)
        self.segments[low:high] = new
        counts = (segment.line_count for segment in new)
        self.starts[low:] = [
            *list(accumulate(counts, initial=from_line))[:-1],
            *(start + shift for start in starts[high:]),
        ]
        kept = {id(segment) for segment in new} & {id(segment) for segment in old}
        return (
            [segment for segment in old if id(segment) not in kept],
            [segment for segment in new if id(segment) not in kept],
        )

    def _segments(self, from_line: int, to_line: int, old: list[Segment]) -> list[Segment]:
        """Cut lines into segments, keeping those of the old ones that are still right."""
        bounds = [from_line, *self._heads(from_line, to_line), to_line]
        reusable = {segment.text: segment for segment in old}
        result: list[Segment] = []
        for first, last in pairwise(bounds):
            if first == last:
                continue
            text = "".join(self.lines[first:last])
            scans = self.scans[first:last]
            known = reusable.pop(text, None)
            if known is None or not known.same(scans, text):
                known = Segment(self.language, self.lines[first:last], scans)
            result.append(known)
        return result

    def _heads(self, from_line: int, to_line: int) -> Iterator[int]:
        """Yield where segments start: at heads, or at the comments directly above them."""
        scans = self.scans
        for number in range(from_line, to_line):
            pieces = scans[number].pieces
            if pieces and pieces[0].head:
                start = number
                while start > from_line and scans[start - 1].comment:
                    start -= 1
                if start > from_line:
                    yield start

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
