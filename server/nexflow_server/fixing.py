"""Applies the fixes of findings, in rounds until none is left, and writes what has changed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from nexflow_analysis.diagnostics import Edit, Finding, Fix, Position
from nexflow_grammar.lines import split_lines
from nexflow_server.files import UnreadableError, read_text
from nexflow_server.projects import ProjectFolder

_MOST_ROUNDS = 100
_BYTE_ORDER_MARK = "\ufeff".encode()


@dataclass(frozen=True, slots=True)
class FixedFile:
    """A file that fixes have changed."""

    project: ProjectFolder
    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """What fixes have changed, and how many were applied."""

    files: tuple[FixedFile, ...]
    count: int


def apply_fixes(
    requested: Iterable[tuple[ProjectFolder, Sequence[str]]], *, unsafe: bool = False
) -> Fixed:
    """Apply fixes in the workspaces, in the files that are asked for; the disk stays as it is.

    unsafe: also those that may change what the text means.
    """
    files: list[FixedFile] = []
    count = 0
    for project, paths in requested:
        before = {path: _text(project, path) for path in paths}
        seen = {tuple(before.values())}
        for _round in range(_MOST_ROUNDS):
            applied = _apply_round(project, paths, unsafe=unsafe)
            count += applied
            texts = tuple(_text(project, path) for path in paths)
            if not applied or texts in seen:  # two fixes may undo each other
                break
            seen.add(texts)
        after = {path: _text(project, path) for path in paths}
        files += [
            FixedFile(project, path, before[path], after[path])
            for path in paths
            if before[path] != after[path]
        ]
    return Fixed(tuple(files), count)


def write(file: FixedFile) -> str | None:
    """Write a file in one step; return why not, if it cannot be or has changed meanwhile."""
    from nexflow_codegen.write import replace_file  # noqa: PLC0415 - only where needed

    target = Path(os.path.realpath(file.path))
    try:
        text, _bad = read_text(str(target))
        if text != file.before:
            return "it has changed while it was checked; run again"
        mark = target.read_bytes().startswith(_BYTE_ORDER_MARK)
        replace_file(target, (_BYTE_ORDER_MARK if mark else b"") + file.after.encode())
    except UnreadableError as error:
        return str(error)
    except OSError as error:
        return (error.strerror or str(error)).lower()
    return None


def _text(project: ProjectFolder, path: str) -> str:
    return "".join(project.lines(path))


def _apply_round(project: ProjectFolder, paths: Sequence[str], *, unsafe: bool) -> int:
    """Apply one fix of each finding, but those that touch what another one changes."""
    taken: dict[str, list[Edit]] = {}
    count = 0
    for fix in _fixes(project, paths, unsafe=unsafe):
        if all(_is_free(taken.get(edit.path, []), edit) for edit in fix.edits):
            count += 1
            for edit in fix.edits:
                taken.setdefault(edit.path, []).append(edit)
    for path, edits in taken.items():
        project.open(path, edited(project.lines(path), edits))
    return count


def _fixes(project: ProjectFolder, paths: Sequence[str], *, unsafe: bool) -> Iterator[Fix]:
    wanted = set(paths)
    for path in paths:
        try:
            findings = project.findings(path)
        except Exception:  # noqa: BLE001, S112 - the check that follows reports it
            continue
        for finding in findings:
            fix = _best(finding, unsafe=unsafe)
            if fix is not None and fix.edits and all(edit.path in wanted for edit in fix.edits):
                yield fix


def _best(finding: Finding, *, unsafe: bool) -> Fix | None:
    safe = next((fix for fix in finding.fixes if fix.safe), None)
    return safe or (finding.fixes[0] if unsafe and finding.fixes else None)


def _is_free(taken: Sequence[Edit], edit: Edit) -> bool:
    return all(edit.end < other.start or other.end < edit.start for other in taken)


def edited(lines: Sequence[str], edits: Iterable[Edit]) -> str:
    """Return a text, given as lines, with edits that do not touch; new lines end as its own do."""
    text = "".join(lines)
    starts = list(accumulate((len(line) for line in lines), initial=0))
    newline = "\r\n" if lines[0].endswith("\r\n") else "\n"

    def offset(place: Position) -> int:
        return starts[place[0]] + place[1] if place[0] < len(lines) else len(text)

    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        new = newline.join(line.rstrip("\r\n") for line in split_lines(edit.text))
        text = text[: offset(edit.start)] + new + text[offset(edit.end) :]
    return text
