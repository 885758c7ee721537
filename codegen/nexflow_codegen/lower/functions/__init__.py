"""Calls: of built-in functions, a file per group, and of transforms."""

from __future__ import annotations

from nexflow_analysis.functions import find_function
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.functions import business_days, choice, collections, numbers, text, time
from nexflow_codegen.lower.functions.arguments import Arguments, Lowering
from nexflow_codegen.lower.lookups import lower_lookup_call
from nexflow_codegen.lower.own_calls import lower_own_call
from nexflow_codegen.lower.recent import recent_value
from nexflow_codegen.lower.scope import JavaScope
from nexflow_codegen.lower.values import JavaValue
from nexflow_grammar.tree import expressions as e

LOWERINGS: dict[str, Lowering] = {
    **text.LOWERINGS,
    **numbers.LOWERINGS,
    **time.LOWERINGS,
    **collections.LOWERINGS,
    **choice.LOWERINGS,
    **business_days.LOWERINGS,
}


def lower_call(node: e.Call, scope: JavaScope, *, whole: bool = False) -> JavaValue:
    """Lower a call. whole: of a rule with one result, the record of it is meant."""
    recent = recent_value(node, scope)
    if recent is not None:
        return recent
    function = find_function(node.function.text)
    if function is None:
        return lower_own_call(node, scope, whole=whole)
    if function.name == "lookup":
        return lower_lookup_call(node, scope)
    lowering = LOWERINGS.get(function.name)
    if lowering is None:
        raise Unsupported(f"the function `{function.name}`")
    return lowering(Arguments(node, scope))
