"""Changes of a table's text that keep its bars aligned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nexflow_analysis.diagnostics import Replacement
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.rules import Row

#: Between a bar and a cell there is a space.
_MARGIN = 2


class TableText:
    """The lines of a table in its segment's text: header, separator and rows."""

    def __init__(self, text: str, decide: Entry) -> None:
        self._text = text
        self._lines = [child for child in decide.children if isinstance(child.node, Row)]
        self._slots = {line.start: self._slots_of(line) for line in self._lines}
        self._widths = [end - start - _MARGIN for start, end in self._slots[self._lines[0].start]]

    def adding(self, rows: Sequence[Sequence[str]]) -> tuple[Replacement, ...]:
        """Add rows below the last one."""
        widths = [
            max(width, *(len(row[number]) for row in rows))
            for number, width in enumerate(self._widths)
        ]
        last = self._lines[-1]
        start, end = self._line(last)
        newline = "\r\n" if self._text[:end].endswith("\r\n") else "\n"
        indent = self._text[start : last.start]
        place = end - len(newline) if self._text[start:end].endswith("\n") else end
        lines = [newline + indent + _written(row, widths) for row in rows]
        return (*self._widened(widths), Replacement(place, place, "".join(lines)))

    def without(self, row: Entry) -> tuple[Replacement, ...]:
        """Remove a row and its line."""
        return (Replacement(*self._line(row), ""),)

    def rewritten(self, row: Entry, column: int, cell: str) -> tuple[Replacement, ...]:
        """Write another cell in a row."""
        return self._rewritten(row, column, cell, but=(row,))

    def merged(self, row: Entry, column: int, cell: str, gone: Entry) -> tuple[Replacement, ...]:
        """Write another cell in a row, and remove the row that it now speaks for."""
        return (*self._rewritten(row, column, cell, but=(row, gone)), *self.without(gone))

    def _rewritten(
        self, row: Entry, column: int, cell: str, but: Iterable[Entry]
    ) -> tuple[Replacement, ...]:
        widths = list(self._widths)
        widths[column] = max(widths[column], len(cell))
        start, end = self._slots[row.start][column]
        text = f" {cell:<{max(widths[column], end - start - _MARGIN)}} "
        return (*self._widened(widths, but=but), Replacement(start, end, text))

    def _line(self, row: Entry) -> tuple[int, int]:
        """Return where a row's line starts and ends, the line break included."""
        end = self._text.find("\n", row.start)
        start = self._text.rfind("\n", 0, row.start) + 1
        return start, len(self._text) if end < 0 else end + 1

    def _slots_of(self, line: Entry) -> list[tuple[int, int]]:
        """Return the places between the bars of a line."""
        assert isinstance(line.node, Row)
        found = []
        for cell in line.node.cells:
            end = self._text.find("|", line.start + cell.end)
            start = self._text.rfind("|", 0, line.start + cell.start) + 1
            found.append((start, end if end >= 0 else line.start + cell.end))
        return found

    def _widened(self, widths: list[int], but: Iterable[Entry] = ()) -> list[Replacement]:
        """Widen the columns of all lines where new cells need more room than there is."""
        skipped = {line.start for line in but}
        found: list[Replacement] = []
        for line in self._lines:
            slots = self._slots[line.start]
            if line.start in skipped or len(slots) != len(widths):
                continue
            assert isinstance(line.node, Row)
            for (start, end), wide, width in zip(slots, widths, self._widths, strict=True):
                fill = self._text[end - 1] if line.node.separator and end > start else " "
                if wide > width:
                    found.append(Replacement(end, end, fill * (wide - width)))
        return found


def _written(row: Sequence[str], widths: list[int]) -> str:
    cells = [f" {cell:<{width}} " for cell, width in zip(row, widths, strict=True)]
    return f"|{'|'.join(cells)}|"
