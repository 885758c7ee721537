"""Calls in expressions: of built-in functions, transforms, services and functions of the user's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from nexflow_analysis import types as t
from nexflow_analysis.aggregates import AGGREGATES, aggregate_problem, aggregate_type
from nexflow_analysis.definitions import TransformDefinition, record_of
from nexflow_analysis.fit import common, fit_problem
from nexflow_analysis.functions import FUNCTIONS, Function, Parameter, find_function
from nexflow_analysis.names import suggestion
from nexflow_grammar.tree import expressions as e

if TYPE_CHECKING:
    from nexflow_analysis.infer import Inference

_SCALARS = {
    "string": t.STRING, "integer": t.INTEGER, "decimal": t.DECIMAL, "double": t.DOUBLE,
    "boolean": t.BOOLEAN, "date": t.DATE, "timestamp": t.TIMESTAMP, "uuid": t.UUID,
}  # fmt: skip
_NOT_NULL_PRESERVING = frozenset({"coalesce", "if_null", "concat", "format", "size"})
_ELEMENT = "it"
_OF_ELEMENTS = frozenset({"any", "all", "none", "count"})


def infer_call(inference: Inference, node: e.Call) -> t.Typed:
    """Return what is known of a call's value."""
    name = node.function.text
    if inference.scope.aggregating and name in AGGREGATES and len(node.arguments) < 2:  # noqa: PLR2004
        return _aggregate(inference, node)
    function = find_function(name)
    if function is None:
        return _own_function(inference, node)
    if function.name != name:
        inference.spelling(node.function, name, function.name)
    values = [argument.value for argument in node.arguments if argument.name is None]
    if node.receiver is not None:
        values.insert(0, node.receiver)
    if function.name in _OF_ELEMENTS and len(values) == 1:
        values = _split_comparison(inference, values[0])
    if not _count_fits(inference, node, function, len(values)):
        for value in values:
            inference.infer(value)
        return t.UNKNOWN_VALUE
    for argument in node.arguments:
        if argument.name is not None:
            inference.infer(argument.value)
    return _result(inference, function, values)


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


def _own_function(inference: Inference, node: e.Call) -> t.Typed:
    """Infer a call of a transform, a service, an action, or a function of the project file."""
    lookup = inference.scope.lookup
    name = node.function.text
    for argument in node.arguments:
        if not isinstance(argument.value, e.Lambda):
            inference.infer(argument.value)
    transform = lookup.find(TransformDefinition, "transform", name)
    if transform is not None:
        if transform.name != name:
            inference.spelling(node.function, name, transform.name)
        if transform.output_type is not None:
            return t.Typed(lookup.resolve(transform.output_type))
        return t.Typed(record_of("", transform.outputs)) if transform.outputs else t.UNKNOWN_VALUE
    others = ("service", "action", "function", "rule")
    if not any(lookup.declared(kind, name) for kind in others):
        known = [*FUNCTIONS, *lookup.names("transform"), *lookup.names("service")]
        near = suggestion(name, known)
        inference.error(
            node.function,
            "NX104",
            f"there is no function `{name}`"
            + (near if "mean" in near else "; declare it under [functions] in nexflow.toml"),
        )
    return t.UNKNOWN_VALUE


def _count_fits(inference: Inference, node: e.Call, function: Function, given: int) -> bool:
    most = function.most
    if given >= function.least and (most is None or given <= most):
        return True
    wanted = str(function.least)
    if most is None:
        wanted = f"at least {wanted}"
    elif most != function.least:
        wanted += f" to {most}"
    plural = "" if wanted == "1" else "s"
    inference.error(
        node,
        "NX151",
        f"`{function.name}` takes {wanted} argument{plural}, and {given} are given: "
        f"`{function.signature}`",
    )
    return False


