"""The names that an expression sees, as Java."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from nexflow_analysis.names import normal
from nexflow_codegen.ir import types as ir
from nexflow_codegen.lower.context import Context, Shape, Unsupported
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import JavaValue, nullable_variable

Fields = dict[str, JavaValue]
"""Values by the names of the language, as declared."""


@dataclass(frozen=True, slots=True)
class JavaScope:
    """The names that an expression sees.

    names: fields, lets, parameters. groups: names that only qualify others (`input.x`, `orders.x`),
    for records that are no Java value of their own. changing: Java variables that are assigned more
    than once, which no Java lambda may name. lambdas: the parameters of the lambdas around.
    expected: what the expression is for, where that is known: a record literal becomes one of it.
    """

    unit: Unit
    names: Fields = field(default_factory=dict)
    groups: dict[str, Fields] = field(default_factory=dict)
    changing: frozenset[str] = frozenset()
    lambdas: tuple[str, ...] = ()
    expected: ir.JavaType | None = None

    @property
    def context(self) -> Context:
        """What all lowerings share."""
        return self.unit.context

    def find(self, name: str) -> JavaValue | None:
        """Return the value of a name, or None; an exact match wins over another spelling."""
        found = find_field(self.names, name)
        if found is not None and self.lambdas and found.code in self.changing:
            raise Unsupported(f"`{name}`, which is set more than once, inside a predicate")
        return found

    def inner(self, names: Fields, parameter: str = "") -> JavaScope:
        """Return a scope with more names; they hide the outer ones. parameter: of a lambda around."""
        hidden = {normal(name) for name in names}
        kept = {name: value for name, value in self.names.items() if normal(name) not in hidden}
        lambdas = (*self.lambdas, parameter) if parameter else self.lambdas
        return replace(self, names={**kept, **names}, lambdas=lambdas)

    def expecting(self, type_: ir.JavaType | None) -> JavaScope:
        """Return the scope for an expression that is to be of a type."""
        return self if type_ == self.expected else replace(self, expected=type_)


def find_field(fields: Fields, name: str) -> JavaValue | None:
    """Return the value of a name, or None; an exact match wins over another spelling."""
    if name in fields:
        return fields[name]
    wanted = normal(name)
    return next((value for other, value in fields.items() if normal(other) == wanted), None)


def variable(code: str, type_: ir.JavaType, *, nullable: bool) -> JavaValue:
    """Return the value of a variable, a parameter or an accessor call."""
    return nullable_variable(code, type_) if nullable else JavaValue(code, type_)


def fields_of(shape: Shape, record: str) -> Fields:
    """Return the fields of a record as calls of its accessors. record: Java code, never null."""
    found: Fields = {}
    for item in shape.fields:
        value = variable(f"{record}.{item.name}()", item.type, nullable=item.nullable)
        found[item.wire] = replace(value, fallible=item.fallible, pii=item.pii)
    return found
