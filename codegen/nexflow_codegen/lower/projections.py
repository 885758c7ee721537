"""Projections: `xs[].f` is a list, and operators on projections of a list work element by element."""

from __future__ import annotations

from nexflow_codegen.ir import types as ir
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.scope import JavaScope
from nexflow_codegen.lower.values import JavaValue, call
from nexflow_grammar.tree import expressions as e

#: What stands for an element; no name of the language has such a form.
_ELEMENT = "[]"
_TESTS = frozenset({
    "==", "!=", "<", "<=", ">", ">=", "=?", "and", "or", "matches", "contains", "starts_with", "ends_with",
})  # fmt: skip


def is_projection(node: e.Expression, *, of_tests: bool = False) -> bool:
    """Tell whether an expression stands for each element of a list. of_tests: for true or false."""
    if of_tests and not (isinstance(node, e.Binary) and node.operator in _TESTS):
        return False
    return bool(_lists(node))


def _lists(node: e.Expression) -> list[e.Expression]:
    """Return the lists whose elements an expression works on; calls and lambdas keep theirs."""
    match node:
        case e.Each():
            return [node.target]
        case e.Member():
            return _lists(node.target)
        case e.Binary(operator=operator) if operator != "??":
            return [*_lists(node.left), *_lists(node.right)]
        case e.Unary():
            return _lists(node.operand)
        case _:
            return []


def lower_projection(node: e.Expression, scope: JavaScope) -> JavaValue:
    """Lower an expression over the elements of one list to a list."""
    from nexflow_codegen.lower.expressions import lower_expression  # noqa: PLC0415

    lists = _lists(node)
    source = lower_expression(lists[0], scope)
    others = [lower_expression(other, scope) for other in lists[1:]]
    if any(other.code != source.code for other in others):
        raise Unsupported("`[]` on several lists in one expression")
    if not isinstance(source.type, ir.ListOf | ir.SetOf):
        raise Unsupported("`[]` after a value that is no list or set")
    names = scope.unit.locals.copy()
    for outer in scope.lambdas:
        names.allot(outer)
    item = names.allot("item")
    inner = scope.inner({_ELEMENT: JavaValue(item, source.type.element)}, item)
    value = lower_expression(_of_element(node), inner)
    if value.is_null:
        raise Unsupported("`[]` with nothing but null for every element")
    type_ = scope.unit.type_name(value.type, nullable=True)
    code = f"{source.receiver}.stream().<{type_}>map({item} -> {value.or_null()}).toList()"
    return call(code, ir.ListOf(value.type, value.nullable), source, fallible=value.fallible)


def _of_element(node: e.Expression) -> e.Expression:
    """Return an expression with an element in place of each list."""
    match node:
        case e.Each():
            return e.Name(node.start, node.end, _ELEMENT)
        case e.Member():
            return e.Member(node.start, node.end, _of_element(node.target), node.name, node.safe)
        case e.Binary(operator=operator) if operator != "??":
            left, right = _of_element(node.left), _of_element(node.right)
            return e.Binary(node.start, node.end, operator, left, right)
        case e.Unary():
            return e.Unary(node.start, node.end, node.operator, _of_element(node.operand))
        case _:
            return node
