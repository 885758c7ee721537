"""How large the numbers are that an expression computes, and how many digits stand behind their point.

Pure functions of what was inferred. No bound is known where none is certain. The generator keeps a
decimal as a scaled `long` where every intermediate fits; checks ask whether a value fits at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal, DecimalException
from typing import TYPE_CHECKING

from msgspec import Struct

from nexflow_analysis import types as t
from nexflow_analysis.constants import LONGS, constant
from nexflow_analysis.constraints import bounds_of
from nexflow_analysis.functions import find_function
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import walk

if TYPE_CHECKING:
    from nexflow_analysis.infer import Inference

_EXACT = Context(prec=200)
#: What is rounded to more places than this is not followed.
_MOST_PLACES = 60
#: How many digits every scaled long has.
LONG_DIGITS = 18
_SIZES = (0, 2**31 - 1)


class Bounds(Struct, frozen=True):
    """The least and the greatest number that a value may be, and its digits behind the point.

    None: there is no bound, or it is not known.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    scale: int | None = None

    @property
    def digits(self) -> int | None:
        """How many digits the value has at most, those behind the point included."""
        if self.low is None or self.high is None or self.scale is None:
            return None
        greatest = _EXACT.scaleb(max(abs(self.low), abs(self.high)), self.scale)
        return max(len(str(int(_integral(greatest, ROUND_CEILING)))), 1)

    @property
    def type(self) -> t.Scalar:
        """The decimal type that holds every value."""
        digits = self.digits
        if digits is None:
            return t.DECIMAL
        return t.Scalar("decimal", max(digits, self.scale or 0), self.scale)


ANY = Bounds()


def bounds(node: e.Expression, inference: Inference) -> Bounds:
    """Return the bounds of the numbers that an inferred expression computes; those of no number are none."""
    exact = constant(node)
    if isinstance(exact, Decimal):
        return _literal(exact)
    typed = inference.types.get(id(node), t.UNKNOWN_VALUE)
    if not isinstance(typed.type, t.Scalar) or typed.type.name == "double":
        return ANY
    if not typed.type.is_numeric and typed.type != t.NULL:
        return ANY
    method = _METHODS.get(type(node))
    found = method(node, inference) if method is not None else None
    if found is None:
        return bounds_of_value(typed)
    return _within(found, _LONGS) if typed.type == t.INTEGER else found


def intermediates(node: e.Expression, inference: Inference) -> Iterator[Bounds]:
    """Yield the bounds of every number that computing an expression goes through, itself included."""
    for part in walk(node):
        typed = inference.types.get(id(part)) if isinstance(part, e.Expression) else None
        if isinstance(part, e.Expression) and typed is not None and _is_exact(typed.type):
            yield bounds(part, inference)


def fits_long(node: e.Expression, inference: Inference) -> bool:
    """Tell whether every decimal that an expression goes through is certainly a scaled `long`."""
    found = [one.digits for one in intermediates(node, inference)]
    return bool(found) and all(digits is not None and digits <= LONG_DIGITS for digits in found)


def outside_of(value: Bounds, wanted: Bounds) -> str:
    """Say that no number within some bounds is within others; "" where one may be."""
    if wanted.scale is not None:  # it is rounded before it is kept
        value = _rounded(value, Decimal(wanted.scale), ROUND_HALF_EVEN) or value
    for least, most, side in (
        (value.low, wanted.high, "least"),
        (_minus(value.high), _minus(wanted.low), "most"),
    ):
        if least is None or most is None or least <= most:
            continue
        ends = (least, most) if side == "least" else (-least, -most)
        return f"it is at {side} {ends[0]:f}, and {ends[1]:f} is the {'greatest' if side == 'least' else 'least'} there"
    return ""


def bounds_of_value(typed: t.Typed) -> Bounds:
    """Return the bounds that a type and the constraints of a field give."""
    found = _of_type(typed.type)
    for key, values in typed.constraints:
        if key == "range":
            low, high = bounds_of(key, values)
            given = Bounds(
                low if isinstance(low, Decimal) else None,
                high if isinstance(high, Decimal) else None,
            )
            found = _within(found, given)
    return found


def _is_exact(type_: t.Type) -> bool:
    return isinstance(type_, t.Scalar) and type_.is_decimal


def _of_type(type_: t.Type) -> Bounds:
    if not isinstance(type_, t.Scalar):
        return ANY
    if type_ == t.INTEGER:
        return _LONGS
    if not type_.is_decimal:
        return ANY
    if type_.precision is None:
        return Bounds(scale=type_.scale)
    scale = type_.scale or 0
    most = _EXACT.scaleb(Decimal(10) ** type_.precision - 1, -scale)
    return Bounds(-most, most, scale)


