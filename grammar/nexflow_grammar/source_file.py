"""One file: its lines, their scans and its segments, kept true under edits.

A segment is one top-level definition with the comments directly above it. It is a value: an edit
makes new segments where it touched the text and keeps the others as they are, so whoever remembers
something by a segment's identity remembers the right thing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate

from nexflow_grammar.assemble import Entry, Item, assemble, items_of
from nexflow_grammar.build import Problem
from nexflow_grammar.languages import Language
from nexflow_grammar.lines import replace_range, split_lines
from nexflow_grammar.segments import START, LineScan, State, scan_line
from nexflow_grammar.tree.nodes import Phrase, Word
from nexflow_grammar.tree.expressions import Text

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
        self._before = scans[0].before
        items = items_of(lines, scans)
        self._items = items
        last = scans[-1].after
        ended = not last.stack and not last.mode
        self.entries: tuple[Entry, ...]
        self.problems: tuple[Problem, ...]
        self.entries, self.problems = assemble(language, items, ended=ended)
        if last.mode:
            self.problems = (*self.problems, _unclosed_text(items, last.mode, len(self.text)))

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

    @property
    def items(self) -> list[Item]:
        """The items in order, as text."""
        return self._items

    def same(self, before: State, text: str) -> bool:
        """Tell whether a segment of this text, started in this state, would be this one."""
        return self.text == text and self._before == before

    @cached_property
    def line_starts(self) -> list[int]:
        """The offsets at which the segment's lines start."""
        lengths = (len(line) for line in split_lines(self.text)[: self.line_count])
        return [0, *accumulate(lengths)][: self.line_count]


def _is_head_word(word: Word | Text) -> bool:
    return isinstance(word, Word) and word.start == 0


def _unclosed_text(items: list[Item], mode: str, length: int) -> Problem:
    what, close = {
        "/*": ("comment", "`*/`"),
        '"""': ("text", 'three quotes `"""`'),
        "```": ("SQL", "three backticks"),
    }[mode]
    start = items[-1].start if items else 0
    message = f"this {what} is not closed: {close} is missing"
    return Problem(start, length, message, "NX007")


class SourceFile:
    """A file's text as lines, scans and segments; `edit` keeps the three in step."""

    def __init__(self, language: Language, text: str) -> None:
        self.language = language
        self.lines = split_lines(text.removeprefix("\ufeff"))
        self.scans: list[LineScan] = []
        state = START
        for line in self.lines:
            scan = scan_line(language, state, line)
            self.scans.append(scan)
            state = scan.after
        self.segments: list[Segment] = []
        self._starts: list[int] | None = None
        self._cut(0, len(self.lines), [])

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
        state = self.scans[first - 1].after if first else START
        scans: list[LineScan] = []
        for line in new:
            scans.append(scan_line(self.language, state, line))
            state = scans[-1].after
        self.scans[first:after] = scans
        changed_end = first + len(new)
        while changed_end < len(self.lines) and self.scans[changed_end].before != state:
            scan = scan_line(self.language, state, self.lines[changed_end])
            self.scans[changed_end] = scan
            state = scan.after
            changed_end += 1
        return self._recut(first, changed_end, len(new) - (after - first))

    def _recut(self, first: int, changed_end: int, shift: int) -> tuple[list[Segment], list[Segment]]:
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
        self._starts = None
        kept = {id(segment) for segment in new} & {id(segment) for segment in old}
        return (
            [segment for segment in old if id(segment) not in kept],
            [segment for segment in new if id(segment) not in kept],
        )

    def _cut(self, from_line: int, to_line: int, old: list[Segment]) -> None:
        self.segments = self._segments(from_line, to_line, old)

    def _segments(self, from_line: int, to_line: int, old: list[Segment]) -> list[Segment]:
        """Cut lines into segments, keeping those of the old ones that are still right."""
        bounds = [from_line, *self._heads(from_line, to_line), to_line]
        reusable = {segment.text: segment for segment in old}
        result: list[Segment] = []
        for first, last in zip(bounds, bounds[1:], strict=False):
            if first == last:
                continue
            text = "".join(self.lines[first:last])
            before = self.scans[first].before
            known = reusable.pop(text, None)
            if known is not None and known.same(before, text):
                result.append(known)
            else:
                result.append(
                    Segment(self.language, self.lines[first:last], self.scans[first:last])
                )
        return result

    def _heads(self, from_line: int, to_line: int) -> Iterator[int]:
        """Yield where segments start: at heads, or at the comments directly above them."""
        scans = self.scans
        for number in range(from_line, to_line):
            pieces = scans[number].pieces
            if pieces and pieces[0].head:
                start = number
                while start > from_line and scans[start - 1].comment and self.lines[start - 1].strip():
                    start -= 1
                if start > from_line:
                    yield start

    @property
    def starts(self) -> list[int]:
        """The line at which each segment starts."""
        if self._starts is None:
            counts = (segment.line_count for segment in self.segments)
            self._starts = [0, *accumulate(counts)][: len(self.segments)]
        return self._starts

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
