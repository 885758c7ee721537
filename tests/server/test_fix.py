"""`--fix`, `--unsafe-fixes` and `--diff`."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest
from command_line import BAD, run, write

from nexflow_analysis.diagnostics import Edit
from nexflow_server.checking import Checker
from nexflow_server.fixing import apply_fixes, edited
from nexflow_server.fixing import write as write_fixed
from nexflow_server.projects import ProjectFolder

CHECKS = Path(__file__).parents[1] / "checks"
sys.path.insert(0, str(CHECKS))

from check_page import blocks_of, files_of  # noqa: E402

PAGES = sorted(CHECKS.glob("NX*.md"))
SPELLED = (
    "schema Order\n    customer_id: string\n    computed\n        a = customerId\n    end\nend\n"
)


def test_fix_applies_what_is_safe_and_reports_the_rest(tmp_path: Path) -> None:
    write(tmp_path, a_schema=SPELLED, b_schema=BAD.replace("Order", "Other"))
    (tmp_path / "a.schema").chmod(0o640)
    done = run(tmp_path, "check", "--fix", "--output-format=concise")
    assert done.returncode == 1
    assert done.stdout.startswith("b.schema:2:9: error[NX100]")
    assert done.stderr.endswith("Applied 1 fix in 1 file.\n")
    assert (tmp_path / "a.schema").read_text() == SPELLED.replace("customerId", "customer_id")
    assert (tmp_path / "a.schema").stat().st_mode & 0o777 == 0o640
    done = run(tmp_path, "check", "--fix", "--unsafe-fixes")
    assert (done.returncode, done.stdout) == (0, "")
    assert "id: string required" in (tmp_path / "b.schema").read_text()


def test_fix_keeps_line_ends_and_the_byte_order_mark(tmp_path: Path) -> None:
    text = "\ufeff" + SPELLED.replace("\n", "\r\n")
    write(tmp_path, a_schema=text)
    run(tmp_path, "check", "--fix")
    fixed = (tmp_path / "a.schema").read_bytes().decode()
    assert fixed == text.replace("customerId", "customer_id")


def test_diff_shows_and_writes_nothing(tmp_path: Path) -> None:
    write(tmp_path, a_schema=SPELLED)
    done = run(tmp_path, "check", "--diff")
    assert done.returncode == 1
    assert done.stdout.splitlines()[:3] == [
        "--- a.schema",
        "+++ a.schema (fixed)",
        "@@ -1,6 +1,6 @@",
    ]
    assert "-        a = customerId\n+        a = customer_id\n" in done.stdout
    assert (tmp_path / "a.schema").read_text() == SPELLED
    assert run(tmp_path, "check", "--diff", "--ignore", "NX110").returncode == 0


def test_fix_of_standard_input_goes_to_standard_output(tmp_path: Path) -> None:
    arguments = ("check", "--fix", "-", "--stdin-filename", "a.schema")
    done = run(tmp_path, *arguments, text=SPELLED + BAD.replace("Order", "Other"))
    assert done.stdout == SPELLED.replace("customerId", "customer_id") + BAD.replace(
        "Order", "Other"
    )
    assert done.returncode == 1
    assert "error[NX100]" in done.stderr
    assert not (tmp_path / "a.schema").exists()


def test_fixes_that_conflict_take_turns(tmp_path: Path) -> None:
    text = "schema Order // nexflow: ignore NX110, NX132 NX410\n    id: string\nend\n"
    write(tmp_path, a_schema=text)
    done = run(tmp_path, "check", "--fix")
    assert (done.returncode, done.stdout) == (0, "")
    assert (tmp_path / "a.schema").read_text() == "schema Order\n    id: string\nend\n"


def test_only_files_that_are_asked_for_are_fixed(tmp_path: Path) -> None:
    write(tmp_path, nexflow_toml="", a_schema=SPELLED, b_schema=SPELLED.replace("Order", "Other"))
    run(tmp_path, "check", "--fix", "b.schema")
    assert "customerId" in (tmp_path / "a.schema").read_text()
    assert "customerId" not in (tmp_path / "b.schema").read_text()


def test_a_file_that_has_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    write(tmp_path, a_schema=SPELLED)
    checker = Checker()
    checker.add(str(tmp_path))
    checker.check()
    (file,) = apply_fixes(checker.requested()).files
    (tmp_path / "a.schema").write_text("// mine\n" + SPELLED)
    assert write_fixed(file) == "it has changed while it was checked; run again"
    assert (tmp_path / "a.schema").read_text() == "// mine\n" + SPELLED
    assert list(tmp_path.iterdir()) == [tmp_path / "a.schema"]


def test_edits_end_lines_as_the_file_does() -> None:
    edits = [Edit("", (0, 1), (0, 1), "x\ny"), Edit("", (1, 0), (2, 0), "")]
    assert edited(["a\r\n", "b\r\n", "c"], edits) == "ax\r\ny\r\nc"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_all_fixes_of_a_page_together_add_nothing(tmp_path: Path, page: Path) -> None:
    """Conflicting edits take turns, and what is left has no fix that would be applied."""
    for number, block in blocks_of(page.read_text("utf-8")):
        root = tmp_path / str(number)
        for file in files_of(block):
            path = root / file.path.lstrip("/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(file.text, "utf-8")
        for unsafe in (False, True):
            project = ProjectFolder(str(root), deep=True)
            for _path in project.load():
                pass
            before = said(project)
            fixed = apply_fixes([(project, project.paths())], unsafe=unsafe)
            # What is mended leaves its suppression behind, if it has one.
            added = {code for code, *_ in said(project) - before if code != "NX090"}
            if not unsafe:
                assert not added, f"the block in line {number} of {page.name}"
            assert not apply_fixes([(project, project.paths())], unsafe=unsafe).count
            assert bool(fixed.count) >= bool(fixed.files)


def said(project: ProjectFolder) -> Counter[tuple[str, str]]:
    return Counter(
        (finding.code, finding.message)
        for path in project.paths()
        for finding in project.findings(path)
    )
