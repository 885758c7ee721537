"""The expressions of a schema: computed fields and constraints."""

from nexflow_analysis import types as t
from nexflow_analysis.definitions import record_of
from nexflow_analysis.infer import Inference, Scope
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.report import Reporter
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.types import Assignment, Require


def check_schema_expressions(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Check that computed fields and constraints use fields that are there, in fitting ways."""
    if segment.kind != "schema" or segment.head is None or segment.name is None:
        return
    schema = lookup.schema(segment.name.text)
    if schema is None:
        return
    record = record_of(schema.name, schema.fields)
    what = f"`{schema.name}`"
    for part in segment.head.every("computed"):
        for child in part.children:
            if isinstance(child.node, Assignment):
                scope = Scope(lookup, record, {}, what)
                typed = Inference(scope, reporter.at(child)).infer(child.node.value)
                field = t.RecordField(child.node.target.text, typed.type, typed.nullable)
                record = t.Record(record.name, (*record.fields, field))
    scope = Scope(lookup, record, {}, what)
    for part in segment.head.every("constraints_head"):
        for child in part.children:
            if isinstance(child.node, Require):
                inference = Inference(scope, reporter.at(child))
                inference.condition(child.node.condition, "a constraint")
