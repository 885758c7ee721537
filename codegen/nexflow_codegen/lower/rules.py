"""Procedural rules, and what they share with decision tables: inputs and the result record."""

from __future__ import annotations

from dataclasses import dataclass, field

from nexflow_analysis.definitions import RuleDefinition, TableDefinition
from nexflow_analysis.names import normal
from nexflow_analysis.types import Named
from nexflow_codegen.ir import code
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import FunctionClass, LoweredFunction, Method, Parameter
from nexflow_codegen.ir.code import Assign, Branch, Declare, Return, Statement
from nexflow_codegen.java import member_name
from nexflow_codegen.lower.conditions import lower_condition
from nexflow_codegen.lower.context import Context, Place, Unsupported
from nexflow_codegen.lower.expressions import operand, to_one_type
from nexflow_codegen.lower.records import plain_record, use_record_classes
from nexflow_codegen.lower.scope import Fields, JavaScope, fields_of, variable
from nexflow_codegen.lower.statements import Body, Target, parameter, parameter_value
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import JavaValue
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Phrase, walk
from nexflow_grammar.tree.process import Arm
from nexflow_grammar.tree.rules import ExpressionCell
from nexflow_grammar.tree.types import Assignment, Let

_PARTS = frozenset({"description", "given", "given_schema", "return"})
_SETS = frozenset({"set", "assignment"})
_ARMS = frozenset({"arm", "arm_otherwise"})


def lower_rule(context: Context, name: str) -> LoweredFunction:
    """Lower a decision table or a procedural rule."""
    declared = next(iter(context.lookup.declared("rule", name)), None)
    if declared is None:
        raise Unsupported(f"the rule `{name}`, which is not declared")
    place = Place.of(context, declared)
    if isinstance(declared.definition, TableDefinition):
        from nexflow_codegen.lower.table import lower_table  # noqa: PLC0415 - they need each other

        return lower_table(context, declared.definition, place)
    assert isinstance(declared.definition, RuleDefinition)
    return _Rule(context, declared.definition, place).lower()


def inputs_of(
    unit: Unit, definition: RuleDefinition | TableDefinition
) -> tuple[tuple[Parameter, ...], JavaScope]:
    """Return the parameters of a rule or table, and the names that they give."""
    context = unit.context
    if definition.given_schema:
        cls = context.java_type(Named(definition.given_schema))
        assert isinstance(cls, ir.RecordOf)
        made = Parameter(
            "input", "input", cls, nullable=False, java_type=unit.type_name(cls, nullable=False)
        )
        unit.locals.allot("input")
        names = {"input": parameter_value(made), **fields_of(context.shape(cls.cls), "input")}
        return (made,), JavaScope(unit, names)
    if not definition.inputs:
        raise Unsupported("a rule that reads the fields of the process's record, without `given`")
    parameters = tuple(
        parameter(unit, item.name, context.java_type(item.type), nullable=item.nullable)
        for item in definition.inputs
    )
    values = {made.wire: parameter_value(made) for made in parameters}
    return parameters, JavaScope(unit, values, {"input": values})


@dataclass
class _Paths:
    """Which results are set on which ways through a rule."""

    results: set[str]
    exits: list[frozenset[str]] = field(default_factory=list)
    read_unset: set[str] = field(default_factory=set)

    def follow(self, entries: list[Entry], before: frozenset[str]) -> frozenset[str] | None:
        """Return what is set after some statements; None where they do not end."""
        done = before
        for index, entry in enumerate(entries):
            self._reads(entry, done)
            if entry.rule == "return_now":
                self.exits.append(done)
                return None
            if isinstance(entry.node, Assignment):
                done |= {normal(entry.node.target.names[0].text)}
            elif entry.rule == "calculate":
                inner = self.follow(list(entry.children), done)
                done = inner if inner is not None else done
            elif entry.rule == "if":
                after = self._branches(split(entry.children, ("elseif", "else")), "else", done)
                if after is None:
                    return None
                done = after
            elif entry.rule in _ARMS:
                after = self._branches(arms_of(entries[index:]), "arm_otherwise", done)
                if after is None:
                    return None
                return after
        return done

    def _branches(
        self, branches: list[tuple[Entry | None, list[Entry]]], last: str, before: frozenset[str]
    ) -> frozenset[str] | None:
        ends = [self.follow(body, before) for _head, body in branches]
        if not any(head is not None and head.rule == last for head, _body in branches):
            ends.append(before)
        finished = [end for end in ends if end is not None]
        return frozenset.intersection(*finished) if finished else None

    def _reads(self, entry: Entry, done: frozenset[str]) -> None:
        for part in walk(entry.node):
            if isinstance(part, e.Name) and normal(part.text) in self.results - done:
                self.read_unset.add(normal(part.text))


