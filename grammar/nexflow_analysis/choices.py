"""The type of what is one of several values: a list or record literal becomes what the others are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nexflow_analysis import types as t
from nexflow_analysis.fit import all_common, common, fit_problem, is_literal, taking
from nexflow_grammar.tree import expressions as e

if TYPE_CHECKING:
    from nexflow_analysis.infer import Inference


def choice_type(inference: Inference, nodes: Sequence[e.Expression]) -> t.Type:
    """Return the type of what is one of some values, which have been inferred.

    What their literals become is their type from then on.
    """
    types = [(node, inference.types[id(node)].type) for node in nodes]
    others = [
        type_ for node, type_ in types if not isinstance(node, e.ListLiteral | e.RecordLiteral)
    ]
    known = [type_ for type_ in others if type_ != t.NULL]
    wanted = all_common(known) if known else _joined([type_ for _node, type_ in types])
    return all_common([_become(inference, node, wanted) for node in nodes])


def first_unlike(
    nodes: Sequence[e.Expression], values: Sequence[t.Typed]
) -> tuple[e.Expression, str] | None:
    """Return the first of some values that has no type in common with those before it, and why."""
    if not nodes:
        return None
    result = values[0].type
    for node, found in zip(nodes[1:], values[1:], strict=True):
        problem = _unlike(node, found, nodes[0], replace(values[0], type=result))
        if problem:
            return node, problem
        type_ = taking(node, found.type, result)
        result = _joined([taking(nodes[0], result, type_), type_])
    return None


def _unlike(node: e.Expression, typed: t.Typed, beside: e.Expression, other: t.Typed) -> str:
    """Say why a value and one beside it have no type in common; "" where they have one."""
    type_ = taking(node, typed.type, other.type)
    known = taking(beside, other.type, type_)
    if isinstance(node, e.RecordLiteral) and isinstance(type_, t.Record):
        type_ = _shared(type_, known)  # what one of two literals lacks is null in it
        known = _shared(known, type_) if isinstance(beside, e.RecordLiteral) else known
    problem = fit_problem(replace(typed, type=type_), known, literal=is_literal(node))
    back = problem and fit_problem(replace(other, type=known), type_, literal=is_literal(beside))
    return problem if back else ""


def _shared(type_: t.Type, other: t.Type) -> t.Type:
    """Return a record with those of its fields only that another has."""
    match type_, other:
        case t.Record(), t.Record(name="", open=False):
            fields = [field for field in type_.fields if other.field(field.name) is not None]
            return replace(type_, fields=tuple(fields))
        case _:
            return type_


def _become(inference: Inference, node: e.Expression, wanted: t.Type) -> t.Type:
    """Let a literal be of a type where it fits that; return what it is then."""
    found = inference.types[id(node)]
    taken = taking(node, found.type, wanted)
    if not _can_be(node, taken, wanted):
        return taken
    inference.types[id(node)] = replace(found, type=wanted)
    for part, type_ in _parts(node, wanted):
        _become(inference, part, inference.scope.lookup.deep(type_))
    return wanted


def _can_be(node: e.Expression, taken: t.Type, wanted: t.Type) -> bool:
    match node, wanted:
        case e.ListLiteral(), t.Collection():
            known = not isinstance(wanted, t.Projection) and wanted.element != t.UNKNOWN
        case e.RecordLiteral(), t.Record():
            known = all(wanted.field(name.text) is not None for name, _value in node.entries)
        case e.RecordLiteral(), t.Mapping():
            known = True
        case _:
            known = False
    return known and not fit_problem(t.Typed(taken), wanted)


def _parts(node: e.Expression, wanted: t.Type) -> Iterator[tuple[e.Expression, t.Type]]:
    """Yield the parts of a literal, and what they are in a list, a record or a map."""
    match node, wanted:
        case e.ListLiteral(), t.Collection():
            yield from ((one, wanted.element) for one in node.elements)
        case e.RecordLiteral(), t.Mapping():
            yield from ((value, wanted.value) for _name, value in node.entries)
        case e.RecordLiteral(), t.Record():
            for name, value in node.entries:
                field = wanted.field(name.text)
                if field is not None:
                    yield value, field.type


def _joined(types: Sequence[t.Type]) -> t.Type:
    """Return the type of literals alone: records have all their fields, which some of them lack."""
    records = [type_ for type_ in types if isinstance(type_, t.Record)]
    if not records or len(records) < len([type_ for type_ in types if type_ != t.NULL]):
        return all_common(types)
    fields: dict[str, t.RecordField] = {}
    for field in (field for record in records for field in record.fields):
        before = fields.get(field.name)
        if before is None:
            lacking = any(record.field(field.name) is None for record in records)
            fields[field.name] = replace(field, nullable=field.nullable or lacking)
        else:
            both = common(before.type, field.type)
            nullable = before.nullable or field.nullable
            fields[field.name] = replace(before, type=both, nullable=nullable)
    return t.Record("", tuple(fields.values()))
