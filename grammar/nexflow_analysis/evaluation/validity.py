"""Whether a record keeps to its schema's constraints."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from nexflow_analysis import types as t
from nexflow_analysis.constraints import broken_constraint, constraints_of
from nexflow_analysis.definitions import FieldDefinition, SchemaDefinition
from nexflow_analysis.evaluation.environment import Environment
from nexflow_analysis.evaluation.expressions import typed_expression
from nexflow_analysis.evaluation.records import inner_fields
from nexflow_analysis.evaluation.values import Record, Value, text_of
from nexflow_analysis.infer import Scope


def is_valid(record: Record, schema: SchemaDefinition, environment: Environment) -> bool:
    """Tell whether a record breaks no constraint: none of its fields', and none is false."""
    lookup = environment.lookup
    if not all(_keeps_to(field, record.get(field.name), environment) for field in schema.fields):
        return False
    scope = Scope(lookup, lookup.record(schema))
    expressions = [typed_expression(node, scope) for node, _message in schema.constraints]
    return not any(one.holds(record, environment, outcome=False) for one in expressions)


def _keeps_to(field: FieldDefinition, value: Value, environment: Environment) -> bool:
    if value is None:
        return True
    lookup = environment.lookup
    type_ = lookup.deep(field.type)
    if broken_constraint(_plain(value), type_, constraints_of(field, lookup)):
        return False
    elements = value if isinstance(value, list | frozenset) else [value]
    schema = lookup.schema(_element(type_).name) if isinstance(_element(type_), t.Record) else None
    for one in elements:
        if schema is not None and isinstance(one, Mapping):
            if not is_valid(one, schema, environment):
                return False
        elif isinstance(one, Mapping):
            inner = inner_fields(field, lookup)
            if not all(_keeps_to(part, one.get(part.name), environment) for part in inner):
                return False
    return True


def _element(type_: t.Type) -> Any:
    return type_.element if isinstance(type_, t.Collection) else type_


def _plain(value: Value) -> object:
    """Return a value as constraints are written: numbers as decimals, moments as texts."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(repr(value))
    return text_of(value) if isinstance(value, date | datetime) else value
