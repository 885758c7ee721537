"""Literals of condition cells as points of an ordered type, and points as literals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal

from msgspec import Struct

from nexflow_analysis import types as t
from nexflow_analysis.evaluation.values import Value, moment
from nexflow_grammar.tree import expressions as e

#: Wide enough for every literal: no operation below may round.
_EXACT = Context(prec=200)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_FIRST = datetime.min.replace(tzinfo=UTC) - _EPOCH
_LAST = datetime.max.replace(tzinfo=UTC) - _EPOCH
_USUAL_DAY = date(2024, 1, 1)
_USUAL_INSTANT = datetime(2024, 1, 1, tzinfo=UTC)
_ZERO = Decimal(0)
_INTEGER_BITS = 63

Cut = tuple[Decimal, int]
"""A place between values: just before a point (0), or just after it (1)."""
LOWEST: Cut = (Decimal("-Infinity"), 0)
HIGHEST: Cut = (Decimal("Infinity"), 0)


class Order(Struct, frozen=True):
    """How the values of an ordered type follow each other.

    kind: number, money, percentage, date or timestamp. A day is its ordinal, an instant its
    microseconds since 1970. step: the distance between neighbours, None where values are dense.
    """

    kind: str
    step: Decimal | None
    low: Cut = LOWEST
    high: Cut = HIGHEST

    def point(self, literal: object) -> Decimal | None:
        """Return the point that a literal or a bound of a constraint stands for, or None."""
        value = literal.value if isinstance(literal, e.Number | e.Text) else literal
        if self.kind == "date":
            return _read(lambda text: Decimal(date.fromisoformat(text).toordinal()), value)
        if self.kind == "timestamp":
            return _read(lambda text: Decimal((moment(text) - _EPOCH) // _MICROSECOND), value)
        return value if isinstance(value, Decimal) else None

    def before(self, point: Decimal) -> Cut:
        """Return the cut that leaves the point to its right."""
        return (point, 0) if self.step is None else (self._on_step(point, ROUND_CEILING), 0)

    def after(self, point: Decimal) -> Cut:
        """Return the cut that leaves the point to its left."""
        if self.step is None:
            return (point, 1)
        return (_EXACT.add(self._on_step(point, ROUND_FLOOR), self.step), 0)

    def last(self, cut: Cut) -> Decimal:
        """Return the last point before a cut; of dense values, where the cut is."""
        return cut[0] if self.step is None else _EXACT.subtract(cut[0], self.step)

    @property
    def usual(self) -> Decimal:
        """A point that nobody is surprised at."""
        if self.kind == "date":
            return Decimal(_USUAL_DAY.toordinal())
        return (
            Decimal((_USUAL_INSTANT - _EPOCH) // _MICROSECOND)
            if self.kind == "timestamp"
            else _ZERO
        )

    def value(self, point: Decimal) -> Value:
        """Return a point as a value; days and instants beyond Python's calendar as its last."""
        if self.kind == "date":
            return date.fromordinal(max(1, min(int(point), date.max.toordinal())))
        if self.kind == "timestamp":
            return _EPOCH + max(_FIRST, min(int(point) * _MICROSECOND, _LAST))
        return point

    def text(self, point: Decimal) -> str:
        """Return a point as it is written in a cell."""
        match self.kind:
            case "date":
                return f'"{self.value(point)}"'
            case "timestamp":
                instant = self.value(point)
                assert isinstance(instant, datetime)
                text = instant.isoformat()
                return f'"{text.replace("+00:00", "Z")}"'
            case "money" if point >= 0:
                return f"${point:,.0f}" if point == point.to_integral_value() else f"${point:,.2f}"
            case "percentage":
                return f"{_plain(_EXACT.multiply(point, Decimal(100)))}%"
            case _:
                return _plain(point)

    def _on_step(self, point: Decimal, rounding: str) -> Decimal:
        assert self.step is not None
        return point.quantize(self.step, rounding, _EXACT)


def order_of(type_: t.Type) -> Order | None:
    """Return how the values of a type are ordered; None for types that cells do not order."""
    if not isinstance(type_, t.Scalar):
        return None
    match type_.name:
        case "integer":
            top = Decimal(2**_INTEGER_BITS)
            return Order("number", Decimal(1), (-top, 0), (top, 0))
        case "date":
            return Order("date", Decimal(1))
        case "timestamp" | "double":
            return Order("number" if type_.name == "double" else "timestamp", None)
        case "decimal" | "money" | "percentage":
            kind = "number" if type_.name == "decimal" else type_.name
            return _decimals(kind, type_.precision, type_.scale)
        case _:
            return None


def _decimals(kind: str, precision: int | None, scale: int | None) -> Order:
    if scale is None:
        return Order(kind, None)
    step = Decimal(1).scaleb(-scale)
    if precision is None:
        return Order(kind, step)
    top = Decimal(1).scaleb(precision - scale)
    return Order(kind, step, (_EXACT.add(-top, step), 0), (top, 0))


def quoted(text: str) -> str:
    """Return a text as it is written in a cell."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _read(read: Callable[[str], Decimal], value: object) -> Decimal | None:
    if not isinstance(value, str):
        return None
    try:
        return read(value)
    except ValueError:
        return None
