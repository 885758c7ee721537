"""Calls in expressions: of built-in functions, transforms, services and functions of the user's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from nexflow_analysis import types as t
from nexflow_analysis.aggregates import AGGREGATES, aggregate_problem, aggregate_type
from nexflow_analysis.arguments import Bound, bind
from nexflow_analysis.call_texts import check_texts
from nexflow_analysis.choices import choice_type
from nexflow_analysis.diagnostics import LocalFix, Replacement
from nexflow_analysis.fit import all_common, fit_problem, is_literal, taking
from nexflow_analysis.functions import Function, find_function
from nexflow_analysis.own_functions import find_callee, infer_own_call
from nexflow_grammar.tree import expressions as e

if TYPE_CHECKING:
    from nexflow_analysis.infer import Inference

_SCALARS = {
    "string": t.STRING, "integer": t.INTEGER, "decimal": t.DECIMAL, "double": t.DOUBLE,
    "boolean": t.BOOLEAN, "date": t.DATE, "timestamp": t.TIMESTAMP, "uuid": t.UUID,
}  # fmt: skip
_WORDS = {
    "number": "a number", "moment": "a date or a timestamp", "list<T>": "a list or a set",
    "list<string>": "a list of texts", "map": "a map", "map<K, V>": "a map",
}  # fmt: skip
_OVER_ELEMENTS = ("predicate", "mapper")
_ELEMENT = "it"
_OF_ELEMENTS = frozenset({"any", "all", "none", "count"})
_SUMMING = frozenset({"sum", "avg"})
_ORDERING = frozenset({"min", "max", "sort"})
_ASKING = frozenset({"contains", "contains_key"})
_EXTREMES = frozenset({"min", "max"})


def infer_call(inference: Inference, node: e.Call) -> t.Typed:
    """Return what is known of a call's value."""
    name = node.function.text
    if inference.scope.aggregating and name in AGGREGATES and len(node.arguments) < 2:  # noqa: PLR2004
        return _aggregate(inference, node)
    function = find_function(name)
    if inference.scope.would_aggregate and _would_aggregate(inference, node, function):
        return _aggregate(inference, node)
    if function is None:
        return infer_own_call(inference, node)
    if function.name != name:
        inference.spelling(node.function, name, function.name)
    values = [argument.value for argument in node.arguments if argument.name is None]
    if node.receiver is not None:
        values.insert(0, node.receiver)
    if function.name in _OF_ELEMENTS and len(values) == 1:
        values = _split_comparison(inference, values[0])
    bound = bind(inference, node, function, values)
    if bound is None:
        over = any(parameter.type in _OVER_ELEMENTS for parameter in function.parameters)
        named = [a.value for a in node.arguments if a.name is not None]
        for value in values[:1] if over else (*values, *named):
            if not isinstance(value, e.Lambda):
                inference.infer(value)
        return t.UNKNOWN_VALUE
    typed = _infer_arguments(inference, function, bound)
    check_texts(inference, function, bound)
    return _result_type(inference, function, bound, typed)


def _would_aggregate(inference: Inference, node: e.Call, function: Function | None) -> bool:
    """Tell whether a call means something in an aggregation only; it is reported then."""
    name, scope = node.function.text, inference.scope
    if name not in AGGREGATES or name in _EXTREMES or node.receiver or len(node.arguments) > 1:
        return False
    if function is None and find_callee(name, scope.lookup) is not None:
        return False
    if function is not None and node.arguments:
        value = node.arguments[0].value
        if isinstance(value, e.Lambda | e.Binary):
            return False
        found = inference.quietly().infer(value).type
        if not isinstance(found, t.Scalar) or found == t.NULL:
            return False
    elif function is not None and name != "count":
        return False
    inference.error(
        node, "NX308",
        f"this aggregates over records, and no process aggregates with `{scope.would_aggregate}`; write `aggregate "
        f"using {scope.would_aggregate}` below a window, or give it a list",
    )  # fmt: skip
    return True


