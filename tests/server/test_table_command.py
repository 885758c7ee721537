"""`nexflow table`, as it is typed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

RULES = """decision_table Risk
    hit_policy first_match
    given:
        amount: money
        customer: Customer
    decide:
        | amount  | customer.country | level  |
        |=========|==================|========|
        | > $1000 | *                | "high" |
        | *       | "DE"             | "mid"  |
        | *       | "FR"             | "low"  |
    return:
        level: string
end
"""


SCHEMA = """schema Customer
    fields
        id: uuid required
        country: string required
    end
end
"""


def table(folder: Path, *arguments: str, given: str = "") -> tuple[int, list[str], str]:
    (folder / "risk.rules").write_text(RULES, encoding="utf-8")
    (folder / "customer.schema").write_text(SCHEMA, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "nexflow_server.commands.nexflow", "table", *arguments],
        cwd=folder, input=given, capture_output=True, text=True, check=False, timeout=240,
    )  # fmt: skip
    return done.returncode, done.stdout.splitlines(), done.stderr


def record(amount: float, country: str) -> str:
    return json.dumps({"amount": amount, "customer": {"country": country}}) + "\n"


def test_a_sample_hits_rows(tmp_path: Path) -> None:
    given = record(5, "FR") * 3 + record(2000, "FR") + record(7, "DE") + record(7, "IT")
    code, lines, said = table(tmp_path, "Risk", "--sample", "-", given=given)
    assert (code, said) == (0, "")
    assert lines[:6] == [
        "1: row 3", "2: row 3", "3: row 3", "4: row 1", "5: row 2", "6: no row",
    ]  # fmt: skip
    assert [line.split() for line in lines[7:11]] == [
        ["1", "1", "16.7%"], ["2", "1", "16.7%"], ["3", "3", "50.0%"], ["none", "1", "16.7%"],
    ]  # fmt: skip


def test_rows_that_are_disjoint_can_be_ordered(tmp_path: Path) -> None:
    given = record(5, "FR") * 8 + record(7, "DE") * 2
    _, lines, _ = table(tmp_path, "Risk", "--sample", "-", "--summary", given=given)
    # Rows 2 and 3 change places; row 1 overlaps both, so it stays above them.
    assert len(lines) == 5
    expected = "In the order 1, 3, 2 the same decisions ask 2.2 rows per record instead of 2.8."
    assert lines[-1] == expected


def test_a_record_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    given = '{"amount": "many"}\nno json\n[]\n' + record(1, "DE")
    code, lines, said = table(tmp_path, "Risk", "--sample", "-", given=given)
    assert code == 1
    assert lines[0] == "4: row 2"
    assert "line 1: the record cannot be evaluated: `amount` is `many`, which is no money" in said
    assert "line 2: " in said
    assert "line 3: this is no JSON object" in said


def test_cases_cover_the_table_and_agree_with_it(tmp_path: Path) -> None:
    code, lines, said = table(tmp_path, "Risk", "--cases")
    assert (code, said) == (0, "")
    cases = [json.loads(line) for line in lines]
    assert {row for case in cases for row in case["rows"]} == {1, 2, 3}
    for case in cases:
        rows = table(tmp_path, "Risk", "--sample", "-", given=json.dumps(case["given"]))[1]
        expected = f"row {case['rows'][0]}" if case["rows"] else "no row"
        assert rows[0] == f"1: {expected}"
        levels = {1: "high", 2: "mid", 3: "low"}
        assert case["expect"] == {"level": levels.get(case["rows"][0]) if case["rows"] else None}


def test_another_name_is_suggested(tmp_path: Path) -> None:
    code, lines, said = table(tmp_path, "Risc", "--cases")
    assert (code, lines) == (2, [])
    assert "there is no decision table `Risc`; did you mean `Risk`?" in said


def test_a_sample_that_is_not_there(tmp_path: Path) -> None:
    code, _, said = table(tmp_path, "Risk", "--sample", "nowhere.jsonl")
    assert code == 2
    assert "`nowhere.jsonl` cannot be read" in said
