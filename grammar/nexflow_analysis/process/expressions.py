"""The expressions in the clauses of a statement: headers, payloads, parameters, channels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nexflow_analysis.clauses import parts_of
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Node, Phrase
from nexflow_grammar.tree.process import Clause

if TYPE_CHECKING:
    from nexflow_analysis.process.state import Flow, Stream

_OVER_THE_RECORD = frozenset({"headers", "payload", "params", "input", "channel", "features"})


def infer_clauses(state: Flow, entry: Entry, stream: Stream | None) -> None:
    """Infer the expressions of a statement's clauses over the record."""
    for place, part in parts_of(entry):
        if isinstance(part, Clause) and part.key in _OVER_THE_RECORD:
            for value in part.values:
                if isinstance(value, e.Expression):
                    infer_fields(state, place, value, stream)
    for child in entry.children:
        if child.rule == "clause_block" and _key(child) in _OVER_THE_RECORD:
            for binding in child.children:
                for value in _values(binding):
                    state.infer(binding, value, stream)


def infer_fields(state: Flow, place: Entry, value: e.Expression, stream: Stream | None) -> None:
    """Infer what a clause lists: the fields of `[a, b]` need no type in common."""
    for one in value.elements if isinstance(value, e.ListLiteral) else (value,):
        state.infer(place, one, stream)


def bindings(entry: Entry, key: str) -> list[tuple[Entry, Node, e.Expression, str]]:
    """Return what a clause such as `params: { … }` binds: place, name's node, value and name."""
    found: list[tuple[Entry, Node, e.Expression, str]] = []
    for place, part in parts_of(entry):
        if isinstance(part, Clause) and part.key == key:
            for value in part.values:
                if isinstance(value, e.RecordLiteral):
                    found += [(place, word, bound, word.text) for word, bound in value.entries]
    for child in entry.children:
        if child.rule == "clause_block" and _key(child) == key:
            for binding in child.children:
                name = binding.node.parts[0] if isinstance(binding.node, Phrase) else None
                for value in _values(binding):
                    if name is not None:
                        found.append((binding, name, value, getattr(name, "text", "")))
    return found


def _key(entry: Entry) -> str:
    first = entry.node.parts[0] if isinstance(entry.node, Phrase) and entry.node.parts else None
    return getattr(first, "text", "")


def _values(binding: Entry) -> list[e.Expression]:
    return binding.node.every(e.Expression) if isinstance(binding.node, Phrase) else []
