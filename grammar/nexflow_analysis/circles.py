"""Circles of definitions: what needs itself, and through what."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nexflow_analysis import types as t
from nexflow_analysis.definitions import (
    AliasDefinition,
    Definition,
    FieldDefinition,
    SchemaDefinition,
    TransformDefinition,
)
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import normal

Needs = Callable[[Definition], Iterator[str]]
"""Yields the names that a definition cannot do without."""


def values_needed(definition: Definition) -> Iterator[str]:
    """Yield the types of which a value holds a value in any case: not those of lists or of null."""
    if isinstance(definition, SchemaDefinition):
        yield from _of_fields(definition.fields)
    elif isinstance(definition, AliasDefinition):
        yield from _of_field(definition.target)


def _of_fields(fields: tuple[FieldDefinition, ...]) -> Iterator[str]:
    for field in fields:
        if not field.nullable:
            yield from _of_field(field)


def _of_field(field: FieldDefinition) -> Iterator[str]:
    if isinstance(field.type, t.Named):
        yield field.type.name
    elif isinstance(field.type, t.AnyRecord):
        yield from _of_fields(field.fields)


def names_needed(definition: Definition) -> Iterator[str]:
    """Yield the names that an alias stands for, in whatever place: it is written out in full."""
    if isinstance(definition, AliasDefinition) and not definition.target.fields:
        yield from _names_in(definition.target.type)


def _names_in(type_: t.Type) -> Iterator[str]:
    match type_:
        case t.Named():
            yield type_.name
        case t.Collection():
            yield from _names_in(type_.element)
        case t.Mapping():
            yield from _names_in(type_.key)
            yield from _names_in(type_.value)
        case _:
            pass


def calls_needed(definition: Definition) -> Iterator[str]:
    """Yield what a transform calls or is composed of."""
    if isinstance(definition, TransformDefinition):
        yield from definition.calls


def circle_of(
    definition: Definition, needs: Needs, kind: type[Definition], lookup: Lookup
) -> list[str]:
    """Return the shortest way from a definition back to itself, [] where there is none."""
    start = normal(definition.name)
    ways = [[definition.name]]
    seen: set[str] = set()
    current: dict[str, Definition] = {definition.name: definition}
    for way in ways:  # grows on the way
        for name in dict.fromkeys(needs(current[way[-1]])):
            found = lookup.find(kind, definition.kind, name)
            if found is None:
                continue
            if normal(found.name) == start:
                return [*way, definition.name]
            if found.name not in seen:
                seen.add(found.name)
                current[found.name] = found
                ways.append([*way, found.name])
    return []
