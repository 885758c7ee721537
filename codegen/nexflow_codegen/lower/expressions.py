"""Every form of an expression to Java."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from nexflow_analysis.evaluation.values import money
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.types import Kind
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.arithmetic import arithmetic, duration, moved_by_calendar, negative
from nexflow_codegen.lower.conditions import (
    COMPARISONS,
    TEXT_TESTS,
    boolean_value,
    compare,
    lower_condition,
    text_test,
)
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.convert import convert, describe, same_representation
from nexflow_codegen.lower.numbers import NUMERIC, as_kind, common_kind, settle, text_as, unify
from nexflow_codegen.lower.projections import is_projection, lower_projection
from nexflow_codegen.lower.scope import JavaScope, find_field
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.untyped import is_untyped, untyped_element, untyped_member
from nexflow_codegen.lower.values import (
    JavaTest,
    JavaValue,
    Level,
    any_fallible,
    bound,
    call,
    join_guards,
    nullable_variable,
)
from nexflow_grammar.tree import expressions as e

NULL = JavaValue("null", ir.NULL, guards=("false",), whole="null")


def lower_expression(node: e.Expression, scope: JavaScope) -> JavaValue:
    """Lower an expression to a value of its own type."""
    return settle(operand(node, scope), scope.unit)


def lower_to(
    node: e.Expression, scope: JavaScope, to: ir.JavaType, *, nullable: bool, name: str
) -> JavaValue:
    """Lower an expression to what a target takes. name: of the target, for the error message."""
    value = operand(node, scope.expecting(to))
    return convert(value, to, scope.unit, nullable=nullable, name=name)


def operand(node: e.Expression, scope: JavaScope) -> JavaValue:
    """Lower an expression whose number literals still take the type of what they meet."""
    method = _METHODS.get(type(node))
    if method is None:
        raise Unsupported(_UNKNOWN.get(type(node), "this expression"))
    if not isinstance(node, _PASSING):
        scope = scope.expecting(None)
    if is_projection(node):
        return lower_projection(node, scope)
    return method(node, scope)


def _number(node: e.Number, _scope: JavaScope) -> JavaValue:
    whole = node.value == node.value.to_integral_value()
    plain = node.kind is e.NumberKind.PLAIN and whole and node.value.as_tuple().exponent == 0
    if node.kind is e.NumberKind.MONEY:
        return JavaValue("", ir.MONEY, literal=money(node.value))
    return JavaValue("", ir.INTEGER if plain else ir.DECIMAL, literal=node.value)


def _text(node: e.Text, _scope: JavaScope) -> JavaValue:
    if "${" in node.value:
        raise Unsupported("a `${…}` inside a text")
    return JavaValue(string_literal(node.value), ir.STRING, text=node.value)


def _boolean(node: e.Boolean, _scope: JavaScope) -> JavaValue:
    return JavaValue("true" if node.value else "false", ir.BOOLEAN)


def _null(_node: e.Null, _scope: JavaScope) -> JavaValue:
    return NULL


def _name(node: e.Name, scope: JavaScope) -> JavaValue:
    found = scope.find(node.text)
    if found is None:
        raise Unsupported(f"the name `{node.text}` here")
    return found


def _member(node: e.Member, scope: JavaScope) -> JavaValue:
    group = scope.groups.get(_dotted(node.target))
    found = find_field(group, node.name.text) if group is not None else None
    if found is not None:
        return found
    if isinstance(node.target, e.Call):
        target = _call(node.target, scope, whole=True)
    else:
        target = lower_expression(node.target, scope)
    return member(target, node.name.text, scope.unit)


def _dotted(node: e.Expression) -> str:
    """Return `output.ship` for a path; "" for what is none."""
    match node:
        case e.Name():
            return node.text
        case e.Member():
            outer = _dotted(node.target)
            return f"{outer}.{node.name.text}" if outer else ""
        case _:
            return ""


def member(target: JavaValue, name: str, unit: Unit) -> JavaValue:
    """Return a field of a record."""
    if is_untyped(target):
        return untyped_member(target, name, unit)
    if not isinstance(target.type, ir.RecordOf):
        raise Unsupported(f"the field `{name}` of a value that is no record of a schema")
    field = unit.context.shape(target.type.cls).field(name)
    if field is None:
        raise Unsupported(f"the field `{name}` here")
    code = f"{target.receiver}.{field.name}()"
    fallible = target.fallible or field.fallible
    if not field.nullable:
        return call(code, field.type, target, fallible=fallible)
    if not target.nullable:
        return nullable_variable(code, field.type, fallible=fallible)
    guards = (*target.guards, f"{code} != null")
    return JavaValue(code, field.type, guards=guards, fallible=fallible)


def _index(node: e.Index, scope: JavaScope) -> JavaValue:
    target, index = lower_expression(node.target, scope), lower_expression(node.index, scope)
    unit = scope.unit
    if is_untyped(target):
        return untyped_element(target, index, unit)
    if isinstance(target.type, ir.ListOf) and ir.kind_of(index.type) is Kind.INTEGER:
        code = f"{unit.support('Lists', 'at')}({target.or_null()}, {index.code})"
        found = bound(unit, code, target.type.element, fallible=any_fallible((target, index)))
        return replace(
            found, guards=(*index.guards, *found.guards), whole="" if index.guards else code
        )
    if isinstance(target.type, ir.MapOf):
        index = convert(index, target.type.key, unit, nullable=True, name="")
        guards = join_guards(target, index)
        code = f"{target.receiver}.get({index.code})"
        found = bound(unit, code, target.type.value, fallible=any_fallible((target, index)))
        return replace(found, guards=(*guards, *found.guards), whole="" if guards else code)
    raise Unsupported("`[…]` on a value that is no list or map")


def _unary(node: e.Unary, scope: JavaScope) -> JavaValue:
    if node.operator == "not":
        value = lower_expression(node.operand, scope)
        return boolean_value(node, scope, nullable=value.nullable)
    return negative(operand(node.operand, scope))


def _binary(node: e.Binary, scope: JavaScope) -> JavaValue:
    operator = node.operator
    if operator in ("and", "or"):
        parts = (lower_expression(node.left, scope), lower_expression(node.right, scope))
        return boolean_value(node, scope, nullable=any(part.nullable for part in parts))
    if operator == "=?":
        return boolean_value(node, scope, nullable=False)
    if operator == "??":
        return first_not_null([operand(node.left, scope), operand(node.right, scope)], scope.unit)
    left = operand(node.left, scope)
    if (
        operator in "+-"
        and isinstance(node.right, e.Duration)
        and _by_calendar(left, node.right.unit)
    ):
        amount = operand(node.right.amount, scope)
        return moved_by_calendar(operator, left, amount, node.right.unit, scope)
    right = operand(node.right, scope)
    if left.is_null or right.is_null:
        return NULL
    if operator in COMPARISONS:
        return _comparison(operator, left, right, scope.unit)
    if operator in TEXT_TESTS:
        return text_test(operator, settle(left, scope.unit), settle(right, scope.unit), scope.unit)
    return arithmetic(operator, left, right, scope.unit)


def _comparison(operator: str, left: JavaValue, right: JavaValue, unit: Unit) -> JavaValue:
    """Lower a comparison to a value: null where an operand is."""
    bare_left, bare_right = replace(left, guards=()), replace(right, guards=())
    boxed = left.nullable and right.nullable
    test = compare(operator, bare_left, bare_right, unit, boxed=boxed)
    guards = join_guards(left, right)
    return JavaValue(test.code, ir.BOOLEAN, test.level, guards, fallible=test.fallible)


def _by_calendar(moment: JavaValue, unit_name: str) -> bool:
    """Tell whether a unit is added by the calendar: months always, days and weeks to a date."""
    of_date = ir.kind_of(moment.type) is Kind.DATE and unit_name in ("day", "week")
    return of_date or unit_name in ("month", "year")


def _tested(node: e.Expression, scope: JavaScope) -> JavaValue:
    return boolean_value(node, scope, nullable=_test_nullable(node, scope))


def _test_nullable(node: e.Expression, scope: JavaScope) -> bool:
    match node:
        case e.Between():
            return any(operand(part, scope).nullable for part in (node.value, node.low, node.high))
        case e.Membership():
            options = node.options if isinstance(node.options, tuple) else (node.options,)
            return any(operand(part, scope).nullable for part in (node.value, *options))
        case _:
            return False


def _conditional(node: e.Conditional, scope: JavaScope) -> JavaValue:
    plain = scope.expecting(None)
    conditions = [lower_condition(condition, plain) for condition, _value in node.arms]
    values = [operand(value, scope) for _condition, value in node.arms]
    values.append(operand(node.otherwise, scope) if node.otherwise is not None else NULL)
    return choice(conditions, values, scope.unit)


def choice(conditions: list[JavaTest], values: list[JavaValue], unit: Unit) -> JavaValue:
    """Return the value of the first condition that holds, else the last value."""
    values = to_one_type(values, unit)
    fallible = any_fallible(values) or any_fallible(conditions)
    type_ = next((value.type for value in values if not value.is_null), ir.NULL)
    if any(value.nullable for value in values):
        arms = [value.boxed() for value in values]
        code = _ternaries(conditions, arms)
        return NULL if type_ == ir.NULL else bound(unit, code, type_, fallible=fallible)
    arms = [value.at(Level.OR) for value in values]
    return JavaValue(_ternaries(conditions, arms), type_, Level.TERNARY, fallible=fallible)


def _ternaries(conditions: list[JavaTest], arms: list[str]) -> str:
    code = arms[-1]
    for condition, arm in zip(reversed(conditions), reversed(arms[:-1]), strict=True):
        code = f"{condition.at(Level.OR)} ? {arm} : {code}"
    return code


def to_one_type(values: list[JavaValue], unit: Unit) -> list[JavaValue]:
    """Bring values to the type that they have in common; nulls stay."""
    values = _declared(values, unit)
    known = [value for value in values if not value.is_null]
    kinds = {ir.kind_of(value.type) for value in known}
    if kinds and kinds <= set(NUMERIC):
        bounds = _common_bounds(known)
        if bounds is not None:
            return [
                value if value.is_null else convert(value, bounds, unit, nullable=True, name="")
                for value in values
            ]
        kind = common_kind(*known)
        widened = [value if value.is_null else as_kind(value, kind, unit) for value in values]
        return [
            value if value.is_null else replace(value, type=ir.Basic(kind)) for value in widened
        ]
    first = next((value for value in known if value.text is None), known[0] if known else NULL)
    kind_of_first = ir.kind_of(first.type)
    result_values = []
    for value in values:
        one = value
        if value.text is not None and kind_of_first not in (Kind.STRING, None):
            one = text_as(value, kind_of_first, unit)
        if not one.is_null and not same_representation(one.type, first.type):
            raise Unsupported(f"a choice between {describe(first.type)} and {describe(value.type)}")
        result_values.append(settle(one, unit))
    return _with_nulls(result_values)


def _with_nulls(values: list[JavaValue]) -> list[JavaValue]:
    """Return values; lists may hold nulls where one of them may."""
    types = [one.type for one in values if isinstance(one.type, ir.ListOf)]
    wide = next((one for one in types if one.holds_nulls), None)
    return values if wide is None else [replace(one, type=wide) for one in values]


def _declared(values: list[JavaValue], unit: Unit) -> list[JavaValue]:
    """Return values of which those that nothing declares become what the others are."""
    model = next((v for v in values if not v.is_null and not is_untyped(v)), None)
    if model is None:
        return values
    return [unify(value, model, unit)[0] if is_untyped(value) else value for value in values]


def _common_bounds(values: list[JavaValue]) -> ir.Basic | None:
    """Return the one bounded decimal type that all values are of, or are literals that fit it."""
    types = {value.type for value in values if value.literal is None or value.type == ir.MONEY}
    if len(types) != 1:
        return None
    type_ = types.pop()
    if not isinstance(type_, ir.Basic) or type_.kind is not Kind.DECIMAL or type_.precision is None:
        return None
    for value in values:
        exponent = value.literal.as_tuple().exponent if value.literal is not None else 0
        if isinstance(exponent, int) and -exponent > (type_.scale or 0):
            return None
    return type_


def first_not_null(values: list[JavaValue], unit: Unit) -> JavaValue:
    """Lower `a ?? b`, `coalesce(a, b, …)`."""
    values = to_one_type([value for value in values if not value.is_null], unit)
    if not values:
        return NULL
    kept: list[JavaValue] = []
    for value in values:
        kept.append(value)
        if not value.nullable:
            break
    conditions = [JavaTest(" && ".join(value.guards), Level.AND) for value in kept[:-1]]
    last = kept[-1]
    fallible = any_fallible(kept)
    if not conditions:
        return last
    if last.nullable:
        arms = [replace(value, guards=()).boxed() for value in kept[:-1]]
        code = _ternaries(conditions, [*arms, last.boxed()])
        return bound(unit, code, last.type, fallible=fallible)
    arms = [value.at(Level.OR) for value in kept]
    return JavaValue(_ternaries(conditions, arms), last.type, Level.TERNARY, fallible=fallible)


def _list(node: e.ListLiteral, scope: JavaScope) -> JavaValue:
    unit = scope.unit
    list_class = unit.use("java.util.List")
    wanted = scope.expected.element if isinstance(scope.expected, ir.ListOf) else None
    if not node.elements:
        return JavaValue(f"{list_class}.of()", ir.ListOf(wanted or ir.NULL))
    inner = scope.expecting(wanted)
    values = to_one_type([operand(element, inner) for element in node.elements], unit)
    type_ = next((value.type for value in values if not value.is_null), ir.NULL)
    if wanted is not None:
        values = [convert(value, wanted, unit, nullable=True, name="") for value in values]
        type_ = wanted
    fallible = any_fallible(values)
    if any(value.nullable for value in values):
        some = unit.support("Lists", "some")
        return JavaValue(
            f"{some}({', '.join(v.boxed() for v in values)})", ir.ListOf(type_), fallible=fallible
        )
    inside = ", ".join(value.code for value in values)
    return JavaValue(f"{list_class}.of({inside})", ir.ListOf(type_), fallible=fallible)


def _record(node: e.RecordLiteral, scope: JavaScope) -> JavaValue:
    from nexflow_codegen.lower.literals import lower_record_literal  # noqa: PLC0415 - as above

    return lower_record_literal(node, scope)


def _duration(node: e.Duration, scope: JavaScope) -> JavaValue:
    return duration(operand(node.amount, scope), node.unit, scope.unit)


def _call(node: e.Call, scope: JavaScope, *, whole: bool = False) -> JavaValue:
    from nexflow_codegen.lower.functions import lower_call  # noqa: PLC0415 - they need each other

    return lower_call(node, scope, whole=whole)


_METHODS: dict[type[e.Expression], Callable[..., JavaValue]] = {
    e.Number: _number,
    e.Text: _text,
    e.Boolean: _boolean,
    e.Null: _null,
    e.Name: _name,
    e.Member: _member,
    e.Index: _index,
    e.Unary: _unary,
    e.Binary: _binary,
    e.Between: _tested,
    e.Membership: _tested,
    e.NullTest: _tested,
    e.Conditional: _conditional,
    e.ListLiteral: _list,
    e.Duration: _duration,
    e.Call: _call,
    e.RecordLiteral: _record,
    e.Each: _name,  # a projection, which is lowered before
}
#: Whose parts are for what the whole is for.
_PASSING = (e.Conditional, e.ListLiteral, e.RecordLiteral, e.Call)
_UNKNOWN: dict[type[e.Expression], str] = {
    e.Placeholder: "a `${…}` of the configuration in an expression",
    e.Recent: "`in last …`",
    e.Lambda: "a function as a value",
}
