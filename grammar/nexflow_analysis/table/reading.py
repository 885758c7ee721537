"""A segment's decision table, read as far as it can be."""

from __future__ import annotations

from msgspec import Struct

from nexflow_analysis.definitions import TableDefinition
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.table.budget import Budget
from nexflow_analysis.table.model import TableModel, model_of
from nexflow_analysis.tables import Table, read_table
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.rules import Row


class TableReading(Struct, frozen=True):
    """A table. decide: its entry; model: None where nothing can be proven of it."""

    definition: TableDefinition
    decide: Entry
    table: Table
    model: TableModel | None


def read_segment(
    segment: Segment, lookup: Lookup, budget: Budget | None = None
) -> TableReading | None:
    """Read the decision table of a segment; None where it is another definition, or broken.

    budget: may stop the reading.
    """
    if segment.kind != "table" or segment.head is None or segment.name is None or segment.problems:
        return None
    definition = lookup.find(TableDefinition, "rule", segment.name.text)
    decide = segment.head.first("decide")
    if definition is None or decide is None:
        return None
    table = read_table(segment.head, definition)
    texts = [cell_texts(row.entry) for row in table.rows]
    model = model_of(table, texts, definition, lookup, budget)
    return TableReading(definition, decide, table, model)


def cell_texts(entry: Entry) -> list[str]:
    """Return the cells of a row as they are written."""
    return [cell.text for cell in entry.node.cells] if isinstance(entry.node, Row) else []
