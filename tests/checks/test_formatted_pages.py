"""The formatter changes nothing that the checker says: it says the same of what was written."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from check_page import File, blocks_of, files_of, workspace_of

from nexflow_analysis.checks.spellings import SPELLING_CODES
from nexflow_analysis.workspace import Workspace
from nexflow_grammar.formatting import format_text
from nexflow_grammar.languages import language_of

TESTS = Path(__file__).parents[1]
PAGES = [
    *sorted((TESTS / "checks").glob("NX*.md")),
    *sorted((TESTS / "analysis" / "valid").glob("*")),
]


def _formatted(file: File) -> File:
    language = language_of(file.path)
    if language is None:
        return file
    return File(file.path, format_text(language, file.text).splitlines())


def _codes(workspace: Workspace, files: list[File]) -> Counter[tuple[str, str]]:
    return Counter(
        (file.path, finding.code)
        for file in files
        for finding in workspace.findings(file.path)
        if finding.code not in SPELLING_CODES and language_of(file.path) is not None
    )


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_formatting_a_project_changes_no_finding(path: Path) -> None:
    text = path.read_text("utf-8")
    for block in [block for _line, block in blocks_of(text)] or [text]:
        files = files_of(block)
        after = [_formatted(file) for file in files]
        assert _codes(workspace_of(after), after) == _codes(workspace_of(files), files)
