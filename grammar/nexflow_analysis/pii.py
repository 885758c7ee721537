"""Personal data: which fields hold it, and how it gets from one record to another.

Copies and renames keep it. Any other expression may have hidden it (`mask`, `hash`), so nothing is
claimed of what it makes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from nexflow_analysis import types as t
from nexflow_analysis.definitions import AliasDefinition, TransformDefinition
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import normal
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import walk

#: What these give is one of their arguments, or an element of it, or a list of such.
_CHOOSING = frozenset({"coalesce", "collect", "first", "if_null", "last", "max", "min"})
#: What these give says next to nothing of what they are given.
_HIDING = frozenset({"count", "hash", "length", "mask", "size"})
#: Groups of names that are no fields of a record.
_NO_RECORDS = frozenset({"config", "state"})
_DEEPEST = 8

Copies = tuple[str, tuple[str, ...]]
"""The normal name of a field, and the paths of what it may be a copy of."""


def copied_paths(expression: e.Expression) -> Iterator[str]:
    """Yield the paths whose values an expression may hand on as they are."""
    match expression:
        case e.Name():
            yield expression.text
        case e.Member():
            for path in copied_paths(expression.target):
                yield f"{path}.{expression.name.text}"
        case e.Recent(value=e.Membership(value=looked)):  # `email in payments in last 1 hour`
            yield from copied_paths(looked)
        case _:
            for part in _handed_on(expression):
                yield from copied_paths(part)


def _handed_on(expression: e.Expression) -> Iterator[e.Expression]:
    """Yield the parts of an expression of which it gives one as it is."""
    match expression:
        case e.Binary(operator="??"):
            yield expression.left
            yield expression.right
        case e.Binary(operator="+", left=one, right=other) if _is_listed(one) or _is_listed(other):
            yield one
            yield other
        case e.ListLiteral():
            yield from expression.elements
        case e.Index():
            yield expression.target
        case e.Conditional():
            yield from (value for _condition, value in expression.arms)
            if expression.otherwise is not None:
                yield expression.otherwise
        case e.Call() if expression.function.text in _CHOOSING:
            if expression.receiver is not None:
                yield expression.receiver
            yield from (argument.value for argument in expression.arguments)
        case _:
            pass


def _is_listed(expression: e.Expression) -> bool:
    return isinstance(expression, e.ListLiteral)


def field_pii(field: t.RecordField, lookup: Lookup) -> str:
    """Return the PII profile of a field, or of the alias that is its type; "" for none."""
    if field.pii or not isinstance(field.type, t.Named):
        return field.pii
    alias = lookup.find(AliasDefinition, "schema", field.type.name)
    return alias.target.pii if alias is not None else ""


def path_pii(record: t.Record, path: str, lookup: Lookup) -> str:
    """Return the PII profile of what a path leads to; "" for none, or where it is not known."""
    fields = _fields_along(record, path, lookup)
    return next((profile for field in fields if (profile := field_pii(field, lookup))), "")


def _fields_along(record: t.Record, path: str, lookup: Lookup) -> list[t.RecordField]:
    """Return the fields that a path leads through; none where it leads nowhere."""
    names = path.split(".")
    if record.field(names[0]) is None and len(names) > 1:  # a stream's name, or `input`
        names = names[1:] if names[0] not in _NO_RECORDS else []
    owner: t.Type = record
    found: list[t.RecordField] = []
    for name in names:
        owner = lookup.resolve(owner)
        field = owner.field(name) if isinstance(owner, t.Record) else None
        if field is None:
            return []
        found.append(field)
        owner = field.type
    return found


def value_pii(record: t.Record, expression: e.Expression, lookup: Lookup) -> str:
    """Return the PII profile of an expression's value over a record."""
    found = (path_pii(record, path, lookup) for path in copied_paths(expression))
    return next((profile for profile in found if profile), "")


