"""What the fold found wrong, in words and at its place.

Places are looked for only here, where something is wrong: the fold itself knows no positions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from nexflow_grammar.build import Problem
from nexflow_grammar.items import DEMANDED, HEADS, SILENT
from nexflow_grammar.scan_state import IF_ARMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nexflow_grammar.fold_state import Folded, Mistake
    from nexflow_grammar.items import Item

_OUTSIDE = "this stands outside of any definition: an `end` or a `}` above is one too many"
_AFTER_ELSE = "`{}` cannot stand here: the `else` above is the last arm of its `if`"
_HOMELESS = "this clause belongs to no statement above it; move it below the one it is about"
_TOO_DEEP = "blocks are nested too deeply here; move what is inside to a definition of its own"


def problems_of(
    line_starts: list[int], folds: list[Folded | None], wrong: list[int], last: Folded
) -> tuple[Problem, ...]:
    """Return all problems of a definition in order.

    wrong: the lines whose chunks have some; last: what closes the blocks that are left open.
    """
    found: list[_Found] = []
    silent = _Silent(folds)
    for line in wrong:
        folded = folds[line]
        assert folded is not None  # that is what makes its line wrong
        found.extend(_chunk_problems(line_starts[line], folded, silent=silent.unknown(line)))
        if folded.mistakes:
            places = _Places(line_starts, folds, line, folded)
            found.extend(_Found(places.problem(one), one.code) for one in folded.mistakes)
    places = _Places(line_starts, folds, len(folds), last)
    found.extend(_Found(places.problem(mistake), mistake.code) for mistake in last.mistakes)
    found.sort(key=lambda one: (one.problem.start, one.problem.end))
    return tuple(one.problem for one in _causes(found))


class _Found(Struct, frozen=True):
    """A problem, and the rule of its item or the code of its mistake."""

    problem: Problem
    kind: str


#: What follows from a line above that does not parse, if one does not: its block is not open.
_CONSEQUENCES = frozenset({"stray_end", "stray", "brace", "NX004", "NX006"})


def _causes(found: list[_Found]) -> Iterator[_Found]:
    """Leave out what follows from a problem above: a half-typed line may have opened a block."""
    broken = headless = False
    for one in found:
        if not (broken and one.kind in _CONSEQUENCES) and not (headless and one.kind == "unknown"):
            yield one
        headless = headless or one.kind in HEADS or one.kind == "unclosed_comment"
        # Whatever stands outside, more of it says nothing new.
        broken = broken or one.kind not in ("NX003", "NX006")


class _Silent:
    """Which lines that start nothing only follow from a half-typed one right above them."""

    def __init__(self, folds: list[Folded | None]) -> None:
        self.folds = folds
        self.lines: set[int] = set()
        self.after_end: set[int] = set()

    def unknown(self, line: int) -> bool:
        """Tell whether the first item of a line, where unknown, says nothing new."""
        above = next((n for n in range(line - 1, -1, -1) if self.folds[n] is not None), None)
        chunk = self.folds[above].chunk if above is not None else None  # type: ignore[union-attr]
        last = chunk.items[-1] if chunk is not None else None
        if last is not None and last.rule == "end":
            self.after_end.add(line)
        elif last is not None and last.rule == "unknown" and above in self.after_end:
            self.after_end.add(line)
            return True  # an `end` above it was one too many, as the first of them says
        if last is None or not last.broken or last.opens:
            return False
        folded = self.folds[line]
        if folded is not None and last.sign and last.sign == folded.chunk.items[0].sign:
            return True  # all of them miss the block that an `end` above has closed
        if last.rule == "unknown" and above not in self.lines:
            return False
        self.lines.add(line)
        return True


def _chunk_problems(offset: int, folded: Folded, *, silent: bool) -> Iterator[_Found]:
    if folded.chunk.wrong:
        items = folded.chunk.items
        for number, item in enumerate(items):
            if item.rule == "mismatched_end":  # the fold knows whether one more is said
                continue
            if number + 1 < len(items) and items[number + 1].rule == "unclosed_comment":
                continue  # what the item lacks is in the comment
            kind = "brace" if item.text == "}" else item.rule
            if not (silent and number == 0 and kind == "unknown"):
                yield from (_Found(one, kind) for one in _parse_problems(offset, item))


def _parse_problems(offset: int, item: Item) -> Iterator[Problem]:
    start = offset + item.start
    for problem in item.parsed.problems:
        yield Problem(problem.start + start, problem.end + start, problem.message, problem.code)


class _Places:
    """Where the mistakes of one chunk are, seen from its line."""

    def __init__(
        self, line_starts: list[int], folds: list[Folded | None], line: int, folded: Folded
    ) -> None:
        self.line_starts = line_starts
        self.folds = folds
        self.line = line
        self.folded = folded

    def problem(self, mistake: Mistake) -> Problem:
        """Return a mistake as a problem."""
        items = self.folded.chunk.items
        item = items[mistake.item] if items else None
        offset = self.line_starts[self.line] if item is not None else 0
        if mistake.code == "NX005":
            return self._unclosed(mistake, item)
        if mistake.code == "NX001":
            return self._unfinished(mistake)
        if mistake.code == "NX006":
            if mistake.depth:
                start, _ = self._opening(mistake.item, mistake.depth)
                return Problem(start, self._end(mistake), _HOMELESS, "NX006")
            assert item is not None  # at the end of the text only blocks are closed
            return Problem(offset + item.start, offset + item.end, _HOMELESS, "NX006")
        assert item is not None
        start = offset + item.start
        if item.rule == "mismatched_end":
            return next(_parse_problems(offset, item))
        if mistake.code == "NX004":
            word = _word(item)
            message = _AFTER_ELSE.format(word) if item.rule in IF_ARMS else _OUTSIDE
            return Problem(start, start + len(word), message, "NX004")
        return Problem(start, start + _width(item), _TOO_DEEP, mistake.code)

    def _unclosed(self, mistake: Mistake, item: Item | None) -> Problem:
        start, head = self._opening(mistake.item, mistake.depth)
        brace = self._brace(start, mistake)
        if brace is not None:
            message = "this `{` is not closed: `}` is missing"
            return Problem(brace, brace + 1, message, "NX005")
        group = self._half_typed(start) if head.rule != "input_group" else None
        if group is not None:
            return group
        message = f"`{_words(head)}` is not closed: an `end` is missing"
        if item is not None:
            message += f" before `{_word(item)}`"
        elif (depth := self.folded.before.depth) > mistake.depth:
            _, inner = self._opening(0, depth)
            message += f", perhaps that of `{_words(inner)}` in it"
        elif (record := self._last_record()) is not None:
            message += (
                f", perhaps that of `{record}`; a record of unknown fields is `{record} optional`"
            )
        return Problem(start, start + _width(head), message, "NX005")

    def _half_typed(self, start: int) -> Problem | None:
        """Return a field without a type that seems to open a record, and to take the `end` of another.

        start: where the block begins whose `end` is missing. What is in a record is indented further.
        """
        below = 0
        for line, folded, count in self._above(0):
            for item in reversed(folded.chunk.items[:count]):
                at = self.line_starts[line] + item.start
                if at <= start:
                    return None
                if item.rule == "input_group" and item.text.endswith(":") and below <= item.start:
                    end = at + len(item.text)
                    message = "this ends too early: a type is expected, or fields and an `end`"
                    return Problem(at, end, message)
                below = item.start
        return None

    def _brace(self, start: int, mistake: Mistake) -> int | None:
        """Return where the brace is of the block that is not closed, if it has one: of its last arm.

        start: where the block begins.
        """
        for line, folded, count in self._above(mistake.item):
            for item, depth in reversed(list(_depths(folded, count))):
                at = self.line_starts[line] + item.start
                if item.rule == "brace" and depth == mistake.depth:
                    return at
                if at <= start or (item.rule == "reopen" and depth == mistake.depth):
                    return None
        return None

    def _last_record(self) -> str | None:
        """Return the last field above that opens a record by `object`."""
        for _, folded, count in self._above(0):
            for item in reversed(folded.chunk.items[:count]):
                if item.rule == "nested" and item.text.endswith("object"):
                    return " ".join(item.text.split())
        return None

    def _unfinished(self, mistake: Mistake) -> Problem:
        """Return what the last item of a block lacks that nothing hangs below."""
        for line, folded, count in self._above(mistake.item):
            for item, depth in reversed(list(_depths(folded, count))):
                if item.rule in DEMANDED and depth == mistake.depth:
                    end = self.line_starts[line] + item.end
                    message = f"this ends too early: {DEMANDED[item.rule]} is expected"
                    return Problem(end - len(item.text.split()[-1]), end, message)
        raise AssertionError("the fold saw it")

    def _above(self, number: int) -> Iterator[tuple[int, Folded, int]]:
        """Yield (line, chunk, how many of its items) from an item of this chunk upwards."""
        yield self.line, self.folded, number
        for line in range(self.line - 1, -1, -1):
            folded = self.folds[line]
            if folded is not None:
                yield line, folded, len(folded.chunk.items)

    def _opening(self, number: int, depth: int) -> tuple[int, Item]:
        """Return the offset and item that opened the block which is so deep above an item."""
        if depth > 1:
            for line, folded, count in self._above(number):
                item = None if folded.places is None else _opened(folded, count, depth)
                if item is not None:
                    return self.line_starts[line] + item.start, item
        line, first = next((n, f) for n, f in enumerate(self.folds) if f is not None)
        return self.line_starts[line] + first.chunk.items[0].start, first.chunk.items[0]

    def _end(self, mistake: Mistake) -> int:
        """Return where a closed block ends: at its `end` or with the entry above."""
        for line, folded, count in self._above(mistake.item + mistake.ended):
            for item in reversed(folded.chunk.items[:count]):
                if item.rule not in SILENT:
                    return self.line_starts[line] + item.end
        return 0


def _opened(folded: Folded, count: int, wanted: int) -> Item | None:
    """Return the last of so many items of a chunk that opened a block of a depth, or None."""
    found = None
    for item, depth in _depths(folded, count):
        if item.opens and item.rule != "reopen" and depth == wanted:
            found = item
    return found


def _depths(folded: Folded, count: int) -> Iterator[tuple[Item, int]]:
    """Yield so many items of a chunk, each with the number of blocks that are open behind it."""
    depth = folded.before.depth
    for item in folded.chunk.items[:count]:
        depth = max(depth - item.pops, 0)
        if item.rule == "end":
            depth = max(depth - 1, 0)
        elif item.opens:
            depth += 1
        yield item, depth


def _word(item: Item) -> str:
    words = item.text.split(None, 1)
    return words[0] if words else item.text


def _words(item: Item) -> str:
    return " ".join(item.text.split(None, 2)[:2]).rstrip(":{ ")


def _width(item: Item) -> int:
    return len(item.text.split("\n", 1)[0].rstrip())
