"""Calls in expressions: of built-in functions, and of what the project defines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from nexflow_analysis import types as t
from nexflow_analysis.evaluation.expressions import Evaluation
from nexflow_analysis.evaluation.functions import OF_PROJECT, PLAIN
from nexflow_analysis.evaluation.functions.collections import ASKING, MAPPING, one_of, ordered
from nexflow_analysis.evaluation.values import NotEvaluableError, Projection, Value, all_of
from nexflow_analysis.functions import Function, Purity, find_function
from nexflow_analysis.names import normal
from nexflow_grammar.tree import expressions as e

_SPLIT = frozenset({"any", "all", "none", "count"})
_EXTREMES = frozenset({"min", "max"})
#: Those that deal with nulls themselves.
_OF_NULLS = frozenset({"concat", "format", "nullif"})


class _Given(Struct, frozen=True):
    """The arguments of a call: by position, the receiver first, and by (normal) name."""

    values: list[e.Expression]
    named: dict[str, e.Expression]


def _given(node: e.Call) -> _Given:
    values = [one.value for one in node.arguments if one.name is None]
    if node.receiver is not None:
        values.insert(0, node.receiver)
    return _Given(values, {normal(one.name.text): one.value for one in node.arguments if one.name})


def call(at: Evaluation, node: e.Call, *, whole: bool = False) -> Value:
    """Return the value of a call. whole: of a rule with one result, the record of it is meant."""
    given = _given(node)
    function = find_function(node.function.text)
    if function is None:
        return _own_call(at, node.function.text, given, whole=whole)
    if function.purity_of(len(node.arguments)) is not Purity.PURE:
        raise NotEvaluableError(function.name)
    arguments = _in_order(function, given)
    if function.name in ("coalesce", "if_null"):
        found = (at.value(one) for one in arguments if one is not None)
        return next((value for value in found if value is not None), None)
    if function.name in _SPLIT and len(arguments) == 1:
        arguments = _split(at, arguments)
    if function.name in ASKING or function.name in MAPPING or function.name == "sort":
        return _over_elements(at, function.name, arguments)
    return _plain(at, function.name, arguments)


def _in_order(function: Function, given: _Given) -> list[e.Expression | None]:
    """Return the arguments in the order of the parameters; None for one that is not given."""
    names = [normal(parameter.name) for parameter in function.parameters]
    rest = names[len(given.values) :] if given.named else []
    found = [*given.values, *(given.named.get(name) for name in rest)]
    while found and found[-1] is None:
        found.pop()
    return found


def _plain(at: Evaluation, name: str, arguments: list[e.Expression | None]) -> Value:
    parts = [_argument(at, name, number, one) for number, one in enumerate(arguments)]
    values = all_of(*parts)
    strict = name not in _OF_NULLS
    if strict and any(
        v is None and one is not None for v, one in zip(values, arguments, strict=True)
    ):
        return None
    if name in OF_PROJECT:
        return OF_PROJECT[name](*values, at.environment)
    if name not in PLAIN:
        raise NotEvaluableError(name)
    return PLAIN[name](*values)


def _argument(
    at: Evaluation, name: str, number: int, node: e.Expression | None
) -> Callable[[], Value]:
    if node is None:
        return lambda: None
    if name == "start_of" and number == 1:
        return lambda: _word(node)
    return lambda: _listed(at.value(node))


def _listed(value: Value) -> Value:
    """Return a list for a projection: to a function it is one."""
    return list(value) if isinstance(value, Projection) else value


def _word(node: e.Expression) -> str:
    match node:
        case e.Name():
            return node.text
        case e.Text():
            return node.value
        case _:
            raise NotEvaluableError("a computed word")


def _split(at: Evaluation, arguments: list[e.Expression | None]) -> list[e.Expression | None]:
    """Read `any(xs.f == 1)` as `any(xs, f == 1)`: a sole comparison about a field of a list."""
    test = arguments[0]
    if not isinstance(test, e.Binary) or not isinstance(test.left, e.Member):
        return arguments
    owner, field = test.left.target, test.left.name
    if isinstance(owner, e.Each) or not isinstance(at.value(owner), list | frozenset):
        return arguments
    return [owner, replace(test, left=e.Name(field.start, field.end, field.text))]


def _over_elements(at: Evaluation, name: str, arguments: list[e.Expression | None]) -> Value:
    source = arguments[0]
    assert source is not None
    if name in _EXTREMES and len(arguments) > 1 and not _is_collection(at, source):
        several = all_of(*(_argument(at, name, 1, one) for one in arguments))
        return one_of(*several, greatest=name == "max")
    values = at.value(source)
    if name in _EXTREMES and values is not None and not isinstance(values, list | frozenset):
        return values
    if values is None:
        return None
    over = arguments[1] if len(arguments) > 1 else None
    if name == "count" and over is None:
        tests = isinstance(values, Projection) and isinstance(source, e.Binary)
        return sum(one is True for one in values) if tests else len(values)
    if name == "sort":
        return _sorted(at, list(values), arguments[1:])
    if name in ASKING:
        assert over is not None
        see, body = at.over(over), _body(over)
        return ASKING[name](_kept(values), lambda element: see(element).holds(body))
    if over is None:
        return MAPPING[name](values)
    see, body = at.over(over), _body(over)
    return MAPPING[name](see(element).value(body) for element in values)


def _is_collection(at: Evaluation, node: e.Expression) -> bool:
    """Tell whether an expression is a list or a set, by its type where that is known."""
    typed = at.types.get(id(node))
    if typed is not None and isinstance(typed.type, t.Scalar):
        return False
    return isinstance(at.value(node), list | frozenset)


def _kept(values: Any) -> Any:
    return list(values) if isinstance(values, Projection) else values


def _body(node: e.Expression) -> e.Expression:
    return node.body if isinstance(node, e.Lambda) else node


def _sorted(at: Evaluation, values: list[Value], rest: list[e.Expression | None]) -> list[Value]:
    order = rest[1] if len(rest) > 1 else None
    key = rest[0] if rest else None
    if order is None and isinstance(key, e.Name) and key.text in ("asc", "desc"):
        key, order = None, key
    descending = order is not None and _word(order) == "desc"
    if key is None or len(values) == 1:  # then no key is asked for
        return (
            ordered(values, lambda value: value, descending=descending) if key is None else values
        )
    see, body = at.over(key), _body(key)
    return ordered(values, lambda value: see(value).value(body), descending=descending)


def _own_call(at: Evaluation, name: str, given: _Given, *, whole: bool) -> Value:
    values = [at.value(one) for one in given.values]
    named: Mapping[str, Value] = {key: at.value(one) for key, one in given.named.items()}
    try:
        return at.environment.call(name, values, dict(named), whole)
    except KeyError:
        raise NotEvaluableError(name) from None
