"""A table's row: cut at its bars, those in texts and comments aside."""

from __future__ import annotations

from nexflow_grammar.build import Problem
from nexflow_grammar.patterns import Pattern
from nexflow_grammar.tree.rules import RawCell, Row

_TOKEN = Pattern(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|//.*|#.*|/\*.*?\*/|\|")
_SEPARATOR = Pattern(r"\|(?:\s*+(?:=++|-{2,}+)\s*+\|?+)++$")

#: A cell that only the line below the header has.
_LINE = Pattern(r"(?:={2,}|-{2,})$")


def read_row(text: str) -> tuple[Row, tuple[Problem, ...]]:
    """Return a row and what is wrong with it."""
    bars: list[int] = []
    end = len(text)
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark == "|":
            bars.append(token.start())
        elif mark.startswith(("//", "#")):
            end = token.start()
            break
    open_end = bool(text[bars[-1] + 1 : end].strip())
    stops = [*bars[1:], end] if open_end else bars[1:]
    cells = tuple([_cell(text, bar + 1, stop) for bar, stop in zip(bars, stops, strict=False)])
    separator = _SEPARATOR.match(text, 0, end) is not None
    problems: tuple[Problem, ...] = ()
    wrong = None if separator else _broken_separator(cells)
    if wrong is not None:
        message = (
            "this line separates the header from the rows: write only `=` or `-` between its bars"
        )
        problems = (Problem(wrong.start, max(wrong.end, wrong.start + 1), message),)
        separator = True
    elif open_end and not separator:
        from nexflow_grammar.expectations import unclosed  # noqa: PLC0415 - for mistakes only

        message = "this row has no bar `|` at its end; add one after the last cell"
        problem = unclosed(text, cells[-1].start)
        problems = (problem or Problem(cells[-1].start, cells[-1].end, message),)
    return Row(0, len(text), cells, separator), problems


def _broken_separator(cells: tuple[RawCell, ...]) -> RawCell | None:
    """Return the cell that keeps a line from being the one below the header, if one does."""
    others = [cell for cell in cells if not _LINE.match(cell.text)]
    return others[0] if len(others) < len(cells) and others else None


def _cell(text: str, start: int, stop: int) -> RawCell:
    raw = text[start:stop]
    trimmed = raw.strip()
    if trimmed:
        start += len(raw) - len(raw.lstrip())
    return RawCell(start, start + len(trimmed), trimmed)
