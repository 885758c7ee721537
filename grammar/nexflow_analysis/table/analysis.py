"""What is proven of a table: gaps, overlaps, rows that never decide, and rows that could be fewer.

Two kinds of claims need two kinds of care. "These rows cover that" holds whatever an unknown cell
means if only rows with known cells do the covering. "This input matches no row" and "these rows
share an input" need such an input to exist: there, a row with an unknown cell may match, and
columns whose values depend on others are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice, product

from msgspec import Struct, field

from nexflow_analysis.evaluation.values import Value
from nexflow_analysis.table.budget import Budget, BudgetExceededError
from nexflow_analysis.table.model import TableModel
from nexflow_analysis.table.space import Box, Dimension, Space, is_within
from nexflow_analysis.table.values import bits

#: As many rows as a message about a gap lists at most.
MOST_GAPS = 20
#: Rows that are named as covering another are reduced to as few as are needed, if not too many.
_MOST_NAMED = 12
#: More largest boxes than these are not looked for.
_MOST_LARGEST = 400


class Gap(Struct, frozen=True):
    """Inputs that match no row. cells: the row that they would need, per condition column."""

    box: Box
    cells: tuple[str, ...]


class Overlap(Struct, frozen=True):
    """A row of a `single_hit` table that matches what rows before it match.

    example: an input that it shares with the first of them, per column; None for any value.
    """

    row: int
    others: tuple[int, ...]
    example: tuple[tuple[Value, str] | None, ...]


class Covered(Struct, frozen=True):
    """A row for which others decide. by: those rows."""

    row: int
    by: tuple[int, ...]


class Contradiction(Struct, frozen=True):
    """A cell that no value of its column meets. column: among the condition columns."""

    row: int
    column: int


class Merge(Struct, frozen=True):
    """Two rows, asked one after the other, that one row can say with another cell in a column."""

    row: int
    following: int
    column: int
    cell: str


class Proof(Struct):
    """What was found. Rows are numbered as they are asked.

    more_gaps: whether there are gaps that are not listed. disjoint: whether no two rows can match one
    input; complete: whether every input certainly matches a row. unproven: what the budget left
    open: "gaps", "unreachable" or "redundant".
    """

    gaps: tuple[Gap, ...] = ()
    more_gaps: bool = False
    overlaps: list[Overlap] = field(default_factory=list)
    unreachable: list[Covered] = field(default_factory=list)
    redundant: list[Covered] = field(default_factory=list)
    duplicates: list[Covered] = field(default_factory=list)
    contradictions: list[Contradiction] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    disjoint: bool = False
    complete: bool = False
    unproven: tuple[str, ...] = ()


def prove(model: TableModel, budget: Budget) -> Proof:
    """Find what can be proven of a table within a budget."""
    return _Prover(model, budget).run()


class _Prover:
    """One analysis of one table."""

    def __init__(self, model: TableModel, budget: Budget) -> None:
        self.model = model
        self.proof = Proof()
        dimensions = tuple(
            Dimension(column.sets, column.domain.size + column.domain.nullable)
            for column in model.columns
        )
        # Each half of the work has its own budget: a hard proof of one leaves the other alone.
        self.space = Space(dimensions, budget.half())
        self.free = [number for number, column in enumerate(model.columns) if column.free]
        self.open = Space(tuple(dimensions[number] for number in self.free), budget.half())
        self.exact = model.exact
        self.possible = model.every  # the rows that match anything at all
        self.silent = 0  # rows of which enough has been said
        self.dead = 0  # rows that never decide, and so are not named as those that do

    def run(self) -> Proof:
        """Ask all questions, the cheap ones first."""
        self._contradictions()
        self._duplicates()
        self._overlaps()
        for name, question in (
            ("gaps", self._gaps), ("unreachable", self._unreachable), ("redundant", self._redundant),
        ):  # fmt: skip
            try:
                question()
            except BudgetExceededError:
                self.proof.unproven += (name,)
        self._merges()
        return self.proof

    def _contradictions(self) -> None:
        for number, column in enumerate(self.model.columns):
            for row, values in enumerate(column.sets):
                if not values:
                    self.proof.contradictions.append(Contradiction(row, number))
                    self.possible &= ~(1 << row)
        self.silent |= self.model.every & ~self.possible

    def _duplicates(self) -> None:
        """Find rows whose conditions and results are those of a row before them."""
        first: dict[object, int] = {}
        for row in bits(self.possible):
            results = self.model.results[row]
            same = self.space.box(row) if self.exact >> row & 1 else self.model.conditions[row]
            if results is None or any("(" in text for text in same if isinstance(text, str)):
                continue  # a call may answer otherwise when it is asked again
            before = first.setdefault((same, results), row)
            if before != row:
                self.proof.duplicates.append(Covered(row, (before,)))
                self.silent |= 1 << row
                self.dead |= 1 << row

    def _overlaps(self) -> None:
        """Find rows that share an input, with an example of one."""
        firm = self.exact & self.possible
        for number, column in enumerate(self.model.columns):
            if number not in self.free:
                dimension = self.space.dimensions[number]
                firm &= sum(
                    1 << r for r, values in enumerate(column.sets) if values == dimension.all
                )
        disjoint = self.possible.bit_count() > 1
        for row in bits(self.possible):
            box, before = self.space.box(row), (1 << row) - 1
            if self.space.touching(box, self.possible & before):
                disjoint = False
            others = self.space.touching(box, firm & before & ~self.silent)
            if others and firm >> row & 1 and not self.silent >> row & 1 and self._is_single:
                names = tuple(bits(others))
                self.proof.overlaps.append(Overlap(row, names, self._example(row, names[0])))
        self.proof.disjoint = disjoint

    @property
    def _is_single(self) -> bool:
        return self.model.hit_policy == "single_hit"

    def _example(self, row: int, other: int) -> tuple[tuple[Value, str] | None, ...]:
        """Return an input that two rows share; None for a column about which both say nothing."""
        found: list[tuple[Value, str] | None] = []
        for column, one, two in zip(
            self.model.columns, self.space.box(row), self.space.box(other), strict=True
        ):
            anything = one & two == column.domain.all
            found.append(None if anything else column.domain.example(one & two))
        return tuple(found)

    def _gaps(self) -> None:
        """Find the most general boxes of inputs that match no row."""
        boxes: list[Box] = []
        rows = self.possible
        budget = self.open.budget
        try:
            for box in self.open.uncovered(self.open.everything, rows, boxes):
                budget.spend(len(self.model.rows))
                boxes.append(self.open.widened(box, rows))
                if len(boxes) > MOST_GAPS:
                    self.proof.more_gaps = True
                    break
        finally:  # what was found before the budget ended is true
            gaps = self._most_general(boxes)
            self.proof.gaps = tuple(gaps[:MOST_GAPS])
            self.proof.more_gaps |= len(gaps) > MOST_GAPS
        if not boxes:
            plain = self.exact & rows == rows and len(self.free) == len(self.model.columns)
            covering = self.exact & rows
            self.proof.complete = plain or self.space.is_covered(self.space.everything, covering)

    def _most_general(self, boxes: list[Box]) -> list[Gap]:
        """Return boxes as rows, the most general first; none says only what others say."""
        most = MOST_GAPS + 1
        if len(boxes) < most:
            with suppress(BudgetExceededError):
                boxes = self._all_largest(boxes)
        gaps = [gap for box in boxes for gap in islice(self._as_rows(box), most)]
        gaps.sort(key=self._generality)
        dimensions = self.space.dimensions
        said = Space(
            tuple(
                Dimension([gap.box[number] for gap in gaps], dimension.size)
                for number, dimension in enumerate(dimensions)
            ),
            self.open.budget,
        )
        kept = (1 << len(gaps)) - 1
        for number in reversed(range(len(gaps))):
            others = kept & ~(1 << number)
            try:
                kept = others if said.is_covered(gaps[number].box, others) else kept
            except BudgetExceededError:
                break
        return [gaps[number] for number in bits(kept)]

    def _all_largest(self, boxes: list[Box]) -> list[Box]:
        """Return all largest boxes in the gaps, so that what is said depends on nothing else.

        Two boxes join to one that spans both in one dimension and is their intersection in the
        others; when no such box is new, all largest are found. If they are many, the given remain.
        """
        found = list(boxes)
        for one, two in _pairs(found):
            self.open.budget.spend(len(found))
            for number in range(len(one)):
                joined = [a & b for a, b in zip(one, two, strict=True)]
                joined[number] = one[number] | two[number]
                if all(joined) and not any(is_within(joined, other) for other in found):
                    found.append(self.open.widened(joined, self.possible))
            if len(found) > _MOST_LARGEST:
                return boxes
        return found

    def _generality(self, gap: Gap) -> tuple[int, list[tuple[int, int]], tuple[str, ...]]:
        """Return what orders gaps: fewest conditions first, then from low values to high ones."""
        box, everything = gap.box, self.space.everything
        limited = sum(values != whole for values, whole in zip(box, everything, strict=True))
        edges = [((values & -values).bit_length(), values.bit_length()) for values in box]
        return limited, edges, gap.cells

    def _as_rows(self, box: Box) -> Iterator[Gap]:
        """Yield a box of the free columns as rows of the table."""
        whole = list(self.space.everything)
        for number, values in zip(self.free, box, strict=True):
            whole[number] = values
        columns = zip(self.model.columns, whole, strict=True)
        for parts in product(*(column.domain.parts(values) for column, values in columns)):
            yield Gap(tuple(values for values, _ in parts), tuple(cell for _, cell in parts))

    def _unreachable(self) -> None:
        """Find rows that the rows before them leave nothing."""
        if self.model.hit_policy != "first_match":
            return
        covering = self.exact & self.possible
        for row in bits(self.possible & ~self.dead):
            box, before = self.space.box(row), (1 << row) - 1
            if self.space.is_covered(box, covering & before & ~self.dead):
                self.proof.unreachable.append(Covered(row, self._named(box)))
                self.dead |= 1 << row
                self.silent |= 1 << row

    def _redundant(self) -> None:
        """Find rows that decide as the rows after them would: those that do decide.

        A row that is not needed is out of the table for those after it: all may be removed at once.
        """
        if self.model.hit_policy != "first_match" or "unreachable" in self.proof.unproven:
            return
        covering = self.exact & self.possible & ~self.dead
        for row in bits(self.possible & ~self.dead):
            box, before = self.space.box(row), (1 << row) - 1
            if self._is_redundant(row, box, covering):
                self.proof.redundant.append(Covered(row, self._named(box, before)))
                self.silent |= 1 << row
                covering &= ~(1 << row)

    def _named(self, box: Box, unwanted: int = 0) -> tuple[int, ...]:
        """Return rows that cover a box, from those that the last proof used."""
        used = self.space.used
        names = list(bits(used))
        if len(names) <= _MOST_NAMED:
            for row in names:
                if self.space.is_covered(box, used & ~(1 << row)):
                    used &= ~(1 << row)
        return tuple(bits(used & ~unwanted))

    def _is_redundant(self, row: int, box: Box, covering: int) -> bool:
        """Tell whether all that a row decides is decided so by the rows after it, too."""
        results = self.model.results[row]
        later = self.possible & ~self.dead & -(2 << row)
        after = self.space.touching(box, later)
        if results is None or not any(self.model.results[n] == results for n in bits(after)):
            return False
        rest = covering & ~(1 << row)
        for other in bits(after):
            if self.model.results[other] == results:
                continue
            shared = tuple(a & b for a, b in zip(box, self.space.box(other), strict=True))
            if not self.space.is_covered(shared, rest & ((1 << other) - 1)):
                return False
        return self.space.is_covered(box, rest)

    def _merges(self) -> None:
        """Find neighbours with equal results that differ in one cell, which one cell could say.

        No row is in two pairs: what is merged may be merged again.
        """
        model = self.model
        for row in range(len(model.rows) - 1):
            pair = 3 << row
            results = model.results[row]
            if self.silent & pair or results is None or results != model.results[row + 1]:
                continue
            if model.rows[row + 1] != model.rows[row] + 1:
                continue
            differing = [n for n, column in enumerate(model.columns) if self._differs(n, row)]
            if len(differing) != 1 or model.columns[differing[0]].unknown & pair:
                continue
            column = model.columns[differing[0]]
            one, two = column.sets[row], column.sets[row + 1]
            if model.hit_policy != "first_match" and one & two:
                continue
            parts = column.domain.parts(one | two)
            if len(parts) == 1 and not parts[0][1].startswith("("):
                self.proof.merges.append(Merge(row, row + 1, differing[0], parts[0][1]))
                self.silent |= pair

    def _differs(self, number: int, row: int) -> bool:
        """Tell whether two neighbours differ in a column; unknown cells by what is written."""
        column, texts = self.model.columns[number], self.model.conditions
        if column.unknown & (3 << row):
            return texts[row][number] != texts[row + 1][number]
        return column.sets[row] != column.sets[row + 1]


def _pairs(boxes: list[Box]) -> Iterator[tuple[Box, Box]]:
    """Yield all pairs of a list that may grow meanwhile."""
    for number, box in enumerate(boxes):
        for other in boxes[:number]:
            yield box, other
