"""Operators: the types of their operands and of their results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from nexflow_analysis import types as t
from nexflow_analysis.call_texts import check_regex, check_spelled
from nexflow_analysis.choices import choice_type
from nexflow_analysis.constants import is_zero, too_large
from nexflow_analysis.diagnostics import LocalFix, Replacement
from nexflow_analysis.fit import (
    article,
    common,
    fit_problem,
    is_known,
    is_literal,
    is_numeric,
    may_be,
    taking,
)
from nexflow_analysis.narrowing import Outcome
from nexflow_analysis.vain import (
    check_between,
    check_comparison,
    check_null_comparison,
    check_options,
    check_text_test,
)
from nexflow_grammar.tree import expressions as e

if TYPE_CHECKING:
    from nexflow_analysis.infer import Inference


#: How many of a unit make a day.
_IN_A_DAY = {"millisecond": 86_400_000, "second": 86_400, "minute": 1440, "hour": 24}
_COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">=", "=?"})
_ORDERED = frozenset({"<", "<=", ">", ">="})
_TEXT_TESTS = frozenset({"matches", "contains", "starts_with", "ends_with"})


def unary(inference: Inference, node: e.Unary) -> t.Typed:
    """Infer `not e`, `-e`."""
    if node.operator == "not":
        return t.Typed(t.BOOLEAN, inference.condition(node.operand, "what `not` negates").nullable)
    typed = inference.infer(node.operand)
    if isinstance(typed.type, t.Scalar) and not typed.type.is_numeric and typed.type not in (
        t.DURATION, t.NULL,
    ):  # fmt: skip
        inference.error(node, "NX150", f"`-` needs a number, and this is {article(typed.type)}")
        return t.UNKNOWN_VALUE
    if typed.type == t.DECIMAL and too_large(node.operand) and not too_large(node):
        return t.Typed(t.INTEGER)  # the smallest integer, whose opposite is none
    return t.Typed(typed.type, typed.nullable)


def binary(inference: Inference, node: e.Binary) -> t.Typed:
    """Infer an operation on two values."""
    operator = node.operator
    if operator in ("and", "or"):
        left = inference.condition(node.left, f"what `{operator}` joins")
        outer = inference.scope
        inference.scope = outer.given(
            node.left, Outcome.TRUE if operator == "and" else Outcome.FALSE
        )
        right = inference.condition(node.right, f"what `{operator}` joins")
        inference.scope = outer
        return t.Typed(t.BOOLEAN, left.nullable or right.nullable)
    left, right = inference.infer(node.left), inference.infer(node.right)
    if isinstance(left.type, t.Projection) or isinstance(right.type, t.Projection):
        if operator == "contains" and isinstance(left.type, t.Collection):
            return t.Typed(t.BOOLEAN, left.nullable or right.nullable)
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
    if operator in _COMPARISONS:
        if not check_null_comparison(inference, node) and _compare(inference, node, left, right):
            check_comparison(inference, node, left, right)
        return t.Typed(t.BOOLEAN, nullable and operator != "=?")
    if operator in _TEXT_TESTS:
        _test_text(inference, node, left, right)
        return t.Typed(t.BOOLEAN, nullable)
    return t.Typed(_arithmetic(inference, node, left.type, right.type), nullable)


def _default(inference: Inference, node: e.Binary, left: t.Typed, right: t.Typed) -> t.Typed:
    right = replace(right, type=taking(node.right, right.type, left.type))
    problem = fit_problem(right, left.type, literal=is_literal(node.right))
    if problem and left.type != t.NULL:
        inference.error(node.right, "NX150", f"`??` needs two values of one type: {problem}")
        return t.UNKNOWN_VALUE
    type_ = choice_type(inference, (node.left, node.right))
    return t.Typed(type_, left.nullable and right.nullable)


def _compare(inference: Inference, node: e.Binary, left: t.Typed, right: t.Typed) -> bool:
    """Check that two values can be compared; tell whether they can."""
    if _mixes_double(node, left.type, right.type):
        _report_mix(inference, node)
        return False
    literal = is_literal(node.left) or is_literal(node.right)
    one = fit_problem(right, left.type, literal=literal, comparing=True)
    other = fit_problem(left, right.type, literal=literal, comparing=True)
    if one and other:
        inference.error(
            node, "NX150",
            f"`{node.operator}` compares {article(left.type)} with {article(right.type)}; "
            "compare values of one type", *_one_moment(node, left.type, right.type),
        )  # fmt: skip
        return False
    if node.operator in _ORDERED and may_be(left, "boolean") and is_known(left):
        inference.error(node, "NX150", f"`{node.operator}` needs an order, and booleans have none")
        return False
    for value, type_ in ((node.left, right.type), (node.right, left.type)):
        if not check_spelled(inference, value, type_):
            return False
        if type_ == t.INTEGER and too_large(value):
            report_too_large(inference, value)
            return False
    return True


def _one_moment(node: e.Binary, left: t.Type, right: t.Type) -> tuple[LocalFix, ...]:
    """Return the fix that compares the days of a date and a timestamp."""
    if {left, right} != {t.DATE, t.TIMESTAMP}:
        return ()
    other = node.left if left == t.TIMESTAMP else node.right
    return (wrapped(other, "date"),)


def wrapped(node: e.Expression, function: str) -> LocalFix:
    """Return the fix that converts a value."""
    change = (
        Replacement(node.start, node.start, f"{function}("),
        Replacement(node.end, node.end, ")"),
    )
    return LocalFix(f"Convert it with `{function}(…)`", change, safe=False)


def report_too_large(inference: Inference, node: e.Expression) -> None:
    """Report a whole number that no integer can be."""
    message = (
        "this number is beyond the 64 bits of an integer, which ends at 9223372036854775807; "
        "compute with decimals"
    )
    inference.error(node, "NX161", message)


def _test_text(inference: Inference, node: e.Binary, left: t.Typed, right: t.Typed) -> None:
    """Check `matches`, `contains`, `starts_with` and `ends_with`."""
    operator = node.operator
    if operator == "contains" and not isinstance(left.type, t.Scalar):
        held = left.type.element if isinstance(left.type, t.Collection) else t.UNKNOWN
        problem = fit_problem(right, held, literal=is_literal(node.right), comparing=True)
        if problem and fit_problem(t.Typed(held), right.type, comparing=True):
            message = f"`contains` asks for what is never there: {problem}"
            inference.error(node.right, "NX150", message)
        return
    for side, typed in ((node.left, left), (node.right, right)):
        if is_known(typed) and not isinstance(typed.type, t.Named) and typed.type != t.STRING:
            what = "texts, lists and sets" if operator == "contains" else "texts"
            message = f"`{operator}` is about {what}, and this is {article(typed.type)}"
            inference.error(side, "NX150", message)
            return
    if operator == "matches":
        check_regex(inference, node.right)
    else:
        check_text_test(inference, node, left)


def _arithmetic(inference: Inference, node: e.Binary, left: t.Type, right: t.Type) -> t.Type:
    operator = node.operator
    if isinstance(left, t.Unknown) or isinstance(right, t.Unknown) or t.NULL in (left, right):
        return t.UNKNOWN
    if operator == "+":
        if left == right == t.STRING:
            return t.STRING
        if isinstance(left, t.Collection) and isinstance(right, t.Collection):
            return _appended(inference, node, left, right)
    if operator in ("+", "-"):
        moved = _moved(operator, left, right)
        if moved is not None:
            _check_day(inference, node, left, right)
            return moved
    if is_numeric(left) and is_numeric(right):
        assert isinstance(left, t.Scalar)
        assert isinstance(right, t.Scalar)
        return _number_result(inference, node, left, right)
    if t.DURATION in (left, right) and (is_numeric(left) or is_numeric(right)) and operator in "*/":
        return t.UNKNOWN
    inference.error(
        node, "NX150", f"`{operator}` does not work on {article(left)} and {article(right)}"
        + ("; join texts with `concat`" if t.STRING in (left, right) and operator == "+" else ""),
    )  # fmt: skip
    return t.UNKNOWN


def _appended(
    inference: Inference, node: e.Binary, left: t.Collection, right: t.Collection
) -> t.Type:
    """Return the type of two lists, one behind the other."""
    sides = (node.left, node.right)
    if any(isinstance(inference.types[id(one)].type, t.Projection) for one in sides):
        both = common(left, right)
    else:
        both = choice_type(inference, sides)
    return left if both == t.UNKNOWN and left.element == right.element else both


def _check_day(inference: Inference, node: e.Binary, left: t.Type, right: t.Type) -> None:
    """Check that a date is moved by whole days: it has no time of day to move."""
    for side, other in ((node.right, left), (node.left, right)):
        if other == t.DATE and isinstance(side, e.Duration) and not _is_of_days(side):
            inference.error(
                side, "NX150",
                f"a date has no time of day, so {side.unit}s do not move it; use days, or a timestamp",
            )  # fmt: skip


def _is_of_days(duration: e.Duration) -> bool:
    """Tell whether a duration is one of days, or may be: how many hours it has is not known."""
    amount = duration.amount
    if duration.unit not in _IN_A_DAY or not isinstance(amount, e.Number):
        return True
    return amount.value % _IN_A_DAY[duration.unit] == 0


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
    if node.operator in ("/", "%") and is_zero(node.right):
        what = (
            "the remainder of a division by zero" if node.operator == "%" else "a division by zero"
        )
        inference.error(node.right, "NX160", f"this is {what}, an error of every record")
        return t.UNKNOWN
    if _mixes_double(node, left, right):
        _report_mix(inference, node)
        return t.UNKNOWN
    if t.DOUBLE in (left, right):
        return t.DOUBLE
    for value, other in ((node.left, right), (node.right, left)):
        if other == t.INTEGER and too_large(value) and not is_literal(node):
            report_too_large(inference, value)
            return t.UNKNOWN
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
    fix = wrapped(other, "double")
    inference.error(
        node, "NX153", f"`{node.operator}` mixes a double with an exact number; say which is meant "
        "with `double(…)` or `decimal(…)`", fix,
    )  # fmt: skip


def membership(inference: Inference, node: e.Membership) -> t.Typed:
    """Infer `value in (a, b)`, `value in path`."""
    value = inference.infer(node.value)
    if not isinstance(node.options, tuple):
        found = _check_collection(inference, node, node.options, value)
        return t.Typed(t.BOOLEAN, value.nullable or found.nullable)
    nullable, fits = value.nullable, True
    for option in node.options:
        typed = inference.infer(option)
        nullable = nullable or typed.nullable
        problem = fit_problem(typed, value.type, literal=is_literal(option), comparing=True)
        if problem and fit_problem(value, typed.type, comparing=True):
            inference.error(option, "NX150", f"`in` compares values of one type: {problem}")
            fits = False
        elif not check_spelled(inference, option, value.type):
            fits = False
    if fits:
        check_options(inference, node, value)
    return t.Typed(t.BOOLEAN, nullable)


def _check_collection(
    inference: Inference, node: e.Membership, options: e.Expression, value: t.Typed
) -> t.Typed:
    found = inference.infer(options)
    if isinstance(found.type, t.Scalar) and found.type != t.NULL:
        message = f"`in` asks a list or a set, and this is {article(found.type)}"
        if found.type == value.type == t.STRING:
            message += "; a part of a text is found by `contains`"
        inference.error(options, "NX150", message)
    elif isinstance(found.type, t.Collection):
        problem = fit_problem(
            value, found.type.element, literal=is_literal(node.value), comparing=True
        )
        other = fit_problem(t.Typed(found.type.element), value.type, comparing=True)
        if problem and other:
            inference.error(node, "NX150", f"`in` compares values of one type: {problem}")
    return found


def between(inference: Inference, node: e.Between) -> t.Typed:
    """Infer `value between low and high`."""
    value = inference.infer(node.value)
    nullable, fits = value.nullable, True
    for bound in (node.low, node.high):
        typed = inference.infer(bound)
        nullable = nullable or typed.nullable
        problem = fit_problem(typed, value.type, literal=is_literal(bound), comparing=True)
        if problem and fit_problem(value, typed.type, comparing=True):
            inference.error(bound, "NX150", f"`between` compares values of one type: {problem}")
            fits = False
        elif not check_spelled(inference, bound, value.type):
            fits = False
    if fits and value.type == t.BOOLEAN:
        message = "`between` needs an order, and booleans have none"
        inference.error(node, "NX150", message)
    elif fits:
        check_between(inference, node, value)
    return t.Typed(t.BOOLEAN, nullable)


def null_test(inference: Inference, node: e.NullTest) -> t.Typed:
    """Infer `value is null`."""
    inference.infer(node.value)
    return t.Typed(t.BOOLEAN)
