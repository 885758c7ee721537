"""`window` and `aggregate`: many records become one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from nexflow_analysis import types as t
from nexflow_analysis.aggregate_steps import aggregate_fields
from nexflow_analysis.clauses import AGGREGATES, clause_of, paths_of, word_of
from nexflow_analysis.definitions import TransformDefinition, record_of
from nexflow_analysis.lookup import as_record
from nexflow_analysis.names import normal
from nexflow_analysis.pii import path_pii, through_copies
from nexflow_analysis.process.branching import gathered
from nexflow_analysis.process.keys import check_key
from nexflow_analysis.process.state import Step
from nexflow_analysis.process.timing import need_event_time
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree.nodes import Path, Phrase, Word

if TYPE_CHECKING:
    from nexflow_analysis.process.state import Flow, Stream

Keys = list[tuple[Entry, Path]]


def window(state: Flow, entry: Entry, before: Stream | None) -> Stream | None:
    """Follow `window … key by … aggregate …`."""
    node = entry.node
    assert isinstance(node, p.Window)
    if before is not None:
        need_event_time(state, entry, node, before, "this window")
    keys = window_keys(entry)
    current = before
    for child in entry.children:
        if child.rule in AGGREGATES and before is not None:
            current = _aggregate(state, child, before, keys)
            state.steps.append(Step(child, before, current))
    for place, clause in window_clauses(entry, "state"):
        state.state_uses += [(place, word) for word in clause.values if isinstance(word, Word)]
    if current is None or before is None:
        return current
    if current is before:  # no aggregate follows: the records themselves go on
        return before
    refires = entry if _lateness(state, entry, before) else before.refires
    return replace(current, refires=refires)


def window_clauses(entry: Entry, key: str) -> list[tuple[Entry, p.Clause]]:
    """Return the clauses of a key of a window, above its aggregate or below."""
    places = [entry, *entry.every(*AGGREGATES)]
    return [found for place in places if (found := clause_of(place, key)) is not None]


def window_keys(entry: Entry) -> Keys:
    """Return the keys of a window: its own and those of its aggregate."""
    keys = [*paths_of(entry, "key by")]
    for child in entry.every(*AGGREGATES):
        if isinstance(child.node, p.Aggregate):
            keys += [(child, path) for path in child.node.keys]
    return keys


def _lateness(state: Flow, entry: Entry, stream: Stream) -> bool:
    """Tell whether the window's results are emitted again when late records arrive."""
    if window_clauses(entry, "allowed lateness"):
        return True
    time = state.settings.time
    if time is not None and time.clause("allowed lateness"):
        return True
    schemas = (source.schema for source in stream.sources)
    return any(schema and schema.option("allowed_lateness") is not None for schema in schemas)


def aggregate(state: Flow, entry: Entry, before: Stream | None) -> Stream | None:
    """Follow an `aggregate` that stands alone, or that joins the branches of a `parallel`."""
    if isinstance(entry.node, Phrase) and entry.node.rule == "aggregate_from":
        return gathered(state, entry, before)
    if before is None:
        return None
    keys = (
        [(entry, path) for path in entry.node.keys] if isinstance(entry.node, p.Aggregate) else []
    )
    return _aggregate(state, entry, before, keys)


def _aggregate(state: Flow, entry: Entry, before: Stream, keys: Keys) -> Stream:
    fields: list[t.RecordField] = []
    for place, path in keys:
        typed = state.field_type(place, path, before)
        fields.append(
            t.RecordField(
                path.names[-1].text,
                typed.type,
                typed.nullable,
                path_pii(before.record, path.text, state.lookup),
            )
        )
        check_key(state, place, path, typed, "window")
    key = tuple(field.name for field in fields)
    is_open = False
    if isinstance(entry.node, Phrase) and entry.node.rule == "aggregate_using":
        made = _of_transform(state, entry.node.every(Word)[-1], before.record)
        is_open = made is None
        taken = {normal(field.name) for field in fields}
        fields += [one for one in made or () if normal(one.name) not in taken]
    else:
        fields += aggregate_fields(entry, state.scope(before), state.reporter)
    taken = {normal(field.name) for field in fields}
    fields += [
        t.RecordField(name, t.TIMESTAMP, nullable=False)
        for name in ("window_start", "window_end")
        if name not in taken
    ]
    record = t.Record("", tuple(fields), open=is_open)
    named = word_of(entry, "schema")
    schema = state.lookup.schema(named[1].text) if named is not None else None
    if schema is not None:
        record = _typed(record, state.lookup.record(schema))
    return replace(before.replaced(record), key=key)


def _of_transform(state: Flow, word: Word, given: t.Record) -> tuple[t.RecordField, ...] | None:
    """Return what an aggregation makes; None where it is unknown, which is said elsewhere."""
    definition = state.lookup.find(TransformDefinition, "transform", word.text)
    if definition is None:
        return None
    if definition.output_type is not None:
        made = as_record(state.lookup.resolve(definition.output_type))
    else:
        made = record_of("", definition.outputs)
    if made is None or made.open or not (made.fields or definition.output_type):
        return None
    return through_copies(made.fields, definition.copies, given, state.lookup)


def _typed(record: t.Record, schema: t.Record) -> t.Record:
    """Return a record with the types that a schema gives to its fields of unknown type."""
    fields = []
    for field in record.fields:
        said = schema.field(field.name)
        unknown = isinstance(field.type, t.Unknown) and said is not None
        fields.append(replace(field, type=said.type) if unknown and said else field)
    return replace(record, fields=tuple(fields))
