"""The arguments of a call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.types import Kind
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.expressions import lower_expression, operand
from nexflow_codegen.lower.numbers import settle
from nexflow_codegen.lower.scope import Fields, JavaScope, fields_of
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import JavaValue, call
from nexflow_grammar.tree import expressions as e

_ELEMENT = "it"


@dataclass(frozen=True, slots=True)
class Arguments:
    """A call with its scope."""

    node: e.Call
    scope: JavaScope

    @property
    def unit(self) -> Unit:
        """The file that the call is in."""
        return self.scope.unit

    @property
    def nodes(self) -> list[e.Expression]:
        """The arguments in order, the receiver first."""
        if any(argument.name is not None for argument in self.node.arguments):
            raise Unsupported(f"named arguments of `{self.node.function.text}`")
        values = [argument.value for argument in self.node.arguments]
        return values if self.node.receiver is None else [self.node.receiver, *values]

    def __len__(self) -> int:
        return len(self.nodes)

    def operand(self, index: int) -> JavaValue:
        """Lower an argument whose literals still take another's type."""
        return operand(self.nodes[index], self.scope)

    def value(self, index: int) -> JavaValue:
        """Lower an argument."""
        return lower_expression(self.nodes[index], self.scope)

    def of_kind(self, index: int, kind: Kind) -> JavaValue:
        """Lower an argument that must be of a kind."""
        value = settle(self.operand(index), self.unit, kind)
        if ir.kind_of(value.type) is not kind:
            name = self.node.function.text
            raise Unsupported(f"`{name}` with an argument that is no {kind.value}")
        return value

    def integer_literal(self, index: int) -> int | None:
        """Return the whole number that an argument is, or None where it is computed."""
        literal = self.operand(index).literal
        if literal is None or literal != literal.to_integral_value():
            return None
        return int(literal)

    def text_literal(self, index: int) -> str | None:
        """Return the text that an argument is, or None where it is computed."""
        node = self.nodes[index]
        return node.value if isinstance(node, e.Text) else None

    def collection(self, index: int = 0) -> tuple[JavaValue, ir.JavaType]:
        """Lower an argument that must be a list or a set; return its element's type too."""
        value = self.value(index)
        if not isinstance(value.type, ir.ListOf | ir.SetOf):
            raise Unsupported(f"`{self.node.function.text}` on a value that is no list or set")
        return value, value.type.element

    def over_element(self, index: int, element: ir.JavaType) -> tuple[str, e.Expression, JavaScope]:
        """Return the Java parameter, the body and the scope of a lambda or a bare expression."""
        node = self.nodes[index]
        names_here = self.unit.locals.copy()
        for outer in self.scope.lambdas:
            names_here.allot(outer)
        java_name = names_here.allot("item")
        item = JavaValue(java_name, element)
        if isinstance(node, e.Lambda):
            if len(node.parameters) != 1:
                raise Unsupported("a lambda with other than one parameter")
            return (
                java_name,
                node.body,
                self.scope.inner({node.parameters[0].text: item}, java_name),
            )
        names: Fields = {_ELEMENT: item}
        if isinstance(element, ir.RecordOf):
            names.update(fields_of(self.scope.context.shape(element.cls), java_name))
        return java_name, node, self.scope.inner(names, java_name)


Lowering = Callable[[Arguments], JavaValue]


def support_call(
    arguments: Arguments,
    cls: str,
    member: str,
    type_: ir.JavaType,
    *values: JavaValue,
    fallible: bool = False,
) -> JavaValue:
    """Return a call of a support method that is null where one of its arguments is."""
    code = f"{arguments.unit.support(cls, member)}({', '.join(value.code for value in values)})"
    return call(code, type_, *values, fallible=fallible)
