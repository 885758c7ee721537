"""Options of `transform using T` that read like steps: `lookup x` on a line below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from nexflow_analysis.definitions import LookupDefinition, TransformDefinition
from nexflow_analysis.names import normal
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree.nodes import Phrase, Word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nexflow_analysis.lookup import Lookup

#: Clauses of a `lookup` that stand below it; others there are the transform's.
_OF_LOOKUPS = frozenset({"from", "key", "cache"})


def with_options(lookup: Lookup, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return some statements, each `transform using` with its options below it.

    A `lookup` is one where the transform asks a source of that name, else a step of its own. Where
    nobody knows what the transform asks, it is one if the project has no such source.
    """
    if all(entry.rule != "lookup" for entry in entries):
        return entries
    found: list[Entry] = []
    extended = False
    for entry in entries:
        above = found[-1] if found else None
        if above is not None and entry.rule == "lookup" and is_option(lookup, above, entry):
            found[-1] = _extended(above, _clause(entry), *_others(entry))
            extended = True
        elif above is not None and extended and entry.rule == "handler":
            found[-1] = _extended(above, entry)
        else:
            found.append(entry)
            extended = False
    return tuple(found)


def is_option(lookup: Lookup, above: Entry, entry: Entry) -> bool:
    """Tell whether a `lookup` right below a statement is an option of that."""
    name = entry.node.first(Word) if isinstance(entry.node, Phrase) else None
    if name is None or entry.broken or not _calls(above):
        return False
    assert isinstance(above.node, p.Transform)
    called = above.node.name.text
    known = lookup.find(TransformDefinition, "transform", called)
    if known is None or known.broken:
        return lookup.find(LookupDefinition, "lookup", name.text) is None
    return normal(name.text) in known.lookups


def _calls(entry: Entry) -> bool:
    """Tell whether a statement calls a transform, and assigns nothing in place."""
    return isinstance(entry.node, p.Transform) and not any(
        child.rule in ("assignment", "set") for child in entry.children
    )


def _clause(entry: Entry) -> Entry:
    node = entry.node
    assert isinstance(node, Phrase)
    clause = p.Clause(node.start, node.end, "lookup", node.parts)
    return replace(
        entry, rule="clause", node=Phrase(node.start, node.end, "clause", (clause,)), children=()
    )


def _others(entry: Entry) -> Iterable[Entry]:
    for child in entry.children:
        clause = child.node.first(p.Clause) if isinstance(child.node, Phrase) else None
        if clause is None or clause.key not in _OF_LOOKUPS:
            yield child


def _extended(entry: Entry, *options: Entry) -> Entry:
    return replace(entry, end=max(one.end for one in options), children=(*entry.children, *options))
