"""The stream that a `receive` opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from nexflow_analysis import types as t
from nexflow_analysis.clauses import clause_of, filters_of, parts_of, paths_of, word_of
from nexflow_analysis.definitions import SchemaDefinition, StreamDefinition
from nexflow_analysis.lookup import open_record
from nexflow_analysis.process.expressions import infer_clauses
from nexflow_analysis.process.personal import marked
from nexflow_analysis.process.settings import text_of
from nexflow_analysis.process.state import Received, Stream
from nexflow_analysis.references import refer
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree.nodes import Path, Phrase, Word

if TYPE_CHECKING:
    from nexflow_analysis.process.state import Flow

#: Connectors whose records come to an end, and those whose records always have a time.
_BOUNDED = frozenset({"parquet", "csv", "json", "file", "jdbc"})


def receive(state: Flow, entry: Entry, _before: Stream | None) -> Stream:
    """Follow a `receive`: the stream that it opens is the current one."""
    node = entry.node
    assert isinstance(node, p.Receive)
    stream = _project_stream(state, entry, node)
    schema = _schema(state, entry, node, stream)
    record = state.lookup.record(schema) if schema is not None else open_record()
    source = Received(
        entry, node.name, schema, stream, _is_bounded(entry, node), _has_time(state, schema)
    )
    state.received.append(source)
    opened = marked(Stream(record, node.name.text, sources=(source,)), state.personal)
    for key in ("partition_key", "key"):
        for place, path in paths_of(entry, key):
            state.field_type(place, path, opened)
    infer_clauses(state, entry, opened)
    stored = _matched(state, entry, opened)
    for place, clause in filters_of(entry):
        state.condition(place, clause.condition, opened, "a filter")
        opened = state.passing(clause.condition, opened)
    for child in entry.children:
        if child.rule == "handler" and isinstance(child.node, Phrase):
            state.walk(child.children, opened)
    record = _projected(state, entry, opened)
    return opened.with_record(replace(record, open=True) if stored else record)


def _has_time(state: Flow, schema: SchemaDefinition | None) -> bool | None:
    time = state.settings.time
    if time is not None:
        return time.field is not None
    if schema is None:
        return None
    semantics = schema.option("time_semantics")
    if semantics == "ingestion_time":
        return True
    return bool(schema.option("time_field")) and semantics != "processing_time"


def _is_bounded(entry: Entry, node: p.Receive) -> bool:
    connector = node.source.connector if node.source is not None else None
    written = clause_of(entry, "from")
    if written is not None and isinstance(written[1].values[0], p.Source):
        connector = written[1].values[0].connector
    ends = clause_of(entry, "to timestamp") is not None
    return ends or (connector is not None and connector.text in _BOUNDED)


def _matched(state: Flow, entry: Entry, stream: Stream) -> bool:
    """Check `match from S on …`; what the stored record adds is not known."""
    found = False
    for place, part in parts_of(entry):
        if isinstance(part, p.Clause) and part.key.startswith("match from"):
            found = True
            for path in part.values:
                if isinstance(path, Path):
                    state.field_type(place, path, stream)
    return found


def _projected(state: Flow, entry: Entry, stream: Stream) -> t.Record:
    """Return what `project` leaves of a record."""
    record = stream.record
    kept, dropped = (_fields(state, entry, stream, k) for k in ("project", "project except"))
    if kept is not None:
        return replace(record, name="", fields=tuple(f for f in record.fields if f.name in kept))
    if dropped is not None:
        fields = tuple(f for f in record.fields if f.name not in dropped)
        return replace(record, name="", fields=fields)
    known = not (paths_of(entry, "project") or paths_of(entry, "project except"))
    return record if known else open_record()


def _fields(state: Flow, entry: Entry, stream: Stream, key: str) -> set[str] | None:
    """Return the fields that a clause names; None where there is none, or one is unknown."""
    paths = paths_of(entry, key)
    for place, path in paths:
        state.field_type(place, path, stream)
    found = [stream.record.field(path.names[0].text) for _place, path in paths]
    names = {field.name for field in found if field is not None}
    return names if paths and None not in found else None


def _schema(
    state: Flow, entry: Entry, node: p.Receive, stream: StreamDefinition | None
) -> SchemaDefinition | None:
    written = word_of(entry, "schema") or ((entry, node.schema) if node.schema else None)
    if written is not None:
        place, word = written
        if word.text == "object":
            return None
        return refer(state.lookup, state.reporter, place, word, SchemaDefinition, "schema")
    own = state.lookup.schema(node.name.text)
    if own is not None and (node.source is None or node.source.connector is not None):
        return own
    if stream is not None and stream.schema:
        return state.lookup.schema(stream.schema)
    return own


def _project_stream(state: Flow, entry: Entry, node: p.Receive) -> StreamDefinition | None:
    """Return the stream of the project file that a `receive` reads."""
    if node.source is None:
        return state.lookup.find(StreamDefinition, "stream", node.name.text)
    target = node.source.targets[0] if node.source.targets else None
    if node.source.connector is not None:
        name = text_of(target) or node.name.text
        found = state.lookup.find(StreamDefinition, "stream", name)
        return found or state.lookup.find(StreamDefinition, "stream", node.name.text)
    if isinstance(target, Word) and state.lookup.names("stream"):
        return refer(state.lookup, state.reporter, entry, target, StreamDefinition, "stream")
    name = text_of(target)
    return state.lookup.find(StreamDefinition, "stream", name) if name else None
