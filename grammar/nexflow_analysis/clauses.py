"""The clauses of a process statement, wherever they stand: on its line or below it."""

from __future__ import annotations

from collections.abc import Iterator

from nexflow_analysis.remember import ByNode
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Node, Path, Phrase, Word
from nexflow_grammar.tree.process import Clause, Filter, Selection, Window

#: The rules of what makes one record of many.
AGGREGATES = ("aggregate", "aggregate_block")


#: Of the definitions that are being checked: several checks ask for the clauses of each statement.
_PARTS: ByNode[tuple[tuple[Entry, Node], ...]] = ByNode(1_000)


def parts_of(entry: Entry) -> tuple[tuple[Entry, Node], ...]:
    """Return the clauses of a statement, each with the entry that it stands in."""
    found = _PARTS.get(entry)
    return found if found is not None else _PARTS.put(entry, tuple(_parts(entry)))


def _parts(entry: Entry) -> Iterator[tuple[Entry, Node]]:
    node = entry.node
    own = node.parts if isinstance(node, Phrase) and node.rule != "clause" else ()
    for clause in getattr(node, "clauses", own):
        if isinstance(clause, Clause | Filter):
            yield entry, clause
    for child in entry.children:
        if isinstance(child.node, Clause | Filter):
            yield child, child.node
        if child.rule in ("clause", "time_clause") and isinstance(child.node, Phrase):
            for part in child.node.parts:
                yield child, part
            yield from _parts(child)  # a clause may hang below the clause above it


def clause_of(entry: Entry, key: str) -> tuple[Entry, Clause] | None:
    """Return the clause of a key and the entry that it stands in, or None."""
    for place, part in parts_of(entry):
        if isinstance(part, Clause) and part.key == key:
            return place, part
    return None


def filters_of(entry: Entry) -> Iterator[tuple[Entry, Filter]]:
    """Yield the filters among the clauses of a statement."""
    for place, part in parts_of(entry):
        if isinstance(part, Filter):
            yield place, part


def word_of(entry: Entry, key: str) -> tuple[Entry, Word] | None:
    """Return the word that a clause says and the entry that it stands in, or None."""
    found = clause_of(entry, key)
    if found is None:
        return None
    word = next((value for value in found[1].values if isinstance(value, Word)), None)
    return (found[0], word) if word is not None else None


def id_of(entry: Entry) -> tuple[Entry, Word] | None:
    """Return the id of a statement that keeps state, and the entry that it stands in, or None.

    That of a window may stand behind its aggregate.
    """
    found = word_of(entry, "id")
    if found is None and isinstance(entry.node, Window):
        return next(filter(None, map(id_of, entry.every(*AGGREGATES))), None)
    return found


def selections_of(entry: Entry) -> list[tuple[Entry, Path, Word]]:
    """Return what `select` and `add` list: each with the entry it stands in, and the name it gets."""
    found: list[tuple[Entry, Path, Word]] = []
    for place, clause in filter(None, (clause_of(entry, "select"), clause_of(entry, "add"))):
        for value in clause.values:
            if isinstance(value, Selection):
                found.append((place, value.path, value.name))
            elif isinstance(value, Path):
                found.append((place, value, value.names[0]))
    return found


def paths_of(entry: Entry, key: str) -> list[tuple[Entry, Path]]:
    """Return the paths that a clause lists, each with the entry that it stands in."""
    found = clause_of(entry, key)
    if found is None:
        return []
    return [(found[0], value) for value in found[1].values if isinstance(value, Path)]
