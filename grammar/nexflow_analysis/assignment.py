"""NX156–NX158, NX161: a value given to a field, an output, a result or a default.

Null needs to be dealt with only here, where a value is kept: operators and functions of a null are
null, so what may be null is followed to the place that must not be. A `when` is judged arm by arm,
a list and a record part by part, each at its own place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from nexflow_analysis import types as t
from nexflow_analysis.bounds import bounds, bounds_of_value, outside_of
from nexflow_analysis.constants import constant, too_large
from nexflow_analysis.diagnostics import LocalFix, Replacement
from nexflow_analysis.fit import fit_problem, is_literal, taking
from nexflow_analysis.functions import FUNCTIONS, find_function
from nexflow_analysis.narrowing import path_of
from nexflow_analysis.operators import report_too_large, wrapped
from nexflow_analysis.value_constraints import broken, meant, nearest_value
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import walk

if TYPE_CHECKING:
    from nexflow_analysis.infer import Inference

Guard = Callable[[e.Expression], tuple[LocalFix, ...]]
"""Takes a path that may be null; returns the fix that demands that it is not."""

_EMPTY = {"string": '""', "integer": "0", "decimal": "0", "money": "0", "percentage": "0",
          "double": "0", "boolean": "false"}  # fmt: skip
#: Functions that give one of their arguments as it is.
_CHOOSING = (FUNCTIONS["coalesce"], FUNCTIONS["if_null"])
_LOOSE = (e.Conditional, e.Lambda, e.Membership, e.Between, e.NullTest, e.Recent)
_LOOSE_OPERATORS = frozenset({"and", "or", "==", "!=", "<", "<=", ">", ">=", "=?", "matches",
                              "contains", "starts_with", "ends_with"})  # fmt: skip


class Target(Struct, frozen=True):
    """What a value is given to. what: in words, such as "the output `total`".

    said: how a wrong type is reported, before the reason; code: as what. comparing: whether a date
    in quotes is one, as in a default. guard: makes the fix that demands a path before.
    """

    value: t.Typed
    what: str
    said: str = ""
    code: str = "NX156"
    comparing: bool = False
    guard: Guard | None = None

    def inner(self, value: t.Typed, what: str) -> Target:
        """Return what a part of the value is given to."""
        return Target(value, what, "", self.code, self.comparing, self.guard)


def check_value(inference: Inference, node: e.Expression, target: Target) -> None:
    """Check a value, as inferred, against what it is given to."""
    typed = inference.types.get(id(node), t.UNKNOWN_VALUE)
    if isinstance(typed.type, t.Unknown):
        return
    type_ = target.value.type
    match node:
        case e.Conditional():
            for _condition, value in node.arms:
                check_value(inference, value, target)
            if node.otherwise is not None:
                check_value(inference, node.otherwise, target)
            elif not target.value.nullable:
                _report_no_otherwise(inference, node, target)
        case e.ListLiteral() if isinstance(type_, t.Collection) and node.elements:
            element = inference.scope.lookup.deep(type_.element)
            for value in node.elements:
                inner = target.inner(
                    t.Typed(element, nullable=True), f"an element of {target.what}"
                )
                check_value(inference, value, inner)
        case e.RecordLiteral() if isinstance(type_, t.Record) and not type_.open:
            _check_record(inference, node, type_, target)
        case _:
            _check_leaf(inference, node, typed, target)


def _check_record(
    inference: Inference, node: e.RecordLiteral, record: t.Record, target: Target
) -> None:
    """Check the entries of a record literal, then whether a field is missing."""
    for name, value in node.entries:
        field = record.field(name.text)
        if field is not None:
            known = inference.scope.lookup.value_of(field)
            check_value(inference, value, target.inner(known, f"`{field.name}` of {target.what}"))
    given = {name.text for name, _value in node.entries}
    if all(f.nullable or f.name in given or _names(record, given, f) for f in record.fields):
        return
    found = inference.types[id(node)].type
    if isinstance(found, t.Record) and not found.name:  # beside others, it has their fields too
        found = replace(found, fields=tuple(f for f in found.fields if f.name in given))
    problem = fit_problem(t.Typed(found), record)
    if "missing" in problem:
        inference.error(node, target.code, f"{_said(target)}: {problem}")


def _names(record: t.Record, given: set[str], field: t.RecordField) -> bool:
    return any(record.field(name) is field for name in given)


def _said(target: Target) -> str:
    return target.said or f"this does not fit {target.what}"


def _check_leaf(inference: Inference, node: e.Expression, typed: t.Typed, target: Target) -> None:
    type_ = target.value.type
    typed = replace(typed, type=taking(node, typed.type, type_))
    problem = fit_problem(typed, type_, literal=is_literal(node), comparing=target.comparing)
    if problem and type_ == t.INTEGER and too_large(node):
        report_too_large(inference, node)
    elif problem:
        inference.error(
            node, target.code, f"{_said(target)}: {problem}", *_conversion(node, typed, type_)
        )
    elif typed.nullable and not target.value.nullable:
        _report_null(inference, node, target)
    elif not target.comparing:  # what a default breaks is said with the field's constraints
        for leaf in _last_values(node):
            if isinstance(leaf, e.ListLiteral | e.RecordLiteral) and leaf is not node:
                check_value(inference, leaf, target)
            else:
                _check_constraints(inference, leaf, target)


def _last_values(node: e.Expression) -> Iterator[e.Expression]:
    """Yield the values that a choice between values may have, its literals with the sign before it."""
    parts = _choices(node)
    if parts:
        for part in parts:
            yield from _last_values(part)
    elif isinstance(node, e.Unary) and node.operator == "-" and _choices(node.operand):
        literals = [part for part in _last_values(node.operand) if constant(part) is not None]
        yield from (e.Unary(part.start, part.end, "-", part) for part in literals)
        if not literals:
            yield node
    else:
        yield node


def _choices(node: e.Expression) -> tuple[e.Expression, ...]:
    """Return the values of which an expression is one; none for all else."""
    match node:
        case e.Binary(operator="??"):
            return node.left, node.right
        case e.Conditional():
            values = tuple(value for _condition, value in node.arms)
            return values if node.otherwise is None else (*values, node.otherwise)
        case e.Call() if find_function(node.function.text) in _CHOOSING:
            values = tuple(argument.value for argument in node.arguments)
            return values if node.receiver is None else (node.receiver, *values)
        case _:
            return ()


def _check_constraints(inference: Inference, node: e.Expression, target: Target) -> None:
    value = constant(node)
    if value is None:
        outside = outside_of(bounds(node, inference), bounds_of_value(target.value))
        if outside:
            message = f"no value of this is one of {target.what}: {outside}"
            inference.error(node, "NX158", message)
        return
    problem = broken(value, target.value)
    if not problem:
        return
    near = nearest_value(value, target.value)
    hint, fixes = meant(node, near)
    message = f"this is no value of {target.what}: {problem}{hint}"
    inference.error(node, "NX158", message, *fixes)


def _conversion(node: e.Expression, typed: t.Typed, target: t.Type) -> tuple[LocalFix, ...]:
    """Return the fix that converts a value to what is wanted, where a function does."""
    if not isinstance(target, t.Scalar) or not isinstance(typed.type, t.Scalar):
        return ()
    source = typed.type
    name = ""
    if target.name in ("date", "timestamp", "uuid"):
        name = target.name if source == t.STRING and isinstance(node, e.Text) else ""
    elif target == t.DOUBLE and source.is_numeric:
        name = "double"
    elif target.is_decimal and source == t.DOUBLE:
        name = "decimal"
    elif target == t.INTEGER and source.is_numeric and not is_literal(node):
        name = "integer"
    elif target == t.STRING and source not in (t.NULL, t.DURATION) and not is_literal(node):
        name = "concat"
    return (wrapped(node, name),) if name else ()


def _report_no_otherwise(inference: Inference, node: e.Conditional, target: Target) -> None:
    message = (
        f"this is null where no condition holds, and {target.what} must have a value; "
        "end it with `otherwise …`"
    )
    empty = empty_value(target.value)
    fixes: tuple[LocalFix, ...] = ()
    if empty:
        change = Replacement(node.end, node.end, f" otherwise {empty}")
        fixes = (LocalFix(f"Write `otherwise {empty}`", (change,), safe=False),)
    inference.warn(node, "NX157", message, *fixes)


def _report_null(inference: Inference, node: e.Expression, target: Target) -> None:
    if isinstance(node, e.Null):
        inference.warn(node, "NX157", f"this is null, and {target.what} must have a value")
        return
    paths = nullable_paths(inference, node)
    names = list(dict.fromkeys(written(path) for path in paths))
    if len(names) == 1 and path_of(node) is not None:
        what, advice = f"`{names[0]}` may be null", f", or make sure that `{names[0]} is not null`"
    elif names:
        what = f"this is null where {' or '.join(f'`{name}`' for name in names)} is"
        advice = ""
    else:
        what, advice = "this may be null", ""
    message = f"{what}, and {target.what} must have a value; give it one with `?? …`{advice}"
    fixes: tuple[LocalFix, ...] = ()
    empty = empty_value(target.value)
    if empty:
        fixes = (LocalFix(f"Write `?? {empty}`", _with_default(node, empty), safe=False),)
    if len(paths) == 1 and target.guard is not None:
        fixes += target.guard(paths[0])
    inference.warn(node, "NX157", message, *fixes)


def nullable_paths(inference: Inference, node: e.Expression) -> list[e.Expression]:
    """Return the paths in a value that may be null and make it null; none where that is not simple."""
    found: list[e.Expression] = []
    inside: set[int] = set()
    for part in walk(node):
        if isinstance(part, e.Lambda | e.Conditional | e.RecordLiteral):
            return []
        if id(part) in inside or not isinstance(part, e.Name | e.Member | e.Index):
            continue
        typed = inference.types.get(id(part))
        if typed is None or path_of(part) is None:
            continue
        inside.update(id(inner) for inner in walk(part))
        if typed.nullable:
            found.append(part)
    return found


def written(node: e.Expression) -> str:
    """Return a path as written, without white space."""
    match node:
        case e.Name():
            return node.text
        case e.Member():
            return f"{written(node.target)}.{node.name.text}"
        case e.Index():
            return f"{written(node.target)}[{written(node.index)}]"
        case e.Text():
            return f'"{node.value}"'
        case e.Number():
            return f"{node.value:f}"
        case _:
            return ""


def empty_value(target: t.Typed) -> str:
    """Return what stands for nothing, as written; "" where there is nothing that fits."""
    type_ = target.type
    empty = _EMPTY.get(type_.name, "") if isinstance(type_, t.Scalar) else ""
    if empty in ("", "false"):
        return empty
    value = "" if empty == '""' else Decimal(0)
    return "" if broken(value, target) else empty


def _with_default(node: e.Expression, empty: str) -> tuple[Replacement, ...]:
    loose = isinstance(node, _LOOSE) or (
        (isinstance(node, e.Binary) and node.operator in _LOOSE_OPERATORS)
        or (isinstance(node, e.Unary) and node.operator == "not")
    )
    if not loose:
        return (Replacement(node.end, node.end, f" ?? {empty}"),)
    return (
        Replacement(node.start, node.start, "("),
        Replacement(node.end, node.end, f") ?? {empty}"),
    )
