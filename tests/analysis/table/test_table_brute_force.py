"""For random tables over small domains, the analysis agrees with asking every input."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from itertools import combinations, product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from written_tables import Written, table_of

from nexflow_analysis.evaluation.decisions import matching_rows
from nexflow_analysis.evaluation.values import Value
from nexflow_analysis.table.analysis import Proof

Point = tuple[Value, ...]
#: The inputs, their conditions, and values among which is one of each kind that cells tell apart.
INPUTS: dict[str, tuple[str, list[str], list[Value]]] = {
    "number": (
        "integer [range: 0..4]",
        ["*", "< 2", "<= 2", "> 3", ">= 3", "1 to 3", "2", "!= 2", "in (0, 4)", "not in (1, 2)", "> 4"],
        [0, 1, 2, 3, 4],
    ),
    "share": (
        "decimal nullable",
        ["*", "< 1", "<= 1", "> 1", ">= 1", "1 to 2", "> 2", "!= 1", "1", "is null", "is not null",
         "(share > 1 and share < 2)", "(not (share between 1 and 2))", "(share is null or share > 2)"],
        [None, Decimal("0.5"), Decimal(1), Decimal("1.5"), Decimal(2), Decimal("2.5")],
    ),
    "flag": ("boolean", ["*", "true", "false", "!= true"], [True, False]),
    "kind": (
        "string [values: a, b, c] nullable",
        ["*", '"a"', 'in ("a", "c")', 'not in ("b")', '!= "c"', "is null", 'contains "b"', '"d"'],
        [None, "a", "b", "c"],
    ),
    "code": (
        "string",
        ["*", '"x"', 'in ("x", "xab", "y")', 'starts_with "x"', 'starts_with "xa"', '!= "y"',
         'not in ("x", "xab")', "-"],
        ["x", "xab", "y", "xb", "xac", "z"],
    ),
    "day": (
        "date",
        ["*", '< "2024-02-01"', '>= "2024-02-01"', '<= "2024-01-31"', '"2024-01-30" to "2024-02-01"'],
        [],
    ),
}  # fmt: skip
DAYS = [f"2024-01-{day}" for day in (29, 30, 31)] + [f"2024-02-0{day}" for day in (1, 2)]
#: A condition about two columns: the analysis does not know it, the evaluation does.
UNKNOWN = "(number > 2 or flag)"
RESULTS = ['"one"', '"two"', "-"]


def values_of(name: str) -> list[Value]:
    return [date.fromisoformat(day) for day in DAYS] if name == "day" else INPUTS[name][2]


@st.composite
def tables(draw: st.DrawFn, *, unknown: bool = False) -> tuple[list[str], list[list[str]]]:
    """Draw the inputs and the rows of a table."""
    names = draw(st.lists(st.sampled_from(sorted(INPUTS)), min_size=1, max_size=4, unique=True))
    if unknown:
        names = list(dict.fromkeys(["number", "flag", *names]))[:4]
    cells = [st.sampled_from(INPUTS[name][1] + [UNKNOWN] * unknown) for name in names]
    row = st.tuples(*cells, st.sampled_from(RESULTS)).map(list)
    return names, draw(st.lists(row, min_size=1, max_size=8))


def written(names: list[str], rows: list[list[str]], policy: str) -> Written:
    return table_of("; ".join(f"{name}: {INPUTS[name][0]}" for name in names), rows, policy)


def points(names: list[str]) -> list[Point]:
    return list(product(*(values_of(name) for name in names)))


def hits(table: Written, names: list[str]) -> dict[Point, list[int]]:
    """Return the rows that match each input."""
    return {
        point: matching_rows(table.table, dict(zip(names, point, strict=True)))
        for point in points(names)
    }


def gap_points(table: Written, names: list[str]) -> set[Point]:
    """Return the inputs that the gaps found would match if they were rows, as they are printed."""
    rows = [[*gap.cells, "-"] for gap in table.proof().gaps]
    if not rows:
        return set()
    added = written(names, rows, "first_match")
    return {point for point, found in hits(added, names).items() if found}


@given(tables())
@settings(max_examples=80, deadline=None)
def test_gaps_are_the_inputs_that_match_no_row(drawn: tuple[list[str], list[list[str]]]) -> None:
    names, rows = drawn
    table = written(names, rows, "first_match")
    missing = {point for point, found in hits(table, names).items() if not found}
    proof = table.proof()
    said = gap_points(table, names)
    assert said <= missing if proof.more_gaps else said == missing
    assert proof.complete == (not missing)


@given(tables())
@settings(max_examples=80, deadline=None)
def test_overlaps_are_the_pairs_that_match_one_input(
    drawn: tuple[list[str], list[list[str]]],
) -> None:
    names, rows = drawn
    table = written(names, rows, "single_hit")
    proof = table.proof()
    together = {pair for found in hits(table, names).values() for pair in combinations(found, 2)}
    repeated = {covered.row for covered in proof.duplicates}
    expected = {(a, b) for a, b in together if not {a, b} & repeated}
    assert {(other, o.row) for o in proof.overlaps for other in o.others} == expected
    assert proof.disjoint == (not together and len(rows) - len(_never(proof)) > 1)
    for overlap in proof.overlaps:
        example = [found[0] if found else None for found in overlap.example]
        record = {
            name: points([name])[-1][0] if found is None else value
            for name, found, value in zip(names, overlap.example, example, strict=True)
        }
        assert {overlap.row, overlap.others[0]} <= set(matching_rows(table.table, record))


@given(tables())
@settings(max_examples=80, deadline=None)
def test_unreachable_and_redundant_rows_are_those_without_which_all_stays(
    drawn: tuple[list[str], list[list[str]]],
) -> None:
    names, rows = drawn
    table = written(names, rows, "first_match")
    asked = hits(table, names).values()
    proof = table.proof()
    never = set(range(len(rows))) - {found[0] for found in asked if found}
    covered = {one.row for one in (*proof.unreachable, *proof.duplicates)}
    assert covered | _never(proof) == never
    for one in proof.unreachable:
        assert all(set(found) & set(one.by) for found in asked if one.row in found)
    idle: set[int] = set()
    for row in sorted(set(range(len(rows))) - never):
        alive = [[one for one in found if one not in never | idle] for found in asked]
        if _is_idle(row, rows, alive):
            idle.add(row)
    assert {one.row for one in proof.redundant} == idle


def _never(proof: Proof) -> set[int]:
    return {one.row for one in proof.contradictions}


def _is_idle(row: int, rows: list[list[str]], asked: Collection[list[int]]) -> bool:
    """Tell whether the same results come from the next row wherever a row decides."""
    deciding = [found for found in asked if found and found[0] == row]
    return all(len(found) > 1 and rows[found[1]][-1] == rows[row][-1] for found in deciding)


@given(tables(unknown=True))
@settings(max_examples=80, deadline=None)
def test_what_is_not_known_is_not_claimed(drawn: tuple[list[str], list[list[str]]]) -> None:
    names, rows = drawn
    table = written(names, rows, "first_match")
    asked = hits(table, names)
    assert gap_points(table, names) <= {point for point, found in asked.items() if not found}
    proof = table.proof()
    if proof.complete:
        assert all(asked.values())
    reached = {found[0] for found in asked.values() if found}
    assert not reached & {one.row for one in (*proof.unreachable, *proof.duplicates)}
    gone = {one.row for one in (*proof.unreachable, *proof.redundant, *proof.duplicates)}
    for point, found in asked.items():
        left = [row for row in found if row not in gone]
        assert _decision(left, rows) == _decision(found, rows), point
    single = written(names, rows, "single_hit")
    together = {pair for found in asked.values() for pair in combinations(found, 2)}
    for overlap in single.proof().overlaps:
        assert {(other, overlap.row) for other in overlap.others} <= together


@given(tables(), st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_the_order_of_rows_means_nothing_to_single_hit(
    drawn: tuple[list[str], list[list[str]]], random: Random
) -> None:
    names, rows = drawn
    shuffled = list(rows)
    random.shuffle(shuffled)
    verdicts = []
    for order in (rows, shuffled):
        table = written(names, order, "single_hit")
        proof = table.proof()
        overlapping = bool(proof.overlaps or proof.duplicates)
        said = set() if proof.more_gaps else gap_points(table, names)
        verdicts.append((overlapping, proof.complete, proof.more_gaps, said))
    assert verdicts[0] == verdicts[1]


@given(tables())
@settings(max_examples=80, deadline=None)
def test_a_merge_changes_no_decision(drawn: tuple[list[str], list[list[str]]]) -> None:
    names, rows = drawn
    table = written(names, rows, "first_match")
    for merge in table.proof().merges:
        joined = [list(row) for row in rows]
        joined[merge.row][merge.column] = merge.cell
        del joined[merge.following]
        after = written(names, joined, "first_match")
        asked = hits(table, names)
        for point, found in hits(after, names).items():
            assert _decision(found, joined) == _decision(asked[point], rows)


def _decision(found: list[int], rows: list[list[str]]) -> str | None:
    return rows[found[0]][-1] if found else None


@given(tables(), st.data())
@settings(max_examples=80, deadline=None)
def test_splitting_an_interval_changes_no_finding_but_the_merge_hint(
    drawn: tuple[list[str], list[list[str]]], data: st.DataObject
) -> None:
    names, rows = drawn
    wide = [
        row
        for row in range(len(rows))
        if "number" in names and rows[row][names.index("number")] == "*"
    ]
    if not wide:
        return
    row = data.draw(st.sampled_from(wide))
    split = [list(one) for one in rows]
    split.insert(row, list(rows[row]))
    split[row][names.index("number")] = "<= 2"
    split[row + 1][names.index("number")] = ">= 3"
    before = written(names, rows, "first_match").proof()
    after = written(names, split, "first_match").proof()
    assert before.complete == after.complete
    if not before.more_gaps:
        assert [gap.cells for gap in before.gaps] == [gap.cells for gap in after.gaps]
    dead = {one.row for one in before.unreachable} | {one.row for one in before.redundant}
    if not before.duplicates and row not in dead:
        halves = {one.row for one in (*after.unreachable, *after.redundant, *after.duplicates)}
        assert not {row, row + 1} <= halves
