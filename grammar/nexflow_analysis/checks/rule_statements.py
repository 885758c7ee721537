"""NX156, NX404, NX419: the statements of a procedural rule."""

from itertools import pairwise

from msgspec import Struct, field
from msgspec.structs import replace

from nexflow_analysis import types as t
from nexflow_analysis.assignment import Target, check_value
from nexflow_analysis.checks.rule_calls import check_calls
from nexflow_analysis.declare.rule_paths import always_set_by
from nexflow_analysis.declare.rules import assigned
from nexflow_analysis.definitions import RuleDefinition
from nexflow_analysis.diagnostics import Here
from nexflow_analysis.fit import article, common, fit_problem, is_literal
from nexflow_analysis.infer import Inference, Scope
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import normal, suggestion
from nexflow_analysis.narrowing import Outcome
from nexflow_analysis.paths import no_field
from nexflow_analysis.report import Reporter
from nexflow_analysis.rules import results_of, rule_scope
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Phrase
from nexflow_grammar.tree.process import Arm
from nexflow_grammar.tree.rules import CompareCell, ExpressionCell
from nexflow_grammar.tree.types import Assignment, Let


def check_rule_statements(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Check the expressions of a rule, and what it sets against what it returns."""
    if segment.kind != "rule" or segment.head is None or segment.name is None:
        return
    definition = lookup.find(RuleDefinition, "rule", segment.name.text)
    if definition is None:
        return
    rule = _Rule(definition)
    _statements(segment.head.children, rule_scope(definition, lookup), rule, reporter)


class _Rule(Struct):
    """A rule that is checked. variables: the first value of each that it sets, where they are inferred."""

    definition: RuleDefinition
    variables: dict[str, tuple[Entry, Assignment, t.Typed]] = field(default_factory=dict)

    def agree(self, entry: Entry, node: Assignment, typed: t.Typed, reporter: Reporter) -> None:
        """Check that a variable has one type wherever it is set."""
        if entry.broken:
            return
        name = node.target.text
        start, first, known = self.variables.setdefault(normal(name), (entry, node, typed))
        types = (known.type, typed.type)
        if t.NULL in types or all(isinstance(one, t.Scalar) and one.is_numeric for one in types):
            both = t.Typed(common(*types), known.nullable or typed.nullable)
            self.variables[normal(name)] = (start, first, both)
            return
        literal, before = is_literal(node.value), is_literal(first.value)
        if fit_problem(typed, known.type, literal=literal) and fit_problem(
            known, typed.type, literal=before
        ):
            message = (
                f"`{name}` is {article(typed.type)} here, and {article(known.type)} where it is set "
                "first; a result has one type on every path"
            )
            at = start.start + first.value.start
            other = Here(at, at + first.value.end - first.value.start, "set first here")
            reporter.add(entry, node.value, "NX419", message, related=(other,))


def _statements(entries: tuple[Entry, ...], scope: Scope, rule: _Rule, reporter: Reporter) -> None:
    entries = tuple(
        one
        for entry in entries
        for one in (entry.children if entry.rule == "calculate" else (entry,))
    )
    for index, entry in enumerate(entries):
        node = entry.node
        if entry.rule == "arm":
            _check_condition(entry, scope, reporter)
            _arms(entry, entries[index + 1 :], scope, rule, reporter)
            return
        if isinstance(node, Let):
            scope = scope.inner(
                {node.name.text: Inference(scope, reporter.at(entry)).alone(node.value)}
            )
        elif isinstance(node, Assignment):
            _set(entry, node, scope, rule.definition, reporter)
            if rule.definition.inferred:
                typed = Inference(scope).infer(node.value)
                rule.agree(entry, node, typed, reporter)
                scope = _with_variable(scope, node, typed)
        if entry.rule == "calls":
            check_calls(entry, scope, reporter)
        if entry.rule == "if":
            _check_condition(entry, scope, reporter)
            _arms(entry, entry.children, scope, rule, reporter)
            scope = scope.inner(_set_in(entry, scope, rule))


def _with_variable(scope: Scope, node: Assignment, typed: t.Typed) -> Scope:
    """Return what the statements below an assignment see; a record that is set by its fields is not followed."""
    name = node.target.names[0].text
    if len(node.target.names) == 1:
        return scope.inner({name: typed})
    return scope.inner({name: t.UNKNOWN_VALUE})


def _set_in(entry: Entry, scope: Scope, rule: _Rule) -> dict[str, t.Typed]:
    """Return the variables that the arms of an `if` set and nothing above it; null where none has run."""
    if not rule.definition.inferred:
        return {}  # they are known from the start
    always = always_set_by(entry)
    found: dict[str, t.Typed] = {}
    for name in assigned(entry):
        known = rule.variables.get(normal(name))
        if known is not None and scope.find(name) is None:
            typed = known[2]
            nullable = typed.nullable or normal(name) not in always
            found[name] = replace(typed, nullable=nullable)
    return found


def _check_condition(entry: Entry, scope: Scope, reporter: Reporter) -> None:
    if condition := _condition(entry):
        Inference(scope, reporter.at(entry)).condition(condition, "a condition")


def _arms(
    entry: Entry, below: tuple[Entry, ...], scope: Scope, rule: _Rule, reporter: Reporter
) -> None:
    """Check the arms of an `if`, each with what its condition says; a `let` ends with its arm."""
    rest = scope
    arm: list[Entry] = []
    inside = rest.given(condition, Outcome.TRUE) if (condition := _condition(entry)) else rest
    rest = rest.given(condition, Outcome.NOT_TRUE) if condition else rest
    for child in below:
        if child.rule not in ("elseif", "else", "arm", "arm_otherwise"):
            arm.append(child)
            continue
        _statements(tuple(arm), inside, rule, reporter)
        arm = []
        inside = rest
        if condition := _condition(child):
            _check_condition(child, rest, reporter)
            inside = rest.given(condition, Outcome.TRUE)
            rest = rest.given(condition, Outcome.NOT_TRUE)
    _statements(tuple(arm), inside, rule, reporter)


def _condition(entry: Entry) -> e.Expression | None:
    node = entry.node
    if isinstance(node, Arm):
        cell = node.condition
        return cell.value if isinstance(cell, ExpressionCell | CompareCell) else None
    return node.first(e.Expression) if isinstance(node, Phrase) else None


def _set(
    entry: Entry, node: Assignment, scope: Scope, definition: RuleDefinition, reporter: Reporter
) -> None:
    inference = Inference(scope, reporter.at(entry))
    inference.infer(node.value)
    results = results_of(definition, scope.lookup)
    if definition.inferred or results.open or not results.fields or entry.broken:
        return
    name = node.target.names[0]
    declared = results.field(name.text)
    if declared is None:
        names = [result.name for result in results.fields]
        message = f"`{name.text}` is no result of this rule{suggestion(name.text, names)}"
        reporter.add(entry, name, "NX404", message)
        return
    value = scope.lookup.value_of(declared)
    for before, word in pairwise(node.target.names):
        inner = value.type.field(word.text) if isinstance(value.type, t.Record) else None
        if inner is None:
            problem, fixes = no_field(before, word, value.type)
            if problem:
                reporter.add(entry, word, "NX404", problem, fixes=fixes)
            return
        value = scope.lookup.value_of(inner)
    # What a path does not set is null, so no result is required.
    what = f"the result `{node.target.text}`"
    check_value(inference, node.value, Target(replace(value, nullable=True), what))
