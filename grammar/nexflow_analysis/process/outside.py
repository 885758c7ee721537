"""`lookup`, `call` and `sql`: steps whose result comes from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from nexflow_analysis import types as t
from nexflow_analysis.clauses import clause_of, filters_of, paths_of, word_of
from nexflow_analysis.definitions import LookupDefinition, SchemaDefinition
from nexflow_analysis.enrich import check_source_keys, need_source_keys
from nexflow_analysis.lookup import open_record, with_fields
from nexflow_analysis.names import normal
from nexflow_analysis.process.expressions import infer_clauses
from nexflow_analysis.process.queries import tables_of, updating
from nexflow_analysis.process.settings import text_of
from nexflow_analysis.process.state import unknown_stream
from nexflow_analysis.references import refer
from nexflow_analysis.steps import result_fields
from nexflow_grammar.assemble import Entry
from nexflow_grammar.patterns import Pattern
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree.nodes import Keyword, Path, Phrase, Word

if TYPE_CHECKING:
    from nexflow_analysis.process.state import Flow, Stream

_WORD = Pattern(r"\w+")


def lookup(state: Flow, entry: Entry, before: Stream | None) -> Stream | None:
    """Follow `lookup c key k from S`: the found record as the field `c`, null where there is none."""
    node = entry.node
    assert isinstance(node, Phrase)
    name = node.every(Word)[0]
    asked = [
        (path, state.field_type(place, path, before)) for place, path in paths_of(entry, "key")
    ]
    if before is None:
        return None
    found = _found(state, entry, name, before, asked)
    for place, clause in filters_of(entry):
        inside = with_fields(before.record, list(found.fields))
        scoped = replace(inside, open=inside.open or found.open)
        state.condition(place, clause.condition, before.with_record(scoped), "a filter")
    added = t.RecordField(name.text, found, nullable=True)
    instead = f"look it up under another name, as in `lookup NAME from {name.text}`"
    return before.with_record(result_fields(state, entry, name, before.record, [added], instead))


def _found(
    state: Flow, entry: Entry, name: Word, before: Stream, asked: list[tuple[Path, t.Typed]]
) -> t.Record:
    written = clause_of(entry, "from")
    source = written[1].values[0] if written is not None else None
    word: Word | None = name
    if isinstance(source, p.Source):
        target = source.targets[0] if source.targets else None
        word = target if source.connector is None and isinstance(target, Word) else None
    if word is None:
        return open_record()
    place = written[0] if written is not None else entry
    definition = refer(
        state.lookup, state.reporter, place, word, LookupDefinition, "lookup"
    )  # fmt: skip
    if definition is None:
        return open_record()
    if not paths_of(entry, "key"):
        need_source_keys(state, entry, name, before, definition)
    schema = state.lookup.schema(definition.schema) if definition.schema else None
    if schema is None:
        return open_record()
    check_source_keys(state, place, definition, schema, asked)
    return state.lookup.record(schema)


def call(state: Flow, entry: Entry, before: Stream | None) -> Stream | None:
    """Follow `call external s`: the answer becomes a field, of the service's schema where it has one."""
    node = entry.node
    assert isinstance(node, Phrase)
    infer_clauses(state, entry, before)
    named = [part for part in node.parts if not isinstance(part, Keyword | p.Clause)]
    name = text_of(named[-1])
    if before is None or not name.isidentifier():
        return before and before.with_record(replace(before.record, open=True))
    added = t.RecordField(name, _answer(state, entry, name), nullable=True)
    return before.with_record(with_fields(before.record, [added]))


def _answer(state: Flow, entry: Entry, name: str) -> t.Type:
    """Return the type of a call's answer: an object whose fields are not known, where nothing says it."""
    named = word_of(entry, "schema")
    if named is not None:
        schema = refer(
            state.lookup, state.reporter, named[0], named[1], SchemaDefinition, "schema"
        )  # fmt: skip
        return state.lookup.record(schema) if schema is not None else t.AnyRecord()
    service = state.lookup.find(LookupDefinition, "lookup", name)
    declared = (
        state.lookup.schema(service.schema) if service is not None and service.schema else None
    )
    return state.lookup.record(declared) if declared is not None else t.AnyRecord()


def sql(state: Flow, entry: Entry, _before: Stream | None) -> Stream | None:
    """Follow a query over the process's streams: its result has the schema that it names."""
    node = entry.node
    text = node.first(Word) if isinstance(node, Phrase) else None
    words = {normal(word) for word in _WORD.findall(text.text)} if text is not None else set()
    state.used |= words
    for at, name in tables_of(text.text) if text is not None else ():
        if normal(name) not in state.streams and text is not None:
            state.named(entry, Word(text.start + at, text.start + at + len(name), name))
    sources = tuple(
        source
        for name, stream in state.streams.items()
        if name in words
        for source in stream.sources
    )
    updates = text is not None and not state.settings.batch and updating(text.text) is not None
    result = replace(unknown_stream("", sources), refires=entry if updates else None)
    named = word_of(entry, "schema") or _own_schema(entry)
    if named is None:
        return result
    schema = refer(
        state.lookup, state.reporter, named[0], named[1], SchemaDefinition, "schema"
    )  # fmt: skip
    return result if schema is None else result.with_record(state.lookup.record(schema))


def _own_schema(entry: Entry) -> tuple[Entry, Word] | None:
    words = entry.node.every(Word) if isinstance(entry.node, Phrase) else []
    return (entry, words[1]) if len(words) > 1 else None
