"""Where findings are after edits of their file, until it has been checked again."""

from __future__ import annotations

from typing import TypeVar

from msgspec.structs import replace

from nexflow_analysis.diagnostics import Edit, Finding, Position, Related
from nexflow_grammar.lines import split_lines

PlaceT = TypeVar("PlaceT", Edit, Related)


def moved(finding: Finding, edits: list[Edit]) -> Finding:
    """Return a finding, and the other places that it names, after edits, one after another.

    What an edit touches stays, around the new text, as an editor keeps what it underlines.
    """
    for edit in edits:
        start, end = _range(finding.path, finding.start, finding.end, edit)
        related = tuple(_placed(one, edit) for one in finding.related)
        fixes = tuple(
            replace(fix, edits=tuple(_placed(one, edit) for one in fix.edits))
            for fix in finding.fixes
        )
        new = replace(finding, start=start, end=end, related=related, fixes=fixes)
        finding = finding if new == finding else new
    return finding


def _placed(place: PlaceT, edit: Edit) -> PlaceT:
    start, end = _range(place.path, place.start, place.end, edit)
    return replace(place, start=start, end=end)


def _range(path: str, start: Position, end: Position, edit: Edit) -> tuple[Position, Position]:
    if path != edit.path or end <= edit.start:
        return start, end
    *above, last = split_lines(edit.text)
    line, column = edit.start
    below = (line + len(above), len(last) + (0 if above else column))
    return (
        min(start, edit.start)
        if start < edit.end or start == edit.start
        else _below(start, edit.end, below),
        below if end < edit.end else _below(end, edit.end, below),
    )


def _below(position: Position, old: Position, new: Position) -> Position:
    """Return a position that was at or below the end of an edit."""
    (line, column), (old_line, old_column), (new_line, new_column) = position, old, new
    shift = new_column - old_column if line == old_line else 0
    return line + new_line - old_line, column + shift
