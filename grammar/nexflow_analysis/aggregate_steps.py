"""The entries of an `aggregate` statement, and the fields that they make."""

from __future__ import annotations

from msgspec.structs import replace

from nexflow_analysis import types as t
from nexflow_analysis.aggregates import AGGREGATES, aggregate_problem, aggregate_type
from nexflow_analysis.infer import Inference, Scope
from nexflow_analysis.names import suggestion
from nexflow_analysis.report import Reporter
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.expressions import Expression
from nexflow_grammar.tree.nodes import Phrase, Word
from nexflow_grammar.tree.process import Aggregate, AggregateCall


def aggregate_calls(entry: Entry) -> list[tuple[Entry, AggregateCall]]:
    """Return the aggregate calls of an `aggregate`, each with the entry that it stands in."""
    if isinstance(entry.node, Aggregate):
        return [(entry, call) for call in entry.node.calls]
    return [
        (child, child.node) for child in entry.children if isinstance(child.node, AggregateCall)
    ]


def aggregate_fields(entry: Entry, scope: Scope, reporter: Reporter) -> list[t.RecordField]:
    """Return the fields that an `aggregate` makes."""
    fields = [_field(place, call, scope, reporter) for place, call in aggregate_calls(entry)]
    for child in entry.children:
        node = child.node
        name = node.first(Word) if isinstance(node, Phrase) else None
        value = node.first(Expression) if isinstance(node, Phrase) else None
        if name is not None and value is not None and child.rule == "aggregate_entry":
            inference = Inference(replace(scope, aggregating=True), reporter.at(child))
            typed = inference.infer(value)
            fields.append(t.RecordField(name.text, typed.type, typed.nullable))
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
    return t.RecordField(call.result, typed.type, typed.nullable)
