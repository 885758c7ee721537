"""Number literals and the types that numbers share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from uuid import UUID

from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.types import Kind
from nexflow_codegen.java import double_literal, long_literal, string_literal
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.untyped import as_kind_of
from nexflow_codegen.lower.values import JavaValue, Level, call

_WIDEST = Context(prec=100)
_LONG_RANGE = range(-(2**63), 2**63)
NUMERIC = (Kind.INTEGER, Kind.DECIMAL, Kind.DOUBLE)


def settle(value: JavaValue, unit: Unit, kind: Kind | None = None) -> JavaValue:
    """Give a number literal its code, as the type asked for or else its own; other values pass."""
    if value.literal is None:
        return value
    kind = kind or ir.kind_of(value.type)
    number = value.literal
    if kind is Kind.INTEGER and number == number.to_integral_value():
        if int(number) not in _LONG_RANGE:
            raise Unsupported("a whole number of more than 64 bits")
        level = Level.PRIMARY if number >= 0 else Level.UNARY
        return replace(value, code=long_literal(int(number)), type=ir.INTEGER, level=level)
    if kind is Kind.DOUBLE:
        level = Level.PRIMARY if number >= 0 else Level.UNARY
        return replace(value, code=double_literal(number), type=ir.DOUBLE, level=level)
    return replace(value, code=unit.decimal(number), type=ir.DECIMAL)


def bounded_literal(number: Decimal, precision: int, scale: int) -> Decimal | None:
    """Return a literal as a decimal of a precision and scale; None where it has too many digits."""
    try:
        result = number.quantize(Decimal(1).scaleb(-scale), ROUND_HALF_EVEN, _WIDEST)
    except InvalidOperation:
        return None
    return result if len(result.as_tuple().digits) <= precision else None


def to_decimal(value: JavaValue, unit: Unit) -> JavaValue:
    """Return a number as a BigDecimal."""
    if value.literal is not None:
        return settle(value, unit, Kind.DECIMAL)
    if ir.kind_of(value.type) is Kind.INTEGER:
        big_decimal = unit.use("java.math.BigDecimal")
        return call(f"{big_decimal}.valueOf({value.code})", ir.DECIMAL, value)
    if ir.kind_of(value.type) is Kind.DECIMAL:
        return value
    raise Unsupported(f"{_what(value)} where a decimal is needed")


def to_double(value: JavaValue, unit: Unit) -> JavaValue:
    """Return a number as a double."""
    if value.literal is not None:
        return settle(value, unit, Kind.DOUBLE)
    match ir.kind_of(value.type):
        case Kind.INTEGER:
            return call(f"(double) {value.at(Level.UNARY)}", ir.DOUBLE, value, level=Level.UNARY)
        case Kind.DECIMAL:
            return call(f"{value.receiver}.doubleValue()", ir.DOUBLE, value)
        case Kind.DOUBLE:
            return value
        case _:
            raise Unsupported(f"{_what(value)} where a double is needed")


def unify(left: JavaValue, right: JavaValue, unit: Unit) -> tuple[JavaValue, JavaValue]:
    """Bring two values to one type: literals take the other's, integers widen to decimals."""
    left, right = _met(left, right, unit), _met(right, left, unit)
    one, other = ir.kind_of(left.type), ir.kind_of(right.type)
    if Kind.NULL in (one, other):
        return settle(left, unit), settle(right, unit)
    if one in NUMERIC and other in NUMERIC:
        kind = common_kind(left, right)
        return as_kind(left, kind, unit), as_kind(right, kind, unit)
    if one is not other:
        if left.text is not None and other is not None:
            return text_as(left, other, unit), right
        if right.text is not None and one is not None:
            return left, text_as(right, one, unit)
        raise Unsupported(f"{_what(left)} together with {_what(right)}")
    return left, right


def _met(value: JavaValue, other: JavaValue, unit: Unit) -> JavaValue:
    """Return a value; one that nothing declares becomes what it meets, a number where that is a literal."""
    if not isinstance(value.type, ir.Anything):
        return value
    kind = ir.kind_of(other.type)
    if other.literal is not None:
        kind = Kind.DECIMAL
    return value if kind is None else as_kind_of(value, kind, unit)


def common_kind(*values: JavaValue) -> Kind:
    """Return the kind that numbers have in common; literals that fit another's do not count."""
    kinds = {ir.kind_of(value.type) for value in values if value.literal is None}
    fractions = any(
        value.literal is not None and value.literal != value.literal.to_integral_value()
        for value in values
    )
    if Kind.DOUBLE in kinds:
        return Kind.DOUBLE
    literal_decimal = not kinds and any(ir.kind_of(value.type) is Kind.DECIMAL for value in values)
    return Kind.DECIMAL if Kind.DECIMAL in kinds or fractions or literal_decimal else Kind.INTEGER


def as_kind(value: JavaValue, kind: Kind, unit: Unit) -> JavaValue:
    """Return a number as a kind that is at least as wide."""
    if kind is Kind.DECIMAL:
        return to_decimal(value, unit)
    if kind is Kind.DOUBLE:
        if ir.kind_of(value.type) is not Kind.DOUBLE and value.literal is None:
            raise Unsupported("a double mixed with an exact number")
        return to_double(value, unit)
    return settle(value, unit, kind)


def text_as(value: JavaValue, kind: Kind, unit: Unit) -> JavaValue:
    """Return a text literal as the date, timestamp or UUID that it spells."""
    assert value.text is not None
    code = string_literal(value.text)
    try:
        match kind:
            case Kind.DATE:
                date.fromisoformat(value.text)
                local_date = unit.use("java.time.LocalDate")
                code = unit.constant(
                    local_date, f"DATE_{_digits(value.text)}", f"{local_date}.parse({code})"
                )
                return JavaValue(code, ir.DATE)
            case Kind.TIMESTAMP:
                datetime.fromisoformat(value.text)
                parse = f"{unit.support('Times', 'timestamp')}({code})"
                instant = unit.use("java.time.Instant")
                code = unit.constant(instant, f"TIME_{_digits(value.text)}", parse)
                return JavaValue(code, ir.TIMESTAMP)
            case Kind.UUID:
                uuid = unit.use("java.util.UUID")
                spelled = string_literal(str(UUID(value.text)))
                return JavaValue(
                    unit.constant(uuid, "UUID_1", f"{uuid}.fromString({spelled})"), ir.UUID
                )
            case _:
                pass
    except ValueError:
        raise Unsupported(f"the text {value.text!r} as a {kind.value}") from None
    raise Unsupported(f"a text together with a {kind.value}")


def _digits(text: str) -> str:
    return "".join(character if character.isdigit() else "_" for character in text).strip("_")


def _what(value: JavaValue) -> str:
    kind = ir.kind_of(value.type)
    return f"a value of type {kind.value}" if kind else "a record or collection"
