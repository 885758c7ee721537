"""NX104, NX151, NX152, NX168: calls of actions, services and functions as statements of a rule."""

from __future__ import annotations

from msgspec.structs import replace

from nexflow_analysis import types as t
from nexflow_analysis.arguments import check_name
from nexflow_analysis.definitions import FieldDefinition, NamedDefinition
from nexflow_analysis.fit import fit_problem, is_literal, taking
from nexflow_analysis.functions import find_function
from nexflow_analysis.infer import Inference, Scope
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import nearest, normal, suggestion
from nexflow_analysis.report import Reporter
from nexflow_analysis.steps import rename_fix
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Phrase
from nexflow_grammar.tree.rules import CallStatement

_KINDS = ("action", "service")


def check_calls(entry: Entry, scope: Scope, reporter: Reporter) -> None:
    """Check the calls of a statement: each names something that is there, with what it takes."""
    node = entry.node
    calls = node.every(CallStatement) if isinstance(node, Phrase) and not entry.broken else []
    for call in calls:
        inference = Inference(scope, reporter.at(entry))
        for argument in call.arguments:
            inference.infer(argument.value)
        found = _find(call, scope.lookup)
        if found is None:
            _check_known(entry, call, scope.lookup, reporter)
            continue
        word = call.function.names[-1]
        if found.name != word.text:
            reporter.spelling(entry, word, found.name)
        if found.parameters is not None and _names_fit(
            inference, call, found.name, found.parameters
        ):
            if len(found.parameters) != len(call.arguments):
                _report_count(entry, call, found.name, found.parameters, reporter)
                continue
            _check_types(inference, call, found.name, found.parameters)


def _names_fit(
    inference: Inference, call: CallStatement, callee: str, parameters: tuple[FieldDefinition, ...]
) -> bool:
    """Check that every name is one of a parameter that has no argument yet."""
    names = [parameter.name for parameter in parameters]
    positional = sum(argument.name is None for argument in call.arguments)
    given = {normal(name) for name in names[:positional]}
    for argument in call.arguments:
        if argument.name is not None:
            if not check_name(inference, callee, argument.name, names, given):
                return False
            given.add(normal(argument.name.text))
    return True


def _check_types(
    inference: Inference, call: CallStatement, callee: str, parameters: tuple[FieldDefinition, ...]
) -> None:
    """Check that each argument fits its parameter: that of its name, else that of its place."""
    by_name = {normal(parameter.name): parameter for parameter in parameters}
    in_order = iter(parameters)
    for argument in call.arguments:
        name, value = argument.name, argument.value
        parameter = by_name[normal(name.text)] if name is not None else next(in_order)
        found = inference.types.get(id(value), t.UNKNOWN_VALUE)
        wanted = inference.scope.lookup.deep(parameter.type)
        found = replace(found, type=taking(value, found.type, wanted))
        problem = fit_problem(found, wanted, literal=is_literal(value), comparing=True)
        if problem:
            message = f"`{parameter.name}` of `{callee}` is given another type: {problem}"
            inference.error(value, "NX152", message)


def _find(call: CallStatement, lookup: Lookup) -> NamedDefinition | None:
    if len(call.function.names) > 1:
        return None
    name = call.function.names[0].text
    found = (lookup.find(NamedDefinition, kind, name) for kind in _KINDS)
    return next((one for one in found if one is not None), None)


def _check_known(entry: Entry, call: CallStatement, lookup: Lookup, reporter: Reporter) -> None:
    name = call.function.text
    if len(call.function.names) > 1 or find_function(name) is not None:
        return
    if any(lookup.declared(kind, name) for kind in ("function", "transform", "rule")):
        return
    known = [*lookup.names("action"), *lookup.names("service"), *lookup.names("function")]
    near = nearest(name, known)
    hint = suggestion(name, known) if near is not None else ""
    hint = (
        hint
        or "; declare it in an `actions` or a `services` block, or under [functions] in nexflow.toml"
    )
    message = f"there is no action or service `{name}`{hint}"
    word = call.function.names[0]
    reporter.add(entry, word, "NX104", message, fixes=rename_fix(word, near))


def _report_count(
    entry: Entry,
    call: CallStatement,
    name: str,
    parameters: tuple[FieldDefinition, ...],
    reporter: Reporter,
) -> None:
    wanted = ", ".join(f"{one.name}: {one.type}" for one in parameters)
    plural = "" if len(parameters) == 1 else "s"
    are = "is" if len(call.arguments) == 1 else "are"
    message = (
        f"`{name}` takes {len(parameters)} argument{plural}, and {len(call.arguments)} {are} given: "
        f"`{name}({wanted})`"
    )
    reporter.add(entry, call, "NX151", message)
