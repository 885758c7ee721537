"""Records as JSON has them, and as the reference evaluation reads them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from nexflow_analysis import types as t
from nexflow_analysis.definitions import FieldDefinition, TableDefinition
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.table.domains import domain_of, subject_of_field
from nexflow_analysis.table.evaluate import NotEvaluableError, Value, evaluate, moment

_ZERO_UUID = "00000000-0000-0000-0000-000000000000"
_DEEPEST = 16


def fields_of(definition: TableDefinition, lookup: Lookup) -> tuple[FieldDefinition, ...]:
    """Return the fields that a table reads, as they are declared."""
    if not definition.given_schema:
        return definition.inputs
    schema = lookup.schema(definition.given_schema)
    return schema.fields if schema is not None else ()


def read_record(
    json: Mapping[str, Any], fields: tuple[FieldDefinition, ...], lookup: Lookup
) -> dict[str, Any]:
    """Read a JSON object; names are exactly those declared. What it lacks is null, or the default.

    Numbers in it must be int or Decimal. Raises NotEvaluableError, naming a value of a wrong type.
    """
    found: dict[str, Any] = dict(json)
    for field in fields:
        found[field.name] = _read(json.get(field.name), field, lookup)
    return found


def completed(
    record: Mapping[str, Any], fields: tuple[FieldDefinition, ...], lookup: Lookup
) -> dict[str, Any]:
    """Return a record with all its declared fields: null, or the default, where it lacks one."""
    found = dict(record)
    for field in fields:
        value = record.get(field.name)
        inner = inner_fields(field, lookup)
        if isinstance(value, dict) and inner:
            found[field.name] = completed(value, inner, lookup)
        elif value is None:
            found[field.name] = _default(field)
    return found


def _default(field: FieldDefinition) -> Value:
    return evaluate(field.default, {}) if field.default is not None else None


def _read(value: Any, field: FieldDefinition, lookup: Lookup) -> Any:
    inner = inner_fields(field, lookup)
    if value is None:
        return _default(field)
    if inner and isinstance(value, dict):
        return read_record(value, inner, lookup)
    type_ = lookup.deep(field.type)
    if not isinstance(type_, t.Scalar):
        return value
    try:
        return _scalar(value, type_)
    except (ValueError, TypeError) as problem:
        raise NotEvaluableError(f"`{field.name}` is `{value}`, which is no {type_}") from problem


def _scalar(value: Any, type_: t.Scalar) -> Any:
    """Read a value of a type. Raises ValueError and TypeError."""
    if type_.name == "timestamp":
        return moment(value)
    if type_.name in ("date", "bizdate"):
        return date.fromisoformat(value)
    expected: tuple[type, ...] = (str,)
    if type_.is_numeric:
        expected = (int, Decimal)
    elif type_ == t.BOOLEAN:
        expected = (bool,)
    if not isinstance(value, expected) or isinstance(value, bool) != (type_ == t.BOOLEAN):
        raise TypeError(type(value).__name__)
    known: Any = value
    return Decimal(known) if type_.is_numeric else known


def inner_fields(field: FieldDefinition, lookup: Lookup) -> tuple[FieldDefinition, ...]:
    """Return the fields of a field that is a record, none for any other."""
    if field.fields and not isinstance(field.type, t.Collection):
        return field.fields
    if isinstance(field.type, t.Named):
        schema = lookup.schema(field.type.name)
        return schema.fields if schema is not None else ()
    return ()


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
