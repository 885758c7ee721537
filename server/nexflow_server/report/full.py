"""Each finding with its source line, the range underlined, and what to do."""

from __future__ import annotations

from nexflow_analysis.diagnostics import Severity
from nexflow_server.checking import Outcome, Shown
from nexflow_server.report.model import Target, printable

_COLOURS = {
    Severity.ERROR: "31",
    Severity.WARNING: "33",
    Severity.INFORMATION: "36",
    Severity.HINT: "34",
}
_BOLD, _FAINT = "1", "2"
_WIDEST = 160
_LEAD = 60


def report(outcome: Outcome, target: Target) -> None:
    """Write the findings."""
    for shown in outcome.shown:
        for line in _lines(shown, target):
            target.line(line)


def _lines(shown: Shown, target: Target) -> list[str]:
    finding = shown.finding

    def paint(text: str, *codes: str) -> str:
        return f"\033[{';'.join(codes)}m{text}\033[0m" if target.colour else text

    colour = _COLOURS[finding.severity]
    row, column = finding.start
    margin = " " * len(str(row + 1))
    bar = paint("|", _FAINT)
    label = paint(f"{finding.severity}[{finding.code}]", _BOLD, colour)
    place = printable(f"{shown.path}:{row + 1}:{column + 1}")
    lines = [
        f"{label} {paint(printable(finding.message), _BOLD)}",
        f"{margin}{paint('-->', _FAINT)} {place}",
    ]
    source = shown.project.lines(finding.path)
    if row < len(source) and source[row].strip():
        text, before, marks = _excerpt(source[row], finding.start, finding.end)
        number = paint(str(row + 1), _FAINT)
        lines.append(f"{margin} {bar}")
        lines.append(f"{number} {bar} {text}")
        lines.append(f"{margin} {bar} {' ' * before}{paint('^' * marks, colour)}")
    for related in finding.related:
        other_row, other_column = related.start
        where = f"{shown.place(related.path)}:{other_row + 1}:{other_column + 1}"
        lines.append(f"{margin} {paint('=', _FAINT)} {printable(f'{where}: {related.message}')}")
    lines += [f"{margin} {paint('=', _FAINT)} fix: {printable(fix.title)}" for fix in finding.fixes]
    return [*lines, ""]


def _excerpt(line: str, start: tuple[int, int], end: tuple[int, int]) -> tuple[str, int, int]:
    """Return a line as shown, how wide it is before the range, and how wide the range is.

    Of a very long line, only what is around the range is shown.
    """
    line = line.rstrip("\r\n")
    first = min(start[1], len(line))
    last = min(end[1], len(line)) if end[0] == start[0] else len(line.rstrip())
    cut = max(first - _LEAD, 0) if len(line) > _WIDEST else 0
    stop = cut + _WIDEST
    last = min(last, stop)
    lead, more = "… " if cut else "", " …" if len(line) > stop else ""
    before, marked = _shown(line[cut:first]), _shown(line[first:last])
    text = f"{lead}{before}{marked}{_shown(line[max(first, last) : stop])}{more}"
    return text, _width(lead + before), max(_width(marked), 1)


def _shown(text: str) -> str:
    return printable(text.replace("\t", "    "))


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width  # noqa: PLC0415 - few texts need it

    return sum(
        0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text
    )
