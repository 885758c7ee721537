"""Moves whole lines, for fixes that put statements into another order."""

from __future__ import annotations

from nexflow_analysis.diagnostics import LocalFix, Replacement
from nexflow_grammar.assemble import Entry


def lines_above(text: str, entry: Entry, others: list[Entry], title: str) -> tuple[LocalFix, ...]:
    """Return the fix that moves others' lines above an entry's, in their order; none where they share one.

    text: of the segment. Offsets are relative to the entry, and a comment above a line stays there.
    """
    top, _end = _lines(text, entry)
    moved = [_lines(text, other) for other in others]
    alone = all(
        not text[start : other.start].strip()
        for (start, _), other in zip(moved, others, strict=True)
    )
    if not alone or text[top : entry.start].strip():
        return ()
    lines = "".join(text[start:end] for start, end in moved)
    changes = [Replacement(top, top, lines), *(Replacement(start, end, "") for start, end in moved)]
    shift = entry.start
    relative = tuple(Replacement(one.start - shift, one.end - shift, one.text) for one in changes)
    return (LocalFix(title, relative, safe=False),)


def _lines(text: str, entry: Entry) -> tuple[int, int]:
    """Return where the first line of an entry starts, and where its last one ends."""
    written = text[entry.start : entry.start + entry.node.end].rstrip()
    end = text.find("\n", entry.start + len(written)) + 1
    return text.rfind("\n", 0, entry.start) + 1, end or len(text)
