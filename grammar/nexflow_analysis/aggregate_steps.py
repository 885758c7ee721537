"""The entries of an `aggregate` statement, and the fields that they make."""

from __future__ import annotations

from msgspec.structs import replace

from nexflow_analysis import types as t
from nexflow_analysis.aggregates import AGGREGATES, KEEPING, aggregate_problem, aggregate_type
from nexflow_analysis.infer import Inference, Scope
from nexflow_analysis.names import suggestion
from nexflow_analysis.pii import value_pii
from nexflow_analysis.report import Reporter
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.process import Aggregate, AggregateCall, NamedAggregate


def aggregate_calls(entry: Entry) -> list[tuple[Entry, AggregateCall]]:
    """Return the aggregate calls of an `aggregate`, each with the entry that it stands in."""
    if isinstance(entry.node, Aggregate):
        return [(entry, call) for call in entry.node.calls]
    return [
        (child, child.node) for child in entry.children if isinstance(child.node, AggregateCall)
    ]


def aggregate_fields(entry: Entry, scope: Scope, reporter: Reporter) -> list[t.RecordField]:
    """Return the fields that an `aggregate` makes."""
    if isinstance(entry.node, Aggregate):
        return [_field(entry, call, scope, reporter) for call in entry.node.calls]
    fields: list[t.RecordField] = []
    for child in entry.children:
        node = child.node
        if isinstance(node, AggregateCall):
            fields.append(_field(child, node, scope, reporter))
        elif isinstance(node, NamedAggregate):
            if node.condition is not None:
                what = "the `where` of an aggregate"
                Inference(scope, reporter.at(child)).condition(node.condition, what)
            inference = Inference(replace(scope, aggregating=True), reporter.at(child))
            typed = inference.infer(node.value)
            pii = value_pii(scope.record, node.value, scope.lookup) if scope.record else ""
            fields.append(t.RecordField(node.target.text, typed.type, typed.nullable, pii))
    return fields


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
    problem = aggregate_problem(name, argument)
    if problem and call.argument is not None and not entry.broken:
        reporter.add(entry, call.argument, "NX152", problem)
    typed = aggregate_type(name, argument)
    pii = ""
    if name in KEEPING and call.argument is not None and scope.record is not None:
        pii = value_pii(scope.record, call.argument, scope.lookup)
    return t.RecordField(call.result, typed.type, typed.nullable, pii)
