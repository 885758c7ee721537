"""Whether a value fits a type."""

from __future__ import annotations

from nexflow_analysis import types as t


def fit_problem(
    value: t.Typed, target: t.Type, *, literal: bool = False, comparing: bool = False
) -> str:
    """Say why a value does not fit a type; "" where it does, or where nothing is known.

    literal: a number literal takes the target's type. comparing: the two are compared, so an
    instant may be compared with a date in quotes, and a UUID with a text that spells one.
    """
    source = value.type
    if isinstance(source, t.Unknown) or isinstance(target, t.Unknown) or t.NULL in (source, target):
        return ""
    if isinstance(source, t.Named) or isinstance(target, t.Named):
        return ""
    match source, target:
        case t.Scalar(), t.Scalar():
            fits = _scalar_fits(source, target, literal=literal, comparing=comparing)
        case t.Collection(), t.Collection():
            fits = source.kind == target.kind and not fit_problem(
                t.Typed(source.element), target.element
            )
        case t.Mapping(), t.Mapping():
            fits = not fit_problem(t.Typed(source.value), target.value)
        case t.Record() | t.AnyRecord(), t.AnyRecord():
            fits = True
        case t.AnyRecord(), t.Record():
            fits = True
        case t.Record(), t.Record():
            return _record_problem(source, target)
        case _:
            fits = False
    return "" if fits else f"{source} does not fit {target}"


def _scalar_fits(source: t.Scalar, target: t.Scalar, *, literal: bool, comparing: bool) -> bool:
    if source.name == target.name:
        return True
    if source.is_numeric and target.is_numeric:
        if literal:
            return target.name != "integer" or source.name == "integer"
        if target.is_decimal:
            return source.name != "double"
        return comparing and "double" not in (source.name, target.name)
    moments = ("date", "timestamp", "uuid")
    if comparing and literal:
        return (source.name == "string" and target.name in moments) or (
            target.name == "string" and source.name in moments
        )
    return False


def _record_problem(source: t.Record, target: t.Record) -> str:
    if source.open or (source.name and source.name == target.name):
        return ""
    for field in target.fields:
        found = source.field(field.name)
        if found is None:
            if not field.nullable:
                return f"the field `{field.name}` of {target} is missing"
            continue
        problem = fit_problem(t.Typed(found.type, found.nullable), field.type)
        if problem:
            return f"`{field.name}`: {problem}"
    return ""
