"""What the values of a table's columns may be: types, constraints of the inputs' fields, null."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct

from nexflow_analysis import types as t
from nexflow_analysis.constraints import constraints_of
from nexflow_analysis.definitions import FieldDefinition, TableDefinition
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import normal
from nexflow_analysis.regular_expressions import compiled
from nexflow_analysis.table.notation import Cut, Order, order_of
from nexflow_analysis.table.text_values import TextDomain
from nexflow_analysis.table.values import Domain, FiniteDomain, OpaqueDomain, OrderedDomain
from nexflow_analysis.tables import Column
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import rules as r
from nexflow_grammar.tree.nodes import walk


class Subject(Struct, frozen=True):
    """What a column is about. constraints: those of its field and of its field's aliases.

    free: whether every value may come with every combination of the other columns' values.
    """

    type: t.Typed
    constraints: t.Constraints
    free: bool


def domain_of(name: str, subject: Subject, cells: Iterable[r.Cell]) -> Domain:
    """Return the domain of a column, cut at its cells' boundaries."""
    nullable = subject.type.nullable
    said = subject.constraints
    scalar = subject.type.type
    order = order_of(scalar)
    for key, listed in said:
        if key == "values" and scalar in (t.STRING, t.INTEGER):
            values = [value for value in listed if isinstance(value, str | Decimal)]
            if values:
                return FiniteDomain(name, values, nullable=nullable)
    if scalar == t.BOOLEAN:
        return FiniteDomain(name, (True, False), nullable=nullable)
    if scalar == t.STRING:
        return TextDomain(name, _lengths(said), cells, nullable=nullable, patterns=_patterns(said))
    if order is not None:
        limits = _limits(order, said)
        if limits[0] < limits[1]:
            return OrderedDomain(name, order, limits, cells, nullable=nullable)
    return OpaqueDomain(name, nullable=nullable)


def subject_of(
    column: Column, typed: t.Typed, definition: TableDefinition, seen: set[str], lookup: Lookup
) -> Subject:
    """Return what a column is about. seen: the inputs of the columns before it, to be added to."""
    node = column.expression
    names = _path(node)
    path = ".".join(names)
    known = bool(path) and not any(_contains(path, other) for other in seen)
    seen.add(path)
    field = _field(names, definition, lookup)
    if field is None:
        return Subject(typed, (), free=False)
    said = constraints_of(field, lookup)
    # A field that a record's own constraints tie to others does not take every value with theirs;
    # of a pattern nobody knows how many texts it leaves; a null of a path may be its parent's.
    tied = names[0] in _tied(definition, lookup) or any(key == "pattern" for key, _ in said)
    inherited = len(names) > 1 and typed.nullable
    return Subject(typed, said, free=known and not tied and not inherited)


def subject_of_field(field: FieldDefinition, lookup: Lookup) -> Subject:
    """Return what a column would be about that names a field."""
    typed = t.Typed(lookup.deep(field.type), field.nullable)
    return Subject(typed, constraints_of(field, lookup), free=True)


def _path(node: e.Expression | None) -> list[str]:
    """Return the normal names of a path, none for another expression."""
    match node:
        case e.Name():
            return [normal(node.text)]
        case e.Member():
            target = _path(node.target)
            return [*target, normal(node.name.text)] if target else []
        case _:
            return []


def _contains(path: str, other: str) -> bool:
    return path == other or path.startswith(f"{other}.") or other.startswith(f"{path}.")


def _field(names: list[str], definition: TableDefinition, lookup: Lookup) -> FieldDefinition | None:
    """Return the declared field that a path leads to; None where there is none."""
    fields = definition.inputs
    if definition.given_schema:
        schema = lookup.schema(definition.given_schema)
        fields = schema.fields if schema is not None else ()
    found: FieldDefinition | None = None
    for name in names:
        found = next((field for field in fields if normal(field.name) == name), None)
        if found is None:
            return None
        fields = found.fields
        if isinstance(found.type, t.Named):
            schema = lookup.schema(found.type.name)
            fields = schema.fields if schema is not None else ()
    return found


def _tied(definition: TableDefinition, lookup: Lookup) -> set[str]:
    """Return the fields that the record's own constraints are about."""
    schema = lookup.schema(definition.given_schema) if definition.given_schema else None
    constraints = schema.constraints if schema is not None else ()
    nodes = (node for expression, _ in constraints for node in walk(expression))
    return {normal(node.text) for node in nodes if isinstance(node, e.Name)}


def _limits(order: Order, said: t.Constraints) -> tuple[Cut, Cut]:
    low, high = order.low, order.high
    for key, values in said:
        bounds = values[0] if key == "range" and values else None
        if isinstance(bounds, tuple):
            first, last = (order.point(bound) for bound in bounds)
            low = max(low, order.before(first)) if first is not None else low
            high = min(high, order.after(last)) if last is not None else high
    return low, high


def _lengths(said: t.Constraints) -> tuple[int, int | None]:
    """Return the least and the greatest length of a text; None: there is no greatest."""
    least, most = 0, None
    for key, values in said:
        bound = values[0] if values else None
        low = high = None
        if key == "length":
            low, high = bound if isinstance(bound, tuple) else (bound, bound)
        elif key == "min_length":
            low = bound
        elif key == "max_length":
            high = bound
        least = max(least, _count(low) or 0)
        top = _count(high)
        most = top if most is None else min(most, top if top is not None else most)
    return least, most


def _patterns(said: t.Constraints) -> tuple[re.Pattern[str], ...]:
    written = [values[0] for key, values in said if key == "pattern" and values]
    found = [compiled(text) for text in written if isinstance(text, str)]
    return tuple(one for one in found if one is not None)


def _count(value: object) -> int | None:
    if isinstance(value, Decimal):
        return int(value)
    return int(value) if isinstance(value, str) and value.isdigit() else None
