"""The index: which definitions there are, by kind and name."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from nexflow_analysis.definitions import Definition
from nexflow_analysis.diagnostics import Position
from nexflow_analysis.names import normal
from nexflow_grammar.source_file import Segment

Question = tuple[str, str]
"""A kind and a normal name; the name `*` stands for all names of the kind."""
ALL_NAMES = "*"


class Declared(Struct, frozen=True):
    """A definition and where it is declared.

    segment: None for definitions of the project file, and for those of files that are held elsewhere;
    place: where the name of such a one is, if that is known.
    """

    definition: Definition
    path: str
    segment: Segment | None
    place: tuple[Position, Position] | None = None


class Index:
    """Definitions by (kind, normal name). An update tells which names mean something new."""

    def __init__(self) -> None:
        self._by_name: dict[Question, list[Declared]] = {}
        self._by_kind: dict[str, dict[str, int]] = {}

    def find(self, kind: str, name: str) -> list[Declared]:
        """Return all declarations of a name, an exact spelling first."""
        found = self._by_name.get((kind, normal(name)), [])
        if len(found) < 2:  # noqa: PLR2004
            return list(found)
        return sorted(found, key=lambda one: (one.definition.name != name, *_order(one)))

    def names(self, kind: str) -> list[str]:
        """Return the names of a kind, as written."""
        return list(self._by_kind.get(kind, ()))

    def update(self, removed: Iterable[Declared], added: Iterable[Declared]) -> set[Question]:
        """Take definitions out and in; return the names whose meaning has changed by it."""
        removed, added = list(removed), list(added)
        touched = {_key(declared) for declared in (*removed, *added)}
        before = {key: self._meaning(key) for key in touched}
        for declared in removed:
            entries = self._by_name[_key(declared)]
            entries[:] = [
                entry
                for entry in entries
                if entry.segment is not declared.segment or entry.path != declared.path
            ]
            self._count(declared.definition, -1)
        for declared in added:
            self._by_name.setdefault(_key(declared), []).append(declared)
            self._count(declared.definition, 1)
        changed = {key for key in touched if self._meaning(key) != before[key]}
        existence = {
            (kind, ALL_NAMES)
            for kind, name in changed
            if _names(before[kind, name]) != _names(self._meaning((kind, name)))
        }
        return changed | existence

    def _meaning(self, key: Question) -> list[Definition]:
        found = self._by_name.get(key, [])
        ordered = sorted(found, key=_order) if len(found) > 1 else found
        return [declared.definition for declared in ordered]

    def _count(self, definition: Definition, step: int) -> None:
        counts = self._by_kind.setdefault(definition.kind, {})
        counts[definition.name] = counts.get(definition.name, 0) + step
        if not counts[definition.name]:
            del counts[definition.name]


def _order(declared: Declared) -> tuple[str, str]:
    """Order the definitions of one name by what they are, never by when they came."""
    return declared.path, repr(declared.definition)


def _key(declared: Declared) -> Question:
    return (declared.definition.kind, normal(declared.definition.name))


def _names(definitions: list[Definition]) -> list[str]:
    return [definition.name for definition in definitions]
