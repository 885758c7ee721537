"""Positions: the protocol counts code units, everything below counts code points.

This module alone knows the difference.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from lsprotocol import types

from nexflow_analysis.diagnostics import Position


@dataclass(frozen=True, slots=True)
class Positions:
    """Converts positions in texts, given as their lines, for the encoding that was agreed on."""

    encoding: str = types.PositionEncodingKind.Utf16.value

    def from_client(self, lines: Sequence[str], position: types.Position) -> Position:
        """Return the line and the column in code points."""
        line = position.line
        if line >= len(lines):
            return line, 0
        return line, self._column(lines[line], position.character)

    def to_client(self, lines: Sequence[str], position: Position) -> types.Position:
        """Return the line and the character in code units."""
        line, column = position
        if line >= len(lines):
            return types.Position(line, column)
        return types.Position(line, self._units(lines[line], column))

    def range_to_client(self, lines: Sequence[str], start: Position, end: Position) -> types.Range:
        """Return a range in code units."""
        return types.Range(self.to_client(lines, start), self.to_client(lines, end))

    def _units(self, line: str, column: int) -> int:
        if line.isascii() or self.encoding == types.PositionEncodingKind.Utf32.value:
            return column
        if self.encoding == types.PositionEncodingKind.Utf8.value:
            return len(line[:column].encode("utf-8", "surrogatepass"))
        return len(line[:column].encode("utf-16-le", "surrogatepass")) // 2

    def _column(self, line: str, units: int) -> int:
        if line.isascii() or self.encoding == types.PositionEncodingKind.Utf32.value:
            return units
        # A place inside a character, which no client should name, is the place after it.
        ends = accumulate(self._units(char, 1) for char in line)
        return min(bisect_left([0, *ends], units), len(line))
