"""What a sink asks of the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nexflow_analysis import types as t
from nexflow_analysis.clauses import paths_of, word_of
from nexflow_analysis.definitions import SchemaDefinition, StreamDefinition
from nexflow_analysis.fit import fit_problem
from nexflow_analysis.names import normal
from nexflow_analysis.references import refer
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.expressions import Text
from nexflow_grammar.tree.nodes import Node
from nexflow_grammar.tree.process import Emit, Persist

if TYPE_CHECKING:
    from nexflow_analysis.flow import Flow


def check_sink(state: Flow, entry: Entry, record: t.Record | None) -> None:
    """Check an `emit` or a `persist`: that there is a record, and that it fits the sink's schema."""
    node = entry.node
    assert isinstance(node, Emit | Persist)
    name = node.target.value if isinstance(node.target, Text) else getattr(node.target, "text", "")
    record = state.destinations.get(normal(name), record)
    if record is None:
        state.error(
            entry, node, "NX512", "no stream reaches this statement: write a `receive` above it, or let the "
            "`route` above go on with `otherwise continue`",
        )  # fmt: skip
        return
    for key in ("key", "upsert by"):
        for place, path in paths_of(entry, key):
            state.field_type(place, path, record)
    schema, place, marked = _schema(state, entry, node)
    if schema is not None:
        _check_fit(state, place, marked, record, schema)


def _schema(state: Flow, entry: Entry, node: Emit | Persist) -> tuple[t.Record | None, Entry, Node]:
    """Return the record type that the sink demands, and the place that names it."""
    written = word_of(entry, "schema")
    if written is not None:
        place, word = written
        if word.text == "object":
            return None, place, word
        schema = refer(state.lookup, state.reporter, place, word, SchemaDefinition, "schema")
        return state.lookup.record(schema) if schema is not None else None, place, word
    target = node.target
    name = target.value if isinstance(target, Text) else getattr(target, "text", "")
    stream = state.lookup.find(StreamDefinition, "stream", name) if name else None
    if stream is not None and stream.schema:
        schema = state.lookup.schema(stream.schema)
        if schema is not None:
            return state.lookup.record(schema), entry, target
    return None, entry, target


def _check_fit(state: Flow, entry: Entry, node: Node, record: t.Record, schema: t.Record) -> None:
    if record.open or (record.name and record.name == schema.name):
        return
    missing: list[str] = []
    for field in schema.fields:
        found = record.field(field.name)
        if found is None:
            if not field.nullable:
                missing.append(field.name)
            continue
        problem = fit_problem(
            t.Typed(state.lookup.deep(found.type), found.nullable), state.lookup.deep(field.type)
        )
        if problem:
            message = (
                f"the record does not fit `{schema.name}`: the field `{field.name}`: {problem}"
            )
            state.error(entry, node, "NX521", message)
    if missing:
        names = ", ".join(f"`{name}`" for name in missing)
        state.error(
            entry, node, "NX520",
            f"the record does not fit `{schema.name}`: the required field{'s' if len(missing) > 1 else ''} "
            f"{names} {'are' if len(missing) > 1 else 'is'} missing at this point; add "
            f"{'them' if len(missing) > 1 else 'it'} with a `transform`, an `enrich` or a `set` above",
        )  # fmt: skip
