"""Changes of a process that fixes make: lines above and below its statements."""

from __future__ import annotations

from msgspec.structs import replace

from nexflow_analysis.diagnostics import LocalFix, Replacement
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment


def line_above(segment: Segment, entry: Entry, line: str, title: str = "") -> LocalFix:
    """Return the fix that writes a line above a statement; offsets are relative to its entry."""
    start = segment.text.rfind("\n", 0, entry.start) + 1
    indent = segment.text[start : entry.start]
    text = f"{line}\n{indent}" if not indent.strip() else f"{line}\n"
    change = Replacement(0, 0, text)
    return LocalFix(title or f"Write `{line}` above", (change,), safe=False)


def line_below(
    segment: Segment, entry: Entry, line: str, *, end: int | None = None, deeper: bool = True
) -> LocalFix:
    """Return the fix that writes a line below a statement. end: where, in the segment."""
    start = segment.text.rfind("\n", 0, entry.start) + 1
    before = segment.text[start : entry.start]
    indent = before[: len(before) - len(before.lstrip())] + ("    " if deeper else "")
    at = (entry.start + entry.node.end if end is None else end) - entry.start
    change = Replacement(at, at, f"\n{indent}{line}")
    return LocalFix(f"Write `{line}`", (change,), safe=False)


def appended(entry: Entry, text: str, title: str) -> LocalFix:
    """Return the fix that adds words to a statement's own line."""
    change = Replacement(entry.node.end, entry.node.end, f" {text}")
    return LocalFix(title, (change,), safe=False)


def first_line(segment: Segment, entry: Entry, line: str) -> LocalFix:
    """Return the fix that writes a line at the top of a process, relative to a statement of it."""
    assert segment.head is not None
    first = segment.head.children[0]
    above = line_above(segment, first, line, f"Write `{line}`")
    shift = first.start - entry.start
    changes = tuple(Replacement(shift, shift, change.text) for change in above.replacements)
    return LocalFix(above.title, changes, safe=False)


def removal(segment: Segment, entry: Entry, start: int, end: int) -> Replacement:
    """Return the removal of a range of a segment, and of its lines where it is alone on them.

    The replacement is relative to the entry.
    """
    text = segment.text
    line = text.rfind("\n", 0, start)
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    if line >= 0 and not text[line:start].strip() and not text[end:stop].strip():
        start, end = line, stop
    return Replacement(start - entry.start, end - entry.start, "")


def removed(segment: Segment, entry: Entry, title: str) -> LocalFix:
    """Return the fix that removes a statement with what is below it, and its lines where it is alone."""
    change = removal(segment, entry, entry.start, entry.end)
    return LocalFix(title, (change,), safe=False)


def moved(fix: LocalFix, shift: int) -> LocalFix:
    """Return a fix relative to another entry."""
    changes = tuple(
        replace(change, start=change.start + shift, end=change.end + shift)
        for change in fix.replacements
    )
    return replace(fix, replacements=changes)
