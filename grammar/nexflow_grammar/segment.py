"""One top-level definition with the comments directly above it, its tree and its problems.

A segment is a value: an edit makes new ones where it touched the text and keeps the others as they
are, so whoever remembers something by a segment's identity remembers the right thing. A new one
takes from an old one what is still right: see `fold.py`.
"""

from __future__ import annotations

from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nexflow_grammar.assemble import Entry, assemble, below
from nexflow_grammar.comments import Comment, comments_with
from nexflow_grammar.fold import finish
from nexflow_grammar.folds import Folds, Old
from nexflow_grammar.items import HEADS
from nexflow_grammar.scan_state import NO_BLOCKS
from nexflow_grammar.tree.expressions import Text
from nexflow_grammar.tree.nodes import Phrase, Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nexflow_grammar.build import Problem
    from nexflow_grammar.fold_state import Folded
    from nexflow_grammar.items import Item
    from nexflow_grammar.languages import Language
    from nexflow_grammar.scan_state import LineScan

_KINDS = {**HEADS, "import": "import"}


class Segment:
    """One definition (or what stands before the first) with its tree and problems."""

    def __init__(
        self, language: Language, lines: list[str], scans: list[LineScan], old: Old | None = None
    ) -> None:
        self.language = language
        self.line_count = len(lines)
        self._lines = lines
        self._scans = scans
        #: What starts on each line, and below what it belongs.
        self.folds = Folds(language, lines, scans, old)

    @cached_property
    def text(self) -> str:
        """The text of the lines."""
        return "".join(self._lines)

    @cached_property
    def _last(self) -> Folded:
        """What closes the blocks that the last line leaves open."""
        ended = self._scans[-1].after.blocks is NO_BLOCKS
        return finish(self.language, self.folds.after, ended=ended)

    @property
    def _wrong(self) -> int:
        """How many lines have something wrong, and how many blocks are left open."""
        return len(self.folds.wrong) + len(self._last.mistakes)

    @cached_property
    def _mended(self) -> tuple[Segment, Problem] | None:
        """The definition without an `end` too many, and what is wrong with that; None without one."""
        if not self._wrong or self._head is None or self._head[1].broken:
            return None
        from nexflow_grammar.extra_ends import without_an_end  # noqa: PLC0415 - most have no mistakes

        for without in without_an_end(self.language, self._lines, self._scans, self.line_starts):
            kept = Old(self.folds, without.line, None, len(self._lines), 0)
            one = Segment(self.language, without.lines, without.scans, kept)
            if one._wrong < self._wrong:
                return one, without.problem
        return None

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The tree: the definition's entry, and what stands outside of any."""
        if self._mended is not None:
            return self._mended[0].entries
        return assemble(self._lines, self.folds.lines, self._last)

    @cached_property
    def every_entry(self) -> tuple[Entry, ...]:
        """The entries of the tree to any depth, in the order of the text."""
        return tuple(below(self.entries))

    @property
    def items(self) -> Iterator[Item]:
        """The items that the tree is made of, with offsets relative to the segment."""
        for start, folded in zip(self.line_starts, self.folds.lines, strict=True):
            for item in folded.chunk.items if folded is not None else ():
                yield replace(item, start=start + item.start, end=start + item.end)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """All syntax errors in order, with offsets relative to the segment."""
        if self._mended is None:
            return self._own_problems
        one, problem = self._mended
        if any(above.start < problem.start for above in one.problems):
            return one.problems  # that line may have opened what the `end` closes
        return tuple(sorted((*one.problems, problem), key=lambda each: (each.start, each.end)))

    @cached_property
    def _own_problems(self) -> tuple[Problem, ...]:
        """The syntax errors of the text as it stands."""
        if not self.folds.wrong and not self._last.mistakes:
            return ()
        from nexflow_grammar.mistakes import problems_of  # noqa: PLC0415 - as above

        return problems_of(self.line_starts, self.folds.lines, self.folds.wrong, self._last)

    @cached_property
    def _head(self) -> tuple[int, Item] | None:
        """The line and item of the definition's head."""
        for line, folded in enumerate(self.folds.lines):
            if folded is not None:
                item = folded.chunk.items[0]
                return (line, item) if item.rule in _KINDS else None
        return None

    @property
    def head_line(self) -> int | None:
        """The line of the definition's head, or None where the segment holds none."""
        return None if self._head is None else self._head[0]

    @property
    def head(self) -> Entry | None:
        """The entry of the definition, or None where the segment holds none."""
        return self.entries[0] if self._head is not None else None

    @property
    def kind(self) -> str:
        """The kind of definition: schema, types, transform, table, rule, …; "" for none."""
        return _KINDS[self._head[1].rule] if self._head is not None else ""

    @cached_property
    def name(self) -> Word | None:
        """The definition's name, with offsets relative to the segment."""
        if self._head is None:
            return None
        line, head = self._head
        node = head.node
        if not isinstance(node, Phrase):
            return None
        words = [part for part in node.parts if isinstance(part, Word | Text)]
        # Of a head whose keyword is gone, the name is all there is.
        named = len(words) == 1 and head.broken
        names = words if named else [word for word in words if not _is_head_word(word)]
        if not names:
            return None
        name = names[0]
        start = head.start + sum(map(len, self._lines[:line]))
        text = name.text if isinstance(name, Word) else name.value
        return Word(name.start + start, name.end + start, text)

    def comments_with(self, marker: str) -> tuple[Comment, ...]:
        """Return the line comments that hold a marker; their lines count from the segment's first."""
        if marker not in self.text:
            return ()
        return tuple(comments_with(marker, self._lines, self._scans))

    def same(self, lines: list[str], scans: list[LineScan]) -> bool:
        """Tell whether a segment of these lines, scanned so, would be this one."""
        return self.line_count == len(lines) and self._lines == lines and self._scans == scans

    @cached_property
    def line_starts(self) -> list[int]:
        """The offsets at which the segment's lines start."""
        return list(accumulate(map(len, self._lines[:-1]), initial=0))


def _is_head_word(word: Word | Text) -> bool:
    return isinstance(word, Word) and word.start == 0
