"""Values of the language as plain Python values, and what a type makes of them.

An integer is an int, a decimal a Decimal, a double a float, an instant a datetime in UTC, a
duration a timedelta, a list a list, a set a frozenset; records and maps are mappings. Null is None.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, ROUND_HALF_EVEN, Context, Decimal
from typing import Any, TypeVar
from uuid import UUID

from msgspec import Struct

from nexflow_analysis import types as t
from nexflow_analysis.names import normal
from nexflow_grammar.patterns import Pattern

Value = Any
"""What the module's documentation lists."""
Record = Mapping[str, Any]
"""Values by name; a nested record is a mapping, too."""
Truth = bool | None

#: Arithmetic is exact; what may have no end keeps 34 significant digits, half even.
EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
DIVISION = Context(prec=34, rounding=ROUND_HALF_EVEN)
LONGS = range(-(2**63), 2**63)
_LARGEST_PLAIN, _LEAST_PLAIN = 1e7, 1e-3
_UUID = Pattern(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_DATE = Pattern(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class RecordError(Exception):
    """What is wrong with a record, so that it gives no value."""


class NotEvaluableError(Exception):
    """The cell or expression is about more than this evaluation knows."""


class UndecidedError(NotEvaluableError):
    """The language leaves open what comes out: null, or an error of the record."""


class Projection(list[Any]):
    """What `xs[]` and `xs[].f` stand for: a list that operators work on element by element."""


T = TypeVar("T")


def all_of(*parts: Callable[[], T]) -> list[T]:
    """Return the values of what an operation needs; it is an error where one of them is.

    Where another is null, either may come first: nothing says which.
    """
    found: list[T] = []
    failed: RecordError | None = None
    for part in parts:
        try:
            found.append(part())
        except RecordError as error:
            failed = failed or error
    if failed is None:
        return found
    if any(value is None for value in found):
        raise UndecidedError("null and an error meet")
    raise failed


def whole(value: int) -> int:
    """Return an integer, which has 64 bits."""
    if value not in LONGS:
        raise RecordError("integer overflow")
    return value


def moment(text: str) -> datetime:
    """Read an instant; one that names no offset is in UTC. Raises ValueError."""
    found = datetime.fromisoformat(text)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def day(text: str) -> date:
    """Read a day. Raises ValueError."""
    if _DATE.fullmatch(text) is None:
        raise ValueError(text)
    return date.fromisoformat(text)


def money(number: Decimal) -> Decimal:
    """Return an amount of money as it is written into a text: with two digits after the point, or more."""
    digits = number.as_tuple()
    missing = max(2 + int(digits.exponent), 0)
    return Decimal((digits.sign, (*digits.digits, *[0] * missing), int(digits.exponent) - missing))


def identifier(text: str) -> UUID:
    """Read a UUID. Raises ValueError."""
    if _UUID.fullmatch(text) is None:
        raise ValueError(text)
    return UUID(text)


_SPELLED: dict[str, Callable[[str], Value]] = {
    "date": day, "bizdate": day, "timestamp": moment, "uuid": identifier,
}  # fmt: skip


def fitted(value: Value, type_: t.Type) -> Value:
    """Return a value as one of a type that it fits: a literal takes it, an integer widens."""
    if value is None or isinstance(type_, t.Unknown):
        return value
    match type_:
        case t.Scalar():
            return _scalar(value, type_)
        case t.Projection():
            return Projection(fitted(one, type_.element) for one in value)
        case t.Collection(kind="set"):
            return frozenset(fitted(one, type_.element) for one in value)
        case t.Collection() if isinstance(value, list):
            return [fitted(one, type_.element) for one in value]
        case t.Mapping() if isinstance(value, Mapping):
            return {key: fitted(one, type_.value) for key, one in value.items()}
        case _:
            return value


def _scalar(value: Value, type_: t.Scalar) -> Value:
    if type_.name == "double" and isinstance(value, int | Decimal) and not isinstance(value, bool):
        return float(value)
    if type_.is_decimal and isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, str) and type_.name in _SPELLED:
        try:
            return _SPELLED[type_.name](value)
        except ValueError as problem:
            raise NotEvaluableError(value) from problem
    return value


def bounded(value: Decimal, precision: int, scale: int) -> Decimal:
    """Return a decimal of a precision and scale, rounded half even."""
    rounded = value.quantize(Decimal(1).scaleb(-scale), ROUND_HALF_EVEN, EXACT)
    if rounded and rounded.adjusted() >= precision - scale:
        raise RecordError(f"more than {precision - scale} digits before the point")
    return rounded


class Deferred(Struct, frozen=True):
    """A computed field of a record: what it gives is asked when it is used."""

    compute: Callable[[], Value]


def forced(value: Value) -> Value:
    """Return a field's value, computed where it is."""
    return value.compute() if isinstance(value, Deferred) else value


def field_of(record: Record, name: str) -> Value:
    """Return the value of a field, in any spelling of its name; None where there is none."""
    if name in record:
        return forced(record[name])
    wanted = normal(name)
    return next((forced(value) for other, value in record.items() if normal(other) == wanted), None)


def text_of(value: Value) -> str:
    """Return a value as it is written into a text; null is the empty text."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return format(value, "f")
        case float():
            return _double_text(value)
        case datetime():
            exact = "microseconds" if value.microsecond % 1000 else "milliseconds"
            shown = value.isoformat(timespec=exact if value.microsecond else "seconds")
            return shown.replace("+00:00", "Z")
        case list():
            return f"[{', '.join(text_of(one) for one in value)}]"
        case frozenset() if len(value) < 2:  # noqa: PLR2004 - of more, nothing says the order
            return text_of(list(value))
        case str() | int() | date() | UUID():
            return str(value)
        case _:
            raise NotEvaluableError(f"the text of {value!r}")


def _double_text(value: float) -> str:
    """Write a double with the least digits that tell it from others, as Java lays them out."""
    if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124 - NaN is not itself
        return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[repr(value)]
    if value == 0 or _LEAST_PLAIN <= abs(value) < _LARGEST_PLAIN:
        return format(Decimal(repr(value)), "f")
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    assert isinstance(exponent, int)
    written = "".join(map(str, digits))
    rest = written[1:] or "0"
    return f"{'-' if sign else ''}{written[0]}.{rest}E{exponent + len(digits) - 1}"