def _literal(value: Decimal) -> Bounds:
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        return ANY
    return Bounds(value, value, max(-exponent, 0))


def _within(one: Bounds, other: Bounds) -> Bounds:
    """Return what both allow."""
    low = (
        one.low if other.low is None else other.low if one.low is None else max(one.low, other.low)
    )
    high = (
        one.high if other.high is None
        else other.high if one.high is None else min(one.high, other.high)
    )  # fmt: skip
    scales = [scale for scale in (one.scale, other.scale) if scale is not None]
    return Bounds(low, high, min(scales, default=None))


def _either(several: Iterable[Bounds]) -> Bounds:
    """Return the bounds of a value that is one of several."""
    found = list(several)
    lows = [one.low for one in found if one.low is not None]
    highs = [one.high for one in found if one.high is not None]
    scales = [one.scale for one in found if one.scale is not None]
    return Bounds(
        min(lows) if lows and len(lows) == len(found) else None,
        max(highs) if highs and len(highs) == len(found) else None,
        max(scales) if scales and len(scales) == len(found) else None,
    )


def _unary(node: e.Unary, inference: Inference) -> Bounds | None:
    if node.operator != "-":
        return None
    inner = bounds(node.operand, inference)
    return Bounds(_minus(inner.high), _minus(inner.low), inner.scale)


def _minus(value: Decimal | None) -> Decimal | None:
    return None if value is None else -value


def _binary(node: e.Binary, inference: Inference) -> Bounds | None:
    operation = _OPERATIONS.get(node.operator)
    if operation is None:
        return None
    return operation(bounds(node.left, inference), bounds(node.right, inference))


def _sum(left: Bounds, right: Bounds) -> Bounds:
    return Bounds(
        _both(_EXACT.add, left.low, right.low),
        _both(_EXACT.add, left.high, right.high),
        _greater(left.scale, right.scale),
    )


def _difference(left: Bounds, right: Bounds) -> Bounds:
    return _sum(left, Bounds(_minus(right.high), _minus(right.low), right.scale))


def _product(left: Bounds, right: Bounds) -> Bounds:
    scale = None if left.scale is None or right.scale is None else left.scale + right.scale
    low, high = _corners(_EXACT.multiply, left, right)
    return Bounds(low, high, scale)


def _quotient(left: Bounds, right: Bounds) -> Bounds:
    """Return the bounds of a quotient; its digits end only where the divisor is such a number."""
    if right.low is None or right.high is None or right.low <= 0 <= right.high:
        return ANY
    # 34 digits are kept: a bound that is rounded outwards holds whatever is dropped.
    low, high = _corners(_EXACT.divide, left, right)
    scale = None
    if right.low == right.high and left.scale is not None:
        inverse = _inverse(right.low)
        scale = None if inverse is None else left.scale + inverse
    if low is None or high is None:
        return Bounds(scale=scale)
    slack = max(abs(low), abs(high)) * Decimal("1E-33")
    if scale is not None:  # exact, as far as 34 digits go
        found = Bounds(low, high, scale)
        if found.digits is not None and found.digits <= 34:  # noqa: PLR2004
            return found
    return Bounds(low - slack, high + slack, scale)


def _inverse(divisor: Decimal) -> int | None:
    """Return how many digits stand behind the point of 1 / divisor; None where they do not end."""
    inverse = _EXACT.divide(Decimal(1), divisor)
    if _EXACT.multiply(inverse, divisor) != 1:
        return None
    exponent = inverse.normalize(_EXACT).as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else None


def _remainder(left: Bounds, right: Bounds) -> Bounds:
    """Return the bounds of a remainder: nearer to zero than the divisor and than the dividend."""
    sizes = [
        max(abs(one.low), abs(one.high))
        for one in (left, right)
        if one.low is not None and one.high is not None
    ]
    scale = _greater(left.scale, right.scale)
    if not sizes:
        return Bounds(scale=scale)
    most = min(sizes)
    least = Decimal(0) if left.low is not None and left.low >= 0 else -most
    return Bounds(least, most, scale)


def _corners(
    operation: Callable[[Decimal, Decimal], Decimal], left: Bounds, right: Bounds
) -> tuple[Decimal | None, Decimal | None]:
    """Return the least and the greatest result of an operation that has them at the ends."""
    if left.low is None or left.high is None or right.low is None or right.high is None:
        return None, None
    found = [operation(a, b) for a in (left.low, left.high) for b in (right.low, right.high)]
    return min(found), max(found)


