"""The functions on lists, sets and maps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, localcontext
from functools import cmp_to_key
from math import isnan
from typing import Any

from nexflow_analysis.evaluation.operators import arithmetic, compare, equal
from nexflow_analysis.evaluation.values import (
    DIVISION,
    EXACT,
    NotEvaluableError,
    Value,
    whole,
)

Each = Callable[[Value], Value]
"""Returns the value of an expression for an element."""
Holds = Callable[[Value], bool]
"""Tells whether a predicate is true for an element."""


def sum_(values: Iterable[Value]) -> Value:
    """Return the exact sum of what is not null."""
    known = [value for value in values if value is not None]
    if not known:
        return None
    if all(isinstance(value, int) for value in known):
        return whole(sum(known))
    found = known[0]
    for value in known[1:]:
        found = arithmetic("+", found, value)
    return found


def avg(values: Iterable[Value]) -> Value:
    """Return the mean of what is not null; of exact numbers to 34 digits."""
    known = [value for value in values if value is not None]
    if not known:
        return None
    if any(isinstance(value, float) for value in known):
        return sum_(known) / len(known)
    with localcontext(EXACT):
        total = sum((Decimal(value) for value in known), Decimal(0))
    return DIVISION.divide(total, Decimal(len(known)))


def extreme(values: Iterable[Value], *, greatest: bool) -> Value:
    """Return the greatest or the least of what is not null."""
    known = [value for value in values if value is not None]
    if not known:
        return None
    return ordered(known, lambda value: value, descending=greatest)[0]


def one_of(*values: Value, greatest: bool) -> Value:
    """Return the greatest or the least of some values; of NaN, as Java does, there is none but it."""
    if None in values:
        return None
    unordered = (value for value in values if isinstance(value, float) and isnan(value))
    return next(unordered, extreme(values, greatest=greatest))


def ordered(values: Iterable[Value], key: Each, *, descending: bool = False) -> list[Value]:
    """Return values by a key; those without come first, or last where the order descends."""

    def order(one: tuple[Value, Value], other: tuple[Value, Value]) -> int:
        left, right = one[1], other[1]
        if left is None or right is None:
            return (left is not None) - (right is not None)
        if isinstance(left, bool):
            return int(left) - int(right)
        return bool(compare(">", left, right)) - bool(compare("<", left, right))

    pairs = [(value, key(value)) for value in values]
    return [v for v, _k in sorted(pairs, key=cmp_to_key(order), reverse=descending)]


def distinct(values: Iterable[Value]) -> list[Value]:
    """Return the elements without repetitions."""
    found: list[Value] = []
    for value in values:
        if not any(equal(value, other) for other in found):
            found.append(value)
    return found


def slice_(values: list[Value], start: int, end: int | None = None) -> list[Value]:
    """Return a part of a list: as much of it as there is."""
    return values[max(start, 0) : None if end is None else max(end, 0)]


def at(target: Any, index: Value) -> Value:
    """Return `target[index]`: null where there is nothing."""
    if target is None or index is None:
        return None
    if isinstance(target, list) and isinstance(index, int):
        return target[index] if 0 <= index < len(target) else None
    if isinstance(target, Mapping):
        return target.get(index)
    raise NotEvaluableError(f"[{index!r}]")


def _same_kind(values: Any, elements: list[Value]) -> Any:
    return frozenset(elements) if isinstance(values, frozenset) else elements


#: Those that ask a predicate, with whether it must be there.
ASKING: dict[str, Callable[[Any, Holds], Value]] = {
    "any": lambda values, holds: any(map(holds, values)),
    "all": lambda values, holds: all(map(holds, values)),
    "none": lambda values, holds: not any(map(holds, values)),
    "count": lambda values, holds: sum(map(holds, values)),
    "filter": lambda values, holds: _same_kind(values, list(filter(holds, values))),
    "find": lambda values, holds: next(filter(holds, values), None),
}
#: Those that map each element first.
MAPPING: dict[str, Callable[[Iterable[Value]], Value]] = {
    "map": list,
    "flat_map": lambda lists: [one for some in lists if some is not None for one in some],
    "sum": sum_,
    "avg": avg,
    "min": lambda values: extreme(values, greatest=False),
    "max": lambda values: extreme(values, greatest=True),
}
FUNCTIONS: dict[str, Callable[..., Value]] = {
    "distinct": lambda values: _same_kind(values, distinct(values)),
    "first": lambda values: at(values, 0),
    "last": lambda values: values[-1] if values else None,
    "reverse": lambda values: values[::-1],
    "slice": slice_,
    "keys": lambda entries: list(entries.keys()),
    "values": lambda entries: list(entries.values()),
    "contains_key": lambda entries, key: key in entries,
    "size": len,
    "greatest": lambda *values: one_of(*values, greatest=True),
    "least": lambda *values: one_of(*values, greatest=False),
    "nullif": lambda one, other: None if compare("==", one, other) else one,
}
