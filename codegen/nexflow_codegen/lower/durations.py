"""Durations: from a statement, a schema's option or `nexflow.toml` to Java."""

from __future__ import annotations

import re
from decimal import Decimal

from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.environment import EnvironmentMillis
from nexflow_codegen.lower.unit import Unit
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Node

_MILLIS = {
    "millisecond": 1, "second": 1000, "minute": 60_000, "hour": 3_600_000, "day": 86_400_000,
    "week": 604_800_000,
}  # fmt: skip
_SHORT = {"ms": "millisecond", "s": "second", "m": "minute", "h": "hour", "d": "day", "w": "week"}
_FACTORIES = (
    ("ofDays", _MILLIS["day"]),
    ("ofHours", _MILLIS["hour"]),
    ("ofMinutes", _MILLIS["minute"]),
    ("ofSeconds", _MILLIS["second"]),
    ("ofMillis", 1),
)
DAY = _MILLIS["day"]
_TEXT = re.compile(r"\s*(\d+)\s*([a-z]+)\s*")


def millis(value: object) -> int:
    """Return a duration's milliseconds; value: a node, an option's value or a text."""
    match value:
        case e.Duration(amount=e.Number() as amount):
            return _millis(amount.value, value.unit)
        case (Decimal() as number, str() as unit):
            return _millis(number, unit)
        case str() if (found := _TEXT.fullmatch(value)) is not None:
            return _millis(Decimal(found[1]), _SHORT.get(found[2]) or found[2].removesuffix("s"))
        case e.Placeholder() if text := getattr(value, "raw", ""):
            return EnvironmentMillis.of(text)
        case e.Placeholder():
            raise Unsupported("a duration from [config]; write the duration itself")
        case Node() | str() | int() | float():
            raise Unsupported(
                f"the duration `{value}`; write a number and a unit, such as `5 minutes`"
            )
        case _:
            raise Unsupported("this duration; write a number and a unit, such as `5 minutes`")


def _millis(amount: Decimal, unit: str) -> int:
    if unit not in _MILLIS:
        raise Unsupported(f"a duration in {unit}s; use days or a smaller unit")
    return int(amount * _MILLIS[unit])


def duration_code(value: int, unit: Unit) -> str:
    """Return a Java Duration of some milliseconds."""
    if isinstance(value, EnvironmentMillis):
        return value.code(unit)
    duration = unit.use("java.time.Duration")
    if value == 0:
        return f"{duration}.ZERO"
    name, size = next((name, size) for name, size in _FACTORIES if value % size == 0)
    return f"{duration}.{name}({value // size})"


def grouped(value: int) -> str:
    """Return a Java integer literal that is easy to read."""
    return f"{value:_}" if abs(value) < 2**31 else f"{value:_}L"
