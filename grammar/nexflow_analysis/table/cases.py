"""Inputs that test a table: every row is reached, and every condition is seen both ways.

For each condition of each row there are two inputs that differ in that condition's column only, of
which one reaches the row and the other does not match it: modified condition/decision coverage. An
input is a point here: one atom per condition column.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct

from nexflow_analysis.table.budget import Budget
from nexflow_analysis.table.model import TableModel
from nexflow_analysis.table.space import Dimension, Space
from nexflow_analysis.table.values import bits

Point = tuple[int, ...]
"""The number of an atom per condition column."""
Obligation = tuple[int, int]
"""A row and a condition column of it that must be seen false; -1: the row must be reached."""
_REACHED = -1


class Cases(Struct, frozen=True):
    """Points, with the obligations that each helps to meet, and the obligations that none meets.

    Rows are numbered as they are asked.
    """

    points: tuple[Point, ...]
    covers: dict[Point, tuple[Obligation, ...]]
    open: tuple[Obligation, ...]


def space_of(model: TableModel, steps: int) -> Space:
    """Return the boxes of a table's rows."""
    dimensions = tuple(
        Dimension(column.sets, column.domain.size + column.domain.nullable)
        for column in model.columns
    )
    return Space(dimensions, Budget(steps))


def cases_of(model: TableModel, steps: int) -> Cases:
    """Choose few points that cover a table. Raises BudgetExceededError beyond the steps."""
    space = space_of(model, steps)
    chosen: dict[Point, int] = {}  # with the row that each reaches, -1 for none
    missing: list[Obligation] = []
    reached: set[int] = set()
    for row in range(len(model.rows)):
        point = _point_of(row, model, space, chosen)
        if point is None:
            missing.append((row, _REACHED))
            continue
        chosen[point] = row
        reached.add(row)
        for column in range(len(model.columns)):
            outside = space.dimensions[column].all & ~model.columns[column].sets[row]
            if outside:
                other = _other(point, column, outside, model, space, chosen, reached)
                chosen[other] = row_reached(other, model, space)
                reached.add(chosen[other])
    supports = _supports(model, space, chosen)
    points = _pruned(list(chosen), supports)
    return Cases(tuple(points), _covers(points, supports), tuple(missing))


def row_reached(point: Point, model: TableModel, space: Space) -> int:
    """Return the first row that matches a point, -1 for none."""
    rows = space.touching(tuple(1 << atom for atom in point), model.every)
    return next(bits(rows)) if rows else -1


def _point_of(row: int, model: TableModel, space: Space, chosen: dict[Point, int]) -> Point | None:
    """Return a point that reaches a row and no row before it, if possible one chosen already."""
    if not model.exact >> row & 1:
        return None
    for point, other in chosen.items():
        if other == row:
            return point
    alone = model.hit_policy in ("first_match", "single_hit")
    before = (1 << row) - 1 if alone else 0
    if model.hit_policy == "single_hit":
        before = model.every & ~(1 << row)
    for box in space.uncovered(space.box(row), before):
        return tuple(next(bits(values)) for values in box)
    return None


def _other(
    point: Point, column: int, outside: int, model: TableModel, space: Space,
    chosen: dict[Point, int], reached: set[int],
) -> Point:  # fmt: skip
    """Return a point that differs in one column only, outside of the row's cell there.

    One that is chosen already is best, then one that reaches a row for the first time, then the
    nearest: mistakes live at boundaries.
    """
    near = list(_nearest(point[column], outside))
    points = [(*point[:column], atom, *point[column + 1 :]) for atom in near]
    for other in points:
        if other in chosen:
            return other
    for other in points:
        row = row_reached(other, model, space)
        if row >= 0 and row not in reached:
            return other
    return points[0]


def _nearest(atom: int, outside: int) -> Iterator[int]:
    """Yield the next atoms above and below one, and the last, which is null where null may be."""
    above, below = outside >> (atom + 1), outside & ((1 << atom) - 1)
    if above:
        yield atom + 1 + next(bits(above))
    if below:
        yield below.bit_length() - 1
    yield outside.bit_length() - 1


def _supports(
    model: TableModel, space: Space, chosen: dict[Point, int]
) -> dict[Obligation, list[tuple[Point, ...]]]:
    """Return the points, or pairs of points, that meet each obligation."""
    neighbours: dict[tuple[int, Point], list[Point]] = defaultdict(list)
    for point in chosen:
        for column in range(len(point)):
            neighbours[column, (*point[:column], *point[column + 1 :])].append(point)
    found: dict[Obligation, list[tuple[Point, ...]]] = defaultdict(list)
    for point, row in chosen.items():
        if row < 0 or not model.exact >> row & 1:
            continue
        found[row, _REACHED].append((point,))
        for column, values in enumerate(space.box(row)):
            for other in neighbours[column, (*point[:column], *point[column + 1 :])]:
                if not values >> other[column] & 1:
                    found[row, column].append((point, other))
    return found


def _pruned(
    points: list[Point], supports: dict[Obligation, list[tuple[Point, ...]]]
) -> list[Point]:
    """Leave out every point without which all obligations are still met."""
    helps: dict[Point, set[Obligation]] = defaultdict(set)
    for obligation, groups in supports.items():
        for group in groups:
            for point in group:
                helps[point].add(obligation)
    gone: set[Point] = set()
    for point in reversed(points):
        if all(
            any(point not in group and gone.isdisjoint(group) for group in supports[obligation])
            for obligation in helps[point]
        ):
            gone.add(point)
    return [point for point in points if point not in gone]


def _covers(
    points: list[Point], supports: dict[Obligation, list[tuple[Point, ...]]]
) -> dict[Point, tuple[Obligation, ...]]:
    kept = set(points)
    found: dict[Point, list[Obligation]] = {point: [] for point in points}
    for obligation, groups in supports.items():
        for group in groups:
            if kept.issuperset(group):
                found[group[-1]].append(obligation)
    return {point: tuple(sorted(set(met))) for point, met in found.items()}
