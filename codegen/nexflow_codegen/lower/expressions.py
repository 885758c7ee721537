"""Every form of an expression to Java."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from nexflow_analysis.constants import too_large
from nexflow_analysis.evaluation.values import money
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.types import Kind
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.arithmetic import arithmetic, duration, moved_by_calendar, negative
from nexflow_codegen.lower.choices import choice, first_not_null, to_one_type, unbounded, widest
from nexflow_codegen.lower.conditions import (
    COMPARISONS,
    TEXT_TESTS,
    boolean_value,
    compare,
    lower_condition,
    text_test,
)
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.convert import NULL_VALUE, convert
from nexflow_codegen.lower.numbers import settle
from nexflow_codegen.lower.projections import is_projection, lower_projection
from nexflow_codegen.lower.scope import JavaScope, find_field
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.untyped import is_untyped, untyped_element, untyped_member
from nexflow_codegen.lower.values import (
    JavaValue,
    any_fallible,
    bound,
    call,
    join_guards,
    nullable_variable,
)
from nexflow_grammar.tree import expressions as e

NULL = NULL_VALUE


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
    plain = plain and not too_large(node)
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
        return first_not_null(alternatives((node.left, node.right), scope), scope.unit)
    if operator == "+" and {type(node.left), type(node.right)} & {e.ListLiteral}:
        one, other = alternatives((node.left, node.right), scope)
        return arithmetic(operator, settle(one, scope.unit), settle(other, scope.unit), scope.unit)
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
    return choice(conditions, arms_of(node, scope), scope.unit)


def arms_of(node: e.Conditional, scope: JavaScope) -> list[JavaValue]:
    """Lower the values of a `when`, the last of which is null where none is written."""
    nodes = [value for _condition, value in node.arms]
    if node.otherwise is None:
        return [*alternatives(nodes, scope), NULL]
    return alternatives([*nodes, node.otherwise], scope)


def alternatives(nodes: Sequence[e.Expression], scope: JavaScope) -> list[JavaValue]:
    """Lower values of which one is taken: a list or record literal becomes what another value is."""
    values = {
        index: operand(node, scope)
        for index, node in enumerate(nodes)
        if not isinstance(node, _LITERAL_COLLECTIONS)
    }
    if scope.expected is None:
        known = [value.type for value in values.values() if not value.is_null]
        scope = scope.expecting(unbounded(widest(known)) if known else _of_all(nodes, scope))
    return [
        values[index] if index in values else operand(node, scope)
        for index, node in enumerate(nodes)
    ]


def _of_all(nodes: Sequence[e.Expression], scope: JavaScope) -> ir.JavaType | None:
    """Return the class of a choice between record literals that nothing declares."""
    from nexflow_codegen.lower.literals import common_record  # noqa: PLC0415 - they need each other

    records = [node for node in nodes if isinstance(node, e.RecordLiteral)]
    return common_record(records, scope) if len(records) > 1 else None


def _list(node: e.ListLiteral, scope: JavaScope) -> JavaValue:
    unit = scope.unit
    list_class = unit.use("java.util.List")
    wanted = (
        scope.expected.element
        if isinstance(scope.expected, ir.ListOf)
        else _of_all(node.elements, scope.expecting(None))
    )
    if not node.elements:
        # Java does not look ahead to what is done with it: `(tags != null ? tags : List.of()).stream()`.
        of = f"<{unit.type_name(wanted, nullable=True)}>of" if wanted is not None else "of"
        return JavaValue(f"{list_class}.{of}()", ir.ListOf(wanted or ir.NULL))
    inner = scope.expecting(wanted)
    values = to_one_type([operand(element, inner) for element in node.elements], unit)
    type_ = next((value.type for value in values if not value.is_null), ir.NULL)
    if ir.kind_of(type_) is Kind.DECIMAL and wanted == ir.INTEGER:
        wanted = None  # it stands beside a list of integers, which becomes one of decimals
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
_LITERAL_COLLECTIONS = (e.ListLiteral, e.RecordLiteral)
#: Whose parts are for what the whole is for.
_PASSING = (e.Conditional, e.ListLiteral, e.RecordLiteral, e.Call)
_UNKNOWN: dict[type[e.Expression], str] = {
    e.Placeholder: "a `${…}` of the configuration in an expression",
    e.Recent: "`in last …`",
    e.Lambda: "a function as a value",
}
