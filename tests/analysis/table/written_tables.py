"""Tables for tests: written as text, read as the checker reads them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from nexflow_analysis.declare import declare
from nexflow_analysis.definitions import TableDefinition
from nexflow_analysis.index import Declared, Index
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.table.analysis import Proof, prove
from nexflow_analysis.table.budget import Budget
from nexflow_analysis.table.model import TableModel, model_of
from nexflow_analysis.tables import Table, read_table
from nexflow_grammar.languages import Language
from nexflow_grammar.source_file import SourceFile
from nexflow_grammar.tree.rules import Row

STEPS = 1_000_000


@dataclass(frozen=True)
class Written:
    """A table that was read."""

    table: Table
    model: TableModel

    def proof(self, steps: int = STEPS) -> Proof:
        """Prove what can be proven."""
        return prove(self.model, Budget(steps))


def read(text: str, schemas: str = "") -> Written:
    """Read a table; schemas: a schema file that it may refer to."""
    files = [SourceFile(Language.SCHEMA, schemas), SourceFile(Language.RULES, text)]
    index = Index()
    for file in files:
        for segment in file.segments:
            index.update([], [Declared(one, "/file", segment) for one in declare(segment)])
    [segment] = [one for one in files[1].segments if one.kind == "table"]
    assert not segment.problems
    assert segment.head is not None
    [definition] = [one for one in declare(segment) if isinstance(one, TableDefinition)]
    table = read_table(segment.head, definition)
    texts = [
        [cell.text for cell in row.entry.node.cells]
        for row in table.rows
        if isinstance(row.entry.node, Row)
    ]
    model = model_of(table, texts, definition, Lookup(index))
    assert model is not None
    return Written(table, model)


def write(inputs: str, rows: Iterable[Iterable[str]], policy: str = "first_match") -> str:
    """Write a table. inputs: `amount: money, tier: string`; each row ends with its one result."""
    given = [part.strip() for part in inputs.split(";")]
    names = [part.split(":")[0] for part in given]
    lines = [
        "decision_table Tested", f"hit_policy {policy}", "given:", *given, "decide:",
        f"| {' | '.join(names)} | result |", "|===|",
        *(f"| {' | '.join(row)} |" for row in rows),
        "return:", "result: string", "end", "",
    ]  # fmt: skip
    return "\n".join(lines)


def table_of(inputs: str, rows: Iterable[Iterable[str]], policy: str = "first_match") -> Written:
    """Write a table and read it."""
    return read(write(inputs, rows, policy))
