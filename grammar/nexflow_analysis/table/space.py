"""A table's conditions as boxes, and what some of them leave of another.

A box is a set of values per dimension; sets of rows are integers, bit n for row n. All answers are
exact; a budget of steps, not a clock, ends what would take too long, so that one text always gets
one answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from nexflow_analysis.table.budget import Budget
from nexflow_analysis.table.values import bits, runs

Box = tuple[int, ...]
#: How many rows a search looks at to decide where to split a box.
_SAMPLE = 12


class Dimension:
    """The cells of one column. sets: the values of each row's cell; size: of atoms, null included.

    Two binary trees over the atoms hold, at each node, the rows that have one of its atoms and
    those that have all of them: so a run of atoms is answered from a few nodes.
    """

    def __init__(self, sets: Sequence[int], size: int) -> None:
        self.sets = sets
        self.size = size
        self.all = (1 << size) - 1
        self._edges = [tuple(edge for run in runs(values) for edge in run) for values in sets]
        changes, starts, ends = [0] * (size + 1), [0] * (size + 1), [0] * (size + 1)
        for row, edges in enumerate(self._edges):
            for edge in edges:
                changes[edge] |= 1 << row
            if edges:
                starts[edges[0]] |= 1 << row
                ends[edges[-1]] |= 1 << row
        #: Rows whose set starts before an atom; rows whose set ends after it.
        self.starting = [0] * (size + 1)
        self.ending = [0] * (size + 1)
        some = [0] * (2 * size)
        having = 0
        for atom in range(size):
            having ^= changes[atom]
            some[size + atom] = having
            self.starting[atom + 1] = self.starting[atom] | starts[atom]
            self.ending[size - atom - 1] = self.ending[size - atom] | ends[size - atom]
        every = list(some)
        for node in range(size - 1, 0, -1):
            some[node] = some[2 * node] | some[2 * node + 1]
            every[node] = every[2 * node] & every[2 * node + 1]
        self._some, self._every = some, every
        self._touching: dict[int, int] = {}
        self._covering: dict[int, int] = {}

    def touching(self, values: int) -> int:
        """Return the rows that share a value with a set."""
        found = self._touching.get(values)
        if found is None:
            found = 0
            for node in self._nodes(values):
                found |= self._some[node]
            self._touching[values] = found
        return found

    def covering(self, values: int) -> int:
        """Return the rows that have all values of a set."""
        found = self._covering.get(values)
        if found is None:
            found = -1
            for node in self._nodes(values):
                found &= self._every[node]
            self._covering[values] = found
        return found

    def edges(self, row: int) -> tuple[int, ...]:
        """Return the atoms at which a row's set starts or ends."""
        return self._edges[row]

    def _nodes(self, values: int) -> Iterator[int]:
        """Yield the nodes of the trees that make up a set."""
        for first, last in runs(values):
            low, high = first + self.size, last + self.size
            while low < high:
                if low & 1:
                    yield low
                    low += 1
                if high & 1:
                    high -= 1
                    yield high
                low >>= 1
                high >>= 1


