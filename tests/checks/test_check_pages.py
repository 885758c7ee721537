"""Every page of a check is true: its blocks give the findings that they show, and no other."""

import re
from collections import Counter
from pathlib import Path

import pytest
from check_page import File, annotated, blocks_of, files_of, workspace_of

import nexflow_analysis
import nexflow_codegen
import nexflow_grammar
import nexflow_server
from nexflow_analysis.diagnostics import Edit, Finding, Severity
from nexflow_analysis.workspace import Workspace

HERE = Path(__file__).parent
#: What no workspace finds: files that cannot be read, and what the generator cannot do.
OUTSIDE = {"NX008", "NX009", "NX700", "NX710"}
PAGES = sorted(HERE.glob("NX*.md"))
BLOCKS = [
    pytest.param(page, block, id=f"{page.stem}:{line}")
    for page in PAGES
    for line, block in blocks_of(page.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("page", "block"), BLOCKS)
def test_a_block_gives_exactly_the_findings_it_shows(page: Path, block: str) -> None:
    files = files_of(block)
    workspace = workspace_of(files)
    for file in files:
        findings = workspace.findings(file.path)
        unmet = [e for e in file.expected if not any(e.meets(finding) for finding in findings)]
        surplus = [f for f in findings if not any(e.meets(f) for e in file.expected)]
        met = len(findings) == len(file.expected) and not unmet and not surplus
        assert met, f"{file.path} of {page.name} gives:\n{annotated(block)}"


@pytest.mark.parametrize(("page", "block"), BLOCKS)
def test_a_fix_removes_its_finding_and_adds_none(page: Path, block: str) -> None:
    files = files_of(block)
    workspace = workspace_of(files)
    before = _said(workspace, files)
    for file in files:
        for finding in workspace.findings(file.path):
            for fix in finding.fixes:
                mended = files_of(block)
                for edited in mended:
                    edited.lines = _mended(edited, fix.edits)
                after = _said(workspace_of(mended), mended)
                # What is mended leaves its suppression behind, if it has one.
                added = {said for said in after - before if said[0] != "NX090"}
                assert not added, f"“{fix.title}” adds {added}"
                assert before - after, f"“{fix.title}” removes nothing"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_shows_its_code_and_what_to_write_instead(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    code = page.name[:5]
    assert re.match(rf"# {code}: .+\n\n.+", text), "a page starts with its code and what it means"
    blocks = [files_of(block) for _line, block in blocks_of(text)]
    shown = {e.code for files in blocks for file in files for e in file.expected}
    assert code in shown or (code in OUTSIDE and f"[{code}]" in text)
    assert any(not file.expected for files in blocks for file in files)
    assert any(_is_clean(files) for files in blocks), "no block shows what to write instead"
    for heading in ("## Why", "## Instead"):
        assert heading in text


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    packages = (nexflow_grammar, nexflow_analysis, nexflow_codegen, nexflow_server)
    files = [path for package in packages for path in Path(package.__path__[0]).rglob("*.py")]
    sources = [path for path in files if path.name != "codes.py"]  # that is made from the pages
    said = [re.findall(r'"(NX\d{3})"', path.read_text(encoding="utf-8")) for path in sources]
    emitted = {code for codes in said for code in codes}
    pages = Counter(page.name[:5] for page in PAGES)
    assert set(pages) == emitted
    assert max(pages.values()) == 1


def _is_clean(files: list[File]) -> bool:
    return not any(file.expected for file in files)


def _said(workspace: Workspace, files: list[File]) -> Counter[tuple[str, Severity, str]]:
    found: list[Finding] = [f for file in files for f in workspace.findings(file.path)]
    return Counter((f.code, f.severity, f.message) for f in found)


def _mended(file: File, edits: tuple[Edit, ...]) -> list[str]:
    text = file.text
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
        if edit.path == file.path:
            start, end = (_offset(text, place) for place in (edit.start, edit.end))
            text = text[:start] + edit.text + text[end:]
    return text.removesuffix("\n").split("\n")


def _offset(text: str, place: tuple[int, int]) -> int:
    return sum(len(line) for line in text.splitlines(keepends=True)[: place[0]]) + place[1]
