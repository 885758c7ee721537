"""The order of a table's rows in which the fewest are asked, as measured on sample records."""

from __future__ import annotations

import heapq
from collections.abc import Sequence

from nexflow_analysis.table.cases import space_of
from nexflow_analysis.table.model import TableModel
from nexflow_analysis.table.values import bits


def by_frequency(model: TableModel, hits: Sequence[int]) -> list[int]:
    """Order rows by how often each is hit, wherever their order means nothing.

    hits: per row, as the rows are asked. Two rows that may match one input stay in their order,
    unless they are known to have the same results.
    """
    space = space_of(model, 0)
    waits: list[int] = []
    frees: list[list[int]] = [[] for _ in model.rows]
    for row in range(len(model.rows)):
        before = [
            other
            for other in bits(space.touching(space.box(row), (1 << row) - 1))
            if model.results[row] is None or model.results[row] != model.results[other]
        ]
        waits.append(len(before))
        for other in before:
            frees[other].append(row)
    ready = [(-hits[row], row) for row, count in enumerate(waits) if not count]
    heapq.heapify(ready)
    order: list[int] = []
    while ready:
        _, row = heapq.heappop(ready)
        order.append(row)
        for other in frees[row]:
            waits[other] -= 1
            if not waits[other]:
                heapq.heappush(ready, (-hits[other], other))
    return order


def rows_asked(order: Sequence[int], hits: Sequence[int], missed: int) -> int:
    """Return how many rows are asked in all for a sample. missed: the records that no row matched."""
    asked = sum((place + 1) * hits[row] for place, row in enumerate(order))
    return asked + missed * len(order)
