"""Whether a value fits a type."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from msgspec.structs import replace

from nexflow_analysis import types as t
from nexflow_grammar.tree import expressions as e


def fit_problem(
    value: t.Typed, target: t.Type, *, literal: bool = False, comparing: bool = False
) -> str:
    """Say why a value does not fit a type; "" where it does, or where nothing is known.

    literal: a number literal takes the target's type. comparing: the two are compared, so an
    instant may be compared with a date in quotes, and a UUID with a text that spells one.
    """
    source = value.type
    silent = (t.Unknown, t.Named)
    if source is target or isinstance(source, silent) or isinstance(target, silent):
        return ""
    if t.NULL in (source, target):
        return ""
    match source, target:
        case t.Scalar(), t.Scalar():
            fits = _scalar_fits(source, target, literal=literal, comparing=comparing)
        case t.Collection(), t.Collection():
            return _elements_problem(source, target)
        case t.Mapping(), t.Mapping():
            fits = not fit_problem(t.Typed(source.value), target.value)
        case t.Record(name="", open=False), t.Mapping():
            return _entries_problem(source, target)
        case t.Record() | t.AnyRecord(), t.AnyRecord():
            fits = True
        case t.AnyRecord(), t.Record():
            fits = True
        case t.Record(), t.Record():
            return _record_problem(source, target)
        case _:
            fits = False
    return "" if fits else f"{source} does not fit {target}"


def _elements_problem(source: t.Collection, target: t.Collection) -> str:
    is_empty = isinstance(source.element, t.Unknown)  # `[]` is an empty set too
    same = source.kind == target.kind or is_empty
    problem = fit_problem(t.Typed(source.element), target.element)
    if same and not problem:
        return ""
    if same and isinstance(source.element, t.Record) and isinstance(target.element, t.Record):
        return f"in the elements, {problem}"
    return f"{source} does not fit {target}"


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


def _entries_problem(source: t.Record, target: t.Mapping) -> str:
    """Say why a record literal is no map: its keys are texts, its values have one type."""
    for field in source.fields:
        problem = fit_problem(t.Typed(field.type, field.nullable), target.value)
        if problem:
            return f"`{field.name}`: {problem}"
    return fit_problem(t.Typed(t.STRING), target.key)


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


def taking(node: e.Expression, type_: t.Type, wanted: t.Type) -> t.Type:
    """Return the type of a list or a record whose number literals take the types that are wanted."""
    match node, type_, wanted:
        case e.ListLiteral(), t.Collection(), t.Collection():
            elements = [_taking(one, type_.element, wanted.element) for one in node.elements]
            if elements and all(one == elements[0] for one in elements):
                return replace(type_, element=elements[0])
        case e.RecordLiteral(), t.Record(), t.Record():
            values = {name.text: value for name, value in node.entries}
            fields = [_field_taking(values.get(f.name), f, wanted) for f in type_.fields]
            return replace(type_, fields=tuple(fields))
        case e.RecordLiteral(), t.Record(), t.Mapping():
            values = {name.text: value for name, value in node.entries}
            fields = [
                replace(f, type=_taking(values[f.name], f.type, wanted.value)) for f in type_.fields
            ]
            return replace(type_, fields=tuple(fields))
        case _:
            pass
    return type_


def _taking(node: e.Expression, type_: t.Type, wanted: t.Type) -> t.Type:
    """Return the type of a part of a list or a record."""
    if not (is_literal(node) and is_numeric(type_) and is_numeric(wanted)):
        return taking(node, type_, wanted)
    return type_ if fit_problem(t.Typed(type_), wanted, literal=True) else wanted


def _field_taking(
    value: e.Expression | None, field: t.RecordField, wanted: t.Record
) -> t.RecordField:
    other = wanted.field(field.name)
    if other is None:
        return field
    if value is None:  # a literal beside it has this field, and says what it is
        return replace(field, type=other.type)
    return replace(field, type=_taking(value, field.type, other.type))


def common(left: t.Type, right: t.Type) -> t.Type:
    """Return the type that values of both types have; unknown where there is none."""
    if right in (left, t.NULL):
        return left
    if left == t.NULL:
        return right
    if is_numeric(left) and is_numeric(right):
        return t.DOUBLE if t.DOUBLE in (left, right) else t.DECIMAL
    match left, right:
        case t.Collection(), t.Collection():
            return _common_list(left, right)
        case t.Mapping(), t.Mapping() if left.key == right.key:
            value = _common_element(left.value, right.value)
            return t.UNKNOWN if value == t.UNKNOWN else t.Mapping(left.key, value)
        case _:
            return t.UNKNOWN


def all_common(types: Sequence[t.Type]) -> t.Type:
    """Return the type that values of all types have; unknown where there is none."""
    return reduce(common, types) if types else t.UNKNOWN


def _common_list(left: t.Collection, right: t.Collection) -> t.Type:
    """Return the type of two lists; where one of them is `[]`, that says nothing of its elements."""
    if isinstance(right.element, t.Unknown):
        return left
    if isinstance(left.element, t.Unknown):
        return right
    if left.kind != right.kind or isinstance(left, t.Projection) or isinstance(right, t.Projection):
        return t.UNKNOWN
    element = _common_element(left.element, right.element)
    return t.UNKNOWN if element == t.UNKNOWN else t.Collection(left.kind, element)


def _common_element(left: t.Type, right: t.Type) -> t.Type:
    """Return the type of what is in two lists; none of its numbers are literals, which take a type."""
    one, other = t.Typed(left), t.Typed(right)
    fits = not fit_problem(one, right) or not fit_problem(other, left)
    return common(left, right) if fits else t.UNKNOWN


def may_be(typed: t.Typed, name: str) -> bool:
    """Tell whether a value has, or may have, a type."""
    if isinstance(typed.type, t.Unknown) or typed.type == t.NULL:
        return True
    return isinstance(typed.type, t.Scalar) and typed.type.name == name


def is_known(typed: t.Typed) -> bool:
    return not isinstance(typed.type, t.Unknown) and typed.type != t.NULL


def is_numeric(type_: t.Type) -> bool:
    return isinstance(type_, t.Scalar) and type_.is_numeric


def is_literal(node: e.Expression) -> bool:
    """Tell whether an expression is a literal, or made of number literals only."""
    match node:
        case e.Number() | e.Text():
            return True
        case e.Unary(operator="-"):
            return is_literal(node.operand)
        case e.Binary(operator="+" | "-" | "*" | "/" | "%"):
            return is_literal(node.left) and is_literal(node.right)
        case _:
            return False


def article(type_: t.Type) -> str:
    """Return a type with its article."""
    text = "amount of money" if type_ == t.MONEY else str(type_)
    vowel = text[0] in "aeiou" and text != "uuid"
    return f"{'an' if vowel else 'a'} {text}"
