"""The functions on numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

from nexflow_analysis.evaluation.values import (
    DIVISION,
    EXACT,
    NotEvaluableError,
    RecordError,
    Value,
    whole,
)
from nexflow_grammar.patterns import Pattern

_NUMBER = Pattern(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_WIDEST = 1000
_MOST_PLACES = 1000


def absolute(number: Value) -> Value:
    """Return a number without its sign."""
    if isinstance(number, Decimal):
        return number.copy_abs()
    return whole(abs(number)) if isinstance(number, int) else abs(number)


def _quantized(number: Decimal, places: int, rounding: str) -> Decimal:
    if abs(places) > _MOST_PLACES:
        raise NotEvaluableError(f"{places} places")
    return number.quantize(Decimal(1).scaleb(-places), rounding, EXACT)


def round_(number: Value, places: int | None = None) -> Value:
    """Round half even."""
    places = places or 0
    if isinstance(number, int):
        return whole(int(_quantized(Decimal(number), min(places, 0), ROUND_HALF_EVEN)))
    if isinstance(number, float):
        if not math.isfinite(number):
            return number
        rounded = _quantized(Decimal(repr(number)), places, ROUND_HALF_EVEN)
        return float(rounded)
    return _quantized(number, places, ROUND_HALF_EVEN)


def _towards(rounding: str) -> Callable[[Value], Value]:
    def to_whole(number: Value) -> Value:
        if isinstance(number, int) or (isinstance(number, float) and not math.isfinite(number)):
            return number
        if isinstance(number, float):
            found = (math.floor if rounding == ROUND_FLOOR else math.ceil)(number)
            return math.copysign(float(found), number) if not found else float(found)
        return _quantized(number, 0, rounding)

    return to_whole


def power(base: Value, exponent: Value) -> Value:
    """Return `base` to the power of `exponent`; a decimal to 34 digits."""
    if isinstance(base, float) or isinstance(exponent, float):
        return _double(math.pow, float(base), float(exponent))
    if not isinstance(exponent, int) or abs(exponent) > _WIDEST:
        raise NotEvaluableError(f"the power {exponent}")
    if isinstance(base, int):
        if exponent < 0:
            raise NotEvaluableError("the reciprocal of an integer")
        return whole(base**exponent)
    if exponent < 0 and not base:
        raise RecordError("division by zero")
    from fractions import Fraction  # noqa: PLC0415 - costs start-up, and few take a power

    exact = Fraction(base) ** exponent
    return DIVISION.divide(Decimal(exact.numerator), Decimal(exact.denominator))


def _double(function: Callable[..., float], *numbers: float) -> float:
    """Compute as IEEE 754 does, which has values for what is none."""
    try:
        return function(*numbers)
    except ValueError:
        return math.nan
    except OverflowError:
        return math.inf


def sqrt(number: Value) -> float:
    """Return the square root."""
    return _double(math.sqrt, float(number))


def log(number: Value) -> float:
    """Return the natural logarithm."""
    return -math.inf if float(number) == 0 else _double(math.log, float(number))


def exp(number: Value) -> float:
    """Return e to the power of a number."""
    return _double(math.exp, float(number))


def sign(number: Value) -> int:
    """Return -1, 0 or 1."""
    return int(number > 0) - int(number < 0)


def _read(text: str) -> Decimal:
    """Read the number that a text spells."""
    text = text.strip()
    if _NUMBER.fullmatch(text) is None:
        raise RecordError("a text that is no number")
    number = Decimal(text)
    if abs(int(number.as_tuple().exponent)) > _WIDEST or len(number.as_tuple().digits) > _WIDEST:
        raise NotEvaluableError("a number of so many digits")
    return number


def integer(value: Value) -> int:
    """Return a number, rounded half even, or what a text spells, as an integer."""
    if isinstance(value, int):
        return value
    number = _read(value) if isinstance(value, str) else decimal(value)
    if isinstance(value, str) and number != number.to_integral_value():
        raise RecordError("a text that is no integer")
    return whole(int(number.to_integral_value(ROUND_HALF_EVEN)))


def decimal(value: Value) -> Decimal:
    """Return a number, or what a text spells, as a decimal."""
    if isinstance(value, str):
        return _read(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise RecordError("a double that is no number")
        return Decimal(repr(value))
    return Decimal(value)


def double(value: Value) -> float:
    """Return a number, or what a text spells, as a double."""
    return float(_read(value)) if isinstance(value, str) else float(value)


FUNCTIONS: dict[str, Callable[..., Value]] = {
    "abs": absolute,
    "round": round_,
    "floor": _towards(ROUND_FLOOR),
    "ceil": _towards(ROUND_CEILING),
    "power": power,
    "sqrt": sqrt,
    "log": log,
    "exp": exp,
    "sign": sign,
    "integer": integer,
    "decimal": decimal,
    "double": double,
}
