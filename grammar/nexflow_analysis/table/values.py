"""The values of a column, cut into atoms: sets of values that no cell of the column tells apart.

A set of values is an integer, bit n for atom n. Null, where a column may be null, is the last atom.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from nexflow_analysis.table.evaluate import NotEvaluableError, Value, cell_holds
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
        try:
            holds = [cell_holds(cell, value, {}) for value in self.listed]
        except NotEvaluableError:
            return None
        return sum(1 << number for number, met in enumerate(holds) if met)

    def value_parts(self, values: int, /) -> list[Part]:
        return [(values, _listed([_text(self.listed[number]) for number in bits(values)]))]

    def limits(self) -> str:
        return ", ".join(_text(value) for value in self.listed)

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

    def example_value(self, values: int) -> tuple[Value, str]:
        low, high = next(runs(values))
        point = self._inside(self.cuts[low], self.cuts[high])
        value: Value = point
        if self.order.kind == "date":
            value = date.fromordinal(int(point))
        elif self.order.kind == "timestamp":
            value = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(point))
        return value, self.order.text(point)

    def _inside(self, low: Cut, high: Cut) -> Decimal:
        """Return a point between two cuts: one at the edge where there is one."""
        if low[0].is_finite() and (self.order.step is not None or low[1] == 0):
            return low[0]
        if high[0].is_finite() and (self.order.step is not None or high[1] == 1):
            return self.order.last(high)
        if low[0].is_finite() and high[0].is_finite():
            return (low[0] + high[0]) / 2
        if low[0].is_finite():
            return low[0] + 1
        return high[0] - 1 if high[0].is_finite() else Decimal(0)

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


class TextDomain(Domain):
    """Texts: the literals of the cells, what else starts with their prefixes, and all others."""

    def __init__(
        self, name: str, lengths: tuple[int, int | None], cells: Iterable[r.Cell], *, nullable: bool
    ) -> None:
        literals: set[str] = set()
        prefixes = {""}
        self.least, self.most = lengths
        for cell in cells:
            if isinstance(cell, r.TextCell) and cell.test == "starts_with":
                prefixes.add(cell.value)
            literals.update(_texts(cell) or ())
        self.literals = [text for text in sorted(literals) if self._allowed(text)]
        self._numbers = {text: number for number, text in enumerate(self.literals)}
        self.prefixes = [text for text in sorted(prefixes) if self._has_others(text)]
        super().__init__(name, len(self.literals) + len(self.prefixes), nullable=nullable)

    def set_of_values(self, cell: r.Cell) -> int | None:
        if isinstance(cell, r.TextCell) and cell.test == "starts_with":
            return self._starting(cell.value)
        texts = _texts(cell)
        if texts is None:
            return None
        found = 0
        for text in texts:
            if text in self._numbers:
                found |= 1 << self._numbers[text]
        negated = (isinstance(cell, r.InCell) and cell.negated) or (
            isinstance(cell, r.CompareCell) and cell.operator == "!="
        )
        return self.values & ~found if negated else found

    def value_parts(self, values: int, /) -> list[Part]:
        missing = [text for n, text in enumerate(self.literals) if not values >> n & 1]
        others = [p for n, p in enumerate(self.prefixes, len(self.literals)) if values >> n & 1]
        found: list[Part] = []
        for prefix in sorted(others, key=len):
            starting = values & self._starting(prefix)
            if any(starting & ~said == 0 for said, _ in found):
                continue  # a shorter prefix has said it
            inner = [p for p in self.prefixes if p.startswith(prefix) and p not in others]
            apart = [text for text in missing if text.startswith(prefix)]
            found.append((starting, self._prefix(prefix, inner, apart)))
        for said, _ in found:
            values &= ~said
        if values:
            texts = [quoted(text) for n, text in enumerate(self.literals) if values >> n & 1]
            found.append((values, _listed(texts)))
        return found

    def example_value(self, values: int) -> tuple[Value, str]:
        number = next(bits(values))
        if number < len(self.literals):
            return self.literals[number], quoted(self.literals[number])
        text = self._other(self.prefixes[number - len(self.literals)])
        return text, quoted(text)

    def _starting(self, prefix: str) -> int:
        """Return the texts that start with a prefix."""
        atoms = enumerate((*self.literals, *self.prefixes))
        return sum(1 << number for number, text in atoms if text.startswith(prefix))

    def _other(self, prefix: str) -> str:
        """Return a text that starts with a prefix and that no cell names."""
        candidates = (prefix + tail * times for times in range(1, 200) for tail in "xyzwvu~")
        shortest = [prefix, *(text for text in candidates if self._allowed(text))]
        longer = [p for p in self.prefixes if p != prefix and p.startswith(prefix)]
        for text in shortest:
            if (
                self._allowed(text)
                and text not in self._numbers
                and not text.startswith(tuple(longer))
            ):
                return text
        return f"{prefix}…"

    def _prefix(self, prefix: str, inner: list[str], apart: list[str]) -> str:
        if not inner and not apart:
            return f"starts_with {quoted(prefix)}" if prefix else "is not null"
        if not prefix and not inner:
            texts = ", ".join(quoted(text) for text in apart)
            return f"!= {texts}" if len(apart) == 1 else f"not in ({texts})"
        parts = [f"{self.name} starts_with {quoted(prefix)}"] if prefix else []
        parts += [f"not ({self.name} starts_with {quoted(text)})" for text in inner]
        apart = [text for text in apart if not text.startswith(tuple(inner))]
        if apart:
            parts.append(f"{self.name} not in ({', '.join(quoted(text) for text in apart)})")
        return f"({' and '.join(parts)})"

    def _allowed(self, text: str) -> bool:
        return len(text) >= self.least and (self.most is None or len(text) <= self.most)

    def _has_others(self, prefix: str) -> bool:
        """Tell whether texts start with a prefix besides those that cells name."""
        if self.most is None or len(prefix) < self.most:
            return True
        return self._allowed(prefix) and prefix not in self._numbers


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


def _texts(cell: r.Cell) -> list[str] | None:
    """Return the texts that a condition names; None where it is about more than texts."""
    options: tuple[e.Expression, ...]
    match cell:
        case r.CompareCell() if cell.operator in ("==", "!="):
            options = (cell.value,)
        case r.InCell():
            options = cell.options
        case _:
            return None
    texts = [option.value for option in options if isinstance(option, e.Text)]
    return texts if len(texts) == len(options) else None


def literal(node: e.Expression) -> object:
    """Return a literal's value; a minus sign belongs to its number."""
    if isinstance(node, e.Unary) and node.operator == "-" and isinstance(node.operand, e.Number):
        return -node.operand.value
    return node.value if isinstance(node, e.Number | e.Text | e.Boolean) else None


def _listed(texts: list[str]) -> str:
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
