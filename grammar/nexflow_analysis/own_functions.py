"""Calls of what the project defines: transforms, services, actions and functions of Java classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from nexflow_analysis import types as t
from nexflow_analysis.arguments import check_name
from nexflow_analysis.definitions import (
    FieldDefinition,
    FunctionDefinition,
    NamedDefinition,
    TransformDefinition,
    record_of,
)
from nexflow_analysis.diagnostics import LocalFix, Replacement
from nexflow_analysis.fit import fit_problem, is_literal, taking
from nexflow_analysis.functions import FUNCTIONS
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import nearest, normal
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Word

if TYPE_CHECKING:
    from nexflow_analysis.infer import Inference

#: What functions were called once, where no spelling is near.
_OLD = {
    normal(old): new
    for old, new in (
        ("to_local_date", "date"), ("to_date", "date"), ("to_timestamp", "timestamp"),
        ("to_instant", "timestamp"), ("diff_days", "days_between"), ("date_diff", "days_between"),
        ("diff_hours", "hours_between"), ("format_decimal", "round"), ("to_string", "concat"),
        ("to_decimal", "decimal"), ("to_integer", "integer"), ("to_upper", "upper"),
        ("to_lower", "lower"), ("is_empty", "size"), ("average", "avg"),
    )
}  # fmt: skip
_NAMED = ("service", "action")


_Callee = TransformDefinition | FunctionDefinition | NamedDefinition


class _Parameter(Struct, frozen=True):
    """A parameter of a callee. name: "" where arguments are by position only."""

    name: str
    type: t.Type
    required: bool


def infer_own_call(inference: Inference, node: e.Call) -> t.Typed:
    """Infer a call of something that is no built-in function."""
    lookup, name = inference.scope.lookup, node.function.text
    values = [argument.value for argument in node.arguments if argument.name is None]
    if node.receiver is not None:
        values.insert(0, node.receiver)
    named = {argument.name: argument.value for argument in node.arguments if argument.name}
    typed = {
        id(value): inference.infer(value)
        for value in (*values, *named.values())
        if not isinstance(value, e.Lambda)
    }
    found = find_callee(name, lookup)
    if found is None:
        if not lookup.declared("rule", name):
            _report_unknown(inference, node)
        return t.UNKNOWN_VALUE
    if found.name != name:
        inference.spelling(node.function, name, found.name)
    parameters = _parameters(found, lookup)
    by_record = bool(values) and _is_record(typed.get(id(values[0])))
    if _has_inputs(found) and (values or named) and not by_record:
        parameters = None  # whether its inputs may be given one by one is not said
    if parameters is not None and _bound(inference, node, parameters, values, named):
        _check_types(inference, node, parameters, values, named)
    if not isinstance(found, TransformDefinition):
        return t.Typed(found.returns, constraints=lookup.constraints(found.returns))
    nullable = any(value.nullable for value in typed.values())
    return t.Typed(_result_of(found, lookup), nullable)


def find_callee(name: str, lookup: Lookup) -> _Callee | None:
    """Return what a name calls: a transform, a function of the user's own, a service, an action."""
    found: _Callee | None = lookup.find(TransformDefinition, "transform", name)
    found = found or lookup.find(FunctionDefinition, "function", name)
    for kind in _NAMED:
        found = found or lookup.find(NamedDefinition, kind, name)
    return found


def _has_inputs(found: _Callee) -> bool:
    return isinstance(found, TransformDefinition) and bool(found.inputs)


def _is_record(value: t.Typed | None) -> bool:
    return value is not None and isinstance(value.type, t.Record | t.AnyRecord)


def _report_unknown(inference: Inference, node: e.Call) -> None:
    lookup, name = inference.scope.lookup, node.function.text
    known = [
        *FUNCTIONS, *(n for kind in ("transform", "service", "function") for n in lookup.names(kind)),
    ]  # fmt: skip
    near = _OLD.get(normal(name)) or nearest(name, known)
    fixes: tuple[LocalFix, ...] = ()
    if near is not None:
        change = Replacement(node.function.start, node.function.end, near)
        fixes = (LocalFix(f"Write `{near}`", (change,), safe=False),)
    hint = f"; did you mean `{near}`?" if near else "; declare it under [functions] in nexflow.toml"
    inference.error(node.function, "NX104", f"there is no function `{name}`{hint}", *fixes)


def _result_of(transform: TransformDefinition, lookup: Lookup) -> t.Type:
    if transform.output_type is not None:
        return lookup.resolve(transform.output_type)
    return record_of("", transform.outputs) if transform.outputs else t.UNKNOWN


def _parameters(found: _Callee, lookup: Lookup) -> list[_Parameter] | None:
    """Return what a call is given; None: not known. A transform: its input, then its parameters."""
    if found.parameters is None:
        return None
    if isinstance(found, FunctionDefinition):
        return [_Parameter("", type_, required=True) for type_ in found.parameters]
    parameters = [_of_field(field) for field in found.parameters]
    if isinstance(found, NamedDefinition):
        return parameters
    transform = found
    if transform.input_type is not None:
        return [
            _Parameter("input", lookup.resolve(transform.input_type), required=True),
            *parameters,
        ]
    if transform.inputs:
        return [_Parameter("input", record_of("", transform.inputs), required=True), *parameters]
    return parameters or None


def _of_field(field: FieldDefinition) -> _Parameter:
    return _Parameter(field.name, field.type, not field.nullable and field.default is None)


def _bound(
    inference: Inference,
    node: e.Call,
    parameters: list[_Parameter],
    values: list[e.Expression],
    named: dict[Word, e.Expression],
) -> bool:
    """Check how many arguments there are, and the names of those that have one."""
    callee = node.function.text
    names = [parameter.name for parameter in parameters if parameter.name]
    given = {normal(parameter.name) for parameter in parameters[: len(values)]}
    for name in named:
        if not check_name(inference, callee, name, names, given):
            return False
        given.add(normal(name.text))
    missing = [
        parameter for parameter in parameters[len(values) :]
        if parameter.required and (not parameter.name or normal(parameter.name) not in given)
    ]  # fmt: skip
    if len(values) <= len(parameters) and not missing:
        return True
    least, most = sum(one.required for one in parameters), len(parameters)
    wanted = str(most) if least == most else f"{least} to {most}"
    count = len(values) + len(named)
    inference.error(
        node, "NX151",
        f"`{callee}` takes {wanted} argument{'' if wanted == '1' else 's'}, and {count} "
        f"{'is' if count == 1 else 'are'} given"
        + (f": {', '.join(f'`{name}`' for name in names)}" if names else ""),
    )  # fmt: skip
    return False


def _check_types(
    inference: Inference,
    node: e.Call,
    parameters: list[_Parameter],
    values: list[e.Expression],
    named: dict[Word, e.Expression],
) -> None:
    by_name = {normal(parameter.name): parameter for parameter in parameters}
    pairs = list(zip(values, parameters, strict=False))
    pairs += [(value, by_name[normal(name.text)]) for name, value in named.items()]
    for value, parameter in pairs:
        found = inference.types.get(id(value), t.UNKNOWN_VALUE)
        target = inference.scope.lookup.deep(parameter.type)
        found = replace(found, type=taking(value, found.type, target))
        problem = fit_problem(found, target, literal=is_literal(value))
        if problem:
            what = f"`{parameter.name}`" if parameter.name else "this argument"
            message = f"{what} of `{node.function.text}` is of another type: {problem}"
            inference.error(value, "NX152", message)
