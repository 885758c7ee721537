"""Suppressions and the choice of codes: the same for a fresh and an edited text."""

from __future__ import annotations

import pytest

from nexflow_analysis.diagnostics import Severity
from nexflow_analysis.lint import Lint
from nexflow_analysis.project.read import read_project
from nexflow_analysis.suppressions import suppression_edit
from nexflow_analysis.workspace import Workspace

PATH = "/a.schema"
TEXT = """\
schema Order
    customer_id: string
    computed
        a = customerId
        b = customerID
    end
end
"""


def workspace_of(text: str, toml: str = "") -> Workspace:
    workspace = Workspace(read_project("/nexflow.toml", toml)[0])
    workspace.set_text(PATH, text)
    return workspace


def codes(workspace: Workspace) -> list[tuple[int, str]]:
    return [(finding.start[0], finding.code) for finding in workspace.findings(PATH)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a = customerId", "a = customerId // nexflow: ignore NX110", [4]),
        ("a = customerId", "a = customerId # nexflow:ignore nx110: it is an old name", [4]),
        ("        a =", "        // nexflow: ignore NX110\n        a =", [5]),
        ("        a =", "        // nexflow: ignore NX110\n        // A name\n        a =", [6]),
        ("schema", "# nexflow: ignore-file NX110\nschema", []),
        ("schema", "/* License */ // nexflow: ignore-file NX11\n\nschema", []),
        ("a = customerId", 'a = concat(customerId, "// nexflow: ignore NX110")', [3, 4]),
        ("a = customerId", "a = customerId /* nexflow: ignore NX110 */", [3, 4]),
    ],
)
def test_where_a_suppression_counts(old: str, new: str, expected: list[int]) -> None:
    workspace = workspace_of(TEXT.replace(old, new, 1))
    assert [line for line, code in codes(workspace) if code == "NX110"] == expected
    assert [code for _line, code in codes(workspace) if code != "NX110"] == []


def test_an_edit_of_a_comment_counts_at_once() -> None:
    workspace = workspace_of(TEXT)
    workspace.edit(PATH, (3, 22), (3, 22), " // nexflow: ignore NX110")
    assert codes(workspace) == [(4, "NX110")]
    workspace.edit(PATH, (0, 0), (0, 0), "// nexflow: ignore-file NX110\n")
    assert codes(workspace) == []
    workspace.edit(PATH, (4, 22), (4, 47), "")
    assert codes(workspace) == []
    assert codes(workspace) == codes(workspace_of(workspace.files[PATH].text))


@pytest.mark.parametrize(
    ("toml", "expected"),
    [
        ("", [(3, "NX110"), (4, "NX110")]),
        ('[lint]\nignore = ["NX1"]', []),
        ('[lint]\nignore = ["all"]', []),
        ('[lint]\nselect = ["NX4"]', []),
        ('[lint]\nselect = ["NX4", "NX11"]', [(3, "NX110"), (4, "NX110")]),
        ('[lint]\nselect = ["all"]\nignore = ["NX110"]', []),
        ('[lint]\nselect = 3\nignore = [7]\nseverity = "NX1"', [(3, "NX110"), (4, "NX110")]),
    ],
)
def test_lint_chooses_codes(toml: str, expected: list[tuple[int, str]]) -> None:
    assert codes(workspace_of(TEXT, toml)) == expected


def test_lint_changes_severities_but_not_those_of_errors_that_forbid_generation() -> None:
    toml = '[lint.severity]\nNX1 = "hint"\nNX110 = "warning"'
    workspace = workspace_of(TEXT.replace("string", "strin"), toml)
    found = {finding.code: finding.severity for finding in workspace.findings(PATH)}
    assert found == {"NX100": Severity.ERROR, "NX110": Severity.WARNING}


def test_a_change_of_the_project_file_makes_the_files_stale() -> None:
    workspace = workspace_of(TEXT)
    assert len(codes(workspace)) == 2
    workspace.set_project(*read_project("/nexflow.toml", '[lint]\nignore = ["NX110"]'))
    assert PATH in workspace.stale_paths()
    assert codes(workspace) == []


def test_codes_that_are_off_by_default() -> None:
    off = frozenset({"NX110"})
    for select, expected in (
        ((), None),
        (("default",), None),
        (("all",), "hint"),
        (("NX11",), "hint"),
    ):
        lint = Lint(select=select or ("default",))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("nexflow_analysis.lint.OFF_BY_DEFAULT", off)
            assert lint.severity("NX110", Severity.HINT) == expected
            assert lint.severity("NX132", Severity.HINT) == (
                None if select == ("NX11",) else "hint"
            )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TEXT, "        // nexflow: ignore NX110\n        a = customerId\n"),
        (
            TEXT.replace("\n", "\r\n"),
            "        // nexflow: ignore NX110\r\n        a = customerId\r\n",
        ),
        (
            TEXT.replace("a = customerId", "a = customerId // nexflow: ignore NX415 so"),
            "        a = customerId // nexflow: ignore NX415, NX110 so\n",
        ),
    ],
)
def test_suppressing_here(text: str, expected: str) -> None:
    workspace = workspace_of(text)
    finding = next(one for one in workspace.findings(PATH) if one.code == "NX110")
    edit = suppression_edit(workspace.files[PATH], PATH, finding)
    assert edit is not None
    workspace.edit(PATH, edit.start, edit.end, edit.text)
    assert expected in workspace.files[PATH].text
    assert [code for _line, code in codes(workspace)].count("NX110") == 1


def test_an_error_that_forbids_generation_is_not_offered_to_be_ignored() -> None:
    workspace = workspace_of(TEXT.replace("string", "strin"))
    unknown = next(one for one in workspace.findings(PATH) if one.code == "NX100")
    assert suppression_edit(workspace.files[PATH], PATH, unknown) is None
