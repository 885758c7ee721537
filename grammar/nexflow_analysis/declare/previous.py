"""Declares the released versions of schemas: they are only compared with."""

from __future__ import annotations

from nexflow_analysis.definitions import (
    AliasDefinition,
    Definition,
    PreviousDefinition,
    SchemaDefinition,
)


def as_previous(declared: tuple[Definition, ...]) -> tuple[Definition, ...]:
    """Return the schemas and aliases of a released file under a kind of their own."""
    return tuple(
        PreviousDefinition(one.name, one, broken=one.broken)
        for one in declared
        if isinstance(one, SchemaDefinition | AliasDefinition)
    )
