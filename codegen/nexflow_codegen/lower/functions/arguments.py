"""The arguments of a call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nexflow_analysis.functions import find_function
from nexflow_analysis.names import normal
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.types import Kind
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.convert import convert
from nexflow_codegen.lower.expressions import lower_expression, operand
from nexflow_codegen.lower.numbers import settle
from nexflow_codegen.lower.scope import Fields, JavaScope, fields_of
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import JavaValue, call, nullable_variable
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
        values = [one.value for one in self.node.arguments if one.name is None]
        if self.node.receiver is not None:
            values.insert(0, self.node.receiver)
        named = {normal(one.name.text): one.value for one in self.node.arguments if one.name}
        if not named:
            return values
        function = find_function(self.node.function.text)
        assert function is not None
        names = [normal(parameter.name) for parameter in function.parameters]
        missing = e.Null(self.node.start, self.node.start)
        last = max(names.index(name) for name in named)
        return [*values, *(named.get(name, missing) for name in names[len(values) : last + 1])]

    def has(self, index: int) -> bool:
        """Whether an optional argument is given."""
        nodes = self.nodes
        return index < len(nodes) and not isinstance(nodes[index], e.Null)

    def __len__(self) -> int:
        return len(self.nodes)

    def operand(self, index: int) -> JavaValue:
        """Lower an argument whose literals still take another's type."""
        return operand(self.nodes[index], self.scope.expecting(None))

    def value(self, index: int) -> JavaValue:
        """Lower an argument."""
        return lower_expression(self.nodes[index], self.scope.expecting(None))

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

    def as_type(self, index: int, type_: ir.JavaType) -> JavaValue:
        """Lower an argument to a type that it must fit; it stays null where it is."""
        return convert(self.operand(index), type_, self.unit, nullable=True, name="")

    def with_nodes(self, *nodes: e.Expression) -> Arguments:
        """Return the call with other arguments."""
        arguments = tuple(e.Argument(node.start, node.end, None, node) for node in nodes)
        call_ = e.Call(self.node.start, self.node.end, self.node.function, None, arguments)
        return Arguments(call_, self.scope)

    def text_literal(self, index: int) -> str | None:
        """Return the text that an argument is, or None where it is computed."""
        node = self.nodes[index]
        return node.value if isinstance(node, e.Text) else None

    def collection(self, index: int = 0) -> tuple[JavaValue, ir.ListOf | ir.SetOf]:
        """Lower an argument that must be a list or a set; return its type too."""
        value = self.value(index)
        if not isinstance(value.type, ir.ListOf | ir.SetOf):
            raise Unsupported(f"`{self.node.function.text}` on a value that is no list or set")
        return value, value.type

    def over_element(
        self, index: int, source: ir.ListOf | ir.SetOf
    ) -> tuple[str, e.Expression, JavaScope]:
        """Return the Java parameter, the body and the scope of a lambda or a bare expression."""
        node, element = self.nodes[index], source.element
        outer_scope = self.scope.expecting(None)
        names_here = self.unit.locals.copy()
        for outer in self.scope.lambdas:
            names_here.allot(outer)
        java_name = names_here.allot("item")
        item = JavaValue(java_name, element)
        if isinstance(source, ir.ListOf) and source.holds_nulls:
            item = nullable_variable(java_name, element)
        if isinstance(node, e.Lambda):
            assert len(node.parameters) == 1  # NX169
            return (
                java_name,
                node.body,
                outer_scope.inner({node.parameters[0].text: item}, java_name),
            )
        names: Fields = {_ELEMENT: item}
        if isinstance(element, ir.RecordOf):
            names.update(fields_of(self.scope.context.shape(element.cls), java_name))
        return java_name, node, outer_scope.inner(names, java_name)


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
