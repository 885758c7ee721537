"""The record type that a `receive` reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from nexflow_analysis import types as t
from nexflow_analysis.clauses import filters_of, paths_of, word_of
from nexflow_analysis.definitions import SchemaDefinition, StreamDefinition
from nexflow_analysis.lookup import open_record
from nexflow_analysis.references import refer
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree.nodes import Word

if TYPE_CHECKING:
    from nexflow_analysis.flow import Flow


def receive(state: Flow, entry: Entry, _before: t.Record | None) -> t.Record:
    """Return the record that a `receive` opens a stream of."""
    node = entry.node
    assert isinstance(node, p.Receive)
    schema = _schema(state, entry, node)
    record = state.lookup.record(schema) if schema is not None else open_record()
    if not state.time_is_set:  # of an unknown schema, event time is assumed: unknown is silent
        state.event_time = schema is None or (
            bool(schema.option("time_field"))
            and schema.option("time_semantics") != "processing_time"
        )
    state.open_stream(node.name.text, record)
    for key in ("partition_key", "key"):
        for place, path in paths_of(entry, key):
            state.field_type(place, path, record)
    for place, clause in filters_of(entry):
        state.condition(place, clause.condition, record, "a filter")
    record = _projected(state, entry, record)
    state.open_stream(node.name.text, record)
    return record


def _projected(state: Flow, entry: Entry, record: t.Record) -> t.Record:
    """Return what `project` leaves of a record."""
    kept, dropped = (_fields(state, entry, record, k) for k in ("project", "project except"))
    if kept is not None:
        return replace(record, name="", fields=tuple(f for f in record.fields if f.name in kept))
    if dropped is not None:
        fields = tuple(f for f in record.fields if f.name not in dropped)
        return replace(record, name="", fields=fields)
    known = not (paths_of(entry, "project") or paths_of(entry, "project except"))
    return record if known else open_record()


def _fields(state: Flow, entry: Entry, record: t.Record, key: str) -> set[str] | None:
    """Return the fields that a clause names; None where there is none, or one is unknown."""
    paths = paths_of(entry, key)
    for place, path in paths:
        state.field_type(place, path, record)
    found = [record.field(path.names[0].text) for _place, path in paths]
    names = {field.name for field in found if field is not None}
    return names if paths and None not in found else None


def _schema(state: Flow, entry: Entry, node: p.Receive) -> SchemaDefinition | None:
    written = word_of(entry, "schema") or ((entry, node.schema) if node.schema else None)
    if written is not None:
        place, word = written
        if word.text == "object":
            return None
        return refer(state.lookup, state.reporter, place, word, SchemaDefinition, "schema")
    own = state.lookup.schema(node.name.text)
    if own is not None and (node.source is None or node.source.connector is not None):
        return own
    stream = _stream(state, entry, node)
    if stream is not None and stream.schema:
        return state.lookup.schema(stream.schema)
    return own


def _stream(state: Flow, entry: Entry, node: p.Receive) -> StreamDefinition | None:
    if node.source is None or node.source.connector is not None:
        return state.lookup.find(StreamDefinition, "stream", node.name.text)
    target = node.source.targets[0]
    if isinstance(target, Word) and state.lookup.names("stream"):
        return refer(state.lookup, state.reporter, entry, target, StreamDefinition, "stream")
    name = target.value if isinstance(target, e.Text) else getattr(target, "text", "")
    return state.lookup.find(StreamDefinition, "stream", name) if name else None
