"""Records that try a table, and how they are written."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from nexflow_analysis import types as t
from nexflow_analysis.definitions import FieldDefinition
from nexflow_analysis.evaluation.records import inner_fields
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.table.domains import domain_of, subject_of_field

_ZERO_UUID = "00000000-0000-0000-0000-000000000000"
_DEEPEST = 16


def example_record(
    fields: tuple[FieldDefinition, ...], lookup: Lookup, depth: int = 0
) -> dict[str, Any]:
    """Return a record that has each required field, with a value that its constraints allow."""
    if depth > _DEEPEST:
        return {}
    return {
        field.name: _example(field, lookup, depth)
        for field in fields
        if not field.nullable and field.default is None
    }


def _example(field: FieldDefinition, lookup: Lookup, depth: int) -> Any:
    inner = inner_fields(field, lookup)
    if inner:
        return example_record(inner, lookup, depth + 1)
    type_ = lookup.deep(field.type)
    match type_:
        case t.Collection():
            return []
        case t.Mapping() | t.AnyRecord() | t.Record():
            return {}
        case t.Scalar(name="uuid"):
            return _ZERO_UUID
        case t.Scalar(name="bizdate"):
            return date(2024, 1, 2)
        case _:
            domain = domain_of(field.name, subject_of_field(field, lookup), ())
            return domain.example(domain.values)[0]


def as_json(value: Any) -> Any:
    """Return a value as JSON writes it: days and instants as ISO 8601, whole numbers without a point."""
    match value:
        case dict():
            return {name: as_json(inner) for name, inner in value.items()}
        case list():
            return [as_json(inner) for inner in value]
        case Decimal() if value == value.to_integral_value():
            return int(value)
        case Decimal():
            return float(value) if Decimal(repr(float(value))) == value else str(value)
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case _:
            return value
