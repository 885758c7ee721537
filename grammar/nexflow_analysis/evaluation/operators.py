"""What the operators give, of values that are there already."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Mapping
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from typing import Any
from uuid import UUID

from nexflow_analysis.evaluation.environment import Environment, instant
from nexflow_analysis.evaluation.values import (
    DIVISION,
    EXACT,
    Deferred,
    NotEvaluableError,
    RecordError,
    Truth,
    UndecidedError,
    Value,
    day,
    identifier,
    moment,
    whole,
)
from nexflow_analysis.regular_expressions import compiled

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le,
    ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_TEXT_TESTS: dict[str, Callable[[str, str], bool]] = {
    "contains": str.__contains__, "starts_with": str.startswith, "ends_with": str.endswith,
}  # fmt: skip
TESTS = frozenset({*_TEXT_TESTS, "matches"})
_EXACT_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul,
}  # fmt: skip
_LENGTHS = {
    "millisecond": timedelta(milliseconds=1), "second": timedelta(seconds=1), "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1),
}  # fmt: skip
_MONTHS = {"month": 1, "year": 12}
_MILLISECOND = timedelta(milliseconds=1)


def arithmetic(name: str, left: Value, right: Value) -> Value:
    """Return `left name right`; null where one of them is."""
    if left is None or right is None:
        return None
    if name == "+" and type(left) is type(right) and isinstance(left, str | list):
        return left + right
    if isinstance(left, date | timedelta) or isinstance(right, date | timedelta):
        return _moments(name, left, right)
    return _numbers(name, _number(left), _number(right))


def _number(value: Value) -> Value:
    if isinstance(value, bool) or not isinstance(value, Decimal | int | float):
        raise NotEvaluableError(f"{value!r} is no number")
    return value


def _numbers(name: str, left: Value, right: Value) -> Value:
    if name in "/%" and right == 0:
        raise RecordError("division by zero")
    if isinstance(left, float) or isinstance(right, float):
        return _doubles(name, float(left), float(right))
    if isinstance(left, int) and isinstance(right, int) and name != "/":
        if name == "%":
            return int(math.copysign(1, left)) * (abs(left) % abs(right))
        return whole(_EXACT_OPERATORS[name](left, right))
    one, two = Decimal(left), Decimal(right)
    with localcontext(DIVISION if name == "/" else EXACT):
        if name == "/":
            return one / two
        return _remainder(one, two) if name == "%" else _EXACT_OPERATORS[name](one, two)


def _remainder(one: Decimal, two: Decimal) -> Decimal:
    """Return what is left of a division, with the sign of what is divided."""
    exponent = min(int(one.as_tuple().exponent), int(two.as_tuple().exponent))
    scaled, unit = int(one.scaleb(-exponent)), int(two.scaleb(-exponent))
    left = abs(scaled) % abs(unit)
    return Decimal(-left if scaled < 0 else left).scaleb(exponent)


def _doubles(name: str, left: float, right: float) -> float:
    """Compute as IEEE 754 does."""
    if name == "/":
        return left / right
    if name == "%":
        return math.fmod(left, right) if math.isfinite(left) else math.nan
    found: float = _EXACT_OPERATORS[name](left, right)
    return found


def negative(value: Value) -> Value:
    """Return `-value`."""
    match value:
        case None:
            return None
        case Decimal():
            return EXACT.minus(value)
        case timedelta() | float():
            return -value
        case _:
            return whole(-_number(value))


def duration(amount: Value, unit: str) -> timedelta | None:
    """Return `amount units`, to the nearest millisecond; months and years have no fixed length."""
    if amount is None:
        return None
    if unit not in _LENGTHS:
        raise NotEvaluableError(f"a duration in {unit}s")
    if isinstance(amount, float):
        if not math.isfinite(amount):
            raise RecordError("a duration that is no number")
        amount = Decimal(repr(amount))
    with localcontext(EXACT):
        millis = Decimal(amount) * (_LENGTHS[unit] // _MILLISECOND)
        return timedelta(milliseconds=int(millis.to_integral_value(ROUND_HALF_EVEN)))


def _moments(name: str, left: Value, right: Value) -> Value:
    if isinstance(left, timedelta) and isinstance(right, date) and name == "+":
        left, right = right, left
    if isinstance(left, date) and isinstance(right, date) and name == "-":
        return left - right
    if isinstance(right, timedelta) and name in "+-":
        if _is_day(left) and right % timedelta(days=1):
            raise UndecidedError("a day and a part of one")
        return _EXACT_OPERATORS[name](left, right)
    raise NotEvaluableError(name)


def _is_day(value: Value) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def is_by_calendar(of: Value, unit: str) -> bool:
    """Tell whether the calendar says what a number of units after a moment is."""
    return isinstance(of, date) and unit in _MONTHS


def months_later(of: date, amount: Value, unit: str, environment: Environment) -> Value:
    """Return the moment some months or years later: the last day of a month that is too short."""
    if amount is None:
        return None
    if not isinstance(amount, int):
        raise NotEvaluableError(f"{amount} {unit}s")
    months = amount * _MONTHS[unit]
    if isinstance(of, datetime):
        local = environment.local(of)
        moved = local.combine(_add_months(local.date(), months), local.timetz())
        return instant(moved, local.utcoffset())
    return _add_months(of, months)


def _add_months(of: date, months: int) -> date:
    year, month = divmod(of.year * 12 + of.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise NotEvaluableError(f"{of} and {months} months")
    from calendar import monthrange  # noqa: PLC0415 - costs start-up: it knows the names of all months

    return date(year, month + 1, min(of.day, monthrange(year, month + 1)[1]))


def compare(name: str, left: Value, right: Value) -> Truth:
    """Return `left name right`: neither true nor false where one of them is null."""
    if left is None or right is None:
        return None
    left, right = _alike(left, right), _alike(right, left)
    if name in ("==", "!="):
        return equal(left, right) is (name == "==")
    if type(left) is not type(right) or isinstance(left, bool | Mapping | list):
        raise NotEvaluableError(f"{left!r} {name} {right!r}")
    return COMPARISONS[name](left, right)


def equal(left: Value, right: Value) -> bool:
    """Tell whether two values, both of which may be null, are equal."""
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        own = {
            name for some in (left, right) for name in some if not isinstance(some[name], Deferred)
        }
        return all(equal(left.get(name), right.get(name)) for name in own)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(equal, left, right))
    left, right = _alike(left, right), _alike(right, left)
    if left is not None and right is not None and type(left) is not type(right):
        raise NotEvaluableError(f"{left!r} == {right!r}")
    return bool(left == right)


_READERS: tuple[tuple[type, Callable[[str], Value]], ...]
_READERS = ((datetime, moment), (date, day), (UUID, identifier))


def _alike(value: Value, other: Value) -> Value:
    """Return a value as one that can be compared with the other: `"2024-01-31"` may be a day."""
    if isinstance(value, str) and not isinstance(other, str):
        read = next((reader for type_, reader in _READERS if isinstance(other, type_)), None)
        try:
            return read(value) if read is not None else value
        except ValueError as problem:
            raise NotEvaluableError(value) from problem
    if isinstance(value, bool) or not isinstance(value, Decimal | int | float):
        return value
    # A literal takes the other operand's type: beside a double, `0.9` is the double next to it.
    double = isinstance(value, float) or isinstance(other, float)
    return float(value) if double else Decimal(value)


def among(value: Value, options: list[Value]) -> Truth:
    """Return whether a value is one of some."""
    found: Truth = False
    for option in options:
        same = compare("==", value, option)
        if same:
            return True
        found = None if same is None else found
    return found


def both(left: Truth, right: Truth) -> Truth:
    """Return `left and right`."""
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def opposite(value: Truth) -> Truth:
    """Return `not value`."""
    return None if value is None else not value


def within(value: Value, low: Value, high: Value) -> Truth:
    """Return whether a value lies between two others, both included."""
    return both(compare(">=", value, low), compare("<=", value, high))


def text_test(name: str, value: Value, other: Value) -> Truth:
    """Return what `matches`, `contains`, `starts_with` and `ends_with` say."""
    if value is None or other is None:
        return None
    if isinstance(value, list | frozenset):
        return any(equal(one, other) for one in value)
    if not isinstance(value, str) or not isinstance(other, str):
        raise NotEvaluableError(f"{value!r} {name} {other!r}")
    if name != "matches":
        return _TEXT_TESTS[name](value, other)
    pattern = compiled(other)
    if pattern is None:
        raise NotEvaluableError(other)
    return re.fullmatch(pattern.pattern, value, re.ASCII) is not None
