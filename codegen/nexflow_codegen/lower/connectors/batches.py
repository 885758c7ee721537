"""How records are put where they are found by their keys: what a statement and its stream say of it."""

from __future__ import annotations

from dataclasses import dataclass

from nexflow_analysis.clauses import clause_of, paths_of
from nexflow_analysis.names import normal
from nexflow_codegen.lower.context import ShapeField, Unsupported
from nexflow_codegen.lower.durations import millis
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.clauses import duration_said, number_said
from nexflow_codegen.lower.process.endpoints import Endpoint
from nexflow_grammar.assemble import Entry

CLAUSES = ("batch size", "batch timeout", "flush interval", "sync")


@dataclass(frozen=True, slots=True)
class Writing:
    """What a statement says of what it writes. keys: the fields that a record is found by, none to add records.

    flush_interval: in milliseconds.
    """

    batch_size: int | None
    flush_interval: int | None
    keys: tuple[str, ...]


def read_writing(_job: JobBuilder, entry: Entry, endpoint: Endpoint) -> Writing:
    """Read what a statement says of its batches and keys, else the stream of `nexflow.toml`."""
    size = 1 if clause_of(entry, "sync") is not None else number_said(entry, "batch size")
    interval = number_said(entry, "batch timeout") or duration_said(entry, "flush interval")
    if size is None and isinstance(number := endpoint.settings.get("batch_size"), int):
        size = number
    if interval is None and endpoint.text("flush_interval"):
        interval = millis(endpoint.text("flush_interval"))
    keys = tuple(path.text for _place, path in paths_of(entry, "upsert by"))
    return Writing(size, interval, keys)


def key_names(fields: list[ShapeField], keys: tuple[str, ...]) -> list[str]:
    """Return the names of keys as the records have them."""
    found = [field.wire for key in keys for field in fields if normal(field.wire) == normal(key)]
    if len(found) != len(keys):
        raise Unsupported(f"`upsert by {keys[0]}`; name a field of the sink's schema")
    return found
