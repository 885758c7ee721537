"""What is proven of tables that are easy to check by hand."""

from __future__ import annotations

from itertools import combinations

import pytest
from written_tables import STEPS, read, table_of, write

from nexflow_analysis.checks.table_proof import check_table_proof
from nexflow_analysis.declare import declare
from nexflow_analysis.diagnostics import Diagnostic
from nexflow_analysis.evaluation.decisions import SecondMatchError, decide
from nexflow_analysis.index import Declared, Index
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.report import Reporter
from nexflow_analysis.table.budget import Budget
from nexflow_grammar.languages import Language
from nexflow_grammar.source_file import SourceFile

R, S = '"r"', '"s"'


def gaps(inputs: str, *rows: tuple[str, ...], policy: str = "first_match") -> list[str]:
    """Return the gaps as rows of text."""
    found = table_of(inputs, [[*row, R] for row in rows], policy).proof().gaps
    return [" | ".join(gap.cells) for gap in found]


@pytest.mark.parametrize(
    ("inputs", "rows", "expected"),
    [
        ("n: integer", ["<= 10", ">= 11"], []),
        ("n: integer", ["<= 10", "> 11"], ["11"]),
        ("n: decimal", ["<= 10", ">= 11"], ["(n > 10 and n < 11)"]),
        ("n: decimal", ["< 10", "> 10"], ["10"]),
        ("n: decimal [precision: 6, scale: 1]", ["<= 10", ">= 10.1"], []),
        ("n: double", ["<= 0.5"], ["> 0.5"]),
        ("m: money", ["<= $9.99", ">= $10"], []),
        ("m: money", ["< $9.99", "> $1,000"], ["$9.99 to $1,000"]),
        ("m: money", ["<= $9.994", ">= $9.996"], []),
        ("p: percentage", ["< 5%", "> 5%"], ["5%"]),
        ("p: percentage [scale: 2]", ["<= 5%", ">= 6%"], []),
        ("d: date", ['<= "2024-02-28"', '>= "2024-03-01"'], ['"2024-02-29"']),
        ("t: timestamp", ['< "2024-01-01T00:00:00Z"'], ['>= "2024-01-01T00:00:00Z"']),
        ("t: timestamp", ['< "2024-01-01T01:00:00+01:00"', '>= "2024-01-01"'], []),
        ("b: boolean", ["true"], ["false"]),
        ("b: boolean nullable", ["true", "no"], ["is null"]),
        ("b: boolean nullable", ["is null"], ["is not null"]),
        ("n: integer [range: 0..9] nullable", ["0 to 4", "is null", "6..9"], ["5"]),
        ("n: integer [range: 0..9]", [">= 0"], []),
        ("n: integer", ["!= 3"], ["3"]),
        ("n: integer", ["3"], ["!= 3"]),
        ("n: integer [values: 1, 2, 3]", ["2"], ["in (1, 3)"]),
        ("s: string [values: a, b]", ['"a"'], ['"b"']),
        ("s: string", ['"a"', '"b"'], ['not in ("a", "b")']),
        ("s: string", ['not in ("a", "b")'], ['in ("a", "b")']),
        ("s: string", ['!= "a*"'], ['in ("a*")']),
        ("s: string", ['starts_with "DE"', '"DE1"'], ['(not (s starts_with "DE"))']),
        ("s: string", ['(not (s starts_with "DE"))'], ['starts_with "DE"']),
        ("s: string [length: 2]", ['starts_with "DE"', '!= "DE"'], []),
        ("s: string", ['"DE*"', '(not (s starts_with "DE"))'], []),
        ("n: integer", ["9223372036854775807", "<= 9223372036854775806"], []),
    ],
)
def test_gaps_of_a_column(inputs: str, rows: list[str], expected: list[str]) -> None:
    assert gaps(inputs, *((row,) for row in rows)) == expected


@pytest.mark.parametrize(
    ("inputs", "rows"),
    [
        ("s: string", [('matches "a.*"',)]),
        ("s: string", [('contains "a"',), ("is null",)]),
        ("n: integer; m: integer", [("> m", "*"), ("(n <= m)", "*")]),
        ("n: integer; m: integer", [("*", "(n + m > 3)")]),
        ("u: uuid", [('"1b4e28ba-2fa1-11d2-883f-0016d3cca427"',)]),
        ('s: string [pattern: "A|B"]', [('"A"',), ('"B"',)]),
        ("n: Missing", [("> 3",)]),
        ("s: string", [('> "m"',)]),
    ],
)
def test_no_gap_is_claimed_of_what_is_not_known(inputs: str, rows: list[tuple[str, ...]]) -> None:
    assert gaps(inputs, *rows) == []


def test_a_gap_beside_an_unknown_cell_is_certain() -> None:
    assert gaps("n: integer; s: string", ("< 3", 'matches "a"'), ("> 3", "*")) == ["3 | *"]


def test_constraints_of_a_record_tie_its_fields() -> None:
    schema = """
schema Trip
    fields
        nights: integer [range: 1..30] required
        rooms: integer required
        level: string [values: low, high] required
    end
    constraints
        nights >= rooms as "a room is used"
    end
end
"""
    text = """
decision_table Trips
    given: Trip
    decide:
        | nights | rooms | level | result |
        |========|=======|=======|========|
        | {}     | > 3   | *     | "r"    |
        | *      | <= 3  | "low" | "s"    |
    return:
        result: string
end
"""
    assert [gap.cells for gap in read(text.format("*"), schema).proof().gaps] == []
    found = read(text.format("*").replace('| *     | "r"', '| "low" | "r"'), schema).proof().gaps
    assert [gap.cells for gap in found] == [("*", "*", '"high"')]
    assert len(read(text.format("> 30"), schema).proof().contradictions) == 1


