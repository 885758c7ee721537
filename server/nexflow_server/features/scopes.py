"""Which names an expression at a position sees."""

from __future__ import annotations

from dataclasses import dataclass

from nexflow_analysis import types as t
from nexflow_analysis.definitions import (
    RuleDefinition,
    TableDefinition,
    TransformDefinition,
    record_of,
)
from nexflow_analysis.flow import Flow, Step, Stream, flow
from nexflow_analysis.infer import Inference, Scope
from nexflow_analysis.lookup import Lookup, open_record
from nexflow_analysis.rules import rule_scope
from nexflow_analysis.transforms import scope_of, shape_of, typed_statements
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.types import Assignment, Let
from nexflow_server.features.cursor import Cursor


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known around a position. target: the record whose fields assignments set, if any.

    flow, index: of a process, its steps and the one the position is in or behind.
    """

    scope: Scope
    target: t.Record | None = None
    flow: Flow | None = None
    index: int = -1


def surroundings(cursor: Cursor) -> Surroundings:
    """Return what is known around a position."""
    lookup = cursor.workspace.lookup()
    function = _BY_KIND.get(cursor.segment.kind)
    found = function(cursor, lookup) if function is not None else None
    return found or Surroundings(Scope(lookup))


def _process(cursor: Cursor, lookup: Lookup) -> Surroundings:
    found = flow(cursor.segment, lookup)
    index, stream = -1, None
    for number, step in enumerate(found.steps):
        if step.entry.start <= cursor.offset and (
            index < 0 or step.entry.start >= found.steps[index].entry.start
        ):
            index, stream = number, stream_at(step, cursor.offset)
    return Surroundings(found.scope(stream), stream.record if stream else None, found, index)


def stream_at(step: Step, offset: int) -> Stream | None:
    """Return the stream that a position in or behind a step works on."""
    inside = step.entry.start <= offset <= step.entry.end
    # A `receive` has no record before it; what its clauses name are the fields that it reads.
    return step.stream_before if inside and step.entry.rule != "receive" else step.stream_after


def _transform(cursor: Cursor, lookup: Lookup) -> Surroundings | None:
    name = cursor.segment.name
    definition = name and lookup.find(TransformDefinition, "transform", name.text)
    if not definition:
        return None
    shape = shape_of(definition, lookup)
    scope = scope_of(definition, shape, lookup)
    if any(entry.rule == "validate_input" for entry in cursor.entries):
        return Surroundings(scope)
    statements = typed_statements(cursor.segment, definition, lookup)
    for statement in statements:
        if statement.entry in cursor.entries:
            return Surroundings(statement.scope, shape.output)
    names = {_target(statement.node): statement.typed for statement in statements}
    return Surroundings(scope.inner(names), shape.output)


def _rule(cursor: Cursor, lookup: Lookup) -> Surroundings | None:
    name = cursor.segment.name
    definition = name and lookup.find(RuleDefinition, "rule", name.text)
    if not definition or cursor.segment.head is None:
        return None
    scope = _with_lets(rule_scope(definition, lookup), cursor.segment.head, cursor.offset)
    return Surroundings(scope, record_of("", definition.results))


def _with_lets(scope: Scope, entry: Entry, before: int) -> Scope:
    """Return a scope with the names that the statements before an offset give."""
    for child in entry.children:
        if child.end < before and isinstance(child.node, Let | Assignment) and not child.broken:
            scope = scope.inner({_target(child.node): Inference(scope).infer(child.node.value)})
        scope = _with_lets(scope, child, before)
    return scope


def _table(cursor: Cursor, lookup: Lookup) -> Surroundings | None:
    name = cursor.segment.name
    definition = name and lookup.find(TableDefinition, "rule", name.text)
    if not definition:
        return None
    record = record_of("", definition.inputs)
    if definition.given_schema:
        schema = lookup.schema(definition.given_schema)
        record = lookup.record(schema) if schema is not None else open_record()
    return Surroundings(Scope(lookup, record), record_of("", definition.results))


def _schema(cursor: Cursor, lookup: Lookup) -> Surroundings | None:
    name = cursor.segment.name
    schema = lookup.schema(name.text) if name is not None else None
    return Surroundings(Scope(lookup, lookup.record(schema))) if schema is not None else None


def _target(node: Let | Assignment) -> str:
    return node.name.text if isinstance(node, Let) else node.target.names[0].text


_BY_KIND = {
    "process": _process,
    "transform": _transform,
    "rule": _rule,
    "table": _table,
    "schema": _schema,
}
