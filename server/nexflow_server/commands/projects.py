"""What the commands that work on one whole project share."""

from __future__ import annotations

import sys

from nexflow_analysis.names import suggestion
from nexflow_codegen.result import Scope
from nexflow_server.checking import Checker, Choice, Outcome, Shown
from nexflow_server.commands.terminal import complain, has_colour
from nexflow_server.generation import Generation, generate
from nexflow_server.projects import ProjectFolder
from nexflow_server.report import full
from nexflow_server.report.model import Target


def find_project(path: str, env: str = "") -> ProjectFolder | None:
    """Read the project around a file or a folder; say what is wrong where there is none.

    env: the environment whose file is laid over the project's.
    """
    checker = Checker(Choice(env=env))
    checker.add(path)
    project = checker.project()
    failures = checker.failures
    if project is None and not failures:
        failures = [f"there are several projects in `{path}`; name one of them"]
    for failure in failures:
        complain(failure)
    return None if failures else project


def has_process(project: ProjectFolder, name: str) -> bool:
    """Tell whether a project has a process; say which there is where it has not."""
    names = project.workspace.lookup().names("process")
    if name in names:
        return True
    complain(f"there is no process `{name}`" + suggestion(name, names, "; the project has none"))
    return False


def generate_or_explain(
    project: ProjectFolder,
    scope: Scope,
    *,
    force: bool = False,
    output: str = "",
    flink_version: str = "",
) -> Generation:
    """Generate; where that is refused, show why on standard error."""
    done = generate(project, scope, force=force, output=output, flink_version=flink_version)
    if not done.ok:
        shown = [
            Shown(finding, project.relative(finding.path), project) for finding in done.findings
        ]
        full.report(Outcome(shown), Target(sys.stderr, has_colour(sys.stderr)))
        complain(done.message)
    return done