def test_the_union_of_rows_covers_a_row() -> None:
    rows = [("> 5", "*", R), ("<= 5", "true", R), ("<= 5", "false", S), ("1 to 9", "*", R)]
    proof = table_of("n: integer; b: boolean", rows).proof()
    assert [(one.row, one.by) for one in proof.unreachable] == [(3, (0, 1, 2))]


def test_priorities_say_which_row_is_above() -> None:
    text = write("n: integer", [("> 5", R), ("*", S)]).replace("| n |", "| priority | n |")
    text = text.replace("| > 5", "| 2 | > 5").replace("| * ", "| 1 | * ")
    table = read(text)
    [found] = table.proof().unreachable
    assert (table.model.rows[found.row], table.model.rows[found.by[0]]) == (0, 1)


def test_a_proof_that_takes_too_long_says_so() -> None:
    """Seven letters in six boxes: two share one, and to see that takes long."""
    rows = [
        [f'"{box}"' if n in pair else "*" for n in range(7)] + [R]
        for box in "abcdef"
        for pair in combinations(range(7), 2)
    ]
    inputs = "; ".join(f"p{n}: string [values: a, b, c, d, e, f]" for n in range(7))
    table = table_of(inputs, rows)
    assert table.proof().complete
    proof = table.proof(steps=10_000)
    assert (proof.complete, proof.unproven, proof.gaps) == (False, ("gaps", "unreachable"), ())


def test_second_match_is_an_error_of_the_record() -> None:
    table = table_of("n: integer nullable", [("> 5", R), ("> 9", S)], "single_hit").table
    assert decide(table, "single_hit", {"n": 7}).results == {"result": "r"}
    assert decide(table, "single_hit", {"n": None}).results == {"result": None}
    assert decide(table, "collect_all", {"n": 10}).results == [{"result": "r"}, {"result": "s"}]
    with pytest.raises(SecondMatchError):
        decide(table, "single_hit", {"n": 10})


def diagnostics(text: str) -> list[Diagnostic]:
    """Run the check on the one table of a text."""
    [segment] = [s for s in SourceFile(Language.RULES, text).segments if s.kind == "table"]
    index = Index()
    index.update([], [Declared(one, "/file", segment) for one in declare(segment)])
    reporter = Reporter()
    check_table_proof(segment, Lookup(index), reporter, Budget(STEPS))
    return reporter.diagnostics


def fixed(text: str, title: str) -> str:
    """Apply the fix of a title."""
    [fix] = [fix for one in diagnostics(text) for fix in one.fixes if fix.title == title]
    for edit in sorted(fix.replacements, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


TABLE = """\
decision_table T
    given:
        a: integer
        s: string
    decide:
        | a   | s   | r   |
        |=====|=====|=====|
        | < 3 | "a" | "x" | // few
        | < 3 | "b" | "x" |
        | *   | "c" | "y" |
    return:
        r: string
end
"""


def test_added_rows_keep_the_bars_aligned() -> None:
    text = fixed(TABLE, "Add 2 rows")
    assert text.splitlines()[5:12] == [
        "        | a    | s                      | r   |",
        "        |======|========================|=====|",
        '        | < 3  | "a"                    | "x" | // few',
        '        | < 3  | "b"                    | "x" |',
        '        | *    | "c"                    | "y" |',
        '        | *    | not in ("a", "b", "c") | -   |',
        '        | >= 3 | != "c"                 | -   |',
    ]
    assert not [one for one in diagnostics(text) if one.code == "NX410"]


def test_a_default_row_keeps_the_bars_aligned() -> None:
    assert "        | *   | *   | -   |\n    return" in fixed(TABLE, "Add a default row")


def test_merged_rows_keep_the_bars_aligned_and_line_breaks() -> None:
    text = fixed(TABLE.replace("\n", "\r\n"), "Merge the rows")
    assert text.split("\r\n")[5:9] == [
        "        | a   | s             | r   |",
        "        |=====|===============|=====|",
        '        | < 3 | in ("a", "b") | "x" | // few',
        '        | *   | "c"           | "y" |',
    ]


def test_a_narrowed_cell_keeps_the_bars_aligned() -> None:
    overlapping = TABLE.replace("    given:", "    hit_policy single_hit\n    given:").replace(
        '| < 3 | "b" |', '| < 2 | "a" |'
    )
    titles = [
        fix.title for one in diagnostics(overlapping) for fix in one.fixes if one.code == "NX411"
    ]
    assert titles == ["Use `first_match`"]  # all of `< 2` is taken, and so is all of "a"
    text = fixed(overlapping.replace("| < 2 |", "| < 9 |"), "Narrow `a` to `3 to 8`")
    assert text.splitlines()[6:10] == [
        "        | a      | s   | r   |",
        "        |========|=====|=====|",
        '        | < 3    | "a" | "x" | // few',
        '        | 3 to 8 | "a" | "x" |',
    ]
    assert not [one for one in diagnostics(text) if one.code == "NX411"]