def _result(inference: Inference, function: Function, values: list[e.Expression]) -> t.Typed:
    typed: list[t.Typed] = []
    bound: t.Type = t.UNKNOWN
    mapped: t.Type = t.UNKNOWN
    for index, value in enumerate(values):
        parameter = function.parameters[min(index, len(function.parameters) - 1)]
        if parameter.type == "name":
            typed.append(t.UNKNOWN_VALUE)
            continue
        if parameter.type in ("predicate", "mapper") and index > 0:
            element = (
                typed[0].type.element if isinstance(typed[0].type, t.Collection) else t.UNKNOWN
            )
            if function.name in ("min", "max") and not isinstance(typed[0].type, t.Collection):
                found = inference.infer(value)
            else:
                found = _over_element(inference, value, element)
            mapped = found.type
            typed.append(found)
            continue
        found = inference.infer(value)
        typed.append(found)
        if parameter.type == "T":
            bound = found.type if index == 0 else common(bound, found.type)
        _check_argument(inference, function, parameter, value, found)
    return _result_type(function, typed, bound, mapped)


def _over_element(inference: Inference, value: e.Expression, element: t.Type) -> t.Typed:
    """Infer a lambda, or a bare expression over the fields of an element."""
    scope = inference.scope
    element = scope.lookup.resolve(element)
    if isinstance(value, e.Lambda):
        names = {parameter.text: t.Typed(element) for parameter in value.parameters}
        return inference.infer(value.body, scope.inner(names))
    if isinstance(element, t.Record):
        names = {field.name: t.Typed(field.type, field.nullable) for field in element.fields}
        return inference.infer(value, scope.inner(names))
    if isinstance(element, t.Unknown | t.AnyRecord):
        return t.UNKNOWN_VALUE
    return inference.infer(value, scope.inner({_ELEMENT: t.Typed(element)}))


def _check_argument(
    inference: Inference,
    function: Function,
    parameter: Parameter,
    value: e.Expression,
    found: t.Typed,
) -> None:
    wanted, type_ = parameter.type, found.type
    if isinstance(type_, t.Unknown | t.Named) or type_ == t.NULL:
        return
    fits = True
    if wanted == "number":
        fits = isinstance(type_, t.Scalar) and type_.is_numeric
    elif wanted == "moment":
        fits = type_ in (t.DATE, t.TIMESTAMP)
    elif wanted.startswith("list<"):
        fits = isinstance(type_, t.Collection)
    elif wanted in _SCALARS:
        fits = not fit_problem(found, _SCALARS[wanted])
    if not fits:
        what = {"number": "a number", "moment": "a date or a timestamp"}.get(wanted)
        what = what or (
            "a list or a set" if wanted.startswith("list<") else f"a value of type {wanted}"
        )
        inference.error(
            value,
            "NX152",
            f"`{parameter.name}` of `{function.name}` must be {what}, and this is of type {type_}",
        )


def _result_type(
    function: Function, typed: list[t.Typed], bound: t.Type, mapped: t.Type
) -> t.Typed:
    result = function.result.removesuffix("?")
    first = typed[0] if typed else t.UNKNOWN_VALUE
    nullable = function.result.endswith("?")
    if function.name not in _NOT_NULL_PRESERVING:
        nullable = nullable or any(value.nullable for value in typed)
    elif function.name in ("coalesce", "if_null"):
        nullable = all(value.nullable for value in typed)
    element = first.type.element if isinstance(first.type, t.Collection) else t.UNKNOWN
    value_type: t.Type
    if result == "same":
        value_type = first.type
        if isinstance(first.type, t.Scalar) and first.type.is_decimal and function.name != "abs":
            value_type = t.DECIMAL
    elif result == "T":
        value_type = bound if bound != t.UNKNOWN else element
    elif result == "mapped":
        value_type = mapped if mapped != t.UNKNOWN else element
    elif result == "list<mapped>":
        value_type = t.Collection("list", mapped)
    elif result == "list<string>":
        value_type = t.Collection("list", t.STRING)
    elif function.name in ("min", "max"):
        value_type = _extreme(typed, element, mapped)
        nullable = nullable or isinstance(first.type, t.Collection)
    else:
        value_type = _SCALARS.get(result, t.UNKNOWN)
    return t.Typed(value_type, nullable)


def _extreme(typed: list[t.Typed], element: t.Type, mapped: t.Type) -> t.Type:
    if isinstance(typed[0].type, t.Collection):
        return mapped if mapped != t.UNKNOWN else element
    if len(typed) > 1:
        result = typed[0].type
        for other in typed[1:]:
            result = common(result, other.type)
        return result
    return t.UNKNOWN