def _both(
    operation: Callable[[Decimal, Decimal], Decimal], left: Decimal | None, right: Decimal | None
) -> Decimal | None:
    return None if left is None or right is None else operation(left, right)


def _greater(left: int | None, right: int | None) -> int | None:
    return None if left is None or right is None else max(left, right)


def _conditional(node: e.Conditional, inference: Inference) -> Bounds:
    values = [value for _condition, value in node.arms]
    if node.otherwise is not None:
        values.append(node.otherwise)
    return _one_of(values, inference)


def _one_of(values: Iterable[e.Expression], inference: Inference) -> Bounds:
    """Return the bounds of a value that is one of several, or null."""
    present = [value for value in values if not isinstance(value, e.Null)]
    return _either(bounds(value, inference) for value in present) if present else ANY


def _call(node: e.Call, inference: Inference) -> Bounds | None:
    function = find_function(node.function.text)
    if function is None or any(argument.name is not None for argument in node.arguments):
        return None
    values = [argument.value for argument in node.arguments]
    if node.receiver is not None:
        values.insert(0, node.receiver)
    if function.name in _RANGES:
        low, high = _RANGES[function.name]
        return Bounds(Decimal(low), Decimal(high), 0)
    if function.name in _CHOICES and len(values) > 1:
        return _one_of(values, inference)
    return _computed(function.name, values, inference) if values else None


def _computed(function: str, values: list[e.Expression], inference: Inference) -> Bounds | None:
    """Return the bounds of a function's value, by those of its first argument."""
    first = bounds(values[0], inference)
    match function:
        case "round":
            places = constant(values[1]) if len(values) > 1 else Decimal(0)
            return _rounded(first, places, ROUND_HALF_EVEN)
        case "floor":
            return _rounded(first, Decimal(0), ROUND_FLOOR)
        case "ceil":
            return _rounded(first, Decimal(0), ROUND_CEILING)
        case "abs":
            return _absolute(first)
        case "decimal" if _is_number(inference.types.get(id(values[0]))):
            return first
        case _:
            return None


def _is_number(typed: t.Typed | None) -> bool:
    return typed is not None and isinstance(typed.type, t.Scalar) and (
        typed.type.is_decimal or typed.type == t.INTEGER
    )  # fmt: skip


def _absolute(value: Bounds) -> Bounds:
    if value.low is None or value.high is None:
        return Bounds(Decimal(0), None, value.scale)
    least = Decimal(0) if value.low <= 0 <= value.high else min(abs(value.low), abs(value.high))
    return Bounds(least, max(abs(value.low), abs(value.high)), value.scale)


def _rounded(value: Bounds, places: Decimal | str | None, how: str) -> Bounds | None:
    """Return the bounds of a rounded value: the rounded bounds, since rounding keeps the order."""
    if not isinstance(places, Decimal) or places != int(places) or not 0 <= places <= _MOST_PLACES:
        return None
    scale = int(places) if value.scale is None else min(value.scale, int(places))
    return Bounds(_round(value.low, scale, how), _round(value.high, scale, how), scale)


def _round(value: Decimal | None, scale: int, how: str) -> Decimal | None:
    if value is None:
        return None
    try:
        return value.quantize(Decimal(1).scaleb(-scale), how, _EXACT)
    except DecimalException:
        return None


def _integral(value: Decimal, how: str) -> Decimal:
    return value.to_integral_value(how)


_LONGS = Bounds(Decimal(LONGS.start), Decimal(LONGS.stop - 1), 0)
_METHODS: dict[type[e.Expression], Callable[..., Bounds | None]] = {
    e.Unary: _unary,
    e.Binary: _binary,
    e.Conditional: _conditional,
    e.Call: _call,
}
_OPERATIONS: dict[str, Callable[[Bounds, Bounds], Bounds]] = {
    "+": _sum,
    "-": _difference,
    "*": _product,
    "/": _quotient,
    "%": _remainder,
    "??": lambda left, right: _either((left, right)),
}
#: Functions whose value is one of their arguments.
_CHOICES = frozenset({"min", "max", "greatest", "least", "coalesce", "if_null"})
#: Functions whose values lie between two numbers.
_RANGES = {
    "month": (1, 12), "day": (1, 31), "hour": (0, 23), "minute": (0, 59), "second": (0, 59),
    "day_of_week": (1, 7), "sign": (-1, 1), "length": _SIZES, "size": _SIZES, "count": _SIZES,
    "index_of": (-1, _SIZES[1]),
}  # fmt: skip
