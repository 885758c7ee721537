"""The checks that a transform makes of its input, and what is known where they have passed."""

from __future__ import annotations

from collections.abc import Iterator

from nexflow_analysis import types as t
from nexflow_analysis.definitions import TransformDefinition
from nexflow_analysis.infer import Scope
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.narrowing import NOTHING, Facts, Outcome, facts
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Node, Phrase, Word
from nexflow_grammar.tree.types import Require


def schema_facts(written: t.Type | None, lookup: Lookup) -> Facts:
    """Return what a schema's constraints say of its records: one lets pass what is true or null."""
    schema = lookup.schema(written.name) if isinstance(written, t.Named | t.Record) else None
    if schema is None:
        return NOTHING
    return NOTHING.union(*(facts(one, Outcome.NOT_FALSE) for one, _message in schema.constraints))


def validated(segment: Segment, definition: TransformDefinition, scope: Scope) -> Scope:
    """Return what a transform's expressions know of its input once it is validated."""
    scope = scope.knowing(schema_facts(definition.input_type, scope.lookup))
    assert segment.head is not None
    for part in segment.head.every("validate_input"):
        for child in part.children:
            for _entry, condition, before, _what in conditions_of(child, scope):
                if _entry is child and _is_demanded(child):
                    scope = before.given(condition, Outcome.TRUE)
    return scope


def input_checks(
    segment: Segment, scope: Scope
) -> Iterator[tuple[Entry, e.Expression, Scope, str]]:
    """Yield the conditions of `validate_input`, each with what is known there and what it is in words."""
    assert segment.head is not None
    for part in segment.head.every("validate_input"):
        for child in part.children:
            for found in conditions_of(child, scope):
                yield found
                if found[0] is child and _is_demanded(child):
                    scope = scope.given(found[1], Outcome.TRUE)


def conditions_of(entry: Entry, scope: Scope) -> Iterator[tuple[Entry, e.Expression, Scope, str]]:
    """Yield the conditions of a check and of those inside it, likewise."""
    node = entry.node
    if isinstance(node, Require):
        yield entry, node.condition, scope, "what `require` demands"
    elif isinstance(node, Phrase) and entry.rule in ("check", "check_when"):
        condition = node.first(e.Expression)
        if condition is None:
            return
        yield entry, condition, scope, "a condition" if entry.rule == "check_when" else "a check"
        if entry.rule == "check_when":
            inner = scope.given(condition, Outcome.TRUE)
            for child in entry.children:
                yield from conditions_of(child, inner)


def _is_demanded(entry: Entry) -> bool:
    """Tell whether a record that fails a check goes no further."""
    if entry.broken or not isinstance(entry.node, Phrase):
        return isinstance(entry.node, Require)
    return entry.rule == "check" and not any(
        word in ("warning", "info") for word in _severities(entry.node)
    )


def _severities(node: Node) -> Iterator[str]:
    for clause in node.every(Phrase) if isinstance(node, Phrase) else ():
        words = clause.every(Word)
        if clause.rule == "check_clause" and len(words) > 1 and words[0].text == "severity":
            yield words[1].text
