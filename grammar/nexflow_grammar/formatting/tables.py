"""Decision tables with their bars below each other."""

from __future__ import annotations

from unicodedata import east_asian_width

from nexflow_grammar.formatting.spacing import space
from nexflow_grammar.languages import Language
from nexflow_grammar.parser import parse_item
from nexflow_grammar.tree.rules import Row


def align(rows: list[tuple[str, str]]) -> list[str]:
    """Align rows, given as (text, comment behind it); a row without text is a comment line."""
    cells = [_cells(text) if text else None for text, _comment in rows]
    widths: list[int] = []
    for row in cells:
        for index, cell in enumerate(row or ()):
            if index == len(widths):
                widths.append(0)
            if not _is_rule(cell):
                widths[index] = max(widths[index], _width(cell))
    result: list[str] = []
    for row, (_text, comment) in zip(cells, rows, strict=True):
        if row is None:
            result.append(comment)
            continue
        if row and all(_is_rule(cell) for cell in row):
            fill = row[0][0]
            line = "|" + "|".join(fill * (width + 2) for width in widths) + "|"
        else:
            padded = (cell + " " * (widths[i] - _width(cell)) for i, cell in enumerate(row))
            line = "| " + " | ".join(padded) + " |" if row else "|"
        result.append(f"{line}  {comment}" if comment else line)
    return result


def _cells(text: str) -> list[str]:
    row = parse_item(Language.RULES, "row", text).node
    assert isinstance(row, Row)
    if row.separator:
        return [cell.text for cell in row.cells if cell.text] or ["="]
    return [space(cell.text) for cell in row.cells]


def _is_rule(cell: str) -> bool:
    """Tell whether a cell is of the line below the header."""
    return (len(cell) > 1 and not cell.strip("=")) or (len(cell) > 1 and not cell.strip("-"))


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
