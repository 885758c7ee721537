"""Operators: the types of their operands and of their results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nexflow_analysis import types as t
from nexflow_analysis.diagnostics import LocalFix, Replacement
from nexflow_analysis.fit import (
    article,
    common,
    fit_problem,
    is_known,
    is_literal,
    is_numeric,
    may_be,
)
from nexflow_grammar.tree import expressions as e

if TYPE_CHECKING:
    from nexflow_analysis.infer import Inference


def unary(inference: Inference, node: e.Unary) -> t.Typed:
    if node.operator == "not":
        return t.Typed(t.BOOLEAN, inference.condition(node.operand, "what `not` negates").nullable)
    typed = inference.infer(node.operand)
    if isinstance(typed.type, t.Scalar) and not typed.type.is_numeric and typed.type != t.DURATION:
        inference.error(node, "NX150", f"`-` needs a number, and this is {article(typed.type)}")
        return t.UNKNOWN_VALUE
    return typed


def binary(inference: Inference, node: e.Binary) -> t.Typed:
    operator = node.operator
    if operator in ("and", "or"):
        left = inference.condition(node.left, f"what `{operator}` joins")
        right = inference.condition(node.right, f"what `{operator}` joins")
        return t.Typed(t.BOOLEAN, left.nullable or right.nullable)
    left, right = inference.infer(node.left), inference.infer(node.right)
    if isinstance(left.type, t.Projection) or isinstance(right.type, t.Projection):
        value = _operation(inference, node, _element(left), _element(right))
        return t.Typed(t.Projection("list", value.type), left.nullable or right.nullable)
    return _operation(inference, node, left, right)


def _element(typed: t.Typed) -> t.Typed:
    """Return an element of a projection; any other value is the same for all elements."""
    return t.Typed(typed.type.element) if isinstance(typed.type, t.Projection) else typed


def _operation(inference: Inference, node: e.Binary, left: t.Typed, right: t.Typed) -> t.Typed:
    operator, nullable = node.operator, left.nullable or right.nullable
    if operator == "??":
        return _default(inference, node, left, right)
    if operator in ("==", "!=", "<", "<=", ">", ">=", "=?"):
        _compare(inference, node, left, right)
        return t.Typed(t.BOOLEAN, nullable and operator != "=?")
    if operator in ("matches", "contains", "starts_with", "ends_with"):
        return t.Typed(t.BOOLEAN, nullable)
    return t.Typed(_arithmetic(inference, node, left.type, right.type), nullable)


def _default(inference: Inference, node: e.Binary, left: t.Typed, right: t.Typed) -> t.Typed:
    problem = fit_problem(right, left.type, literal=is_literal(node.right))
    if problem and left.type != t.NULL:
        inference.error(node.right, "NX150", f"`??` needs two values of one type: {problem}")
        return t.UNKNOWN_VALUE
    return t.Typed(common(left.type, right.type), right.nullable)


def _compare(inference: Inference, node: e.Binary, left: t.Typed, right: t.Typed) -> None:
    if _mixes_double(node, left.type, right.type):
        _report_mix(inference, node)
        return
    literal = is_literal(node.left) or is_literal(node.right)
    one = fit_problem(right, left.type, literal=literal, comparing=True)
    other = fit_problem(left, right.type, literal=literal, comparing=True)
    if one and other:
        inference.error(
            node, "NX150",
            f"`{node.operator}` compares {article(left.type)} with {article(right.type)}; "
            "compare values of one type",
        )  # fmt: skip
    elif node.operator in ("<", "<=", ">", ">=") and may_be(left, "boolean") and is_known(left):
        inference.error(node, "NX150", f"`{node.operator}` needs an order, and booleans have none")


def _arithmetic(inference: Inference, node: e.Binary, left: t.Type, right: t.Type) -> t.Type:
    operator = node.operator
    if isinstance(left, t.Unknown) or isinstance(right, t.Unknown) or t.NULL in (left, right):
        return t.UNKNOWN
    if operator == "+":
        if left == right == t.STRING:
            return t.STRING
        if isinstance(left, t.Collection) and isinstance(right, t.Collection):
            return left
    if operator in ("+", "-"):
        moved = _moved(operator, left, right)
        if moved is not None:
            return moved
    if is_numeric(left) and is_numeric(right):
        assert isinstance(left, t.Scalar)
        assert isinstance(right, t.Scalar)
        return _number_result(inference, node, left, right)
    inference.error(
        node, "NX150", f"`{operator}` does not work on {article(left)} and {article(right)}"
        + ("; join texts with `concat`" if t.STRING in (left, right) and operator == "+" else ""),
    )  # fmt: skip
    return t.UNKNOWN


def _moved(operator: str, left: t.Type, right: t.Type) -> t.Type | None:
    """Return the type of a moment and a duration added, or of two moments subtracted."""
    moments = (t.DATE, t.TIMESTAMP)
    if left in moments and right == t.DURATION:
        return left
    if operator == "+" and left == t.DURATION and right in moments:
        return right
    if left == right == t.DURATION or (operator == "-" and left == right and left in moments):
        return t.DURATION
    return None


def _number_result(inference: Inference, node: e.Binary, left: t.Scalar, right: t.Scalar) -> t.Type:
    if _mixes_double(node, left, right):
        _report_mix(inference, node)
        return t.UNKNOWN
    if t.DOUBLE in (left, right):
        return t.DOUBLE
    if left.name == right.name == "integer":
        return t.DECIMAL if node.operator == "/" else t.INTEGER
    if node.operator in ("+", "-", "%") and left == right:
        return left if left.name == "money" else t.DECIMAL
    return t.DECIMAL


def _mixes_double(node: e.Binary, left: t.Type, right: t.Type) -> bool:
    if not (is_numeric(left) and is_numeric(right)) or (left == t.DOUBLE) == (right == t.DOUBLE):
        return False
    return not is_literal(node.right if left == t.DOUBLE else node.left)


def _report_mix(inference: Inference, node: e.Binary) -> None:
    left = inference.types.get(id(node.left), t.UNKNOWN_VALUE)
    other = node.right if left.type == t.DOUBLE else node.left
    fix = LocalFix(
        "Convert it with `double(…)`",
        (Replacement(other.start, other.start, "double("), Replacement(other.end, other.end, ")")),
        safe=False,
    )
    inference.error(
        node, "NX153", f"`{node.operator}` mixes a double with an exact number; say which is meant "
        "with `double(…)` or `decimal(…)`", fix,
    )  # fmt: skip


def membership(inference: Inference, node: e.Membership) -> t.Typed:
    value = inference.infer(node.value)
    if isinstance(node.options, tuple):
        for option in node.options:
            typed = inference.infer(option)
            problem = fit_problem(typed, value.type, literal=is_literal(option), comparing=True)
            if problem:
                inference.error(option, "NX150", f"`in` compares values of one type: {problem}")
        return t.Typed(t.BOOLEAN, value.nullable)
    inference.infer(node.options)
    return t.Typed(t.BOOLEAN, value.nullable)


def between(inference: Inference, node: e.Between) -> t.Typed:
    value = inference.infer(node.value)
    nullable = value.nullable
    for bound in (node.low, node.high):
        typed = inference.infer(bound)
        nullable = nullable or typed.nullable
        problem = fit_problem(typed, value.type, literal=is_literal(bound), comparing=True)
        if problem and fit_problem(value, typed.type, comparing=True):
            inference.error(bound, "NX150", f"`between` compares values of one type: {problem}")
    return t.Typed(t.BOOLEAN, nullable)


def null_test(inference: Inference, node: e.NullTest) -> t.Typed:
    inference.infer(node.value)
    return t.Typed(t.BOOLEAN)
