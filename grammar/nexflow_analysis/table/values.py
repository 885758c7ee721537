"""The values of a column, cut into atoms: sets of values that no cell of the column tells apart.

A set of values is an integer, bit n for atom n. Null, where a column may be null, is the last atom.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from decimal import Decimal

from nexflow_analysis.evaluation.values import NotEvaluableError, Value
from nexflow_analysis.table.notation import HIGHEST, LOWEST, Cut, Order, quoted
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import rules as r

Interval = tuple[Cut, Cut]
Part = tuple[int, str]
"""A set of values that one cell can say, and that cell."""


class Domain(ABC):
    """What a column's values may be.

    size: the number of atoms but null; name: the column's text, for conditions that need it.
    """

    def __init__(self, name: str, size: int, *, nullable: bool) -> None:
        self.name = name
        self.size = size
        self.nullable = nullable
        self.values = (1 << size) - 1
        self.null = 1 << size if nullable else 0
        self.all = self.values | self.null

    def set_of(self, cell: r.Cell) -> int | None:
        """Return the values that meet a simple condition; None where that is not known."""
        match cell:
            case r.AnyCell():
                return self.all
            case r.NullCell():
                return self.values if cell.negated else self.null
            case _:
                return self.set_of_values(cell)

    @abstractmethod
    def set_of_values(self, cell: r.Cell, /) -> int | None:
        """Return the non-null values that meet a condition; None where that is not known."""

    def parts(self, values: int) -> list[Part]:
        """Cut a set of values into as many parts as it needs cells."""
        if values == self.all:
            return [(values, "*")]
        if self.nullable and values == self.values:
            return [(values, "is not null")]
        found = self.value_parts(values & self.values) if values & self.values else []
        return [*found, (self.null, "is null")] if values & self.null else found

    @abstractmethod
    def value_parts(self, values: int, /) -> list[Part]:
        """Cut a set of non-null values into parts."""

    def limits(self) -> str:
        """Say what the values are limited to; "" where their type is all that limits them."""
        return ""

    def literals_of(self, values: int) -> list[Value]:
        """Return the values of a set if they can be listed, none where they are more than that."""
        return [] if values & self.null else self.listed_values(values)

    def listed_values(self, _values: int, /) -> list[Value]:
        """Return the non-null values of a set if they can be listed."""
        return []

    def boundaries(self) -> list[str]:
        """Return where the cells cut the values, as they are written."""
        return []

    def example(self, values: int) -> tuple[Value, str]:
        """Return one of some values, and how it is written."""
        if not values & self.values:
            return None, "null"
        return self.example_value(values & self.values)

    @abstractmethod
    def example_value(self, values: int, /) -> tuple[Value, str]:
        """Return one of some non-null values, and how it is written."""


class OpaqueDomain(Domain):
    """Values of which only null can be told apart."""

    def __init__(self, name: str, *, nullable: bool) -> None:
        super().__init__(name, 1, nullable=nullable)

    def set_of_values(self, _cell: r.Cell) -> int | None:
        return None

    def value_parts(self, values: int, /) -> list[Part]:
        return [(values, "*")]

    def example_value(self, _values: int) -> tuple[Value, str]:
        return None, "any value"


class FiniteDomain(Domain):
    """Values that can be listed: booleans, and what a `values` constraint lists."""

    def __init__(self, name: str, values: Iterable[Value], *, nullable: bool) -> None:
        self.listed = tuple(dict.fromkeys(values))
        super().__init__(name, len(self.listed), nullable=nullable)

    def set_of_values(self, cell: r.Cell) -> int | None:
        # Few tables have such columns, and evaluating is a module of its own per kind of function.
        from nexflow_analysis.evaluation.decisions import cell_holds  # noqa: PLC0415
        from nexflow_analysis.evaluation.expressions import Evaluation  # noqa: PLC0415

        try:
            holds = [cell_holds(cell, value, Evaluation({})) for value in self.listed]
        except NotEvaluableError:
            return None
        return sum(1 << number for number, met in enumerate(holds) if met)

    def value_parts(self, values: int, /) -> list[Part]:
        return [(values, listed([_text(self.listed[number]) for number in bits(values)]))]

    def limits(self) -> str:
        return ", ".join(_text(value) for value in self.listed)

    def listed_values(self, values: int) -> list[Value]:
        return [self.listed[number] for number in bits(values)]

    def example_value(self, values: int) -> tuple[Value, str]:
        value = self.listed[next(bits(values))]
        return value, _text(value)


class OrderedDomain(Domain):
    """Numbers, days and instants, cut at the boundaries that cells and constraints give."""

    def __init__(
        self, name: str, order: Order, limits: Interval, cells: Iterable[r.Cell], *, nullable: bool
    ) -> None:
        self.order = order
        #: What cells say, with the cells, so that no other cell can get their identity.
        self._known: dict[int, tuple[r.Cell, list[Interval] | None]] = {}
        inner: set[Cut] = set()
        for cell in cells:
            self._known[id(cell)] = (cell, _intervals(cell, order))
            for interval in self._known[id(cell)][1] or ():
                inner.update(cut for cut in interval if limits[0] < cut < limits[1])
        self.cuts = [limits[0], *sorted(inner), limits[1]]
        super().__init__(name, len(self.cuts) - 1, nullable=nullable)

    def set_of_values(self, cell: r.Cell) -> int | None:
        known = self._known.get(id(cell))
        intervals = known[1] if known is not None else _intervals(cell, self.order)
        if intervals is None:
            return None
        found = 0
        for low, high in intervals:
            first, last = bisect_left(self.cuts, low), bisect_left(self.cuts, high)
            if first < last:
                found |= (1 << last) - (1 << first)
        return found & self.values

    def value_parts(self, values: int, /) -> list[Part]:
        missing = list(runs(self.values & ~values))
        if len(missing) == 1 and missing[0][0] > 0 and missing[0][1] < self.size:
            point = self._single(missing[0])
            if point is not None:
                return [(values, f"!= {self.order.text(point)}")]
        found = runs(values)
        return [((1 << high) - (1 << low), self._interval(low, high)) for low, high in found]

    def limits(self) -> str:
        low, high = self.cuts[0], self.cuts[-1]
        first = self.order.text(low[0]) if low > self.order.low else ""
        last = self.order.text(self.order.last(high)) if high < self.order.high else ""
        if first and last:
            return f"{first} to {last}"
        return f">= {first}" if first else f"<= {last}" if last else ""

    def listed_values(self, values: int) -> list[Value]:
        points = [self._single((atom, atom + 1)) for atom in bits(values)]
        return (
            [] if None in points else [self._value(point) for point in points if point is not None]
        )

    def boundaries(self) -> list[str]:
        points = dict.fromkeys(cut[0] for cut in self.cuts[1:-1])
        return [self.order.text(point) for point in points]

    def example_value(self, values: int) -> tuple[Value, str]:
        low, high = next(runs(values))
        point = self._inside(self.cuts[low], self.cuts[high])
        return self._value(point), self.order.text(point)

    def _value(self, point: Decimal) -> Value:
        return self.order.value(point)

    def _inside(self, low: Cut, high: Cut) -> Decimal:
        """Return a point between two cuts: one at an edge that a cell or a constraint draws."""
        order = self.order
        if low > order.low and (order.step is not None or low[1] == 0):
            return low[0]
        if high < order.high and (order.step is not None or high[1] == 1):
            return order.last(high)
        if low > order.low and high < order.high:
            return (low[0] + high[0]) / 2
        if low > order.low:
            return low[0] + 1
        return high[0] - 1 if high < order.high else order.usual

    def _single(self, run: tuple[int, int]) -> Decimal | None:
        """Return the only point of a run of atoms, or None."""
        low, high = self.cuts[run[0]], self.cuts[run[1]]
        return low[0] if low[0].is_finite() and self.order.after(low[0]) == high else None

    def _interval(self, first: int, last: int) -> str:
        low, high = self.cuts[first], self.cuts[last]
        text = self.order.text
        if first == 0:
            included = self.order.step is None and high[1] == 1
            return f"{'<=' if included else '<'} {text(high[0])}"
        excluded = self.order.step is None and low[1] == 1
        if last == self.size:
            return f"{'>' if excluded else '>='} {text(low[0])}"
        if self._single((first, last)) is not None:
            return text(low[0])
        if excluded or (self.order.step is None and high[1] == 0):
            over, under = ">" if excluded else ">=", "<=" if high[1] == 1 else "<"
            return f"({self.name} {over} {text(low[0])} and {self.name} {under} {text(high[0])})"
        return f"{text(low[0])} to {text(self.order.last(high))}"


def _intervals(cell: r.Cell, order: Order) -> list[Interval] | None:
    """Return the intervals of a condition over an order; None where it is not known."""
    match cell:
        case r.CompareCell():
            point = order.point(literal(cell.value))
            if point is None:
                return None
            before, after = order.before(point), order.after(point)
            return {
                "==": [(before, after)], "!=": [(LOWEST, before), (after, HIGHEST)],
                "<": [(LOWEST, before)], "<=": [(LOWEST, after)],
                ">": [(after, HIGHEST)], ">=": [(before, HIGHEST)],
            }[cell.operator]  # fmt: skip
        case r.RangeCell():
            low, high = order.point(literal(cell.low)), order.point(literal(cell.high))
            if low is None or high is None:
                return None
            return [(order.before(low), order.after(high))]
        case r.InCell():
            points = [order.point(literal(option)) for option in cell.options]
            if None in points:
                return None
            known = sorted(point for point in points if point is not None)
            if not cell.negated:
                return [(order.before(point), order.after(point)) for point in known]
            ends = [
                LOWEST,
                *(cut for p in known for cut in (order.before(p), order.after(p))),
                HIGHEST,
            ]
            return [(ends[n], ends[n + 1]) for n in range(0, len(ends), 2) if ends[n] < ends[n + 1]]
        case _:
            return None


def literal(node: e.Expression) -> object:
    """Return a literal's value; a minus sign belongs to its number."""
    if isinstance(node, e.Unary) and node.operator == "-" and isinstance(node.operand, e.Number):
        return -node.operand.value
    return node.value if isinstance(node, e.Number | e.Text | e.Boolean) else None


def listed(texts: list[str]) -> str:
    """Return the cell that lists some literals; a text may not look like a prefix match."""
    if len(texts) == 1 and not texts[0].endswith('*"'):
        return texts[0]
    return f"in ({', '.join(texts)})"


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return quoted(value) if isinstance(value, str) else str(value)


def bits(values: int) -> Iterator[int]:
    """Yield the numbers of the bits that are set, lowest first."""
    text = f"{values:b}"[::-1]
    found = text.find("1")
    while found >= 0:
        yield found
        found = text.find("1", found + 1)


def runs(values: int) -> Iterator[tuple[int, int]]:
    """Yield the runs of neighbouring bits that are set, as (first, last + 1)."""
    shift = 0
    while values:
        zeros = (values & -values).bit_length() - 1
        values >>= zeros
        ones = (~values & (values + 1)).bit_length() - 1
        yield shift + zeros, shift + zeros + ones
        shift += zeros + ones
        values >>= ones
