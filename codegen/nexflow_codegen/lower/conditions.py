"""Booleans under three-valued logic: whether an expression is true, and whether it is false.

The two questions differ where a value may be null. Asking them of the operands gives Java that
short-circuits as a reader expects, with no Boolean objects.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.types import Kind
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.numbers import settle, unify
from nexflow_codegen.lower.scope import JavaScope
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import (
    FALSE,
    TRUE,
    JavaTest,
    JavaValue,
    Level,
    any_fallible,
    join_guards,
)
from nexflow_grammar.tree import expressions as e

_OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
#: The classes whose objects stand for primitive values, which operators compare.
_COMPARED = {Kind.INTEGER: "Long", Kind.DOUBLE: "Double", Kind.BOOLEAN: "Boolean"}
_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!="}
COMPARISONS = frozenset(_OPPOSITE)
TEXT_TESTS = frozenset({"matches", "contains", "starts_with", "ends_with"})
_FEW = 3


def lower_condition(expression: e.Expression, scope: JavaScope) -> JavaTest:
    """Lower a condition that takes only true: of a `when`, an `if`, a filter, a `require`."""
    return holds(expression, scope, outcome=True)


def lower_violation(expression: e.Expression, scope: JavaScope) -> JavaTest:
    """Lower a constraint to the test that it is broken: it is false, not merely unknown."""
    return holds(expression, scope, outcome=False)


def holds(node: e.Expression, scope: JavaScope, *, outcome: bool) -> JavaTest:
    """Return the test that an expression is true, or (outcome False) that it is false."""
    match node:
        case e.Boolean():
            return TRUE if node.value is outcome else FALSE
        case e.Binary(operator="and" | "or"):
            left = holds(node.left, scope, outcome=outcome)
            right = holds(node.right, scope, outcome=outcome)
            return both(left, right) if (node.operator == "and") is outcome else either(left, right)
        case e.Unary(operator="not"):
            return holds(node.operand, scope, outcome=not outcome)
        case e.NullTest():
            return _null_test(node, scope, outcome=outcome)
        case e.Between():
            return _between(node, scope, outcome=outcome)
        case e.Membership():
            return _membership(node, scope, outcome=outcome)
        case e.Binary() if node.operator in COMPARISONS:
            from nexflow_codegen.lower.expressions import operand  # noqa: PLC0415

            return compare(
                node.operator, operand(node.left, scope), operand(node.right, scope), scope.unit,
                outcome=outcome,
            )  # fmt: skip
        case e.Binary(operator="=?"):
            return _null_safe_equal(node, scope, outcome=outcome)
        case _:
            from nexflow_codegen.lower.expressions import lower_expression  # noqa: PLC0415

            return test_of(lower_expression(node, scope), outcome=outcome)


def both(left: JavaTest, right: JavaTest) -> JavaTest:
    """Return `left && right`; what may fail is asked though the other decides."""
    if left == FALSE or (right == FALSE and not left.fallible):
        return FALSE
    if left == TRUE:
        return right
    if right == TRUE:
        return left
    code = f"{left.at(Level.AND)} && {right.at(Level.AND)}"
    return JavaTest(code, Level.AND, any_fallible((left, right)))


def either(left: JavaTest, right: JavaTest) -> JavaTest:
    """Return `left || right`; what may fail is asked though the other decides."""
    if left == TRUE or (right == TRUE and not left.fallible):
        return TRUE
    if left == FALSE:
        return right
    if right == FALSE:
        return left
    # Java needs no parentheses around `&&` here, but readers do.
    sides = [
        f"({side.code})" if side.level is Level.AND else side.at(Level.OR) for side in (left, right)
    ]
    return JavaTest(" || ".join(sides), Level.OR, any_fallible((left, right)))


def negation(test: JavaTest) -> JavaTest:
    """Return `!test`."""
    if test in (TRUE, FALSE):
        return FALSE if test == TRUE else TRUE
    if test.inverse:
        return JavaTest(test.inverse, test.level, test.fallible, test.code)
    if test.level is Level.UNARY and test.code.startswith("!"):
        return JavaTest(test.code[1:], Level.UNARY, test.fallible)
    return JavaTest(f"!{test.at(Level.UNARY)}", Level.UNARY, test.fallible)


def guarded(test: JavaTest, guards: tuple[str, ...]) -> JavaTest:
    """Return a test that holds only where its operands are not null."""
    for guard in reversed(guards):
        test = both(JavaTest(guard, Level.EQUALITY), test)
    return test


def test_of(value: JavaValue, *, outcome: bool) -> JavaTest:
    """Return the test that a boolean value is true, or false."""
    if value.is_null:
        return FALSE
    if isinstance(value.type, ir.Anything):
        raise Unsupported("an untyped value as a condition; compare it: `… == true`")
    if ir.kind_of(value.type) is not Kind.BOOLEAN:
        raise Unsupported("a condition that is not true or false")
    if value.whole and value.whole == value.code:
        constant = "TRUE" if outcome else "FALSE"
        return JavaTest(f"Boolean.{constant}.equals({value.code})", fallible=value.fallible)
    test = JavaTest(value.code, value.level, value.fallible)
    return guarded(test if outcome else negation(test), value.guards)


def compare(
    operator: str, left: JavaValue, right: JavaValue, unit: Unit, *,
    outcome: bool = True, boxed: bool = False,
) -> JavaTest:  # fmt: skip
    """Return the test that a comparison is true, or false; with null it is neither.

    boxed: whether both may be objects that are known not to be null.
    """
    if left.is_null or right.is_null:
        return FALSE
    left, right = unify(left, right, unit)
    if isinstance(left.type, ir.Anything) and isinstance(right.type, ir.Anything):
        same = JavaTest(f"{unit.support('Untyped', 'same')}({left.code}, {right.code})")
        if operator not in ("==", "!="):
            raise Unsupported("an order of two untyped values")
        equal = (operator == "==") is outcome
        return guarded(same if equal else negation(same), join_guards(left, right))
    guards = join_guards(left, right)
    fallible = any_fallible((left, right))
    kind = ir.kind_of(left.type)
    if kind is Kind.BOOLEAN and operator in ("==", "!=") and right.code in ("true", "false"):
        return test_of(left, outcome=(right.code == "true") is ((operator == "==") is outcome))
    wanted = operator if outcome else _OPPOSITE[operator]
    if operator in ("==", "!=") and _by_equals(kind):
        code = equal_objects(left, right, unit)
        if wanted == "==" and left.text is not None and right.whole == right.code:
            guards = left.guards
        elif wanted == "==" and right.text is not None and left.whole == left.code:
            guards = right.guards
        test = JavaTest(code, Level.PRIMARY, fallible)
        return guarded(test if wanted == "==" else negation(test), guards)
    if kind is Kind.DOUBLE and not outcome and operator not in ("==", "!="):
        # NaN is neither less nor not less.
        return guarded(negation(_ordered(operator, left, right, unit, boxed=boxed)), guards)
    if kind is Kind.STRING and not (_is_plain(left) or _is_plain(right)):
        code = f"{unit.support('Texts', 'compare')}({left.code}, {right.code})"
        test = _invertible(code, wanted, "0", Level.RELATION, fallible=fallible)
        return guarded(test, guards)
    return guarded(_ordered(wanted, left, right, unit, boxed=boxed), guards)


def _is_plain(value: JavaValue) -> bool:
    """Tell whether a text is a literal that Java orders as its characters are ordered."""
    return value.text is not None and all(character < "\ud800" for character in value.text)


def _by_equals(kind: Kind | None) -> bool:
    return kind not in (Kind.INTEGER, Kind.DECIMAL, Kind.DOUBLE, Kind.BOOLEAN)


def equal_objects(left: JavaValue, right: JavaValue, unit: Unit) -> str:
    """Return `left.equals(right)`, a literal first."""
    if ir.kind_of(left.type) is Kind.BYTES:
        return f"{unit.use('java.util.Arrays')}.equals({left.code}, {right.code})"
    if right.text is not None and left.text is None:
        left, right = right, left
    return f"{left.receiver}.equals({right.code})"


def _ordered(
    operator: str, left: JavaValue, right: JavaValue, unit: Unit, *, boxed: bool
) -> JavaTest:  # fmt: skip
    fallible = any_fallible((left, right))
    level = Level.EQUALITY if operator in ("==", "!=") else Level.RELATION
    operand_level = Level(level + 1)
    kind = ir.kind_of(left.type)
    if kind in _COMPARED:
        if (boxed or (left.nullable and right.nullable)) and operator in ("==", "!="):
            # Both may be boxed: `==` would compare the boxes.
            if kind is Kind.DOUBLE:  # whose `compare` tells 0.0 from -0.0
                same = f"{unit.support('Numbers', 'same')}({left.code}, {right.code})"
                test = JavaTest(same, fallible=fallible)
                return test if operator == "==" else negation(test)
            code = f"{_COMPARED[kind]}.compare({left.code}, {right.code}) {operator} 0"
            return JavaTest(code, level, fallible)
        sides = left.at(operand_level), right.at(operand_level)
        test = _invertible(sides[0], operator, sides[1], level, fallible=fallible)
        exact = kind is not Kind.DOUBLE or operator in ("==", "!=")
        return test if exact else JavaTest(test.code, level, fallible)
    if kind is Kind.DECIMAL and right.literal == 0:
        return _invertible(f"{left.receiver}.signum()", operator, "0", level, fallible=fallible)
    if kind is Kind.DECIMAL and left.literal == 0:
        return JavaTest(f"{right.receiver}.signum() {_MIRRORED[operator]} 0", level, fallible)
    code = f"{left.receiver}.compareTo({right.code})"
    return _invertible(code, operator, "0", level, fallible=fallible)


def _invertible(
    left: str, operator: str, right: str, level: Level, *, fallible: bool
) -> JavaTest:  # fmt: skip
    """Return a comparison that knows its opposite."""
    code, inverse = (f"{left} {word} {right}" for word in (operator, _OPPOSITE[operator]))
    return JavaTest(code, level, fallible, inverse)


def _null_test(node: e.NullTest, scope: JavaScope, *, outcome: bool) -> JavaTest:
    from nexflow_codegen.lower.expressions import lower_expression  # noqa: PLC0415

    return is_null(lower_expression(node.value, scope), outcome=outcome is not node.negated)


def is_null(value: JavaValue, *, outcome: bool) -> JavaTest:
    """Return the test that a value is null, or (outcome False) that it is not."""
    if value.is_null:
        return TRUE if outcome else FALSE
    if not value.nullable and value.fallible:  # it is asked all the same: it may be an error
        return JavaTest(
            f"(Object) {value.receiver} {'==' if outcome else '!='} null",
            Level.EQUALITY,
            fallible=True,
        )
    if not value.nullable:
        return FALSE if outcome else TRUE
    sole = len(value.guards) == 1 and value.guards[0].endswith(" != null")
    if sole and not value.fallible:
        subject = value.guards[0].removesuffix(" != null")
        operator = "==" if outcome else "!="
        return JavaTest(f"{subject} {operator} null", Level.EQUALITY)
    code = value.or_null()
    operator = "==" if outcome else "!="
    return JavaTest(f"({code}) {operator} null", Level.EQUALITY, value.fallible)


def _null_safe_equal(node: e.Binary, scope: JavaScope, *, outcome: bool) -> JavaTest:
    from nexflow_codegen.lower.expressions import operand  # noqa: PLC0415

    left, right = operand(node.left, scope), operand(node.right, scope)
    if left.is_null or right.is_null:
        other = right if left.is_null else left
        return is_null(settle(other, scope.unit), outcome=outcome)
    left, right = unify(left, right, scope.unit)
    if not left.nullable and not right.nullable:
        return compare("==", left, right, scope.unit, outcome=outcome)
    if ir.kind_of(left.type) is Kind.DECIMAL:
        equal = scope.unit.support("Decimals", "same")
    else:
        equal = f"{scope.unit.use('java.util.Objects')}.equals"
    test = JavaTest(
        f"{equal}({left.or_null()}, {right.or_null()})", fallible=any_fallible((left, right))
    )
    return test if outcome else negation(test)


def _between(node: e.Between, scope: JavaScope, *, outcome: bool) -> JavaTest:
    from nexflow_codegen.lower.expressions import operand  # noqa: PLC0415

    value = operand(node.value, scope)
    low, high = operand(node.low, scope), operand(node.high, scope)
    return within(value, low, high, scope.unit, outcome=outcome is not node.negated)


def within(
    value: JavaValue, low: JavaValue, high: JavaValue, unit: Unit, *, outcome: bool = True
) -> JavaTest:
    """Return the test that a value lies between two others, both included."""
    guards, value = value.guards, replace(value, guards=())  # once: they may bind a variable
    at_least = compare(">=", value, low, unit, outcome=outcome)
    at_most = compare("<=", value, high, unit, outcome=outcome)
    return guarded(both(at_least, at_most) if outcome else either(at_least, at_most), guards)


def _membership(node: e.Membership, scope: JavaScope, *, outcome: bool) -> JavaTest:
    from nexflow_codegen.lower.expressions import lower_expression, operand  # noqa: PLC0415

    outcome = outcome is not node.negated
    value = operand(node.value, scope)
    if isinstance(node.options, tuple):
        options = [operand(option, scope) for option in node.options]
        return one_of(value, options, scope.unit, outcome=outcome)
    found = contains(lower_expression(node.options, scope), value, scope.unit)
    return test_of(found, outcome=outcome)


def contains(whole: JavaValue, part: JavaValue, unit: Unit) -> JavaValue:
    """Lower whether a text holds another, or a list or set an element."""
    from nexflow_codegen.lower.convert import as_type, convert  # noqa: PLC0415

    if ir.kind_of(whole.type) is Kind.STRING:
        return text_test("contains", whole, settle(part, unit), unit)
    if not isinstance(whole.type, ir.ListOf | ir.SetOf):
        raise Unsupported("a search in a value that is no text, list or set")
    element = whole.type.element
    if ir.kind_of(element) is Kind.NULL:  # `[]` has none
        part = settle(part, unit)
        element = part.type
    kind = ir.kind_of(element)
    if kind is Kind.INTEGER and ir.kind_of(part.type) is Kind.DECIMAL and part.literal is None:
        kind = Kind.DECIMAL  # an integer is found by an equal decimal
        whole = as_type(whole, replace(whole.type, element=ir.DECIMAL), unit)
    plain = ir.Basic(kind) if kind is not None else element  # what is sought has no bounds
    part = convert(part, plain, unit, nullable=True, name="")
    if kind is Kind.DECIMAL:
        code = f"{unit.support('Decimals', 'isIn')}({part.code}, {whole.code})"
    else:
        code = f"{whole.receiver}.contains({part.code})"
    fallible = any_fallible((whole, part))
    return JavaValue(code, ir.BOOLEAN, guards=join_guards(whole, part), fallible=fallible)


def one_of(
    value: JavaValue, options: list[JavaValue], unit: Unit, *, outcome: bool = True
) -> JavaTest:
    """Return the test that a value is one of some others."""
    texts = [option.text for option in options if option.text is not None]
    if ir.kind_of(value.type) is Kind.STRING and len(texts) == len(options) > _FEW:
        listed = ", ".join(dict.fromkeys(string_literal(text) for text in texts))
        type_ = f"{unit.use('java.util.Set')}<String>"
        name = unit.constant(type_, "VALUES", f"{unit.use('java.util.Set')}.of({listed})")
        test = JavaTest(f"{name}.contains({value.code})", fallible=value.fallible)
        return guarded(test if outcome else negation(test), value.guards)
    guards: tuple[str, ...] = ()
    null_safe = outcome and len(texts) == len(options) and value.whole == value.code
    if not null_safe:  # once: they may bind a variable
        guards, value = value.guards, replace(value, guards=())
    result = FALSE if outcome else TRUE
    join: Callable[[JavaTest, JavaTest], JavaTest] = either if outcome else both
    for option in options:
        boxed = bool(guards) and option.nullable
        result = join(result, compare("==", value, option, unit, outcome=outcome, boxed=boxed))
    return guarded(result, guards)


def text_test(name: str, value: JavaValue, other: JavaValue, unit: Unit) -> JavaValue:
    """Lower `matches`, `contains`, `starts_with`, `ends_with`."""
    guards = join_guards(value, other)
    fallible = any_fallible((value, other))
    if value.type == ir.NULL:  # an element of `[]`, which Java takes for any object
        value = replace(value, code=f"((String) {value.code})", level=Level.PRIMARY)
    if name == "matches":
        pattern = unit.use("java.util.regex.Pattern")
        if other.text is None:
            code = f"{value.receiver}.matches({other.code})"
            return JavaValue(code, ir.BOOLEAN, guards=guards, fallible=True)
        compiled = unit.constant(
            pattern, "PATTERN", f"{pattern}.compile({string_literal(other.text)})"
        )
        return JavaValue(
            f"{compiled}.matcher({value.code}).matches()",
            ir.BOOLEAN,
            guards=guards,
            fallible=fallible,
        )
    method = {"contains": "contains", "starts_with": "startsWith", "ends_with": "endsWith"}[name]
    return JavaValue(
        f"{value.receiver}.{method}({other.code})", ir.BOOLEAN, guards=guards, fallible=fallible
    )


def boolean_value(node: e.Expression, scope: JavaScope, *, nullable: bool) -> JavaValue:
    """Lower a boolean expression to a value: null where it is neither true nor false."""
    true = holds(node, scope, outcome=True)
    if not nullable:
        return JavaValue(true.code, ir.BOOLEAN, true.level, fallible=true.fallible)
    false = holds(node, scope, outcome=False)
    from nexflow_codegen.lower.values import bound  # noqa: PLC0415

    code = f"{true.at(Level.OR)} ? Boolean.TRUE : {false.at(Level.OR)} ? Boolean.FALSE : null"
    return bound(scope.unit, code, ir.BOOLEAN, fallible=true.fallible or false.fallible)
