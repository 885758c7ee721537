"""`--against REF`: what a savepoint of the jobs of another commit could not restore in these."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from collections.abc import Iterator

from nexflow_analysis.diagnostics import Finding, Severity
from nexflow_analysis.project.model import Project
from nexflow_analysis.project.read import read_project
from nexflow_analysis.workspace import Workspace
from nexflow_codegen import generate
from nexflow_codegen.state import ProjectState, losses
from nexflow_server.checking import Checker, Outcome, Shown
from nexflow_server.files import is_nexflow, overlay_name
from nexflow_server.projects import ProjectFolder

_CODE = "NX710"


class AgainstError(Exception):
    """The two cannot be compared; the message says why."""


def findings_against(project: ProjectFolder, ref: str) -> Iterator[Finding]:
    """Yield what state of the project at a commit could not be restored in the project as it is."""
    before = _state(_workspace_at(project, ref), f"the project at `{ref}`")
    after = _state(project.workspace, "the project")
    for loss in losses(before, after):
        path = os.path.normpath(os.path.join(project.root, loss.path))
        lines = project.lines(path)
        text = lines[loss.line] if loss.line < len(lines) else ""
        start = len(text) - len(text.lstrip())
        yield Finding(
            path,
            (loss.line, start),
            (loss.line, len(text.rstrip())),
            _CODE,
            Severity.ERROR,
            loss.message,
        )


def add_losses(checker: Checker, outcome: Outcome, ref: str) -> None:
    """Add to what a check found what the state at a commit would lose; errors elsewhere come first."""
    if any(shown.finding.severity is Severity.ERROR for shown in outcome.shown):
        outcome.failures.append(f"nothing is said of the state at `{ref}`: the errors come first")
        return
    for project, _paths in checker.requested():
        try:
            found = list(findings_against(project, ref))
        except AgainstError as error:
            outcome.failures.append(str(error))
            continue
        outcome.shown += [Shown(one, project.relative(one.path), project) for one in found]
    outcome.shown.sort(key=lambda shown: (shown.path, shown.finding.start))


def _state(workspace: Workspace, what: str) -> ProjectState:
    result = generate(workspace)
    if result.state is None:
        first = next(iter(result.findings), None)
        why = f": {first.message}" if first is not None else ""
        raise AgainstError(f"{what} cannot be generated, so nothing can be said of its state{why}")
    return result.state


def _workspace_at(project: ProjectFolder, ref: str) -> Workspace:
    """Return the project as a commit has it, under the paths that it has now."""
    texts = dict(_texts_at(project.root, ref))
    settings = texts.pop(project.path, None)
    over = os.path.join(project.root, overlay_name(project.env)) if project.env else ""
    overlay = (over, texts[over]) if over in texts else None
    made = Workspace(
        read_project(project.path, settings, overlay)[0] if settings is not None
        else Project.default(os.path.basename(project.root) or "project")
    )  # fmt: skip
    for path, text in texts.items():
        if is_nexflow(path):
            made.set_text(path, text)
    return made


def _texts_at(root: str, ref: str) -> Iterator[tuple[str, str]]:
    """Yield the paths and texts of a project's files at a commit."""
    wanted = ("rev-parse", "--verify", "--end-of-options", f"{ref}^{{commit}}")
    commit = _git(root, ref, *wanted).decode().strip()
    content = _git(root, ref, "archive", "--format=tar", commit, "--", ".")
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.isfile() else None
            if file is None or not (is_nexflow(member.name) or member.name.endswith(".toml")):
                continue
            path = os.path.normpath(os.path.join(root, member.name))
            yield path, file.read().decode("utf-8-sig", errors="replace")


def _git(root: str, ref: str, *arguments: str) -> bytes:
    """Return what git answers about a project."""
    try:
        done = subprocess.run(  # noqa: S603 - the user's own git
            ["git", "-C", root, *arguments],  # noqa: S607 - the one on the path
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise AgainstError(f"git cannot be started: {error.strerror}") from error
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        raise AgainstError(f"git has no `{ref}` of this project: {said}")
    return done.stdout
