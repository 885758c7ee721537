"""A decision table as columns and rows: what each column is about, and every cell read as such."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

from nexflow_analysis.definitions import FieldDefinition, TableDefinition
from nexflow_analysis.names import normal
from nexflow_analysis.remember import ByNode
from nexflow_grammar.assemble import Entry
from nexflow_grammar.build import Problem
from nexflow_grammar.languages import Language
from nexflow_grammar.parser import parse_item
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import rules as r
from nexflow_grammar.tree.nodes import Node


class ColumnKind(StrEnum):
    """What a column is for."""

    CONDITION = "condition"
    RESULT = "result"
    PRIORITY = "priority"
    UNKNOWN = "unknown"


class Column(Struct, frozen=True):
    """A column. field: the input or result that it names; expression: of a computed condition.

    start, end: offsets in the header's entry. problems: why a computed condition does not parse.
    """

    kind: ColumnKind
    text: str
    start: int
    end: int
    field: FieldDefinition | None
    expression: e.Expression | None
    problems: tuple[Problem, ...] = ()


class ReadCell(Struct, frozen=True):
    """A cell, read as a condition or a result. start: its offset in the row's entry.

    node: relative to the cell; None where it does not parse.
    """

    start: int
    end: int
    node: Node | None
    problems: tuple[Problem, ...]

    @property
    def place(self) -> Node:
        """The cell's range, relative to the row's entry."""
        return Node(self.start, self.end)


class TableRow(Struct, frozen=True):
    """A row of a table; it may have fewer or more cells than there are columns."""

    entry: Entry
    cells: tuple[ReadCell, ...]


class Table(Struct, frozen=True):
    """A decision table. header: the entry of the header row, or None."""

    header: Entry | None
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]


#: The tables that were read last, each with what it was read as: several checks ask for one.
_READ: ByNode[tuple[TableDefinition, Table]] = ByNode(most=8)


def read_table(head: Entry, definition: TableDefinition) -> Table:
    """Read the `decide` part of a table."""
    known = _READ.get(head)
    if known is None or known[0] is not definition:
        known = _READ.put(head, (definition, _read(head, definition)))
    return known[1]


def _read(head: Entry, definition: TableDefinition) -> Table:
    decide = head.first("decide")
    lines = [child for child in decide.children if isinstance(child.node, r.Row)] if decide else []
    if not lines:
        return Table(None, (), ())
    header = lines[0]
    assert isinstance(header.node, r.Row)
    taken: set[str] = set()
    columns = tuple(_column(cell, definition, taken) for cell in header.node.cells)
    read = _rows_read(tuple(column.kind for column in columns))
    rows = tuple(
        TableRow(line, read.get(line.node) or read.put(line.node, _cells(line.node, columns)))
        for line in lines[1:]
        if isinstance(line.node, r.Row) and not line.node.separator
    )
    return Table(header, columns, rows)


def _column(cell: r.RawCell, definition: TableDefinition, taken: set[str]) -> Column:
    wanted = normal(cell.text)
    plain = cell.text.isidentifier()
    for kind, fields in (
        (ColumnKind.CONDITION, definition.inputs),
        (ColumnKind.RESULT, definition.results),
    ):
        for field in fields:
            if plain and normal(field.name) == wanted and f"{kind}:{wanted}" not in taken:
                taken.add(f"{kind}:{wanted}")
                name = e.Name(0, len(cell.text), field.name)
                return Column(kind, cell.text, cell.start, cell.end, field, name)
    if wanted == "priority":
        return Column(ColumnKind.PRIORITY, cell.text, cell.start, cell.end, None, None)
    if plain:
        reads_record = definition.given_schema or not definition.inputs
        kind = ColumnKind.CONDITION if reads_record else ColumnKind.UNKNOWN
        name = e.Name(0, len(cell.text), cell.text)
        return Column(kind, cell.text, cell.start, cell.end, None, name)
    parsed = parse_item(Language.RULES, "column", cell.text)
    expression = (
        parsed.node if isinstance(parsed.node, e.Expression) and not parsed.broken else None
    )
    return Column(
        ColumnKind.CONDITION, cell.text, cell.start, cell.end, None, expression, parsed.problems
    )


@lru_cache(maxsize=64)
def _rows_read(_kinds: tuple[ColumnKind, ...]) -> ByNode[tuple[ReadCell, ...]]:
    """Return the rows that were read as rows of columns of some kinds."""
    return ByNode()


def _cells(row: r.Row, columns: tuple[Column, ...]) -> tuple[ReadCell, ...]:
    cells: list[ReadCell] = []
    for index, cell in enumerate(row.cells):
        kind = columns[index].kind if index < len(columns) else ColumnKind.UNKNOWN
        if not cell.text:
            cells.append(ReadCell(cell.start, cell.end, r.AnyCell(0, 0), ()))
            continue
        rule = "result" if kind in (ColumnKind.RESULT, ColumnKind.PRIORITY) else "condition"
        parsed = parse_item(Language.RULES, rule, cell.text)
        node = None if parsed.broken else parsed.node
        problems = parsed.problems if kind is not ColumnKind.UNKNOWN else ()
        cells.append(ReadCell(cell.start, cell.end, node, problems))
    return tuple(cells)


def moved_entry(entry: Entry, offset: int) -> Entry:
    """Return an entry as if it started further on: nodes of cells are relative to their cell."""
    return Entry(entry.start + offset, entry.end, entry.rule, entry.node, entry.broken, ())