def _aggregate(inference: Inference, node: e.Call) -> t.Typed:
    """Infer a call that aggregates over the records of a window."""
    if not node.arguments:
        return aggregate_type(node.function.text, t.UNKNOWN_VALUE)
    argument = node.arguments[0].value
    found = inference.infer(argument)
    if isinstance(found.type, t.Collection):
        return t.UNKNOWN_VALUE
    problem = aggregate_problem(node.function.text, found)
    if problem:
        inference.error(argument, "NX152", problem)
    return aggregate_type(node.function.text, found)


def _split_comparison(inference: Inference, value: e.Expression) -> list[e.Expression]:
    """Read `any(xs.f == 1)` as `any(xs, f == 1)`: a sole comparison about a field of a list."""
    if not isinstance(value, e.Binary) or not isinstance(value.left, e.Member):
        return [value]
    field, owner = value.left.name, value.left.target
    found = inference.quietly().infer(owner).type
    if not isinstance(found, t.Collection) or isinstance(found, t.Projection):
        return [value]
    return [owner, replace(value, left=e.Name(field.start, field.end, field.text))]


def _infer_arguments(inference: Inference, function: Function, bound: list[Bound]) -> list[t.Typed]:
    """Infer and check the arguments of a call; those over elements after the collection."""
    typed: list[t.Typed] = []
    for index, one in enumerate(bound):
        parameter = one.parameter
        if parameter.type == "name":
            typed.append(t.UNKNOWN_VALUE)
            continue
        source = typed[0].type if index else t.UNKNOWN
        several = _are_several(function, source, one)
        if parameter.type in _OVER_ELEMENTS and index and not several:
            element = source.element if isinstance(source, t.Collection) else t.UNKNOWN
            typed.append(_over_element(inference, function, one, element))
            continue
        found = inference.infer(one.value)
        typed.append(found)
        _check_argument(inference, function, one, found)
    if function.name in _SUMMING and len(bound) == 1:
        _check_sum(inference, function, bound[0].value, _element(typed[0].type))
    if function.name in _ORDERING and len(bound) == 1:
        _check_order(inference, function, bound[0].value, _element(typed[0].type))
    if function.name in _ASKING:
        _check_asked(inference, function, bound, typed)
    _check_alike(inference, function, bound, typed)
    return typed


def _are_several(function: Function, source: t.Type, second: Bound) -> bool:
    """Tell whether the greatest of several values is asked for, and not that of a list."""
    listed = isinstance(source, t.Collection) or isinstance(second.value, e.Lambda)
    return function.name in _EXTREMES and not listed


def _check_order(
    inference: Inference,
    function: Function,
    value: e.Expression,
    element: t.Type,
    advice: str = "; say by what: a second argument",
) -> None:
    """Check that what the elements of a list are ordered by has an order."""
    if (
        isinstance(element, t.Record | t.AnyRecord | t.Collection | t.Mapping)
        or element == t.BOOLEAN
    ):
        message = (
            f"`{function.name}` needs an order, and values of type {element} have none{advice}"
        )
        inference.error(value, "NX152", message)


def _check_asked(
    inference: Inference, function: Function, bound: list[Bound], typed: list[t.Typed]
) -> None:
    """Check that a list or a map is asked for what it may hold."""
    whole = typed[0].type
    held = whole.key if isinstance(whole, t.Mapping) else _element(whole)
    wanted = t.STRING if whole == t.STRING else held
    asked = bound[1].value
    problem = fit_problem(typed[1], wanted, literal=is_literal(asked), comparing=True)
    if problem and fit_problem(t.Typed(wanted), typed[1].type, comparing=True):
        message = f"`{function.name}` asks for what is never there: {problem}"
        inference.error(asked, "NX152", message)


