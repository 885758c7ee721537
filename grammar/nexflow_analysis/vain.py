"""NX159, NX167: comparisons whose result does not depend on the record, and options given twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nexflow_analysis import types as t
from nexflow_analysis.constants import constant
from nexflow_analysis.constraints import broken_constraint
from nexflow_analysis.diagnostics import LocalFix, Replacement, Severity
from nexflow_analysis.value_constraints import (
    Value,
    allowed_values,
    meant,
    nearest_value,
    never_true,
    swapped,
)
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import rules as r

if TYPE_CHECKING:
    from nexflow_analysis.infer import Inference

_TESTS = {"contains": str.__contains__, "starts_with": str.startswith, "ends_with": str.endswith}


def check_null_comparison(inference: Inference, node: e.Binary) -> bool:
    """Report `x == null`: it is null, and so never true; tell whether it is one."""
    if node.operator == "=?" or not isinstance(node.right, e.Null):
        return False
    message = (
        f"a comparison with null is never true; write `is {'not ' * (node.operator == '!=')}null`"
    )
    fixes: tuple[LocalFix, ...] = ()
    if node.operator in ("==", "!="):
        text = " is null" if node.operator == "==" else " is not null"
        change = (Replacement(node.left.end, node.end, text),)
        fixes = (LocalFix(f"Write `{text.strip()}`", change, safe=False),)
    else:
        message = "a comparison with null is never true"
    inference.warn(node, "NX159", message, *fixes)
    return True


def check_comparison(inference: Inference, node: e.Binary, left: t.Typed, right: t.Typed) -> None:
    """Report a comparison with a literal that the constraints of a field exclude."""
    for value, typed, other, operator in (
        (node.left, left, node.right, node.operator),
        (node.right, right, node.left, swapped(node.operator)),
    ):
        literal = constant(other)
        if literal is None or not typed.constraints:
            continue
        if operator in ("==", "!=", "=?"):
            problem = broken_constraint(literal, typed.type, typed.constraints)
        else:
            problem = never_true(operator, literal, typed)
            problem = problem and f"{_words(value)} {problem}"
        if problem:
            result = "true of every value" if operator == "!=" else "never true"
            _report(inference, other, result, problem, nearest_value(literal, typed))
            return


def _words(node: e.Expression) -> str:
    """Return what a value is called."""
    match node:
        case e.Name():
            return f"`{node.text}`"
        case e.Member():
            return f"`{node.name.text}`"
        case _:
            return "the value"


def _report(
    inference: Inference, node: e.Expression, result: str, problem: str, near: str | None = None
) -> None:
    """Report that a comparison with a literal has one result. near: what may be meant."""
    hint, fixes = meant(node, near)
    message = f"this comparison is {result}: {problem}{hint}"
    inference.warn(node, "NX159", message, *fixes)


def check_text_test(inference: Inference, node: e.Binary, left: t.Typed) -> None:
    """Report `status starts_with "x"` where none of the values does."""
    allowed = allowed_values(left)
    test = _TESTS[node.operator]
    if not allowed or not isinstance(node.right, e.Text):
        return
    text = node.right.value
    if not any(test(value, text) for value in allowed):
        problem = f"none of the values {', '.join(allowed)} does that"
        _report(inference, node.right, "never true", problem)


def check_options(inference: Inference, node: e.Membership, value: t.Typed) -> None:
    """Report options that the value never is, and options that are there twice."""
    assert isinstance(node.options, tuple)
    seen: set[tuple[type, Value]] = set()
    for position, option in enumerate(node.options):
        literal = constant(option)
        if literal is None:
            continue
        key = (type(literal), literal)
        problem = broken_constraint(literal, value.type, value.constraints)
        if key in seen:
            before = node.options[position - 1]
            change = Replacement(before.end, option.end, "")
            fix = LocalFix("Remove it", (change,))
            message = f"{_shown(literal)} is in this list already; remove one of the two"
            inference.report(option, "NX167", message, Severity.HINT, (fix,))
        elif problem:
            near = nearest_value(literal, value)
            _report(inference, option, "never true", problem, near)
        seen.add(key)


def _shown(value: Value) -> str:
    return f'"{value}"' if isinstance(value, str) else f"{value:f}"


def check_arm(inference: Inference, cell: r.Cell, subject: e.Expression, value: t.Typed) -> None:
    """Report an arm of a `route` for values that what it is by never has."""
    start, end = cell.start, cell.end
    match cell:
        case r.CompareCell():
            literal = t.UNKNOWN_VALUE
            compared = e.Binary(start, end, cell.operator, subject, cell.value)
            check_comparison(inference, compared, value, literal)
        case r.RangeCell():
            check_between(
                inference, e.Between(start, end, subject, cell.low, cell.high, negated=False), value
            )
        case r.InCell():
            check_options(
                inference, e.Membership(start, end, subject, cell.options, cell.negated), value
            )
        case r.TextCell(test=test) if test in _TESTS:
            text = e.Text(start, end, cell.value)
            check_text_test(inference, e.Binary(start, end, test, subject, text), value)
        case _:
            pass


def check_between(inference: Inference, node: e.Between, value: t.Typed) -> None:
    """Report a range that ends before it begins, or that the value never reaches."""
    low, high = constant(node.low), constant(node.high)
    if low is None or high is None or type(low) is not type(high):
        return
    result = "true of every value" if node.negated else "never true"
    is_text = isinstance(value.type, t.Scalar) and value.type.name == "string"
    if low > high and not is_text:  # type: ignore[operator]
        change = (
            Replacement(node.low.start, node.low.end, _literal(node.high)),
            Replacement(node.high.start, node.high.end, _literal(node.low)),
        )
        fixes = (LocalFix("Change them round", change, safe=False),) if _literal(node.low) else ()
        message = f"this comparison is {result}: {_shown(low)} is more than {_shown(high)}"
        inference.warn(node, "NX159", message, *fixes)
        return
    problem = never_true("<=", high, value) or never_true(">=", low, value)
    if problem:
        bound = node.high if never_true("<=", high, value) else node.low
        _report(inference, bound, result, f"{_words(node.value)} {problem}")


def _literal(node: e.Expression) -> str:
    """Return a plain literal as text, "" where it is more than that."""
    match node:
        case e.Number(kind=e.NumberKind.PLAIN):
            return f"{node.value:f}"
        case e.Text():
            return f'"{node.value}"' if '"' not in node.value and "\\" not in node.value else ""
        case _:
            return ""
