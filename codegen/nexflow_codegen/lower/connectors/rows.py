"""How rows of CSV are written: what a statement and `nexflow.toml` say of it."""

from __future__ import annotations

from dataclasses import dataclass

from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.process.clauses import said
from nexflow_codegen.lower.process.endpoints import Endpoint
from nexflow_codegen.lower.unit import Unit
from nexflow_grammar.assemble import Entry

CLAUSES = ("delimiter", "quote", "escape_char", "header", "null_value")


@dataclass(frozen=True, slots=True)
class Rows:
    """What is said of rows. delimiter, quote, escape: a character each, escape may be ""."""

    delimiter: str = ","
    quote: str = '"'
    escape: str = ""
    header: bool = False
    null: str = ""


def read_rows(entry: Entry, endpoint: Endpoint) -> Rows:
    """Read what a statement says of rows, else the stream of `nexflow.toml`."""
    found = {
        key: said(entry, key) or endpoint.text(key)
        for key in ("delimiter", "quote", "escape_char", "null_value")
    }
    for key in ("delimiter", "quote", "escape_char"):
        if len(found[key]) > 1:
            raise Unsupported(f"the {key} `{found[key]}`; write one character")
    header = said(entry, "header")
    return Rows(
        found["delimiter"] or ",", found["quote"] or '"', found["escape_char"],
        header == "true" if header else endpoint.settings.get("header") is True, found["null_value"],
    )  # fmt: skip


def rows_code(unit: Unit, rows: Rows) -> str:
    """Return the Java of how rows are written."""
    characters = ", ".join(map(string_literal, (rows.delimiter, rows.quote, rows.escape)))
    header = "true" if rows.header else "false"
    return f"new {unit.support('Csv')}({characters}, {header}, {string_literal(rows.null)})"
