"""Personal data: which fields hold it, and how it gets from one record to another.

Copies and renames keep it. Any other expression may have hidden it (`mask`, `hash`), so nothing is
claimed of what it makes.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from nexflow_analysis import types as t
from nexflow_analysis.definitions import AliasDefinition, TransformDefinition
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import normal
from nexflow_grammar.tree import expressions as e

_CHOOSING = frozenset({"coalesce", "if_null"})
_DEEPEST = 8


def copied_paths(expression: e.Expression) -> Iterator[str]:
    """Yield the paths whose values an expression may hand on as they are."""
    match expression:
        case e.Name():
            yield expression.text
        case e.Member():
            for path in copied_paths(expression.target):
                yield f"{path}.{expression.name.text}"
        case e.Binary(operator="??"):
            yield from copied_paths(expression.left)
            yield from copied_paths(expression.right)
        case e.Conditional():
            for _condition, value in expression.arms:
                yield from copied_paths(value)
            if expression.otherwise is not None:
                yield from copied_paths(expression.otherwise)
        case e.Call() if expression.function.text in _CHOOSING and expression.receiver is None:
            for argument in expression.arguments:
                yield from copied_paths(argument.value)
        case _:
            pass


def field_pii(field: t.RecordField, lookup: Lookup) -> str:
    """Return the PII profile of a field, or of the alias that is its type; "" for none."""
    if field.pii or not isinstance(field.type, t.Named):
        return field.pii
    alias = lookup.find(AliasDefinition, "schema", field.type.name)
    return alias.target.pii if alias is not None else ""


def path_pii(record: t.Record, path: str, lookup: Lookup) -> str:
    """Return the PII profile of what a path leads to; "" for none, or where it is not known."""
    names = path.split(".")
    if record.field(names[0]) is None and len(names) > 1:  # a stream's name, or `input`
        names = names[1:]
    owner: t.Type = record
    found = ""
    for name in names:
        owner = lookup.resolve(owner)
        field = owner.field(name) if isinstance(owner, t.Record) else None
        if field is None:
            return ""
        found = field_pii(field, lookup)
        owner = field.type
    return found


def value_pii(record: t.Record, expression: e.Expression, lookup: Lookup) -> str:
    """Return the PII profile of an expression's value over a record."""
    found = (path_pii(record, path, lookup) for path in copied_paths(expression))
    return next((profile for profile in found if profile), "")


def through_transform(
    made: t.Record, definition: TransformDefinition, given: t.Record, lookup: Lookup
) -> t.Record:
    """Mark the fields of a transform's output into which it copies PII."""
    copies = dict(definition.copies)
    assigned = {normal(name) for name in definition.assigned}
    fields: list[t.RecordField] = []
    for field in made.fields:
        paths = copies.get(normal(field.name), ())
        if normal(field.name) not in assigned and definition.output_type is not None:
            paths = (field.name,)  # copied, since the input has a field of the name
        found = (path_pii(given, path, lookup) for path in paths)
        profile = field.pii or next((one for one in found if one), "")
        fields.append(replace(field, pii=profile) if profile != field.pii else field)
    return replace(made, fields=tuple(fields))


def unmarked(
    record: t.Record, wanted: t.Record, lookup: Lookup, depth: int = 0
) -> Iterator[tuple[str, str]]:
    """Yield the paths of fields that hold PII and are not marked so where they go, and profiles."""
    for field in wanted.fields:
        found = record.field(field.name)
        if found is None:
            continue
        profile = field_pii(found, lookup)
        if profile and not field_pii(field, lookup):
            yield field.name, profile
            continue
        inner, target = lookup.resolve(found.type), lookup.resolve(field.type)
        if found.type == field.type or depth > _DEEPEST or field_pii(field, lookup):
            continue
        if isinstance(inner, t.Record) and isinstance(target, t.Record):
            for path, inner_profile in unmarked(inner, target, lookup, depth + 1):
                yield f"{field.name}.{path}", inner_profile
