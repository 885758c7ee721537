"""What makes a call depend on more than its arguments."""

from __future__ import annotations

from nexflow_analysis.definitions import FunctionDefinition, NamedDefinition, TransformDefinition
from nexflow_analysis.functions import Purity, find_function
from nexflow_analysis.lookup import Lookup
from nexflow_grammar.tree.expressions import Call

#: The parts of a transform that make it impure.
IMPURE_PARTS = {
    "state_part": "keeps state",
    "lookup_part": "looks something up outside",
    "lookups": "looks something up outside",
}
_WHY = {
    Purity.CLOCK: "reads the clock",
    Purity.RANDOM: "is random",
    Purity.IO: "asks something outside",
}


def impure_function(call: Call) -> str:
    """Say why a built-in function is impure; "" where it is pure, or no built-in function."""
    function = find_function(call.function.text)
    if function is None or (function.name == "uuid" and (call.arguments or call.receiver)):
        return ""
    return _WHY.get(function.purity, "")


def impurity_of_call(call: Call, lookup: Lookup) -> str:
    """Say why a call is impure; "" where it is pure, or where nobody knows."""
    why = impure_function(call)
    if why or find_function(call.function.text) is not None:
        return why
    name = call.function.text
    if lookup.find(TransformDefinition, "transform", name) is not None:
        return impurity_of_transform(name, lookup)
    return _impurity_of_other(name, lookup)


def _impurity_of_other(name: str, lookup: Lookup) -> str:
    """Say why a function of the user's own, or a service, is impure."""
    function = lookup.find(FunctionDefinition, "function", name)
    if function is not None:
        return "" if function.pure else f"calls `{name}`, which is not declared `pure = true`"
    service = lookup.find(NamedDefinition, "service", name)
    return "calls a service" if service is not None else ""


def impurity_of_transform(name: str, lookup: Lookup) -> str:
    """Say why a transform, or one that it calls, is impure; "" where it is pure."""
    waiting, seen = [name], set[str]()
    while waiting:
        found = lookup.find(TransformDefinition, "transform", waiting.pop())
        if found is None or found.name in seen:
            continue
        seen.add(found.name)
        if found.impurity:
            return f"calls `{found.name}`, which {found.impurity}"
        for called in found.calls:
            transform = lookup.find(TransformDefinition, "transform", called)
            why = _impurity_of_other(called, lookup) if transform is None else ""
            if why:
                return f"calls `{found.name}`, which {why}"
        waiting += found.calls
    return ""
