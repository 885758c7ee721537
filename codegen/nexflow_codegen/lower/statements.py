"""Assignments to statements of a method."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import Parameter
from nexflow_codegen.ir.code import Arm, Assign, Branch, Declare, Fail, Statement, Try
from nexflow_codegen.java import member_name, string_literal
from nexflow_codegen.lower.choices import to_one_type
from nexflow_codegen.lower.conditions import lower_condition, negation
from nexflow_codegen.lower.convert import convert
from nexflow_codegen.lower.expressions import arms_of, operand
from nexflow_codegen.lower.numbers import settle
from nexflow_codegen.lower.scope import JavaScope, variable
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import JavaTest, JavaValue, Level, any_fallible
from nexflow_grammar.tree import expressions as e

_PLAIN = re.compile(r"\w+(?:\.\w+\(\))*")
_LONGEST_TERNARY = 60


@dataclass
class Body:
    """A method's statements in the making."""

    unit: Unit
    statements: list[Statement] = field(default_factory=list)
    fallible: bool = False

    def add(self, statement: Statement) -> None:
        """Add a statement."""
        self.statements.append(statement)

    def require(self, test: JavaTest, error: str, message: str, origin: str) -> None:
        """Add a statement that fails unless a test holds. error: a factory of RecordError."""
        factory = self.unit.support("RecordError", error)
        self.add(Fail(origin, negation(test).code, f"{factory}({string_literal(message)})"))
        self.fallible = True

    def define(
        self, name: str, node: e.Expression, scope: JavaScope, origin: str, to: Target | None = None
    ) -> JavaValue:
        """Add statements that give a name a value; return the value by its name.

        A plain field of the input needs no name of its own.
        """
        scope = scope.expecting(to.type if to is not None else None)
        if isinstance(node, e.Conditional):
            return self._choose(name, node, scope, origin, to)
        value = operand(node, scope)
        value = settle(value, self.unit) if to is None else to.take(value, self.unit)
        self.fallible = self.fallible or value.fallible
        if _is_plain(value):
            return value
        return self.declare(name, value, origin)

    def attempt(
        self, name: str, node: e.Expression, scope: JavaScope, origin: str, to: Target | None = None
    ) -> JavaValue:
        """Add statements that give a name a value, or null where that fails; return it by its name."""
        value = operand(node, scope)
        type_ = settle(value, self.unit).type if to is None else to.type
        value = convert(value, type_, self.unit, nullable=True, name=name)
        if not value.fallible:
            where = replace(to, nullable=True) if to is not None else None
            return self.define(name, node, scope, origin, where)
        java_type = self.unit.type_name(type_, nullable=True)
        tried = self.unit.locals.allot(f"{member_name(name)}Tried")
        problem = self.unit.locals.allot("error")
        self.add(Declare(origin, java_type, tried, "null"))
        assign = Assign("", tried, value.or_null())
        self.add(Try("", (assign,), problem, ()))
        held = self.unit.locals.allot(member_name(name))
        self.add(Declare("", java_type, held, tried))
        return variable(held, type_, nullable=True)

    def declare(self, name: str, value: JavaValue, origin: str) -> JavaValue:
        """Add a local variable; return its value."""
        java_name = self.unit.locals.allot(member_name(name))
        java_type = self.unit.type_name(value.type, nullable=value.nullable)
        self.add(Declare(origin, java_type, java_name, value.or_null()))
        return variable(java_name, value.type, nullable=value.nullable)

    def _choose(
        self, name: str, node: e.Conditional, scope: JavaScope, origin: str, to: Target | None
    ) -> JavaValue:
        """Lower a `when` to `if` and `else`: easier to read, and to step through, than `?:`."""
        plain = scope.expecting(None)
        conditions = [lower_condition(condition, plain) for condition, _value in node.arms]
        values = arms_of(node, scope)
        if to is None:
            values = to_one_type(values, self.unit)
        else:
            values = [to.take(value, self.unit) for value in values]
        type_ = next((value.type for value in values if not value.is_null), ir.NULL)
        nullable = any(value.nullable for value in values)
        self.fallible = self.fallible or any_fallible(values) or any_fallible(conditions)
        java_name = self.unit.locals.allot(member_name(name))
        java_type = self.unit.type_name(type_, nullable=nullable)
        if len(conditions) == 1 and not nullable:
            code = f"{conditions[0].at(Level.OR)} ? {values[0].code} : {values[1].code}"
            if len(code) <= _LONGEST_TERNARY and "?" not in values[0].code + values[1].code:
                self.add(Declare(origin, java_type, java_name, code))
                return variable(java_name, type_, nullable=False)
        self.add(Declare(origin, java_type, java_name))
        arms = tuple(
            Arm(condition.code, (Assign("", java_name, value.or_null()),))
            for condition, value in zip(conditions, values, strict=False)
        )
        self.add(Branch("", arms, (Assign("", java_name, values[-1].or_null()),)))
        return variable(java_name, type_, nullable=nullable)


@dataclass(frozen=True, slots=True)
class Target:
    """What a value is assigned to."""

    name: str
    type: ir.JavaType
    nullable: bool

    def take(self, value: JavaValue, unit: Unit) -> JavaValue:
        """Return a value as the target takes it."""
        return convert(value, self.type, unit, nullable=self.nullable, name=self.name)


def _is_plain(value: JavaValue) -> bool:
    """Tell whether a value is a field or variable, which is as good as a name of its own."""
    if value.fallible or value.literal is not None or value.text is not None:
        return False
    if value.guards and value.whole != value.code:
        return False
    return _PLAIN.fullmatch(value.code) is not None


def parameter(unit: Unit, wire: str, type_: ir.JavaType, *, nullable: bool) -> Parameter:
    """Return a parameter of the method that is being made."""
    name = unit.locals.allot(member_name(wire))
    return Parameter(name, wire, type_, nullable, unit.type_name(type_, nullable=nullable))


def parameter_value(made: Parameter) -> JavaValue:
    """Return the value of a parameter."""
    return variable(made.name, made.type, nullable=made.nullable)
