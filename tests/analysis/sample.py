"""Small projects as one text: a line `//- /order.schema` starts a file."""

from __future__ import annotations

import re

from nexflow_analysis.diagnostics import Finding
from nexflow_analysis.project.model import Project
from nexflow_analysis.project.read import read_project
from nexflow_analysis.workspace import Workspace

_START = re.compile(r"^//- (/\S+)\n", re.MULTILINE)


def files_of(text: str) -> dict[str, str]:
    """Return the files of a project by their paths."""
    parts = _START.split(text)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def workspace_of(files: dict[str, str]) -> Workspace:
    """Put files into a workspace that knows all paths."""
    workspace = Workspace(Project.default("sample"))
    workspace.set_known_paths(())
    for path, text in files.items():
        put(workspace, path, text)
    return workspace


def put(workspace: Workspace, path: str, text: str) -> None:
    """Put a file's text in place, the project's too."""
    if path.endswith("nexflow.toml"):
        workspace.set_project(*read_project(path, text))
    else:
        workspace.set_text(path, text)


def all_findings(workspace: Workspace) -> dict[str, list[Finding]]:
    """Return the findings of every file."""
    paths = {*workspace.files, workspace.project.path} - {""}
    return {path: workspace.findings(path) for path in sorted(paths)}
