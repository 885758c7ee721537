"""Scans of lines, memoised: the same line never is scanned twice in the same state."""

from __future__ import annotations

from functools import cache
from itertools import repeat
from typing import TYPE_CHECKING

from nexflow_grammar.blocks import OUTLINES
from nexflow_grammar.plain_lines import scan_plain
from nexflow_grammar.scan_state import CLOSERS, START, LineScan, State
from nexflow_grammar.segments import scan_line

if TYPE_CHECKING:
    from nexflow_grammar.languages import Language

_MOST = 100_000
#: Lines whose scan depends on nothing below them.
_SIMPLE = ""
#: So many lines are looked at together: few at first, since most edits disturb none.
_FEW, _MANY = 8, 4096
#: Stands for old scans where there are none: no line starts in its state.
_NOWHERE = LineScan(State(mode="nowhere"), (), START, comment=False)


class Scanner:
    """The scans of one language. They are forgotten all at once when they are too many."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._outline = OUTLINES[language]
        self._count = 0
        #: There is one object per state, until all are forgotten: then more is scanned than need be.
        self._states: dict[State, State] = {START: START}
        #: By the state in front and the kind of line.
        self._scans: dict[tuple[State, str], dict[str, LineScan]] = {}

    def scan(
        self,
        state: State,
        lines: list[str],
        rows: range,
        last_closers: dict[str, int],
        old: list[LineScan] | None = None,
    ) -> list[LineScan]:
        """Scan some lines, the first of which starts in a state.

        last_closers: by what opens a comment, a text or SQL, the last line that closes one. Stops
        before the first line whose old scan starts in the state in which it starts now.
        """
        scans: list[LineScan] = []
        known = self._scans_of(state, _SIMPLE)
        first, size = rows.start, _FEW
        while first < rows.stop:
            end = min(first + size, rows.stop)
            before = old[first:end] if old is not None else repeat(_NOWHERE)
            for line, was in zip(lines[first:end], before, strict=False):
                if was.before is state:
                    return scans
                scan = known.get(line)
                if scan is None:
                    scan = scan_plain(self._outline, state, line, was)
                    if scan is not None:
                        self._keep(scan, line, _SIMPLE)
                    else:
                        scan = self._scan(state, line, rows.start + len(scans), last_closers)
                scans.append(scan)
                if scan.after is not state:
                    state = scan.after
                    known = self._scans_of(state, _SIMPLE)
            first, size = end, min(2 * size, _MANY)
        return scans

    def _scan(self, state: State, line: str, number: int, last_closers: dict[str, int]) -> LineScan:
        """Scan one line that is not plain, and not known or dependent on what is closed below."""
        closed, kind = "", _SIMPLE
        if any(opener in line for opener in last_closers):
            closed = "".join(opener for opener, last in last_closers.items() if last > number)
            kind = f"opens, closed: {closed}"
        elif state.mode == "/*" and CLOSERS["/*"] not in line:
            line, kind = "", "comment"  # all such lines share one scan
        scan = self._scans_of(state, kind).get(line) if kind else None
        if scan is not None:
            return scan
        return self._keep(scan_line(self.language, state, line, closed), line, kind)

    def _keep(self, scan: LineScan, line: str, kind: str) -> LineScan:
        """Remember the scan of a line of a kind."""
        scan.after = self._states.setdefault(scan.after, scan.after)
        self._count += 1
        if self._count > _MOST:
            self._count = 0
            self._scans.clear()
            self._states.clear()
            self._states[START] = START
        self._scans_of(scan.before, kind)[line] = scan
        return scan

    def _scans_of(self, state: State, kind: str) -> dict[str, LineScan]:
        known = self._scans.get((state, kind))
        if known is None:
            known = self._scans[state, kind] = {}
        return known


@cache
def scanner(language: Language) -> Scanner:
    """Return the scanner of a language."""
    return Scanner(language)
