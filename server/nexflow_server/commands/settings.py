"""`--show-settings`: what is checked, and what decides about it."""

from __future__ import annotations

import os
import sys

from nexflow_server.checking import Checker, Choice
from nexflow_server.commands.terminal import FAILED, OK, complain
from nexflow_server.projects import ProjectFolder


def show_settings(checker: Checker, choice: Choice) -> int:
    """Show the settings of each project."""
    for project, paths in checker.requested():
        _show(project, len(paths), choice)
    for failure in checker.failures:
        complain(failure)
    return FAILED if checker.failures else OK


def _show(project: ProjectFolder, files: int, choice: Choice) -> None:
    known = project.workspace.project
    lint = choice.over(known.lint)
    settings: dict[str, object] = {
        "project": known.name,
        "root": project.root,
        "read from": project.path if os.path.isfile(project.path) else "none; defaults",
        "environment": choice.env or "none",
        "sources": os.path.normpath(os.path.join(project.root, known.source)),
        "output": project.output,
        "time zone": known.time_zone,
        "files": files,
        "select": ", ".join(lint.select),
        "ignore": ", ".join(lint.ignore) or "nothing",
        "severity": ", ".join(f"{code} = {level}" for code, level in lint.severities) or "as is",
    }
    for name, value in settings.items():
        sys.stdout.write(f"{name:<13} {value}\n")
    sys.stdout.write("\n")