def _check_alike(
    inference: Inference, function: Function, bound: list[Bound], typed: list[t.Typed]
) -> None:
    """Check that the arguments that must have one type have one."""
    alike = [i for i, one in enumerate(bound) if one.parameter.type == "T"]
    if function.name in _EXTREMES and not isinstance(typed[0].type, t.Collection):
        alike = list(range(len(bound)))
    first: int | None = None
    for index in alike:
        if isinstance(typed[index].type, t.Unknown) or typed[index].type == t.NULL:
            continue
        if first is None:
            first = index
            continue
        one = _fits(bound[index].value, typed[index], typed[first].type)
        if one and _fits(bound[first].value, typed[first], typed[index].type):
            message = f"all arguments of `{function.name}` must have one type: {one}"
            inference.error(bound[index].value, "NX152", message)
            return


def _fits(value: e.Expression, typed: t.Typed, target: t.Type) -> str:
    given = replace(typed, type=taking(value, typed.type, target))
    return fit_problem(given, target, literal=is_literal(value))


def _over_element(
    inference: Inference, function: Function, argument: Bound, element: t.Type
) -> t.Typed:
    """Infer a lambda, or a bare expression over the fields of an element."""
    scope, value = inference.scope, argument.value
    element = scope.lookup.resolve(element)
    body = value
    if isinstance(value, e.Lambda):
        if len(value.parameters) != 1:
            message = (
                f"`{function.name}` gives its function one element at a time, and this one takes "
                f"{len(value.parameters)} values; write `x -> …`"
            )
            inference.error(value, "NX169", message)
            return t.UNKNOWN_VALUE
        body = value.body
        found = inference.infer(body, scope.inner({value.parameters[0].text: t.Typed(element)}))
    elif isinstance(element, t.Record):
        names = {field.name: scope.lookup.value_of(field) for field in element.fields}
        found = inference.infer(value, scope.inner(names))
    elif isinstance(element, t.Unknown | t.AnyRecord):
        return t.UNKNOWN_VALUE
    else:
        found = inference.infer(value, scope.inner({_ELEMENT: t.Typed(element)}))
    if argument.parameter.type == "predicate":
        inference.expect_condition(body, found, f"the predicate of `{function.name}`")
    elif function.name in _SUMMING:
        _check_sum(inference, function, body, found.type)
    elif function.name in _ORDERING:
        _check_order(inference, function, body, found.type, "; order by something else")
    return found


def _check_sum(
    inference: Inference, function: Function, value: e.Expression, element: t.Type
) -> None:
    wrong = isinstance(element, t.Record | t.AnyRecord | t.Collection | t.Mapping)
    if wrong or (isinstance(element, t.Scalar) and not element.is_numeric and element != t.NULL):
        message = f"`{function.name}` needs numbers, and is given values of type {element}"
        inference.error(value, "NX152", message)


def _check_argument(
    inference: Inference, function: Function, argument: Bound, found: t.Typed
) -> None:
    type_ = found.type
    if isinstance(type_, t.Unknown | t.Named) or type_ == t.NULL:
        return
    kinds = argument.parameter.type.split("|")
    if any(_is_of(found, argument.value, kind) for kind in kinds):
        return
    what = " or ".join(_WORDS.get(kind, f"a value of type {kind}") for kind in kinds)
    inference.error(
        argument.value, "NX152",
        f"`{argument.parameter.name}` of `{function.name}` must be {what}, and this is of type {type_}",
        *_conversion(argument.value, found, kinds),
    )  # fmt: skip


def _is_of(found: t.Typed, value: e.Expression, kind: str) -> bool:
    """Tell whether a value is of one of a parameter's types."""
    type_ = found.type
    if kind == "number":
        return isinstance(type_, t.Scalar) and type_.is_numeric
    if kind == "moment":
        return type_ in (t.DATE, t.TIMESTAMP)
    if kind == "list<string>":
        return isinstance(type_, t.Collection) and not fit_problem(t.Typed(type_.element), t.STRING)
    if kind.startswith("list<"):
        return isinstance(type_, t.Collection)
    if kind in ("map", "map<K, V>"):
        return isinstance(type_, t.Mapping | t.Record | t.AnyRecord)
    if kind in _SCALARS:
        return not fit_problem(found, _SCALARS[kind], literal=is_literal(value))
    return True


def _conversion(value: e.Expression, found: t.Typed, kinds: list[str]) -> tuple[LocalFix, ...]:
    """Return the fix that converts an argument, where a function for that exists."""
    wanted = {"moment": "date"}.get(kinds[-1], kinds[-1])
    if wanted == "string":
        name = "concat" if isinstance(found.type, t.Scalar) else ""
    elif wanted == "integer":
        name = "integer" if isinstance(found.type, t.Scalar) and found.type.is_numeric else ""
    elif wanted in ("date", "timestamp", "uuid"):
        is_text = isinstance(value, e.Text) or found.type in (t.DATE, t.TIMESTAMP)
        name = wanted if is_text and not (wanted == "uuid" and found.type != t.STRING) else ""
    else:
        name = ""
    if not name:
        return ()
    change = (
        Replacement(value.start, value.start, f"{name}("),
        Replacement(value.end, value.end, ")"),
    )
    return (LocalFix(f"Convert it with `{name}(…)`", change, safe=False),)


def _element(type_: t.Type) -> t.Type:
    return type_.element if isinstance(type_, t.Collection) else t.UNKNOWN


def _result_type(
    inference: Inference, function: Function, bound: list[Bound], typed: list[t.Typed]
) -> t.Typed:
    first = typed[0] if typed else t.UNKNOWN_VALUE
    before = [
        value
        for one, value in zip(bound, typed, strict=True)
        if one.parameter.type not in _OVER_ELEMENTS or function.name in _EXTREMES
    ]
    # An aggregate of an empty list is null; which lists may be empty is not known, so nothing is said.
    nullable = function.result.endswith("?") and function.name not in _SUMMING
    if function.name in ("coalesce", "if_null"):
        nullable = all(value.nullable for value in typed)
        return t.Typed(choice_type(inference, [one.value for one in bound]), nullable)
    if function.is_strict:
        nullable = nullable or any(value.nullable for value in before)
    mapped = next(
        (v.type for one, v in zip(bound, typed, strict=True) if one.parameter.type == "mapper"),
        _element(first.type),
    )
    return t.Typed(_value_type(function, typed, mapped), nullable)


def _value_type(function: Function, typed: list[t.Typed], mapped: t.Type) -> t.Type:
    """Return the type of a result. mapped: of the mapper's value, else of an element."""
    result = function.result.removesuffix("?")
    first = typed[0].type if typed else t.UNKNOWN
    if function.name in _EXTREMES:
        several = not isinstance(first, t.Collection)
        return all_common([v.type for v in typed]) if several and len(typed) > 1 else mapped
    match result:
        case "same":
            decimal = isinstance(first, t.Scalar) and first.is_decimal and function.name != "abs"
            return t.DECIMAL if decimal else _plain(first)
        case "T":
            element = _element(first) if function.group == "collections" else None
            return element if element is not None else all_common([value.type for value in typed])
        case "mapped" if function.name == "flat_map":
            return t.Collection("list", _element(mapped))
        case "mapped":
            return mapped
        case "mean":
            unknown = isinstance(mapped, t.Unknown)
            return t.UNKNOWN if unknown else t.DOUBLE if mapped == t.DOUBLE else t.DECIMAL
        case "list<mapped>":
            return t.Collection("list", mapped)
        case "list<string>":
            return t.Collection("list", t.STRING)
        case "list<K>" | "list<V>" if isinstance(first, t.Mapping):
            return t.Collection("list", first.key if result == "list<K>" else first.value)
        case _:
            return _SCALARS.get(result, t.UNKNOWN)


def _plain(type_: t.Type) -> t.Type:
    """Return a list for a projection: what a function makes of it is no projection any more."""
    return t.Collection("list", type_.element) if isinstance(type_, t.Projection) else type_
