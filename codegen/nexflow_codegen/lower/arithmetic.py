"""`+ - * / %` and unary `-`."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.types import Kind
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.choices import to_one_type
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.numbers import NUMERIC, settle, to_decimal, unify
from nexflow_codegen.lower.scope import JavaScope
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.untyped import as_kind_of
from nexflow_codegen.lower.values import JavaValue, Level, call, join_guards

_EXACT = {"+": "addExact", "-": "subtractExact", "*": "multiplyExact"}
_DECIMAL = {"+": "add", "-": "subtract", "*": "multiply"}
_LEVELS = {
    "+": Level.SUM,
    "-": Level.SUM,
    "*": Level.PRODUCT,
    "/": Level.PRODUCT,
    "%": Level.PRODUCT,
}
_UNITS = {
    "millisecond": "Millis", "second": "Seconds", "minute": "Minutes", "hour": "Hours", "day": "Days",
}  # fmt: skip
_MILLIS = {
    "millisecond": 1, "second": 1000, "minute": 60_000, "hour": 3_600_000, "day": 86_400_000,
}  # fmt: skip
_MOMENTS = (Kind.DATE, Kind.TIMESTAMP)


def arithmetic(operator: str, left: JavaValue, right: JavaValue, unit: Unit) -> JavaValue:
    """Lower a binary operation on two values that are no moments."""
    left, right = _number_of(left, unit), _number_of(right, unit)
    one, other = ir.kind_of(left.type), ir.kind_of(right.type)
    if one in NUMERIC and other in NUMERIC:
        return _numbers(operator, left, right, unit)
    if operator == "+" and one is other is Kind.STRING:
        code = f"{left.at(Level.SUM)} + {right.at(Level.PRODUCT)}"
        return call(code, ir.STRING, left, right, level=Level.SUM)
    if operator == "+" and isinstance(left.type, ir.ListOf) and isinstance(right.type, ir.ListOf):
        joined = unit.support("Lists", "joined")
        left, right = to_one_type([left, right], unit)
        type_ = left.type
        return call(f"{joined}({left.code}, {right.code})", type_, left, right)
    if one in _MOMENTS or other in _MOMENTS or Kind.DURATION in (one, other):
        return _moments(operator, left, right, unit)
    raise Unsupported(f"`{operator}` on these types")


def _number_of(value: JavaValue, unit: Unit) -> JavaValue:
    """Return a value that nothing declares as a number, which arithmetic is about."""
    untyped = isinstance(value.type, ir.Anything)
    return as_kind_of(value, Kind.DECIMAL, unit) if untyped else value


def _numbers(operator: str, left: JavaValue, right: JavaValue, unit: Unit) -> JavaValue:
    if operator == "/" and Kind.DOUBLE not in (ir.kind_of(left.type), ir.kind_of(right.type)):
        left, right = to_decimal(left, unit), to_decimal(right, unit)
    left, right = unify(left, right, unit)
    match ir.kind_of(left.type):
        case Kind.INTEGER if operator in _EXACT:
            code = f"Math.{_EXACT[operator]}({left.code}, {right.code})"
            return call(code, ir.INTEGER, left, right, fallible=True)
        case Kind.INTEGER:
            code = f"{unit.support('Numbers', 'remainder')}({left.code}, {right.code})"
            return call(code, ir.INTEGER, left, right, fallible=True)
        case Kind.DOUBLE if operator in "/%" and not right.literal:
            name = "divide" if operator == "/" else "remainder"
            code = f"{unit.support('Numbers', name)}({left.code}, {right.code})"
            return call(code, ir.DOUBLE, left, right, fallible=True)
        case Kind.DOUBLE:
            level = _LEVELS[operator]
            code = f"{left.at(level)} {operator} {right.at(Level(level + 1))}"
            return call(code, ir.DOUBLE, left, right, level=level)
        case _ if operator in _DECIMAL:
            code = f"{left.receiver}.{_DECIMAL[operator]}({right.code})"
            return call(code, ir.DECIMAL, left, right)
        case _:
            name = "divide" if operator == "/" else "remainder"
            code = f"{unit.support('Decimals', name)}({left.code}, {right.code})"
            return call(code, ir.DECIMAL, left, right, fallible=True)


def negative(value: JavaValue) -> JavaValue:
    """Lower unary `-`."""
    if value.literal is not None:
        smallest = value.literal == 2**63 and value.literal.as_tuple().exponent == 0
        return replace(value, literal=-value.literal, type=ir.INTEGER if smallest else value.type)
    match ir.kind_of(value.type):
        case Kind.INTEGER:
            return call(f"Math.negateExact({value.code})", ir.INTEGER, value, fallible=True)
        case Kind.DOUBLE:
            return call(f"-{value.at(Level.PRIMARY)}", ir.DOUBLE, value, level=Level.UNARY)
        case Kind.DECIMAL | Kind.DURATION:
            return call(f"{value.receiver}.negate()" if ir.kind_of(value.type) is Kind.DECIMAL
                        else f"{value.receiver}.negated()", value.type, value)  # fmt: skip
        case _:
            raise Unsupported("`-` on this type")


def duration(amount: JavaValue, unit_name: str, unit: Unit) -> JavaValue:
    """Lower `7 days`, `sla_hours hours`; months and years are no fixed length of time."""
    if unit_name == "week":
        weeks = JavaValue("", ir.INTEGER, literal=_seven())
        return duration(_numbers("*", amount, weeks, unit), "day", unit)
    if unit_name not in _UNITS:
        raise Unsupported(f"a duration in {unit_name}s here")
    amount = settle(amount, unit, Kind.INTEGER)
    if ir.kind_of(amount.type) is not Kind.INTEGER:
        millis = JavaValue("", ir.INTEGER, literal=Decimal(_MILLIS[unit_name]))
        total = settle(_numbers("*", amount, millis, unit), unit)
        code = f"{unit.support('Numbers', 'integer')}({total.code})"
        whole = call(code, ir.INTEGER, total, fallible=True)
        return duration(whole, "millisecond", unit)
    code = f"{unit.use('java.time.Duration')}.of{_UNITS[unit_name]}({amount.code})"
    return call(code, ir.DURATION, amount, fallible=amount.literal is None)


def _seven() -> Decimal:
    return Decimal(7)


def _moments(operator: str, left: JavaValue, right: JavaValue, unit: Unit) -> JavaValue:
    one, other = ir.kind_of(left.type), ir.kind_of(right.type)
    if operator == "+" and one is Kind.DURATION and other in _MOMENTS:
        left, right, one, other = right, left, other, one
    verb = {"+": "plus", "-": "minus"}.get(operator)
    if other is Kind.DURATION and one in (Kind.TIMESTAMP, Kind.DURATION) and verb:
        return call(f"{left.receiver}.{verb}({right.code})", left.type, left, right, fallible=True)
    if other is Kind.DURATION and one is Kind.DATE and verb:
        code = f"{left.receiver}.{verb}Days({right.receiver}.toDays())"
        return call(code, ir.DATE, left, right, fallible=True)
    if operator == "-" and one is other is Kind.TIMESTAMP:
        between = f"{unit.use('java.time.Duration')}.between({right.code}, {left.code})"
        return call(between, ir.DURATION, left, right, fallible=True)
    if operator == "-" and one is other is Kind.DATE:
        days = (
            f"{unit.use('java.time.temporal.ChronoUnit')}.DAYS.between({right.code}, {left.code})"
        )
        return call(f"{unit.use('java.time.Duration')}.ofDays({days})", ir.DURATION, left, right)
    raise Unsupported(f"`{operator}` on these types")


def moved_by_calendar(
    operator: str, moment: JavaValue, amount: JavaValue, unit_name: str, scope: JavaScope
) -> JavaValue:
    """Lower a date or timestamp plus or minus months or years."""
    unit = scope.unit
    amount = settle(amount, unit, Kind.INTEGER)
    verb = ("plus" if operator == "+" else "minus") + unit_name.capitalize() + "s"
    if ir.kind_of(moment.type) is Kind.DATE:
        code = f"{moment.receiver}.{verb}({amount.code})"
    elif ir.kind_of(moment.type) is Kind.TIMESTAMP:
        code = f"{moment.receiver}.atZone({zone(unit)}).{verb}({amount.code}).toInstant()"
    else:
        raise Unsupported(f"`{operator}` with {unit_name}s on this type")
    return JavaValue(code, moment.type, guards=join_guards(moment, amount), fallible=True)


def zone(unit: Unit) -> str:
    """Return the constant that holds the project's time zone."""
    zone_id = unit.use("java.time.ZoneId")
    return unit.constant(zone_id, "ZONE", f"{zone_id}.of({string_literal(unit.context.time_zone)})")
