"""`evaluate`: what a rule or a decision table adds to the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from nexflow_analysis import types as t
from nexflow_analysis.clauses import word_of
from nexflow_analysis.definitions import Definition, RuleDefinition, TableDefinition, demanded_of
from nexflow_analysis.lookup import open_record
from nexflow_analysis.names import normal
from nexflow_analysis.pii import through_copies
from nexflow_analysis.process.asking import ask
from nexflow_analysis.process.branching import with_detours
from nexflow_analysis.process.expressions import infer_clauses
from nexflow_analysis.process.keys import need_key_of_rule
from nexflow_analysis.references import refer
from nexflow_analysis.rules import inputs_of, results_of
from nexflow_analysis.steps import check_inputs, result_fields
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import process as p

if TYPE_CHECKING:
    from nexflow_analysis.process.state import Flow, Stream


def evaluate(state: Flow, entry: Entry, before: Stream | None) -> Stream | None:
    """Follow `evaluate using R`: its results become fields."""
    node = entry.node
    assert isinstance(node, p.Evaluate)
    infer_clauses(state, entry, before)
    definition = refer(state.lookup, state.reporter, entry, node.name, Definition, "rule")
    after: Stream | None = None
    if before is not None:
        after = before.with_record(_result(state, entry, node, definition, before))
        if isinstance(definition, TableDefinition | RuleDefinition):
            ask(state, entry, node.name, definition, before, after)
    return with_detours(state, entry, "handler", after)


def _result(
    state: Flow, entry: Entry, node: p.Evaluate, definition: Definition | None, before: Stream
) -> t.Record:
    if not isinstance(definition, TableDefinition | RuleDefinition):
        return open_record()
    check_inputs(
        state, entry, node.name, before, demanded_inputs(state, definition), nulls_fail=True
    )
    need_key_of_rule(state, entry, node.name, before, definition)
    made = results_of(definition, state.lookup)
    if made.open:
        return open_record()
    results = list(through_copies(made.fields, definition.copies, before.record, state.lookup))
    if isinstance(definition, RuleDefinition):
        results = [_perhaps_unset(field, definition, state) for field in results]
    else:
        results = [_of_all_rows(field, definition.hit_policy) for field in results]
    named = word_of(entry, "output") or word_of(entry, "schema")
    if named is not None:
        if state.lookup.schema(named[1].text) is not None:
            return open_record()
        results = [t.RecordField(named[1].text, t.Record("", tuple(results)), nullable=False)]
    instead = "hold the results in a field of their own by `output NAME`"
    return result_fields(state, entry, node.name, before.record, results, instead)


def demanded_inputs(state: Flow, definition: TableDefinition | RuleDefinition) -> t.Record:
    """Return what a table or a rule demands of the record that it is evaluated on."""
    schema = state.lookup.schema(definition.given_schema) if definition.given_schema else None
    if schema:
        return state.demanded_by(schema)
    return demanded_of(inputs_of(definition, state.lookup), definition.inputs)


def _of_all_rows(field: t.RecordField, hit_policy: str) -> t.RecordField:
    """Return a result of a table whose rows all have a say; what it aggregates is not followed."""
    if hit_policy in ("multi_hit", "collect_all"):
        return t.RecordField(field.name, t.UNKNOWN, nullable=False, pii=field.pii)
    return field


def _perhaps_unset(field: t.RecordField, definition: RuleDefinition, state: Flow) -> t.RecordField:
    """Return a result of a rule; one that some path does not set is null there."""
    unset = definition.sets is not None and normal(field.name) not in definition.sets
    given = inputs_of(definition, state.lookup).field(field.name) is not None
    return replace(field, nullable=True) if unset and not given else field
