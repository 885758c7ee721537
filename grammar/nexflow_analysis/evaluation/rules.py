"""What a procedural rule sets for one record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nexflow_analysis import types as t
from nexflow_analysis.definitions import RuleDefinition
from nexflow_analysis.evaluation.environment import Environment
from nexflow_analysis.evaluation.expressions import TypedExpression, typed_expression
from nexflow_analysis.evaluation.records import assigned
from nexflow_analysis.evaluation.values import NotEvaluableError, Record, UndecidedError, Value
from nexflow_analysis.fit import common
from nexflow_analysis.names import normal
from nexflow_analysis.rules import results_of, rule_scope
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Phrase
from nexflow_grammar.tree.process import Arm
from nexflow_grammar.tree.rules import CompareCell, ExpressionCell
from nexflow_grammar.tree.types import Assignment, Let

_PARTS = frozenset({"description", "given", "given_schema", "return", "return_schema"})
_ARMS = ("elseif", "else", "arm", "arm_otherwise")
_Path = tuple[str, ...]


class RuleEvaluation:
    """A rule, ready to be evaluated."""

    def __init__(self, head: Entry, definition: RuleDefinition, environment: Environment) -> None:
        self.definition = definition
        self.environment = environment
        self.statements = [entry for entry in head.children if entry.rule not in _PARTS]
        self.expressions: dict[int, TypedExpression] = {}
        self.types: dict[_Path, t.Typed] = {}
        self._infer()

    def _infer(self) -> None:
        """Infer all expressions in the order of the text; the types of what is set are theirs."""
        scope = rule_scope(self.definition, self.environment.lookup)
        for entry in _all(self.statements):
            node = entry.node
            condition = _condition(entry)
            if condition is not None:
                self.expressions[id(condition)] = typed_expression(condition, scope)
            if not isinstance(node, Assignment | Let):
                continue
            made = self.expressions[id(node.value)] = typed_expression(node.value, scope)
            if isinstance(node, Let):
                scope = scope.inner({node.name.text: made.type})
                continue
            path = _path(node)
            before = self.types.get(path)
            type_ = common(before.type, made.type.type) if before is not None else made.type.type
            self.types[path] = t.Typed(type_, nullable=True)
            if self.definition.inferred and len(path) == 1:
                scope = scope.inner({node.target.names[0].text: self.types[path]})
        if not self.definition.inferred:
            results = results_of(self.definition, self.environment.lookup)
            self.types = {path: _declared(results, path) for path in self.types}

    def evaluate(self, record: Record) -> dict[str, Value]:
        """Return what the rule sets; what no statement has set is null."""
        run = _Run(self, record)
        run.block(self.statements, {})
        names = [f.name for f in results_of(self.definition, self.environment.lookup).fields]
        return {name: run.result(name) for name in names}


class _Run:
    """One evaluation of a rule. set: what has been set, by normal paths."""

    def __init__(self, rule: RuleEvaluation, record: Record) -> None:
        self.rule = rule
        self.record = record
        self.set: dict[_Path, Value] = {}

    def result(self, name: str) -> Value:
        """Return a result: what is set, or the object of what is set below it."""
        known = self.set.get((normal(name),))
        paths = [path for path in self.rule.types if path[0] == normal(name) and len(path) > 1]
        if not paths:
            return known
        if not any(path in self.set for path in paths):
            return None
        return {path[-1]: self.set.get(path) for path in paths}

    def block(self, entries: list[Entry], lets: dict[str, Any]) -> bool:
        """Run statements; return whether the end is reached. Lets end with their block."""
        lets = dict(lets)
        for index, entry in enumerate(entries):
            node = entry.node
            if entry.rule == "return_now":
                return False
            if entry.rule == "arm":
                return self._arms(_split(entries[index:]), lets)
            if entry.rule == "if":
                if not self._arms(_split([entry, *entry.children]), lets):
                    return False
            elif entry.rule == "calculate":
                if not self._calculate(entry, lets):
                    return False
            elif isinstance(node, Let):
                lets[node.name.text] = self._value(node.value, lets)
            elif isinstance(node, Assignment):
                self._assign(node, lets)
            else:
                raise NotEvaluableError(entry.rule)
        return True

    def _calculate(self, entry: Entry, lets: dict[str, Any]) -> bool:
        return self.block(list(entry.children), lets)

    def _arms(self, arms: list[list[Entry]], lets: dict[str, Any]) -> bool:
        for head, *body in arms:
            condition = _condition(head)
            if condition is None:
                return self.block(body, lets)
            expression = self.rule.expressions[id(condition)]
            if expression.holds(self._names(lets), self.rule.environment):
                return self.block(body, lets)
        return True

    def _value(self, node: e.Expression, lets: dict[str, Any]) -> Value:
        expression = self.rule.expressions[id(node)]
        return expression.value(self._names(lets), self.rule.environment)

    def _assign(self, node: Assignment, lets: dict[str, Any]) -> None:
        value = self._value(node.value, lets)
        path = _path(node)
        target = self.rule.types[path]
        if value is None and not target.nullable:
            raise UndecidedError("null as a result that is not `nullable`")
        self.set[path] = assigned(value, target, self.rule.environment)
        lets.pop(node.target.names[0].text, None)

    def _names(self, lets: dict[str, Any]) -> dict[str, Any]:
        """Return what an expression sees: a result is null until it is set, or the input of its name."""
        results = {path[0]: self.result(path[0]) for path in self.rule.types}
        known = {path[0] for path in self.set}
        inputs = {normal(name) for name in self.record}
        seen = {
            name: value for name, value in results.items() if name in known or name not in inputs
        }
        rest = {name: value for name, value in self.record.items() if normal(name) not in seen}
        return {"input": self.record, **rest, **seen, **lets}


def _all(entries: list[Entry]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        yield from _all(list(entry.children))


def _split(entries: list[Entry]) -> list[list[Entry]]:
    """Divide statements where the next arm begins; the first is one, too."""
    arms: list[list[Entry]] = [[entries[0]]]
    for entry in entries[1:]:
        if entry.rule in _ARMS:
            arms.append([])
        arms[-1].append(entry)
    return arms


def _condition(entry: Entry) -> e.Expression | None:
    node = entry.node
    if isinstance(node, Arm):
        cell = node.condition
        return cell.value if isinstance(cell, ExpressionCell | CompareCell) else None
    if entry.rule in ("if", "elseif") and isinstance(node, Phrase):
        return node.first(e.Expression)
    return None


def _path(node: Assignment) -> _Path:
    return tuple(normal(word.text) for word in node.target.names)


def _declared(results: t.Record, path: _Path) -> t.Typed:
    type_: t.Type = results
    nullable = False
    for name in path:
        found = type_.field(name) if isinstance(type_, t.Record) else None
        if found is None:
            raise NotEvaluableError(".".join(path))
        type_, nullable = found.type, found.nullable
    return t.Typed(type_, nullable)
