"""Procedural rules, and what they share with decision tables: inputs and the result record."""

from __future__ import annotations

from nexflow_analysis.definitions import RuleDefinition, TableDefinition
from nexflow_analysis.names import normal
from nexflow_analysis.types import Named
from nexflow_codegen.ir import code
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import FunctionClass, LoweredFunction, Method, Parameter
from nexflow_codegen.ir.code import Assign, Branch, Return, Run, Statement
from nexflow_codegen.lower.actions import find_action, lower_action, reserve_collectors
from nexflow_codegen.lower.conditions import lower_condition
from nexflow_codegen.lower.context import Context, Place, Unsupported
from nexflow_codegen.lower.expressions import lower_to
from nexflow_codegen.lower.implicit import implicit_inputs
from nexflow_codegen.lower.own_calls import lower_call_statement
from nexflow_codegen.lower.recent import recent_inputs
from nexflow_codegen.lower.records import plain_record, use_record_classes
from nexflow_codegen.lower.rule_results import Results
from nexflow_codegen.lower.scope import Fields, JavaScope, fields_of, variable
from nexflow_codegen.lower.statements import Body, parameter, parameter_value
from nexflow_codegen.lower.unit import Unit
from nexflow_grammar.assemble import Entry, below
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Phrase, walk
from nexflow_grammar.tree.process import Arm
from nexflow_grammar.tree.rules import CallStatement, ExpressionCell
from nexflow_grammar.tree.types import Assignment, Let

_PARTS = frozenset({"description", "given", "given_schema", "return", "return_schema"})
_SETS = frozenset({"set", "assignment"})
_ARMS = frozenset({"arm", "arm_otherwise"})


def lower_rule(context: Context, name: str, given: Fields | None = None) -> LoweredFunction:
    """Lower a decision table or a procedural rule.

    given: the fields of the record that it is used on, for one that names no inputs.
    """
    declared = next(iter(context.lookup.declared("rule", name)), None)
    if declared is None:
        raise Unsupported(f"the rule `{name}`, which is not declared")
    place = Place.of(context, declared)
    if isinstance(declared.definition, TableDefinition):
        from nexflow_codegen.lower.table import lower_table  # noqa: PLC0415 - they need each other

        return lower_table(context, declared.definition, place, given)
    assert isinstance(declared.definition, RuleDefinition)
    return _Rule(context, declared.definition, place, given).lower()


def inputs_of(
    unit: Unit, definition: RuleDefinition | TableDefinition, head: Entry, given: Fields | None
) -> tuple[tuple[Parameter, ...], JavaScope]:
    """Return the parameters of a rule or table, and the names that they give.

    given: the fields of the record that it is used on, for one that names no inputs.
    """
    context = unit.context
    if definition.given_schema:
        cls = context.java_type(Named(definition.given_schema))
        assert isinstance(cls, ir.RecordOf)
        made = Parameter(
            "input", "input", cls, nullable=False, java_type=unit.type_name(cls, nullable=False)
        )
        unit.locals.allot("input")
        recent = tuple(recent_inputs(unit, below(head.children), given))
        names = {"input": parameter_value(made), **fields_of(context.shape(cls.cls), "input")}
        names |= {one.wire: parameter_value(one) for one in recent}
        return (made, *recent), JavaScope(unit, names)
    if not definition.inputs:
        own = {item.name for item in definition.results} - given.keys() if given else set()
        parameters = tuple(implicit_inputs(unit, head, given or {}, own))
    else:
        parameters = tuple(
            parameter(unit, item.name, context.java_type(item.type), nullable=item.nullable)
            for item in definition.inputs
        )
    parameters = (*parameters, *recent_inputs(unit, below(head.children), given))
    values = {made.wire: parameter_value(made) for made in parameters}
    return parameters, JavaScope(unit, values, {"input": values})


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

    def __init__(
        self, context: Context, definition: RuleDefinition, place: Place, given: Fields | None
    ) -> None:
        self.context = context
        self.definition = definition
        self.place = place
        self.given = given
        assert place.segment.head is not None
        self.head = place.segment.head
        self.unit = Unit(context, context.class_of("rule", definition.name), waits=True, acts=True)
        self.body = Body(self.unit)
        self.results = Results(self.unit, definition)
        self.cls = self.unit.cls.nested("Result")

    def lower(self) -> LoweredFunction:
        """Return the rule's class and file."""
        parameters: tuple[Parameter, ...] = ()
        result = None
        with self.context.statement(self.place, self.head.start, self.head.end):
            self.unit.reserve("Result")
            use_record_classes(self.unit)
            self.unit.method()
            parameters, scope = inputs_of(self.unit, self.definition, self.head, self.given)
            reserve_collectors(self.unit)
            statements = [entry for entry in self.head.children if entry.rule not in _PARTS]
            fields = self.results.declare(statements, scope)
            result = plain_record(self.unit, self.cls, "What the rule sets.", fields)
            scope = self.results.variables(self.body, scope)
            completes = self._block(statements, scope, self.body.statements)
            if completes:
                self.body.add(Return("", self.results.made()))
        services, collectors = self.unit.services, self.unit.collectors
        body = tuple(self.body.statements)
        method = Method(
            "evaluate", "Result", parameters, body, services=services, collectors=collectors
        )
        function = FunctionClass(
            self.unit.cls, self.place.documentation(), tuple(self.unit.constants), (method,),
            ir.RecordOf(self.cls), result_nullable=False, result=result,
            takes_record=bool(self.definition.given_schema), fallible=self.body.fallible,
            services=services, blocks=self.unit.blocks, collectors=collectors,
        )  # fmt: skip
        origin = self.place.header(f"rule {self.definition.name}")
        return LoweredFunction(function, self.unit.file("function.java.j2", function, origin))

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
            into.append(Return(origin, self.results.made()))
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
            java_name, target = self.results.target(node)
            value = lower_to(
                node.value, scope, target.type, nullable=target.nullable, name=target.name
            )
            self.body.fallible |= value.fallible
            into.append(Assign(origin, java_name, value.or_null()))
            if normal(target.name) in self.results.inputs:
                # From here on the name is what has been set; before, it was the input.
                scope = scope.inner(
                    {target.name: variable(java_name, target.type, nullable=target.nullable)}
                )
            return True, scope
        if entry.rule == "calls":
            self._calls(entry, scope, into)
            return True, scope
        raise Unsupported(f"`{entry.rule.replace('_', ' ')}` in a rule")

    def _calls(self, entry: Entry, scope: JavaScope, into: list[Statement]) -> None:
        """Lower calls for their effect: of actions, services and functions of the user's own."""
        calls = [part for part in walk(entry.node) if isinstance(part, CallStatement)]
        origin = self.place.origin(entry.start)
        for call in calls:
            action = find_action(self.context, call.function.text)
            if action is not None:
                asked, fallible = lower_action(action, call.arguments, scope, origin)
                self.body.fallible |= fallible
                into.append(asked)
                continue
            value = lower_call_statement(call, scope)
            self.body.fallible |= value.fallible
            into.append(Run(origin, value.whole or value.code))

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
            statements: list[Statement] = []
            if head.rule == last:
                self.unit.locals = names.copy()
                ends.append(self._block(body, scope, statements))
                otherwise = tuple(statements)
                continue
            # What a condition binds may be in scope behind the `if`, too.
            self.unit.locals = names
            test = lower_condition(_condition(head), scope)
            self.body.fallible |= test.fallible
            self.unit.locals = names.copy()
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
