"""The functions on numbers."""

from __future__ import annotations

from dataclasses import replace

from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.types import Kind
from nexflow_codegen.lower.choices import to_one_type
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.functions.arguments import Arguments, Lowering, support_call
from nexflow_codegen.lower.numbers import NUMERIC, to_decimal, to_double
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import JavaValue, call, of_int


def _number(arguments: Arguments, index: int = 0) -> JavaValue:
    value = arguments.value(index)
    if ir.kind_of(value.type) not in NUMERIC:
        raise Unsupported(f"`{arguments.node.function.text}` on a value that is no number")
    return value


def _abs(arguments: Arguments) -> JavaValue:
    value = _number(arguments)
    match ir.kind_of(value.type):
        case Kind.INTEGER:
            return call(f"Math.absExact({value.code})", value.type, value, fallible=True)
        case Kind.DOUBLE:
            return call(f"Math.abs({value.code})", value.type, value)
        case _:
            return call(f"{value.receiver}.abs()", value.type, value)


def _round(arguments: Arguments) -> JavaValue:
    value = _number(arguments)
    if len(arguments) == 1:
        places = JavaValue("0L", ir.INTEGER)
        scale: int | None = 0
    else:
        places, scale = arguments.of_kind(1, Kind.INTEGER), arguments.integer_literal(1)
    match ir.kind_of(value.type):
        case Kind.INTEGER if scale is not None and scale >= 0:
            return value
        case Kind.INTEGER:
            value = to_decimal(value, arguments.unit)
            rounded = support_call(
                arguments, "Decimals", "round", ir.DECIMAL, value, places, fallible=True
            )
            return support_call(arguments, "Numbers", "integer", ir.INTEGER, rounded, fallible=True)
        case Kind.DOUBLE:
            return support_call(arguments, "Numbers", "round", ir.DOUBLE, value, places)
        case _:
            pass
    result = ir.Basic(Kind.DECIMAL, None, scale)
    return support_call(
        arguments, "Decimals", "round", result, value, places, fallible=scale is None
    )


def _towards(method: str) -> Lowering:
    def lower(arguments: Arguments) -> JavaValue:
        value = _number(arguments)
        match ir.kind_of(value.type):
            case Kind.INTEGER:
                return value
            case Kind.DOUBLE:
                return call(f"Math.{method}({value.code})", ir.DOUBLE, value)
            case _:
                return support_call(arguments, "Decimals", method, ir.DECIMAL, value)

    return lower


def _power(arguments: Arguments) -> JavaValue:
    base, exponent = _number(arguments), _number(arguments, 1)
    if Kind.DOUBLE in (ir.kind_of(base.type), ir.kind_of(exponent.type)):
        base, exponent = to_double(base, arguments.unit), to_double(exponent, arguments.unit)
        return call(f"Math.pow({base.code}, {exponent.code})", ir.DOUBLE, base, exponent)
    if ir.kind_of(exponent.type) is not Kind.INTEGER:
        raise Unsupported("`power` with an exponent that is no whole number")
    if ir.kind_of(base.type) is Kind.INTEGER:
        return support_call(
            arguments, "Numbers", "power", ir.INTEGER, base, exponent, fallible=True
        )
    return support_call(arguments, "Decimals", "power", ir.DECIMAL, base, exponent, fallible=True)


def _of_double(method: str) -> Lowering:
    def lower(arguments: Arguments) -> JavaValue:
        value = to_double(_number(arguments), arguments.unit)
        return call(f"Math.{method}({value.code})", ir.DOUBLE, value)

    return lower


def _sign(arguments: Arguments) -> JavaValue:
    value = _number(arguments)
    match ir.kind_of(value.type):
        case Kind.INTEGER:
            return of_int(f"Long.signum({value.code})", value)
        case Kind.DOUBLE:
            return of_int(f"Math.signum({value.code})", value)
        case _:
            return of_int(f"{value.receiver}.signum()", value)


def extreme(values: list[JavaValue], *, greatest: bool, unit: Unit) -> JavaValue:
    """Return the greatest or the least of some values; of null there is none."""
    values = to_one_type(values, unit)
    result = values[0]
    for value in values[1:]:
        result = _greater(result, value, "max" if greatest else "min", unit)
    return result


def _greater(left: JavaValue, right: JavaValue, method: str, unit: Unit) -> JavaValue:
    match ir.kind_of(left.type):
        case Kind.INTEGER | Kind.DOUBLE:
            return call(f"Math.{method}({left.code}, {right.code})", left.type, left, right)
        case Kind.DECIMAL:
            return call(f"{left.receiver}.{method}({right.code})", left.type, left, right)
        case Kind.STRING | Kind.DATE | Kind.TIMESTAMP as kind:
            cls = "Texts" if kind is Kind.STRING else "Lists"
            code = f"{unit.support(cls, 'later' if method == 'max' else 'earlier')}"
            return call(f"{code}({left.code}, {right.code})", left.type, left, right)
        case _:
            raise Unsupported("the greatest or least of values without an order")


def _extreme(*, greatest: bool) -> Lowering:
    def lower(arguments: Arguments) -> JavaValue:
        values = [arguments.operand(index) for index in range(len(arguments))]
        return extreme(values, greatest=greatest, unit=arguments.unit)

    return lower


def _integer(arguments: Arguments) -> JavaValue:
    value = arguments.value(0)
    match ir.kind_of(value.type):
        case Kind.INTEGER:
            return value
        case Kind.STRING | Kind.DECIMAL | Kind.DOUBLE:
            return support_call(arguments, "Numbers", "integer", ir.INTEGER, value, fallible=True)
        case _:
            raise Unsupported("`integer` of this type")


def _decimal(arguments: Arguments) -> JavaValue:
    value = arguments.operand(0)
    match ir.kind_of(value.type):
        case Kind.INTEGER | Kind.DECIMAL:
            return replace(to_decimal(value, arguments.unit), literal=None)
        case Kind.STRING | Kind.DOUBLE:
            return support_call(arguments, "Numbers", "decimal", ir.DECIMAL, value, fallible=True)
        case _:
            raise Unsupported("`decimal` of this type")


def _double(arguments: Arguments) -> JavaValue:
    value = arguments.operand(0)
    if ir.kind_of(value.type) is Kind.STRING:
        return support_call(arguments, "Numbers", "floating", ir.DOUBLE, value, fallible=True)
    return replace(to_double(value, arguments.unit), literal=None)


LOWERINGS: dict[str, Lowering] = {
    "abs": _abs,
    "round": _round,
    "floor": _towards("floor"),
    "ceil": _towards("ceil"),
    "power": _power,
    "sqrt": _of_double("sqrt"),
    "log": _of_double("log"),
    "exp": _of_double("exp"),
    "sign": _sign,
    "greatest": _extreme(greatest=True),
    "least": _extreme(greatest=False),
    "integer": _integer,
    "decimal": _decimal,
    "double": _double,
}
