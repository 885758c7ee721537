"""The folds of a definition's lines, taken over from before an edit where they are still right."""

from __future__ import annotations

from bisect import bisect_left
from itertools import repeat
from operator import add
from typing import TYPE_CHECKING

from msgspec import Struct

from nexflow_grammar.fold import fold
from nexflow_grammar.fold_state import START, Folded, State
from nexflow_grammar.items import Chunk, chunk_of
from nexflow_grammar.parser import item_parser

if TYPE_CHECKING:
    from nexflow_grammar.languages import Language
    from nexflow_grammar.scan_state import LineScan


#: So many lines are looked at together: few at first, since most edits disturb none.
_FEW, _MANY = 8, 4096


class Old(Struct, frozen=True):
    """Where the first and the last lines of a definition were before an edit.

    above: the folds that began with the same lines, so many of them. below: the folds that the lines
    from `rest` on were the last of, then `shift` lines higher.
    """

    above: Folds | None
    same: int
    below: Folds | None
    rest: int
    shift: int


class Folds:
    """What starts on each line (None: nothing), the lines with something wrong, the last state."""

    def __init__(
        self, language: Language, lines: list[str], scans: list[LineScan], old: Old | None
    ) -> None:
        self.language = language
        self.lines: list[Folded | None] = []
        self.wrong: list[int] = []
        self.after: State = START
        self._text = lines
        self._scans = scans
        self._parse = item_parser(language)
        first = self._keep(old) if old is not None else 0
        rest = self._fold(first, old)
        if old is not None and rest < len(scans):
            self._take(old, rest)

    def _keep(self, old: Old) -> int:
        """Keep the folds above what an edit touched; return the line to go on with."""
        above, first, scans = old.above, old.same, self._scans
        if above is None:
            return 0
        fresh = first < len(scans) and scans[first].fresh
        if not (fresh and first < len(above.lines) and above.lines[first] is not None):
            # The line may go on, or no longer go on, with the item above.
            first = max(first - 1, 0)
            while first and not scans[first].fresh:
                first -= 1
        known = above.lines[first] if first else None
        if known is None:
            return 0
        self.lines = above.lines[:first]
        self.wrong = above.wrong[: bisect_left(above.wrong, first)]
        self.after = known.before
        return first

    def _fold(self, first: int, old: Old | None) -> int:
        """Fold from a line on to the one from which on the old folds are right; return it."""
        end = len(self._scans)
        rest, below, shift = end, None, 0
        if old is not None and old.below is not None:
            rest, below, shift = old.rest, old.below.lines, old.shift
        while first < end:
            if first >= rest and below is not None:
                then = below[first - shift]
                if then is not None and then.before is self.after:  # as before the edit
                    break
            folded = self._scans[first].folded
            if folded is not None and folded.before is self.after:
                known = below if first >= rest else None
                self._fold_known(
                    first, end if known is not None else max(rest, first), known, shift
                )
                if len(self.lines) > first:
                    first = len(self.lines)
                    continue
            first = self._fold_chunk(first)
        return first

    def _fold_known(
        self, first: int, end: int, below: list[Folded | None] | None, shift: int
    ) -> None:
        """Fold lines as they were folded last, as far as that is right and no old fold is."""
        scans, state, add = self._scans, self.after, self.lines.append
        size = _FEW
        while first < end:
            last = min(first + size, end)
            following = scans[first + 1 : last + 1]
            thens = below[first - shift : last - shift] if below is not None else repeat(None)
            for scan, next_scan, then in zip(scans[first:last], following, thens, strict=False):
                folded = scan.folded
                if (
                    folded is None
                    or folded.before is not state
                    or not next_scan.fresh
                    or (then is not None and then.before is state)
                ):
                    self.after = state
                    return
                if folded.wrong:
                    self.wrong.append(len(self.lines))
                add(folded)
                state = folded.after
            if len(self.lines) < last:  # the very last line has none that follows
                break
            first, size = last, min(2 * size, _MANY)
        self.after = state

    def _fold_chunk(self, first: int) -> int:
        """Fold the chunk that starts on a line; return the line below it."""
        scans, after = self._scans, first + 1
        end = len(scans)
        while after < end and not scans[after].fresh:
            after += 1
        scan = scans[first]
        chunk = scan.chunk
        if chunk is None or after > first + 1:
            chunk = self._chunk(first, after)
        folded = None
        if chunk is not None:
            folded = fold(self.language, self.after, chunk)
            self.after = folded.after
            if folded.wrong:
                self.wrong.append(first)
            if chunk is scan.chunk:
                scan.folded = folded
        self.lines.append(folded)
        if after > first + 1:
            self.lines.extend(repeat(None, after - first - 1))
        return after

    def _chunk(self, first: int, after: int) -> Chunk | None:
        """Return the chunk of some lines; None where only comments and blanks are."""
        scans = self._scans
        last = after - 1
        while last > first and not scans[last].pieces:
            last -= 1
        if last > first:
            return chunk_of(self._parse, self._text[first : last + 1], scans[first : last + 1])
        scan = scans[first]
        if scan.chunk is None and scan.pieces:
            scan.chunk = chunk_of(self._parse, [self._text[first]], [scan])
        return scan.chunk

    def _take(self, old: Old, first: int) -> None:
        """Take what is known of the lines from the first on."""
        below, shift = old.below, old.shift
        assert below is not None  # the fold met it
        self.lines += below.lines[first - shift :]
        wrong = below.wrong[bisect_left(below.wrong, first - shift) :]
        self.wrong.extend(map(add, wrong, repeat(shift)))
        self.after = below.after
