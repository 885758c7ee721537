"""Records: as JSON has them, as a schema completes them, and as they are kept where they are assigned to."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from nexflow_analysis import types as t
from nexflow_analysis.definitions import (
    FieldDefinition,
    SchemaDefinition,
    TableDefinition,
    field_type,
)
from nexflow_analysis.evaluation.environment import Environment
from nexflow_analysis.evaluation.expressions import evaluate, typed_expression
from nexflow_analysis.evaluation.values import (
    Deferred,
    NotEvaluableError,
    Record,
    RecordError,
    Value,
    bounded,
    field_of,
    fitted,
    identifier,
    moment,
)
from nexflow_analysis.infer import Scope
from nexflow_analysis.lookup import Lookup

#: What a decimal is bounded to where only its scale is declared.
_WIDEST = 38


def fields_of(definition: TableDefinition, lookup: Lookup) -> tuple[FieldDefinition, ...]:
    """Return the fields that a table reads, as they are declared."""
    if not definition.given_schema:
        return definition.inputs
    schema = lookup.schema(definition.given_schema)
    return schema.fields if schema is not None else ()


def inner_fields(field: FieldDefinition, lookup: Lookup) -> tuple[FieldDefinition, ...]:
    """Return the fields of a field that is a record, none for any other."""
    if field.fields and not isinstance(field.type, t.Collection):
        return field.fields
    if isinstance(field.type, t.Named):
        schema = lookup.schema(field.type.name)
        return schema.fields if schema is not None else ()
    return ()


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
    record: Record, fields: tuple[FieldDefinition, ...], lookup: Lookup
) -> dict[str, Any]:
    """Return a record with all its declared fields: null, or the default, where it lacks one."""
    found = dict(record)
    for field in fields:
        value = record.get(field.name)
        inner = inner_fields(field, lookup)
        if isinstance(value, dict) and inner:
            found[field.name] = completed(value, inner, lookup)
        elif value is None:
            found[field.name] = _default(field, lookup)
    return found


def _default(field: FieldDefinition, lookup: Lookup) -> Value:
    if field.default is None:
        return None
    return fitted(evaluate(field.default, {}), lookup.deep(field_type(field)))


def _read(value: Any, field: FieldDefinition, lookup: Lookup) -> Any:
    inner = inner_fields(field, lookup)
    if value is None:
        return _default(field, lookup)
    if inner and isinstance(value, dict):
        return read_record(value, inner, lookup)
    try:
        return _value(value, lookup.deep(field_type(field)), lookup)
    except (ValueError, TypeError) as problem:
        what = f"`{field.name}` is `{value}`, which is no {lookup.deep(field.type)}"
        raise NotEvaluableError(what) from problem


def _value(value: Any, type_: t.Type, lookup: Lookup) -> Any:
    """Read a value of a type. Raises ValueError and TypeError."""
    match type_:
        case t.Scalar():
            return _scalar(value, type_)
        case t.Collection() if isinstance(value, list):
            read = [_value(one, lookup.deep(type_.element), lookup) for one in value]
            return frozenset(read) if type_.kind == "set" else read
        case t.Mapping() if isinstance(value, dict):
            return {
                _key(key, type_.key): _value(one, lookup.deep(type_.value), lookup)
                for key, one in value.items()
            }
        case t.Record() if isinstance(value, dict) and type_.name:
            schema = lookup.schema(type_.name)
            return read_record(value, schema.fields if schema is not None else (), lookup)
        case t.Record() if isinstance(value, dict):
            return {
                f.name: _part(value.get(f.name), lookup.deep(f.type), lookup) for f in type_.fields
            }
        case _:
            return value


def _part(value: Any, type_: t.Type, lookup: Lookup) -> Any:
    return None if value is None else _value(value, type_, lookup)


def _key(key: str, type_: t.Type) -> Any:
    return int(key) if type_ == t.INTEGER else identifier(key) if type_ == t.UUID else key


_READERS: dict[str, Callable[[Any], Any]] = {
    "timestamp": moment, "date": date.fromisoformat, "uuid": identifier, "bytes": base64.b64decode,
    "integer": int, "double": float,
}  # fmt: skip


def _scalar(value: Any, type_: t.Scalar) -> Any:
    """Read a value of a type. Raises ValueError and TypeError."""
    expected: tuple[type, ...] = (str,)
    if type_.is_numeric:
        expected = (int,) if type_ == t.INTEGER else (int, Decimal)
    elif type_ == t.BOOLEAN:
        expected = (bool,)
    whole = isinstance(value, Decimal) and value == value.to_integral_value()
    if isinstance(value, bool) != (type_ == t.BOOLEAN) or not (
        isinstance(value, expected) or whole
    ):
        raise TypeError(type(value).__name__)
    if type_.is_decimal:
        return Decimal(value)
    read = _READERS.get(type_.name)
    return value if read is None else read(value)


def received(
    json: Mapping[str, Any], schema: SchemaDefinition, environment: Environment
) -> dict[str, Any]:
    """Read a record that a stream gives: its required fields are there, its decimals bounded."""
    read = read_record(json, schema.fields, environment.lookup)
    made: dict[str, Any] = assigned(read, t.Typed(schema.record()), environment)
    return made


def with_computed(record: dict[str, Any], name: str, environment: Environment) -> dict[str, Any]:
    """Return a record of a schema with what the schema computes of it."""
    lookup = environment.lookup
    schema = lookup.schema(name) if name else None
    if schema is None or not schema.computed:
        return record
    plain = schema.record()
    found = dict(record)
    before: list[t.RecordField] = []
    for field, node in schema.computed:
        scope = Scope(lookup, t.Record("", (*plain.fields, *before)))
        expression = typed_expression(node, scope)
        before.append(t.RecordField(field, expression.type.type, expression.type.nullable))
        names = dict(found)
        found[field] = Deferred(partial(expression.value, names, environment))
    return found


def assigned(value: Value, target: t.Typed, environment: Environment) -> Value:
    """Return a value as it is kept where it is assigned to."""
    if value is None:
        if not target.nullable:
            raise RecordError("no value")
        return None
    type_ = environment.lookup.deep(target.type)
    value = fitted(value, type_)
    match type_:
        case t.Scalar() if (
            isinstance(value, Decimal) and (type_.precision or type_.scale) is not None
        ):
            return bounded(value, type_.precision or _WIDEST, type_.scale or 0)
        case t.Collection():
            inner = [assigned(one, t.Typed(type_.element), environment) for one in value]
            return frozenset(inner) if type_.kind == "set" else inner
        case t.Mapping():
            element = t.Typed(type_.value)
            return {
                fitted(key, type_.key): assigned(one, element, environment)
                for key, one in value.items()
            }
        case t.Record() if isinstance(value, Mapping):
            return _as_record(value, type_, environment)
        case _:
            return value


def _as_record(value: Record, type_: t.Record, environment: Environment) -> dict[str, Any]:
    lookup = environment.lookup
    schema = lookup.schema(type_.name) if type_.name else None
    defaults = {f.name: f for f in schema.fields} if schema is not None else {}
    made: dict[str, Any] = {}
    for field in schema.record().fields if schema is not None else type_.fields:
        part = field_of(value, field.name)
        if part is None and field.name in defaults:
            part = _default(defaults[field.name], lookup)
        made[field.name] = assigned(part, t.Typed(field.type, field.nullable), environment)
    return with_computed(made, type_.name, environment)


def default_of(field: FieldDefinition, environment: Environment) -> Value:
    """Return what stands in for a field that nothing is assigned to; None where nothing does."""
    if field.default is None:
        return None
    scope = Scope(environment.lookup)
    return typed_expression(field.default, scope).value({}, environment)
