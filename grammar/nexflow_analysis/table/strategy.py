"""How a table is compiled: the quickest way that its cells allow."""

from __future__ import annotations

from enum import StrEnum
from itertools import product
from math import prod

from msgspec import Struct

from nexflow_analysis.evaluation.values import Value
from nexflow_analysis.table.model import TableModel
from nexflow_analysis.table.values import OrderedDomain, runs

#: Below so many rows a chain of tests is as quick as any search.
_FEW_ROWS = 8
#: A row that lists more combinations of literals than these is no equality.
_MOST_KEYS = 64


class Strategy(StrEnum):
    """A way to find the row of a record."""

    CHAIN = "if-else"
    HASH = "hash lookup"
    SEARCH = "binary search"


class Plan(Struct, frozen=True):
    """How a row is found. Rows are numbered as they are asked.

    keys: of a hash lookup, the row of each combination of the columns' texts and booleans. starts: of
    a binary search, atoms of the one column at which rows change, with the row from there on, -1 for
    none; null: the row of null then. otherwise: the row that takes what no key names, -1 for none.
    """

    strategy: Strategy
    keys: tuple[tuple[tuple[Value, ...], int], ...] = ()
    starts: tuple[tuple[int, int], ...] = ()
    null: int = -1
    otherwise: int = -1


CHAIN = Plan(Strategy.CHAIN)


def plan_of(model: TableModel) -> Plan:
    """Choose the way in which a table is compiled."""
    simple = model.hit_policy in ("first_match", "single_hit") and model.exact == model.every
    if not simple or len(model.rows) < _FEW_ROWS:
        return CHAIN
    return _search(model) or _hash(model) or CHAIN


def _hash(model: TableModel) -> Plan | None:
    """Plan a lookup where every row but a last one for the rest names literals."""
    keys: dict[tuple[Value, ...], int] = {}
    last = len(model.rows) - 1
    otherwise = -1
    for row in range(len(model.rows)):
        if row == last and all(c.sets[row] == c.domain.all for c in model.columns):
            otherwise = row
            break
        listed = [column.domain.literals_of(column.sets[row]) for column in model.columns]
        if not 0 < prod(map(len, listed)) <= _MOST_KEYS:
            return None
        for key in product(*listed):
            if not all(isinstance(value, str | bool) for value in key):
                return None
            if key in keys and model.hit_policy == "single_hit":
                return None  # the second match is an error of the record
            keys.setdefault(key, row)
    return Plan(Strategy.HASH, keys=tuple(keys.items()), otherwise=otherwise)


def _search(model: TableModel) -> Plan | None:
    """Plan a search among the ranges of a table's one column."""
    if len(model.columns) != 1 or not isinstance(model.columns[0].domain, OrderedDomain):
        return None
    column = model.columns[0]
    domain = column.domain
    owner = [-1] * domain.size
    null = -1
    for row in reversed(range(len(model.rows))):
        values = column.sets[row]
        for first, end in runs(values & domain.values):
            if model.hit_policy == "single_hit" and any(one >= 0 for one in owner[first:end]):
                return None
            owner[first:end] = [row] * (end - first)
        if values & domain.null:
            null = row
    starts = tuple(
        (atom, row) for atom, row in enumerate(owner) if atom == 0 or owner[atom - 1] != row
    )
    return Plan(Strategy.SEARCH, starts=starts, null=null)
