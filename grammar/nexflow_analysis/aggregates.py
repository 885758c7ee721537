"""The results of an `aggregate`."""

from __future__ import annotations

from nexflow_analysis import types as t
from nexflow_analysis.infer import Inference, Scope
from nexflow_analysis.names import suggestion
from nexflow_analysis.report import Reporter
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.process import Aggregate, AggregateCall

AGGREGATES = ("count", "sum", "avg", "min", "max", "first", "last", "collect", "count_distinct")
_NUMERIC = frozenset({"sum", "avg"})


def aggregate_calls(entry: Entry) -> list[tuple[Entry, AggregateCall]]:
    """Return the aggregate calls of an `aggregate`, each with the entry that it stands in."""
    if isinstance(entry.node, Aggregate):
        return [(entry, call) for call in entry.node.calls]
    return [
        (child, child.node) for child in entry.children if isinstance(child.node, AggregateCall)
    ]


def aggregate_fields(entry: Entry, scope: Scope, reporter: Reporter) -> list[t.RecordField]:
    """Return the fields that an `aggregate` makes."""
    return [_field(place, call, scope, reporter) for place, call in aggregate_calls(entry)]


def _field(entry: Entry, call: AggregateCall, scope: Scope, reporter: Reporter) -> t.RecordField:
    name = call.function.text
    argument = t.UNKNOWN_VALUE
    if call.argument is not None:
        argument = Inference(scope, reporter.at(entry)).infer(call.argument)
    if name not in AGGREGATES:
        if not entry.broken:
            message = f"there is no aggregate `{name}`{suggestion(name, AGGREGATES)}"
            reporter.add(entry, call.function, "NX104", message)
        return t.RecordField(call.result, t.UNKNOWN, nullable=False)
    if name in _NUMERIC and isinstance(argument.type, t.Scalar) and not argument.type.is_numeric:
        assert call.argument is not None
        message = f"`{name}` needs numbers, and `{call.function.text}` is given values of type {argument.type}"
        reporter.add(entry, call.argument, "NX152", message)
    return t.RecordField(call.result, _type(name, argument.type), _nullable(name, argument))


def _type(name: str, argument: t.Type) -> t.Type:
    match name:
        case "count" | "count_distinct":
            return t.INTEGER
        case "avg":
            return t.DOUBLE if argument == t.DOUBLE else t.DECIMAL
        case "collect":
            return t.Collection("list", argument)
        case _:
            return argument


def _nullable(name: str, argument: t.Typed) -> bool:
    return argument.nullable and name not in ("count", "count_distinct", "collect")
