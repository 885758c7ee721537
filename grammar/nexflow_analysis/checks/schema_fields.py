"""NX121, NX156, NX210: fields declared twice, defaults that do not fit, options naming no field."""

from nexflow_analysis.declare.fields import field_of
from nexflow_analysis.declare.schema import name_of
from nexflow_analysis.fit import fit_problem
from nexflow_analysis.infer import Scope, infer
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import normal, suggestion
from nexflow_analysis.report import Reporter
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Node, Phrase
from nexflow_grammar.tree.types import Field, Option

_FIELD_OPTIONS = ("key_fields", "partition_key", "time_field", "watermark_field")


def check_schema_fields(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Check the fields of a schema and the options that name fields."""
    if segment.kind != "schema" or segment.head is None or segment.name is None:
        return
    for part in segment.head.every("identity", "fields"):
        seen: set[str] = set()
        for child in part.children:
            if isinstance(child.node, Field):
                _check_field(child, child.node, seen, lookup, reporter)
    schema = lookup.schema(segment.name.text)
    if schema is None:
        return
    names = [field.name for field in lookup.record(schema).fields]
    for part in segment.head.every("streaming"):
        for child in part.every("option"):
            _check_option(child, segment.name.text, names, reporter)


def _check_option(entry: Entry, schema: str, names: list[str], reporter: Reporter) -> None:
    node = entry.node
    if not isinstance(node, Option) or node.name.text not in _FIELD_OPTIONS:
        return
    known = {normal(name) for name in names}
    for place, path in _paths(node.value):
        if path and normal(path.split(".")[0]) not in known:
            message = f"`{schema}` has no field `{path}`{suggestion(path, names)}"
            reporter.add(entry, place, "NX210", message)


def _check_field(
    entry: Entry, node: Field, seen: set[str], lookup: Lookup, reporter: Reporter
) -> None:
    name = node.name.text
    if normal(name) in seen:
        message = f"the field `{name}` is declared twice; remove or rename one of the two"
        reporter.add(entry, node.name, "NX121", message)
    seen.add(normal(name))
    definition = field_of(node)
    if definition.default is None or entry.broken:
        return
    typed = infer(definition.default, Scope(lookup), reporter.at(entry))
    literal = isinstance(definition.default, e.Number | e.Text)
    problem = fit_problem(typed, lookup.deep(definition.type), literal=literal, comparing=True)
    if problem:
        message = f"the default of `{name}` does not fit its type: {problem}"
        reporter.add(entry, definition.default, "NX156", message)


def _paths(value: Node) -> list[tuple[Node, str]]:
    match value:
        case Phrase(rule="option_value"):
            return _paths(value.parts[0])
        case e.ListLiteral():
            return [(element, name_of(element)) for element in value.elements]
        case e.Name() | e.Member():
            return [(value, name_of(value))]
        case _:
            text = getattr(value, "text", "")
            return [(value, text)] if text else []
