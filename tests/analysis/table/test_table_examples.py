"""Cases, plans and orders of random tables agree with the reference evaluation."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from test_table_brute_force import INPUTS, hits, points, tables, values_of, written
from written_tables import STEPS, Written, table_of

from nexflow_analysis.evaluation.decisions import matching_rows
from nexflow_analysis.evaluation.values import Value
from nexflow_analysis.table.cases import Point, cases_of
from nexflow_analysis.table.frequency import by_frequency, rows_asked
from nexflow_analysis.table.strategy import Plan, Strategy, plan_of
from nexflow_analysis.table.values import OrderedDomain


def record_of(table: Written, point: Point) -> dict[str, Value]:
    columns = table.model.columns
    return {
        column.text: column.domain.example(1 << atom)[0]
        for column, atom in zip(columns, point, strict=True)
    }


@given(tables())
@settings(max_examples=80, deadline=None)
def test_cases_reach_every_row_and_see_every_condition_both_ways(
    drawn: tuple[list[str], list[list[str]]],
) -> None:
    names, rows = drawn
    table = written(names, rows, "first_match")
    cases = cases_of(table.model, STEPS)
    found = {point: matching_rows(table.table, record_of(table, point)) for point in cases.points}
    reached = {matching[0] for matching in found.values() if matching}
    expected = {matching[0] for matching in hits(table, names).values() if matching}
    assert reached == expected
    assert {row for row, column in cases.open if column < 0} == set(range(len(rows))) - expected
    for row in expected:
        for number, column in enumerate(table.model.columns):
            if column.sets[row] == column.domain.all:
                continue
            assert any(
                matching[:1] == [row] and row not in other and _differ(one, two) == [number]
                for one, matching in found.items()
                for two, other in found.items()
            )


def _differ(one: Point, two: Point) -> list[int]:
    return [number for number, (a, b) in enumerate(zip(one, two, strict=True)) if a != b]


@given(tables())
@settings(max_examples=80, deadline=None)
def test_no_case_can_be_left_out(drawn: tuple[list[str], list[list[str]]]) -> None:
    names, rows = drawn
    cases = cases_of(written(names, rows, "first_match").model, STEPS)
    assert all(cases.covers[point] for point in cases.points)


def looked_up(plan: Plan, table: Written, values: Sequence[Value]) -> int:
    """Find a row as the generated code does."""
    if plan.strategy is Strategy.HASH:
        return dict(plan.keys).get(tuple(values), plan.otherwise)
    [value], [column] = values, table.model.columns
    if value is None:
        return plan.null
    assert isinstance(column.domain, OrderedDomain)
    point = Decimal(value.toordinal()) if isinstance(value, date) else value
    assert isinstance(point, Decimal | int)
    atom = bisect_right(column.domain.cuts, (Decimal(point), 0)) - 1
    return [row for start, row in plan.starts if start <= atom][-1]


@given(st.sampled_from(["number", "day", "kind", "code", "flag", "share"]), st.data())
@settings(max_examples=150, deadline=None)
def test_a_plan_finds_the_row_that_the_table_means(name: str, data: st.DataObject) -> None:
    cells = st.sampled_from(INPUTS[name][1])
    rows = [[data.draw(cells), f'"{n}"'] for n in range(data.draw(st.integers(8, 12)))]
    table = table_of(f"{name}: {INPUTS[name][0]}", rows)
    plan = plan_of(table.model)
    if plan.strategy is Strategy.CHAIN:
        return
    for value in values_of(name):
        matching = matching_rows(table.table, {name: value})
        expected = matching[0] if matching else -1
        assert looked_up(plan, table, [value]) == expected


@given(tables(), st.data())
@settings(max_examples=80, deadline=None)
def test_another_order_decides_the_same(
    drawn: tuple[list[str], list[list[str]]], data: st.DataObject
) -> None:
    names, rows = drawn
    table = written(names, rows, "first_match")
    counts = [data.draw(st.integers(0, 9)) for _ in rows]
    order = by_frequency(table.model, counts)
    assert sorted(order) == list(range(len(rows)))
    moved = written(names, [rows[row] for row in order], "first_match")
    before, after = hits(table, names), hits(moved, names)
    for point in points(names):
        old = rows[before[point][0]][-1] if before[point] else None
        new = rows[order[after[point][0]]][-1] if after[point] else None
        assert old == new
    if all(a >= b for a, b in pairwise(counts)):
        assert rows_asked(order, counts, 0) <= rows_asked(range(len(rows)), counts, 0)
