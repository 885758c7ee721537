"""Text as lines.

Lines end at LF, CRLF or CR and at nothing else: `str.splitlines` also breaks at form feeds and
U+2028, which no editor does.
"""

from __future__ import annotations

from nexflow_grammar.patterns import Pattern

_LINE = Pattern(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


def split_lines(text: str) -> list[str]:
    """Split a text into lines with their ends; the last one has none and may be empty."""
    lines = _LINE.findall(text)
    if not lines or lines[-1][-1] in "\r\n":
        lines.append("")
    return lines


def replace_range(
    lines: list[str], start: tuple[int, int], end: tuple[int, int], text: str
) -> tuple[int, int, list[str]]:
    """Say which lines an edit replaces: (first, after the last, the new lines).

    Positions are (line, column in code points) and are clamped to the text, as editors expect.
    """
    first, first_column = _clamp(lines, start)
    last, last_column = _clamp(lines, end)
    if (last, last_column) < (first, first_column):
        first, first_column, last, last_column = last, last_column, first, first_column
    # A line break may arise from two halves, so the neighbours take part where they touch it.
    if first_column == 0 and first > 0 and lines[first - 1].endswith("\r"):
        first -= 1
        first_column = len(lines[first])
    after = last + 1
    tail = lines[last][last_column:]
    new = split_lines(lines[first][:first_column] + text + tail)
    if after < len(lines) and new[-1] == "":
        new.pop()
    return first, after, new


def _clamp(lines: list[str], position: tuple[int, int]) -> tuple[int, int]:
    line, column = position
    if line >= len(lines):
        return len(lines) - 1, len(lines[-1])
    content = len(lines[line].rstrip("\r\n"))
    return max(line, 0), max(min(column, content), 0)
