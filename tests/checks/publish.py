"""Publishes the pages of checks: `docs/checks/`, and the table of codes that the programs read.

Run it after adding or changing a page; a test says whether it was run.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))

from check_page import blocks_of, files_of, workspace_of  # noqa: E402

from nexflow_analysis.diagnostics import OFF_BY_DEFAULT, Severity  # noqa: E402

FOLDER = ROOT / "docs" / "checks"
TABLE = ROOT / "grammar" / "nexflow_analysis" / "codes.py"
_SAID = r"(error|warning|information|hint)(?:: )?\[%s\]"
_TITLE = re.compile(r"# (NX\d{3}): (.+)\n\n(.+)\n")
_FIXES = {"": "–", "safe": "safe", "unsafe": "with care"}
_TABLE_HEAD = '''\
"""The codes of all diagnostics, from their pages. Written by tests/checks/publish.py; do not edit."""

from __future__ import annotations

from typing import NamedTuple


class Code(NamedTuple):
    """What is known of a code. severities: what it is reported as; fix: "safe", "unsafe" or ""."""

    title: str
    page: str
    severities: tuple[str, ...]
    fix: str


CODES: dict[str, Code] = {
'''


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is written."""

    name: str
    code: str
    title: str
    text: str
    severities: tuple[str, ...]
    fix: str


def read_page(path: Path) -> Page:
    """Read a page, and find out what its code is reported as and whether it is fixed."""
    text = path.read_text("utf-8")
    title = _TITLE.match(text)
    assert title is not None, f"{path.name} does not start with its code, its title and a paragraph"
    code = title[1]
    said = set(re.findall(_SAID % code, text))
    severities = tuple(severity.value for severity in Severity if severity.value in said)
    return Page(path.name, code, title[2], text, severities, _fix(code, text))


def _fix(code: str, text: str) -> str:
    """Return how safe the best fix of a code is, among those that the page's blocks are offered."""
    best = ""
    for _line, block in blocks_of(text):
        files = files_of(block)
        workspace = workspace_of(files)
        for file in files:
            for finding in workspace.findings(file.path):
                if finding.code == code:
                    for fix in finding.fixes:
                        best = "safe" if fix.safe else best or "unsafe"
    return best


def published() -> dict[Path, str]:
    """Return the texts of all published files."""
    pages = [read_page(path) for path in sorted(HERE.glob("NX*.md"))]
    texts = {FOLDER / page.name: _shown(page) for page in pages}
    texts[FOLDER / "README.md"] = _index(pages)
    texts[TABLE] = _table(pages)
    return texts


def _shown(page: Page) -> str:
    """Return a page with a line below its title: how bad, fixable, on or off."""
    facts = [" or ".join(page.severities).capitalize()]
    facts += {"safe": ["with a safe fix"], "unsafe": ["with a fix to look at"]}.get(page.fix, [])
    facts += ["off by default"] if page.code in OFF_BY_DEFAULT else []
    title, rest = page.text.split("\n", 1)
    return f"{title}\n\n*{', '.join(facts)}.*\n{rest}"


def _index(pages: list[Page]) -> str:
    lines = [
        "# Checks",
        "",
        "Every diagnostic has a code, and every code a page, which `nexflow explain CODE` shows too.",
        "",
        "| code | about | severity | fix | by default |",
        "|---|---|---|---|---|",
    ]
    for page in pages:
        default = "off" if page.code in OFF_BY_DEFAULT else "on"
        severities = ", ".join(page.severities)
        lines.append(
            f"| [{page.code}]({page.name}) | {page.title} | {severities} | {_FIXES[page.fix]} | {default} |"
        )
    return "\n".join(lines) + "\n"


def _table(pages: list[Page]) -> str:
    rows = [
        f"    {_quoted(page.code)}: Code({_quoted(page.title)}, {_quoted(page.name)}, {_tuple(page.severities)}, {_quoted(page.fix)}),"
        for page in pages
    ]
    return _TABLE_HEAD + "\n".join(rows) + "\n}  # fmt: skip\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _tuple(texts: tuple[str, ...]) -> str:
    return f"({', '.join(map(_quoted, texts))}{',' if len(texts) == 1 else ''})"


def main() -> None:
    """Write what has changed, and remove the pages that are gone."""
    texts = published()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in {*FOLDER.glob("*.md")} - set(texts):
        path.unlink()
    for path, text in texts.items():
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
