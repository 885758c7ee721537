"""NX104, NX151, NX152: calls of actions, services and functions as statements of a rule."""

from __future__ import annotations

from nexflow_analysis.definitions import FieldDefinition, NamedDefinition
from nexflow_analysis.fit import fit_problem, is_literal
from nexflow_analysis.functions import find_function
from nexflow_analysis.infer import Inference, Scope
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import nearest, suggestion
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
        typed = [inference.infer(argument) for argument in call.arguments]
        found = _find(call, scope.lookup)
        if found is None:
            _check_known(entry, call, scope.lookup, reporter)
            continue
        word = call.function.names[-1]
        if found.name != word.text:
            reporter.spelling(entry, word, found.name)
        if found.parameters is None:
            continue
        if len(found.parameters) != len(call.arguments):
            _report_count(entry, call, found.name, found.parameters, reporter)
            continue
        for parameter, argument, value in zip(found.parameters, call.arguments, typed, strict=True):
            wanted = scope.lookup.deep(parameter.type)
            problem = fit_problem(value, wanted, literal=is_literal(argument), comparing=True)
            if problem:
                message = f"`{parameter.name}` of `{found.name}` is given another type: {problem}"
                reporter.add(entry, argument, "NX152", message)


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
    message = (
        f"`{name}` takes {len(parameters)} argument{plural}, and {len(call.arguments)} are given: "
        f"`{name}({wanted})`"
    )
    reporter.add(entry, call, "NX151", message)