class Space(Struct):
    """The boxes of a table's rows, and the budget for questions about them."""

    dimensions: tuple[Dimension, ...]
    budget: Budget
    #: The rows that the last proof of coverage used.
    used: int = 0

    @property
    def everything(self) -> Box:
        """The box of all inputs."""
        return tuple(dimension.all for dimension in self.dimensions)

    def box(self, row: int) -> Box:
        """Return a row's box."""
        return tuple(dimension.sets[row] for dimension in self.dimensions)

    def touching(self, box: Box, rows: int) -> int:
        """Return those of some rows that share an input with a box."""
        for dimension, values in zip(self.dimensions, box, strict=True):
            rows &= dimension.touching(values)
            if not rows:
                return 0
        return rows

    def is_covered(self, box: Box, rows: int) -> bool:
        """Tell whether every input of a box meets one of some rows; `used` then has such rows."""
        self.used = 0
        return next(self.uncovered(box, rows), None) is None

    def uncovered(self, box: Box, rows: int, known: Sequence[Box] = ()) -> Iterator[Box]:
        """Yield disjoint boxes that make up what some rows leave of a box.

        known: boxes already found, to be passed over; it may grow meanwhile.
        """
        waiting = [(box, rows)]
        while waiting:
            box, rows = waiting.pop()
            if not all(box) or any(is_within(box, other) for other in known):
                continue
            rows = self.touching(box, rows)
            if not rows:
                yield box
                continue
            self.budget.spend(len(box))
            partial = [
                rows & ~dimension.covering(values)
                for dimension, values in zip(self.dimensions, box, strict=True)
            ]
            once = twice = 0
            for some in partial:
                twice |= once & some
                once |= some
            if rows & ~once:
                self._use(rows & ~once)
            elif once & ~twice:
                waiting.append((self._without(box, partial, once & ~twice), rows))
            else:
                waiting.extend((half, rows) for half in self._split(box, partial, rows))

    def widened(self, box: Sequence[int], rows: int) -> Box:
        """Return a largest box around one that meets none of some rows, which meets none either."""
        values = list(box)
        for number, dimension in enumerate(self.dimensions):
            others = rows
            for other, some in zip(self.dimensions, values, strict=True):
                if other is not dimension:
                    others &= other.touching(some)
            taken = 0
            for row in bits(others) if others else ():
                taken |= dimension.sets[row]
            values[number] = dimension.all & ~taken
        return tuple(values)

    def _use(self, rows: int) -> None:
        """Note a row that covers a box, if possible one that is noted already."""
        if not rows & self.used:
            self.used |= rows & -rows

    def _without(self, box: Box, partial: list[int], rows: int) -> Box:
        """Cut off what rows take that cover a box in all dimensions but one."""
        values = list(box)
        for number, dimension in enumerate(self.dimensions):
            some = partial[number] & rows
            for row in bits(some) if some else ():
                if values[number] & dimension.sets[row]:
                    values[number] &= ~dimension.sets[row]
                    self.used |= 1 << row
        return tuple(values)

    def _split(self, box: Box, partial: list[int], rows: int) -> tuple[Box, Box]:
        """Cut a box in two where the fewest rows lie on both sides; the emptier one comes last."""
        best: tuple[int, int] | None = None
        place = (0, 0)
        tried = 0
        for number, dimension in enumerate(self.dimensions):
            if not partial[number]:
                continue
            low = (box[number] & -box[number]).bit_length() - 1
            high = box[number].bit_length()
            starting, ending = dimension.starting, dimension.ending
            edges = {edge for row in _sample(partial[number]) for edge in dimension.edges(row)}
            for edge in sorted(edges):
                if low < edge < high:
                    left = (rows & starting[edge]).bit_count()
                    right = (rows & ending[edge]).bit_count()
                    tried += 1
                    score = (max(left, right), left + right)
                    if best is None or score < best:
                        best, place = score, (number, edge)
        self.budget.spend(tried)
        number, edge = place
        below = box[number] & ((1 << edge) - 1)
        halves = [
            (*box[:number], values, *box[number + 1 :]) for values in (below, box[number] & ~below)
        ]
        dimension = self.dimensions[number]
        first, second = sorted(
            halves, key=lambda half: -(rows & dimension.touching(half[number])).bit_count()
        )
        return first, second


def is_within(box: Sequence[int], other: Sequence[int]) -> bool:
    """Tell whether a box lies in another."""
    return not any(values & ~more for values, more in zip(box, other, strict=True))


def _sample(rows: int) -> list[int]:
    """Return some rows, spread evenly over a set, always the same."""
    text = f"{rows:b}"[::-1]
    stride = max(1, len(text) // _SAMPLE)
    found: list[int] = []
    place = text.find("1")
    while place >= 0 and len(found) < _SAMPLE:
        found.append(place)
        place = text.find("1", place + stride)
    return found
