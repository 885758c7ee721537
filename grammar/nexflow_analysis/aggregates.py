"""Aggregates over the records of a window: their names, what they take and what they give."""

from __future__ import annotations

from nexflow_analysis import types as t

AGGREGATES = ("count", "sum", "avg", "min", "max", "first", "last", "collect", "count_distinct")
#: What these give is a value of a record as it is, or a list of such.
KEEPING = frozenset({"collect", "first", "last", "max", "min"})
_NUMERIC = frozenset({"sum", "avg"})
_COUNTING = frozenset({"count", "count_distinct"})


def aggregate_problem(name: str, argument: t.Typed) -> str:
    """Say why an aggregate does not work on its argument; "" where it does."""
    if name in _NUMERIC and isinstance(argument.type, t.Scalar) and not argument.type.is_numeric:
        return f"`{name}` needs numbers, and is given values of type {argument.type}"
    return ""


def aggregate_type(name: str, argument: t.Typed) -> t.Typed:
    """Return what an aggregate gives; a sum of nulls only is null."""
    nullable = argument.nullable and name not in _COUNTING and name != "collect"
    if name in _COUNTING:
        return t.Typed(t.INTEGER)
    if name == "collect":
        return t.Typed(t.Collection("list", argument.type))
    if name == "avg":
        return t.Typed(t.DOUBLE if argument.type == t.DOUBLE else t.DECIMAL, nullable)
    return t.Typed(argument.type, nullable)
