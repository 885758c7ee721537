"""NX548, NX549: transitions that the state machine of a process does not have."""

from __future__ import annotations

from nexflow_analysis.definitions import SchemaDefinition
from nexflow_analysis.diagnostics import LocalFix, Replacement
from nexflow_analysis.flow import Flow
from nexflow_analysis.names import nearest, suggestion
from nexflow_analysis.process.settings import every_entry, machine_schema, text_of
from nexflow_analysis.references import refer
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Keyword, Node, Phrase, Word


def check_transitions(state: Flow) -> None:
    """Check the states that transitions lead to."""
    machine = state.settings.head.first("state_machine")
    schema = _schema(state, machine) if machine is not None else None
    for entry in every_entry(state.settings.head):
        if entry.rule != "transition" or not isinstance(entry.node, Phrase) or entry.broken:
            continue
        target = next(part for part in entry.node.parts if not isinstance(part, Keyword))
        if machine is None:
            state.error(
                entry, entry.node, "NX549",
                "this process has no state machine; write `state_machine NAME schema SCHEMA` at its top",
            )  # fmt: skip
        elif schema is not None and schema.states:
            _check(state, entry, target, schema)


def _schema(state: Flow, machine: Entry) -> SchemaDefinition | None:
    """Return the schema with the states: the one that is named, or the machine's own."""
    node = machine.node
    if not isinstance(node, Phrase) or machine.broken:
        return None
    named = machine_schema(machine)
    place, word = named if named is not None else (machine, None)
    if isinstance(word, Word):
        return refer(state.lookup, state.reporter, place, word, SchemaDefinition, "schema")
    own = node.first(Word)
    return state.lookup.schema(own.text) if own is not None and named is None else None


def _check(state: Flow, entry: Entry, target: Node, schema: SchemaDefinition) -> None:
    name = text_of(target)
    if name not in schema.states:
        near = nearest(name, schema.states)
        fixes: tuple[LocalFix, ...] = ()
        if near is not None:
            written = near if isinstance(target, Word) else f'"{near}"'
            change = Replacement(target.start, target.end, written)
            fixes = (LocalFix(f"Write `{near}`", (change,), safe=False),)
        hint = suggestion(name, schema.states)
        message = f"`{schema.name}` has no state `{name}`{hint}"
        state.error(entry, target, "NX548", message, *fixes)
    elif schema.transitions and name not in {to for _from, to in schema.transitions}:
        message = f"no transition of `{schema.name}` leads to `{name}`, so this always fails"
        state.error(entry, target, "NX548", message)
