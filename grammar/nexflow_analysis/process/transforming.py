"""`transform`, `set`, `let` and `filter`: steps that make one record of another."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nexflow_analysis import types as t
from nexflow_analysis.clauses import clause_of, word_of
from nexflow_analysis.definitions import TransformDefinition, demanded_of, record_of
from nexflow_analysis.lookup import as_record, open_record, with_fields
from nexflow_analysis.names import normal
from nexflow_analysis.paths import no_field
from nexflow_analysis.pii import through_transform, value_pii
from nexflow_analysis.process.expressions import infer_clauses
from nexflow_analysis.process.parameters import check_parameters
from nexflow_analysis.process.personal import keep_personal, let_personal, seen
from nexflow_analysis.process.settings import states_beside
from nexflow_analysis.references import refer
from nexflow_analysis.steps import check_inputs
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree import types as n
from nexflow_grammar.tree.nodes import Phrase, Word

if TYPE_CHECKING:
    from nexflow_analysis.process.state import Flow, Stream


def keep(state: Flow, entry: Entry, before: Stream | None) -> Stream | None:
    """Follow `filter e`: what is left has what the condition proves."""
    assert isinstance(entry.node, p.Filter)
    state.condition(entry, entry.node.condition, before, "a filter")
    return state.passing(entry.node.condition, before) if before is not None else None


def transform(state: Flow, entry: Entry, before: Stream | None) -> Stream | None:
    """Follow `transform using T`: the record becomes its output."""
    node = entry.node
    assert isinstance(node, p.Transform)
    if any(isinstance(child.node, n.Assignment) for child in entry.children):
        return inline(state, entry, before)
    definition = refer(
        state.lookup, state.reporter, entry, node.name, TransformDefinition, "transform"
    )  # fmt: skip
    infer_clauses(state, entry, before)
    after: Stream | None = None
    if definition is not None:
        if not definition.broken:
            check_parameters(state, entry, node.name, definition.parameters, before)
        if clause_of(entry, "input") is None and not definition.broken:
            wanted = _wanted(state, definition)
            check_inputs(state, entry, node.name, before, wanted, nulls_fail=True)
    if before is not None:
        made = _output(state, entry, definition, before.record)
        if definition is not None:
            made = through_transform(made, definition, before.record, state.lookup)
        after = before.replaced(made)
    for child in entry.children:
        if child.rule == "handler" and isinstance(child.node, Phrase):
            kind = child.node.first(Word)
            failed = kind is not None and kind.text == "on_failure"
            state.walk(child.children, before if failed else after)
    return after


def _wanted(state: Flow, definition: TransformDefinition) -> t.Record:
    wanted = demanded_of(record_of("", definition.inputs), definition.inputs)
    if definition.input_type is None:
        return wanted
    return state.demanded(definition.input_type) or wanted


def _output(
    state: Flow, entry: Entry, definition: TransformDefinition | None, record: t.Record
) -> t.Record:
    named = word_of(entry, "schema")
    if named is not None:
        schema = state.lookup.schema(named[1].text)
        # The result has a name of its own: what it leaves of the record is not followed.
        return state.lookup.record(schema) if schema is not None else open_record()
    if definition is None:
        return open_record()
    if definition.output_type is not None:
        return as_record(state.lookup.resolve(definition.output_type)) or open_record()
    if definition.outputs:
        return record_of("", definition.outputs)
    if not definition.assigned or "result" in definition.assigned:
        return open_record()
    added = [t.RecordField(name, t.UNKNOWN, nullable=False) for name in definition.assigned]
    return with_fields(record, added)


def inline(state: Flow, entry: Entry, before: Stream | None) -> Stream | None:
    """Follow the assignments of an inline transform, each over what those above it made."""
    stream = before
    for child in entry.children:
        if isinstance(child.node, n.Assignment):
            stream = assign(state, child, stream)
    return stream


def assign(state: Flow, entry: Entry, before: Stream | None) -> Stream | None:
    """Follow `set path = e`."""
    node = entry.node
    assert isinstance(node, n.Assignment)
    typed = state.infer(entry, node.value, before, alone=True)
    if before is None:
        return before
    names = node.target.names
    known = before.record.field(names[0].text)
    prefixes = {before.name, "input", "output", *dict(before.parts)}
    if len(names) > 1 and normal(names[1].text) in states_beside(
        state.settings, before.record, state.lookup
    ):
        known = None  # a text that is called `state` has no fields
    if known is None and len(names) > 1:
        if names[0].text == "state":
            state.state_uses.append((entry, names[1]))
            keep_personal(state, before, names[1], node.value)
            return before
        if names[0].text in prefixes:
            names = names[1:]
            known = before.record.field(names[0].text)
    name = known.name if known is not None else names[0].text
    if len(names) == 1:
        pii = value_pii(seen(before), node.value, state.lookup)
        added = t.RecordField(name, typed.type, typed.nullable, pii)
    else:  # the field has grown: what is in it is not followed
        if not _leads_on(state, entry, names, known):
            return before
        nullable = known.nullable if known is not None else False
        added = t.RecordField(name, t.AnyRecord(), nullable)
    return before.with_record(with_fields(before.record, [added]))


def _leads_on(
    state: Flow, entry: Entry, names: tuple[Word, ...], known: t.RecordField | None
) -> bool:
    """Check that what a path goes through may have fields; records may gain some."""
    for before, word in pairwise(names):
        type_ = state.lookup.resolve(known.type) if known is not None else t.UNKNOWN
        if isinstance(type_, t.Scalar | t.Collection):
            problem, _fixes = no_field(before, word, type_)
            if problem:
                state.error(entry, word, "NX102", problem)
            return False
        known = type_.field(word.text) if isinstance(type_, t.Record) else None
    return True


def let(state: Flow, entry: Entry, before: Stream | None) -> Stream | None:
    """Follow `let name = e`."""
    node = entry.node
    assert isinstance(node, n.Let)
    typed = state.infer(entry, node.value, before, alone=True)
    if before is None:
        return before
    others = tuple(one for one in before.lets if one[0] != node.name.text)
    personal = let_personal(state, before, node.name.text, node.value)
    return replace(before, lets=(*others, (node.name.text, typed)), personal=personal)