def shown_pii(record: t.Record, expression: e.Expression, lookup: Lookup) -> str:
    """Return the PII profile by which a reader may see an expression's value.

    What is computed of personal data is hidden whole, and so is a record that holds some: its
    profile tells what may be seen of the value itself, not of a part of it.
    """
    profile = value_pii(record, expression, lookup)
    if profile:
        return profile
    computed = any(path_pii(record, path, lookup) for path in _used(expression))
    along = (_fields_along(record, path, lookup) for path in copied_paths(expression))
    inside = any(fields and _holds(fields[-1].type, lookup) for fields in along)
    return "pii" if computed or inside else ""


def _holds(type_: t.Type, lookup: Lookup, depth: int = 0) -> bool:
    """Tell whether values of a type have personal data inside."""
    match lookup.resolve(type_):
        case t.Record(fields=fields) if depth <= _DEEPEST:
            return any(field_pii(f, lookup) or _holds(f.type, lookup, depth + 1) for f in fields)
        case t.Collection(element=inner) | t.Mapping(value=inner) if depth <= _DEEPEST:
            return _holds(inner, lookup, depth + 1)
        case _:
            return False


def _used(expression: e.Expression) -> Iterator[str]:
    """Yield the paths that an expression uses without hiding what they lead to."""
    nodes = walk(expression)
    hiding = [n for n in nodes if isinstance(n, e.Call) and n.function.text in _HIDING]
    for node in nodes:
        hidden = any(call.start <= node.start and node.end <= call.end for call in hiding)
        if isinstance(node, e.Name | e.Member) and not hidden:
            yield from copied_paths(node)


def through_transform(
    made: t.Record, definition: TransformDefinition, given: t.Record, lookup: Lookup
) -> t.Record:
    """Mark the fields of a transform's output into which it copies PII."""
    copies = list(definition.copies)
    if definition.output_type is not None:
        assigned = {normal(name) for name in definition.assigned}
        names = (field.name for field in made.fields)
        # Copied where the input has a field of the name.
        copies += [(normal(name), (name,)) for name in names if normal(name) not in assigned]
    return replace(made, fields=through_copies(made.fields, copies, given, lookup))


def through_copies(
    made: Iterable[t.RecordField], copies: Iterable[Copies], given: t.Record, lookup: Lookup
) -> tuple[t.RecordField, ...]:
    """Mark the fields into which PII is copied. copies: names, and the paths of what each copies."""
    paths = dict(copies)
    return tuple(_marked(field, paths.get(normal(field.name), ()), given, lookup) for field in made)


def _marked(
    field: t.RecordField, paths: Iterable[str], given: t.Record, lookup: Lookup
) -> t.RecordField:
    """Mark a field that holds, or whose own fields hold, what is marked along one of some paths."""
    for path in () if field_pii(field, lookup) else paths:
        along = _fields_along(given, path, lookup)
        profile = path_pii(given, path, lookup)
        if profile:
            return replace(field, pii=profile)
        if along:
            field = replace(field, type=_inherited(field.type, along[-1].type, lookup))
    return field


def _inherited(made: t.Type, given: t.Type, lookup: Lookup, depth: int = 0) -> t.Type:
    """Return the type of a record that is copied from another, with the other's marks."""
    target, source = lookup.resolve(made), lookup.resolve(given)
    both = isinstance(target, t.Record) and isinstance(source, t.Record)
    if made == given or not both or depth > _DEEPEST:
        return made
    assert isinstance(target, t.Record)
    assert isinstance(source, t.Record)
    fields: list[t.RecordField] = []
    for field in target.fields:
        other = source.field(field.name)
        if other is not None and not field_pii(field, lookup):
            type_ = _inherited(field.type, other.type, lookup, depth + 1)
            fields.append(replace(field, type=type_, pii=field_pii(other, lookup)))
        else:
            fields.append(field)
    return made if tuple(fields) == target.fields else replace(target, fields=tuple(fields))


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
