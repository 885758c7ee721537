"""`count(payments in last 1 hour)`: what a process computes of earlier records, found here by its name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from nexflow_codegen.ir.classes import Parameter
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.durations import millis
from nexflow_codegen.lower.scope import Fields, JavaScope, find_field
from nexflow_codegen.lower.statements import parameter
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import JavaValue
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import walk


@dataclass(frozen=True, slots=True)
class LookBack:
    """An aggregate of the records of a span, in milliseconds. value: what it aggregates; None for the records.

    of: how the stream is called; name: of the result, which no name of the language can be.
    """

    function: str
    value: e.Expression | None
    of: str
    span: int
    name: str


def look_back(node: object) -> LookBack | None:
    """Return what a call looks back at; None for any other call."""
    if not isinstance(node, e.Call) or len(node.arguments) != 1:
        return None
    recent = node.arguments[0].value
    amount = recent.span.amount if isinstance(recent, e.Recent) else None
    if not isinstance(recent, e.Recent) or not isinstance(amount, e.Number):
        return None
    of, value, looked = recent.value, None, recent.value
    if isinstance(looked, e.Membership) and isinstance(looked.options, e.Expression):
        of, value = looked.options, looked.value
    words = [node.function.text, _called(value) if value is not None else "", "in last",
             str(amount.value), recent.span.unit]  # fmt: skip
    name = "#" + " ".join(word for word in words if word)
    return LookBack(node.function.text, value, getattr(of, "text", ""), millis(recent.span), name)


def _called(value: e.Expression) -> str:
    """Return what an argument is called: a field by its name, else by a hash of what it says."""
    if isinstance(value, e.Name):
        return value.text
    parts = [(type(node).__name__, getattr(node, "text", ""), getattr(node, "operator", ""), getattr(node, "value", ""))
             for node in walk(value)]  # fmt: skip
    said = [[part if isinstance(part, str) else str(part) for part in one if not isinstance(part, e.Expression)]
            for one in parts]  # fmt: skip
    return f"value {hashlib.sha256(repr(said).encode()).hexdigest()[:6]}"


def look_backs(entries: Iterable[Entry]) -> Iterator[LookBack]:
    """Yield what the expressions of some entries look back at."""
    for entry in entries:
        for node in walk(entry.node):
            found = look_back(node)
            if found is not None:
                yield found


def recent_value(node: e.Call, scope: JavaScope) -> JavaValue | None:
    """Return what a call that looks back gives, as the process has computed it; None for other calls."""
    back = look_back(node)
    if back is None:
        return None
    found = find_field(scope.names, back.name)
    if found is None:
        raise Unsupported(
            f"`{back.name[1:]}` here, where no record has looked back; `set` it as a field in the process, and use that"
        )
    return found


def recent_inputs(unit: Unit, entries: Iterable[Entry], given: Fields | None) -> list[Parameter]:
    """Return a parameter for each value that a rule takes of earlier records."""
    names = dict.fromkeys(one.name for one in look_backs(entries))
    known = {name: value for name in names if (value := (given or {}).get(name)) is not None}
    return [
        replace(parameter(unit, name, value.type, nullable=value.nullable), is_implicit=True)
        for name, value in known.items()
    ]
