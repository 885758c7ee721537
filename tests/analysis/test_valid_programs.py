"""Right programs are left alone: no error and no warning, however they are written."""

from pathlib import Path

import pytest
from sample import all_findings, files_of, workspace_of

from nexflow_analysis.diagnostics import Severity
from nexflow_grammar.languages import language_of

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
LOUD = (Severity.ERROR, Severity.WARNING)


def loud(files: dict[str, str]) -> list[str]:
    found = [f for findings in all_findings(workspace_of(files)).values() for f in findings]
    return [
        f"{f.path}:{f.start[0] + 1}:{f.start[1] + 1} {f.code} {f.message}: "
        f"{files[f.path].splitlines()[f.start[0]].strip()}"
        for f in found
        if f.severity in LOUD
    ]


@pytest.mark.parametrize("sample", sorted((HERE / "valid").iterdir()), ids=lambda path: path.stem)
def test_a_right_project_has_no_error_and_no_warning(sample: Path) -> None:
    assert loud(files_of(sample.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "folder", sorted(p.parent for p in EXAMPLES.glob("*/nexflow.toml")), ids=lambda path: path.name
)
def test_an_example_has_no_error_and_no_warning(folder: Path) -> None:
    paths = [p for p in folder.rglob("*") if language_of(p.name) or p.name == "nexflow.toml"]
    files = {f"/{p.relative_to(folder).as_posix()}": p.read_text(encoding="utf-8") for p in paths}
    assert len(files) > 2
    assert loud(files) == []
