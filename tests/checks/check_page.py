"""Pages of checks: Markdown that is the documentation of a code and the test of it.

A fenced block of the kind `nexflow` holds the files of one small project: a line `//- /order.schema`
starts a file, and a block without such a line is one file, named by its first word. What the
checker must say stands in annotations, and nothing else may be said:

    amount: monney // error: [NX100] "there is no type `monney`; did you mean `money`?"

about something that starts on the line, or, with the exact range, on a line of its own below:

    amount: monney
    //      ^^^^^^ error: [NX100] "there is no type `monney`; did you mean `money`?"

The annotations are taken out before the text is checked. Run as a program with the paths of pages,
this module rewrites their annotations to what the checker says; the difference is to be reviewed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from nexflow_analysis.diagnostics import Finding
from nexflow_analysis.project.model import Project
from nexflow_analysis.project.read import read_project
from nexflow_analysis.workspace import Workspace

_FENCE = re.compile(r"^```nexflow\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"^//- (/\S+)$")
_EXPECTATION = r"(error|warning|information|hint): \[(NX\d{3})\] \"(.*)\""
_INLINE = re.compile(rf"\s*(?://|#) {_EXPECTATION}$")
_CARETS = re.compile(rf"^\s*(?://|#)?\s*(\^+) {_EXPECTATION}$")
_EXTENSIONS = {
    "types": "schema", "schema": "schema", "record": "schema", "transform": "xform",
    "transform_block": "xform", "process": "proc", "decision_table": "rules", "rule": "rules",
    "procedural_rule": "rules", "services": "rules", "actions": "rules",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Expected:
    """A finding that an annotation demands. columns: its range, None where only the line counts."""

    line: int
    columns: tuple[int, int] | None
    severity: str
    code: str
    message: str

    def meets(self, finding: Finding) -> bool:
        """Tell whether a finding is the one demanded."""
        place = (finding.start[0], (finding.start[1], finding.end[1]))
        return (
            (finding.severity, finding.code, finding.message)
            == (self.severity, self.code, self.message)
            and place[0] == self.line
            and self.columns in (None, place[1])
        )  # fmt: skip


@dataclass(slots=True)
class File:
    """A file of a block: its text without annotations, and what they demand."""

    path: str
    lines: list[str] = field(default_factory=list)
    expected: list[Expected] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text that is checked."""
        return "".join(f"{line}\n" for line in self.lines)

    def add(self, line: str) -> None:
        """Take in a line of the block, or the annotation that it is."""
        carets = _CARETS.match(line)
        if carets:
            self.expected.append(
                Expected(len(self.lines) - 1, carets.span(1), *carets.groups()[1:])
            )
            return
        inline = _INLINE.search(line)
        if inline:
            self.expected.append(Expected(len(self.lines), None, *inline.groups()))
            line = line[: inline.start()]
        self.lines.append(line)


def blocks_of(page: str) -> Iterator[tuple[int, str]]:
    """Yield the blocks of a page with their first lines' numbers."""
    for found in _FENCE.finditer(page):
        yield page.count("\n", 0, found.start(1)) + 1, found[1]


def files_of(block: str) -> list[File]:
    """Cut a block into its files."""
    files: list[File] = []
    for line in block.splitlines():
        start = _FILE.match(line)
        if start:
            files.append(File(start[1]))
            continue
        if not files:
            files.append(File(_path_of(block)))
        files[-1].add(line)
    return files


def _path_of(block: str) -> str:
    words = (re.match(r"[a-z_]+\b", line) for line in block.splitlines())
    known = (_EXTENSIONS.get(word[0]) for word in words if word)
    return f"/main.{next(filter(None, known))}"


def workspace_of(files: list[File]) -> Workspace:
    """Put the files of a block into a workspace."""
    workspace = Workspace(Project.default("page"))
    workspace.set_known_paths(())
    for file in files:
        if file.path.endswith("nexflow.toml"):
            workspace.set_project(*read_project(file.path, file.text))
        else:
            workspace.set_text(file.path, file.text)
    return workspace


def annotated(block: str) -> str:
    """Return a block with the annotations that the checker's findings ask for."""
    files = files_of(block)
    workspace = workspace_of(files)
    lines: list[str] = []
    for file in files:
        if block.startswith("//- "):
            lines.append(f"//- {file.path}")
        below: dict[int, list[str]] = {}
        for finding in workspace.findings(file.path):
            below.setdefault(finding.start[0], []).append(_annotation(finding, file))
        for number, line in enumerate(file.lines):
            notes = below.get(number, [])
            inline = [note for note in notes if "^" not in note.split(" [")[0]]
            lines.append(line + "".join(f" // {note}" for note in inline))
            lines.extend(note for note in notes if note not in inline)
    return "".join(f"{line}\n" for line in lines)


def _annotation(finding: Finding, file: File) -> str:
    said = f'{finding.severity}: [{finding.code}] "{finding.message}"'
    start, end = finding.start, finding.end
    if start[0] != end[0] or start == end:
        return said
    sign = "#" if file.path.endswith(".toml") else "//"
    first = " " * (len(file.lines[start[0]]) - len(file.lines[start[0]].lstrip()))
    prefix = first + sign if len(first) + len(sign) <= start[1] else ""
    return f"{prefix:<{start[1]}}{'^' * (end[1] - start[1])} {said}"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        text = Path(name).read_text(encoding="utf-8")
        new = _FENCE.sub(lambda found: f"```nexflow\n{annotated(found[1])}```", text)
        if new != text:
            Path(name).write_text(new, encoding="utf-8")
            print(f"{name} is rewritten")  # noqa: T201 - a program for the terminal
