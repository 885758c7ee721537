"""Hover on a decision table, its columns and its rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from marked_project import load

from nexflow_server.features.hover import hover

TABLE = """//- /risk.rules
decision_table Risk
    hit_policy first_match
    given:
        amount: money
        tier: string [values: gold, silver]
        score: integer [range: 0..100] nullable
    decide:
        | amount   | tier   | score           | level  |
        |==========|========|=================|========|
        | >= $500  | *      | *               | "high" |
        | >= $100  | "gold" | > 80            | "gold" |
        | >= $900  | *      | < 10            | "none" |
        | *        | *      | (score > limit) | "odd"  |
        | *        | *      | *               | "low"  |
    return:
        level: string
end
"""


def hovered(root: Path, old: str, new: str, text: str = TABLE) -> str:
    assert text.count(old) == 1
    found = hover(load(root, text.replace(old, new)).cursor)
    return found.markdown if found is not None else ""


def test_a_table_says_what_is_known_of_it(tmp_path: Path) -> None:
    found = hovered(tmp_path, "decision_table Risk", "decision_table R$0isk")
    assert "`first_match`: the first row that matches decides." in found
    assert "5 rows over 3 conditions. It is complete: every input matches a row." in found
    assert "Not analysed: `score` in row 4." in found
    assert "Compiled to an if-else chain: up to 5 rows are asked per record" in found


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("| amo$0unt   | tier ", "The rows cut them at `$100`, `$500`, `$900`."),
        ("| amount   | ti$0er ", 'Values: `"gold", "silver"`.'),
    ],
)
def test_a_column_says_its_values_and_cuts(tmp_path: Path, column: str, expected: str) -> None:
    assert expected in hovered(tmp_path, column.replace("$0", ""), column)


def test_a_column_says_what_is_not_analysed(tmp_path: Path) -> None:
    found = hovered(tmp_path, "| score           |", "| sc$0ore           |")
    assert "Values: `0 to 100`, or null." in found
    assert "The rows cut them at `10`, `81`." in found
    assert "One cell is not analysed: nothing is claimed that depends on them." in found


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("        $0| >= $500", "Row 1. It is asked first."),
        (
            "        $0| >= $100",
            'Row 2. It is reached when\n\n- `amount` is `$100 to $499.99` and `tier` is `"gold"` and `score` is `>= 81`',
        ),
        ("        $0| >= $900", "Row 3. No input reaches it"),
    ],
)
def test_a_row_says_when_it_is_reached(tmp_path: Path, row: str, expected: str) -> None:
    assert expected in hovered(tmp_path, row.replace("$0", ""), row)


@pytest.mark.parametrize(
    ("type_", "cell", "expected"),
    [
        ("string", '"code{0}"', "Compiled to a hash lookup"),
        ("integer", "{0}", "Compiled to a binary search: at most 4 comparisons"),
        ("integer", "{0}0 to {0}8", "Compiled to a binary search: at most 5 comparisons"),
        ("date", '>= "2024-01-0{0}"', "Compiled to a binary search"),
        ("string", 'starts_with "code{0}"', "Compiled to an if-else chain"),
    ],
)
def test_a_table_says_how_it_is_compiled(
    tmp_path: Path, type_: str, cell: str, expected: str
) -> None:
    rows = "".join(f'        | {cell.format(9 - n)} | "{n}" |\n' for n in range(9))
    text = (
        f"//- /codes.rules\ndecision_table Codes\n    given:\n        code: {type_}\n    decide:\n"
        f"        | code | group |\n        |===|\n{rows}    return:\n        group: string\nend\n"
    )
    assert expected in hovered(tmp_path, "decision_table Codes", "decision_table C$0odes", text)