def split(
    entries: tuple[Entry, ...], heads: tuple[str, ...]
) -> list[tuple[Entry | None, list[Entry]]]:
    """Split a block at the heads of its further arms; the first arm has no head here."""
    arms: list[tuple[Entry | None, list[Entry]]] = [(None, [])]
    for entry in entries:
        if entry.rule in heads:
            arms.append((entry, []))
        else:
            arms[-1][1].append(entry)
    return arms


def arms_of(entries: list[Entry]) -> list[tuple[Entry | None, list[Entry]]]:
    """Split statements at `when` and `otherwise`; all of them belong to some arm."""
    return split(tuple(entries), ("arm", "arm_otherwise"))[1:]


class _Rule:
    """Lowers one procedural rule."""

    def __init__(self, context: Context, definition: RuleDefinition, place: Place) -> None:
        self.context = context
        self.definition = definition
        self.place = place
        assert place.segment.head is not None
        self.head = place.segment.head
        self.unit = Unit(context, context.class_of("rule", definition.name))
        self.body = Body(self.unit)
        self.targets: dict[str, tuple[str, Target]] = {}
        self.cls = self.unit.cls.nested("Result")

    def lower(self) -> LoweredFunction:
        """Return the rule's class and file."""
        parameters: tuple[Parameter, ...] = ()
        result = None
        with self.context.statement(self.place, self.head.start, self.head.end):
            self.unit.reserve("Result")
            use_record_classes(self.unit)
            self.unit.method()
            parameters, scope = inputs_of(self.unit, self.definition)
            statements = [entry for entry in self.head.children if entry.rule not in _PARTS]
            unset = self._unset(statements)
            fields = self._results(statements, scope, unset)
            result = plain_record(self.unit, self.cls, "What the rule sets.", fields)
            scope = self._variables(fields, unset, scope)
            completes = self._block(statements, scope, self.body.statements)
            if completes:
                self.body.add(Return("", self._made()))
        method = Method("evaluate", "Result", parameters, tuple(self.body.statements))
        function = FunctionClass(
            self.unit.cls, self.place.documentation(), tuple(self.unit.constants), (method,),
            ir.RecordOf(self.cls), result_nullable=False, result=result,
            takes_record=bool(self.definition.given_schema), fallible=self.body.fallible,
        )  # fmt: skip
        origin = self.place.header(f"rule {self.definition.name}")
        return LoweredFunction(function, self.unit.file("function.java.j2", function, origin))

    def _unset(self, statements: list[Entry]) -> set[str]:
        """Return the results that some way through the rule leaves unset."""
        results = {normal(item.name) for item in self.definition.results}
        paths = _Paths(results)
        end = paths.follow(statements, frozenset())
        exits = [*paths.exits, *([end] if end is not None else [])]
        always = frozenset.intersection(*exits) if exits else frozenset()
        inputs = {normal(item.name) for item in self.definition.inputs}
        return (results - always) | (paths.read_unset - inputs)

    def _results(
        self, statements: list[Entry], scope: JavaScope, unset: set[str]
    ) -> list[tuple[str, ir.JavaType, bool]]:
        if not self.definition.inferred:
            return [
                (
                    item.name,
                    self.context.java_type(item.type),
                    item.nullable or normal(item.name) in unset,
                )
                for item in self.definition.results
            ]
        return self._inferred(statements, scope, unset)

    def _inferred(
        self, statements: list[Entry], scope: JavaScope, unset: set[str]
    ) -> list[tuple[str, ir.JavaType, bool]]:
        """Return the results as the rule's assignments have them, in the order of the text."""
        scratch = Unit(self.context, self.unit.cls)
        names: Fields = {}
        found: dict[str, list[JavaValue]] = {item.name: [] for item in self.definition.results}
        for node in _assignments(statements):
            inner = JavaScope(scratch, {**scope.names, **names}, scope.groups)
            name = node.name.text if isinstance(node, Let) else node.target.names[0].text
            value = operand(node.value, inner)
            names[name] = value
            if isinstance(node, Assignment):
                found[name].append(value)
        results = []
        for item in self.definition.results:
            values = to_one_type(found[item.name], scratch)
            type_ = next((value.type for value in values if not value.is_null), None)
            if type_ is None:
                raise Unsupported(f"`{item.name}`, which is never set to a value")
            nullable = normal(item.name) in unset or any(value.nullable for value in values)
            results.append((item.name, type_, nullable))
        return results

    def _variables(
        self, fields: list[tuple[str, ir.JavaType, bool]], unset: set[str], scope: JavaScope
    ) -> JavaScope:
        names: Fields = {}
        for name, type_, nullable in fields:
            java_name = self.unit.locals.allot(member_name(name))
            start = "null" if normal(name) in unset else ""
            java_type = self.unit.type_name(type_, nullable=nullable)
            self.body.add(Declare("", java_type, java_name, start))
            self.targets[normal(name)] = (java_name, Target(name, type_, nullable))
            if name not in {item.name for item in self.definition.inputs}:
                names[name] = variable(java_name, type_, nullable=nullable)
        changing = frozenset(java_name for java_name, _target in self.targets.values())
        inner = scope.inner(names)
        return JavaScope(self.unit, inner.names, inner.groups, changing)

    def _made(self) -> str:
        return f"new Result({', '.join(java_name for java_name, _target in self.targets.values())})"

    def _block(self, entries: list[Entry], scope: JavaScope, into: list[Statement]) -> bool:
        """Lower statements; return whether the end is reached. Names given here end here."""
        for index, entry in enumerate(entries):
            completes = True
            with self.context.statement(self.place, entry.start, entry.end):
                if entry.rule in _ARMS:
                    arms = arms_of(entries[index:])
                    return self._branch(arms, "arm_otherwise", scope, into, entry)
                completes, scope = self._statement(entry, scope, into)
            if not completes:
                return False
        return True

    def _statement(
        self, entry: Entry, scope: JavaScope, into: list[Statement]
    ) -> tuple[bool, JavaScope]:
        origin = self.place.origin(entry.start)
        node = entry.node
        if entry.rule == "return_now":
            into.append(Return(origin, self._made()))
            return False, scope
        if entry.rule == "if":
            arms = split(entry.children, ("elseif", "else"))
            arms[0] = (entry, arms[0][1])
            return self._branch(arms, "else", scope, into, entry), scope
        if entry.rule == "calculate":
            return self._block(list(entry.children), scope, into), scope
        inner = Body(self.unit, into)
        if isinstance(node, Let):
            value = inner.define(node.name.text, node.value, scope, origin)
            self.body.fallible |= inner.fallible
            return True, scope.inner({node.name.text: value})
        if entry.rule in _SETS and isinstance(node, Assignment):
            if len(node.target.names) > 1:
                raise Unsupported("an assignment to a path")
            java_name, target = self.targets[normal(node.target.names[0].text)]
            value = target.take(operand(node.value, scope), self.unit)
            self.body.fallible |= value.fallible
            into.append(Assign(origin, java_name, value.or_null()))
            if target.name in {item.name for item in self.definition.inputs}:
                # From here on the name is what has been set; before, it was the input.
                scope = scope.inner(
                    {target.name: variable(java_name, target.type, nullable=target.nullable)}
                )
            return True, scope
        raise Unsupported(f"`{entry.rule.replace('_', ' ')}` in a rule")

    def _branch(
        self, arms: list[tuple[Entry | None, list[Entry]]], last: str, scope: JavaScope,
        into: list[Statement], entry: Entry,
    ) -> bool:  # fmt: skip
        """Lower the arms of an `if`; return whether its end is reached."""
        lowered: list[code.Arm] = []
        otherwise: tuple[Statement, ...] | None = None
        ends: list[bool] = []
        names = self.unit.locals
        for head, body in arms:
            assert head is not None
            self.unit.locals = names.copy()
            statements: list[Statement] = []
            if head.rule == last:
                ends.append(self._block(body, scope, statements))
                otherwise = tuple(statements)
                continue
            test = lower_condition(_condition(head), scope)
            self.body.fallible |= test.fallible
            ends.append(self._block(body, scope, statements))
            lowered.append(code.Arm(test.code, tuple(statements)))
        self.unit.locals = names
        into.append(Branch(self.place.origin(entry.start), tuple(lowered), otherwise))
        return otherwise is None or any(ends)


def _condition(head: Entry) -> e.Expression:
    """Return what an arm depends on: of `if`, `elseif`, or `when`."""
    node = head.node
    found = node.first(e.Expression) if isinstance(node, Phrase) else None
    if isinstance(node, Arm) and isinstance(node.condition, ExpressionCell):
        found = node.condition.value
    if found is None:
        raise Unsupported("this condition")
    return found


def _assignments(entries: list[Entry]) -> list[Assignment | Let]:
    found: list[Assignment | Let] = []
    for entry in entries:
        if isinstance(entry.node, Assignment | Let):
            found.append(entry.node)
        found += _assignments(list(entry.children))
    return found
