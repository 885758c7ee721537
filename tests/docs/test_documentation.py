"""What the documentation shows is right: its Nexflow has no findings, its TOML neither."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nexflow_analysis.project.read import read_project
from nexflow_analysis.workspace import Workspace

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs").glob("*.md"))
BLOCK = re.compile(r"^```nexflow (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TOML = re.compile(r"^```toml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_files_of_a_page_are_a_right_project(page: Path) -> None:
    text = page.read_text("utf-8")
    files = BLOCK.findall(text)
    assert files
    toml = "\n".join(TOML.findall(text))
    project, findings = read_project("/docs/nexflow.toml", toml)
    assert not findings
    workspace = Workspace(project)
    for name, content in files:
        workspace.set_text(f"/docs/{name}", content)
    assert [str(f) for path in workspace.files for f in workspace.findings(path)] == []


def test_links_lead_somewhere() -> None:
    pages = [*PAGES, *ROOT.glob("*.md"), *ROOT.glob("examples/*/README.md")]
    broken = [
        f"{page.name}: {target}"
        for page in pages
        for target in LINK.findall(page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []
