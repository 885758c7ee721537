"""NX156, NX404: the statements of a procedural rule."""

from nexflow_analysis import types as t
from nexflow_analysis.definitions import RuleDefinition
from nexflow_analysis.fit import fit_problem
from nexflow_analysis.infer import Inference, Scope
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import suggestion
from nexflow_analysis.report import Reporter
from nexflow_analysis.rules import results_of, visible_of
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Phrase
from nexflow_grammar.tree.types import Assignment, Let


def check_rule_statements(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Check the expressions of a rule, and what it sets against what it returns."""
    if segment.kind != "rule" or segment.head is None or segment.name is None:
        return
    definition = lookup.find(RuleDefinition, "rule", segment.name.text)
    if definition is None:
        return
    _statements(segment.head.children, rule_scope(definition, lookup), definition, reporter)


def rule_scope(definition: RuleDefinition, lookup: Lookup) -> Scope:
    """Return what the first statement of a rule sees."""
    record = visible_of(definition, lookup)
    results = () if definition.inferred else results_of(definition, lookup).fields
    names = {f.name: t.Typed(f.type, f.nullable) for f in results}
    inputs = {field.name: t.Typed(field.type, field.nullable) for field in record.fields}
    return Scope(lookup, record, {**names, **inputs}, "the inputs of this rule")


def _statements(
    entries: tuple[Entry, ...], scope: Scope, definition: RuleDefinition, reporter: Reporter
) -> None:
    for entry in entries:
        node = entry.node
        if isinstance(node, Let):
            scope = scope.inner(
                {node.name.text: Inference(scope, reporter.at(entry)).infer(node.value)}
            )
        elif isinstance(node, Assignment):
            _set(entry, node, scope, definition, reporter)
            if definition.inferred:
                typed = Inference(scope).infer(node.value)
                scope = scope.inner({node.target.names[0].text: typed})
        elif isinstance(node, Phrase) and entry.rule in ("if", "elseif"):
            for condition in node.every(e.Expression):
                Inference(scope, reporter.at(entry)).condition(condition, "a condition")
        if entry.rule == "if":
            _statements(entry.children, scope, definition, reporter)


def _set(
    entry: Entry, node: Assignment, scope: Scope, definition: RuleDefinition, reporter: Reporter
) -> None:
    typed = Inference(scope, reporter.at(entry)).infer(node.value)
    results = results_of(definition, scope.lookup)
    if definition.inferred or results.open or not results.fields or entry.broken:
        return
    name = node.target.names[0]
    field = results.field(name.text)
    if field is None:
        names = [result.name for result in results.fields]
        message = f"`{name.text}` is no result of this rule{suggestion(name.text, names)}"
        reporter.add(entry, name, "NX404", message)
        return
    literal = isinstance(node.value, e.Number | e.Text)
    problem = fit_problem(typed, scope.lookup.deep(field.type), literal=literal)
    if problem:
        message = f"this does not fit the result `{field.name}`: {problem}"
        reporter.add(entry, node.value, "NX156", message)
