"""Projects in a test's text: `//- /order.schema` starts a file, `$0` is the cursor."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from nexflow_server.features.cursor import Cursor, cursor_at
from nexflow_server.projects import ProjectFolder

_FILE = re.compile(r"^//- /(\S+)\n", re.MULTILINE)
_CURSOR = "$0"


@dataclass(frozen=True)
class MarkedProject:
    """A project on disk, and where the cursor is in it."""

    root: Path
    project: ProjectFolder
    path: str
    line: int
    column: int

    @property
    def cursor(self) -> Cursor:
        """What stands at the cursor."""
        found = cursor_at(self.project.workspace, self.path, (self.line, self.column))
        assert found is not None
        return found


def write(root: Path, text: str) -> tuple[str, int, int]:
    """Write the files of a marked text; return the cursor's place, or the end of the last file."""
    parts = _FILE.split(text)
    place = ("", 0, 0)
    for name, content in zip(parts[1::2], parts[2::2], strict=True):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        before, found, after = content.partition(_CURSOR)
        path.write_text(before + after, encoding="utf-8")
        if found or not place[0]:
            column = len(before) - (before.rfind("\n") + 1)
            place = (str(path), before.count("\n"), column)
    return place


def load(root: Path, text: str) -> MarkedProject:
    """Write a marked text to a folder and read it as a project."""
    path, line, column = write(root, text)
    project = ProjectFolder(str(root), deep=True)
    for _path in project.load():
        pass
    return MarkedProject(root, project, path, line, column)
