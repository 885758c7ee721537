"""The headless check: from paths on the command line to findings, project by project."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from msgspec import Struct, field
from msgspec.structs import replace

from nexflow_analysis.diagnostics import Finding, Severity
from nexflow_analysis.lint import Lint
from nexflow_server import disk
from nexflow_server.files import (
    EXTENSION_LIST,
    UnreadableError,
    find_root,
    is_nexflow,
    is_settings,
    target_below,
)
from nexflow_server.pool import WorkerError
from nexflow_server.projects import ProjectFolder, unknown_environment

#: From the worst to the mildest.
SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.INFORMATION, Severity.HINT)

#: Yields what it is given, and may show how far that is; total: how many, None where nobody knows.
Progress = Callable[[Iterable[str], int | None], Iterable[str]]


def no_progress(paths: Iterable[str], _total: int | None) -> Iterable[str]:
    """Show nothing."""
    return paths


class Choice(Struct, frozen=True):
    """What the command line says over a project's file. select, ignore: of codes; env: see projects."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    env: str = ""

    def over(self, lint: Lint) -> Lint:
        """Return a project's choice of codes as the command line changes it."""
        ignore = self.ignore if self.select else (*lint.ignore, *self.ignore)
        return replace(lint, select=self.select or lint.select, ignore=ignore)


class Shown(Struct, frozen=True):
    """A finding as a report shows it. path: with `/`, relative to the project."""

    finding: Finding
    path: str
    project: ProjectFolder

    def place(self, path: str) -> str:
        """Return another path, of a related place, as this finding's own is shown."""
        prefix = self.path.removesuffix(self.project.relative(self.finding.path))
        return prefix + self.project.relative(path)


class Outcome(Struct):
    """What a check found. failures: what could not be checked, and why; files: how many were."""

    shown: list[Shown] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    files: int = 0

    def worst(self) -> Severity | None:
        """Return the worst severity found."""
        found = {shown.finding.severity for shown in self.shown}
        return next((severity for severity in SEVERITIES if severity in found), None)


class _Request(Struct):
    """One project, and which of its files are asked for: these paths, and all below them."""

    project: ProjectFolder
    wanted: list[str] = field(default_factory=list)

    def wants(self, path: str) -> bool:
        return any(path == one or path.startswith(os.path.join(one, "")) for one in self.wanted)


class Checker:
    """Gathers the paths to check by project, then checks them.

    jobs: how many processes may share the work of a project; with more than one, the workspaces of
    large projects are empty here.
    """

    def __init__(
        self, choice: Choice | None = None, progress: Progress = no_progress, jobs: int = 1
    ) -> None:
        self._choice = choice or Choice()
        self._progress = progress
        self._jobs = jobs
        self._requests: dict[str, _Request] = {}
        self._failures: list[str] = []

    def add(self, given: str) -> None:
        """Ask for a file, or for all files of a folder."""
        path = os.path.abspath(given)
        if "\0" in given or not disk.exists(path):
            self._fail(f"there is no file or folder `{given}`")
        elif disk.is_folder(path):
            self._add_folder(given, path)
        elif not is_nexflow(path) and not is_settings(path):
            self._fail(f"`{given}` is no Nexflow file ({EXTENSION_LIST})")
        else:
            request = self._request(find_root(path), os.path.dirname(path), path)
            if request is not None and path not in request.project.paths():
                target = target_below(request.project.root, path)
                if target in request.project.paths():
                    request.wanted.append(target)
                else:  # a file that is asked for by name is never left out
                    request.project.refresh(path)

    def add_text(self, given: str, text: str) -> None:
        """Ask for a text that stands for a file, which need not exist."""
        path = os.path.abspath(given)
        if not is_nexflow(path) and not is_settings(path):
            self._fail(f"`{given}` is no Nexflow file's name ({EXTENSION_LIST})")
            return
        request = self._request(find_root(os.path.dirname(path)), os.path.dirname(path), path)
        if request is not None:
            request.project.open(path, text)

    def check(self) -> Outcome:
        """Check what was asked for; again, if it has changed meanwhile."""
        with _no_garbage_collection():
            return self._check()

    def _check(self) -> Outcome:
        outcome = Outcome()
        several = len(self._requests) > 1
        for project, paths in self.requested():
            project.workspace.set_lint(self._choice.over(project.workspace.project.lint))
            for path in self._progress(paths, len(paths)):
                outcome.files += 1
                try:
                    findings = project.findings(path)
                except WorkerError as error:
                    outcome.failures.append(f"`{path}` could not be checked: {error}")
                    continue
                except Exception as error:  # noqa: BLE001 - the other files are still reported
                    name = type(error).__name__
                    outcome.failures.append(
                        f"`{path}` could not be checked, by a mistake of ours: {name}: {error}"
                    )
                    continue
                shown = _relative(path) if several else project.relative(path)
                outcome.shown += [Shown(finding, shown, project) for finding in findings]
        if several:
            outcome.shown.sort(key=lambda shown: shown.path)
        outcome.failures = [*self.failures, *outcome.failures]
        return outcome

    def requested(self) -> list[tuple[ProjectFolder, list[str]]]:
        """Return the projects, in order, and the paths in each that are asked for."""
        return [
            (request.project, [path for path in request.project.paths() if request.wants(path)])
            for _root, request in sorted(self._requests.items())
        ]

    def _add_folder(self, given: str, path: str) -> None:
        pending = [path]
        any_file = False
        while pending:
            folder = pending.pop()
            request = self._request(find_root(folder), folder, folder)
            if request is None:
                return
            any_file |= any(
                request.wants(one)
                for one in request.project.paths()
                if is_nexflow(one) or one in request.project.closed
            )
            inside = os.path.join(folder, "")
            pending += [one for one in request.project.subprojects if one.startswith(inside)]
        if not any_file:
            self._fail(f"there are no Nexflow files ({EXTENSION_LIST}) in `{given}`")

    @property
    def failures(self) -> list[str]:
        """What could not be read so far, and why."""
        unknown = unknown_environment(one.project for one in self._requests.values())
        return [*self._failures, *([unknown] if unknown else [])]

    def project(self) -> ProjectFolder | None:
        """Return the one project that was asked for; None where there are none or several."""
        requests = list(self._requests.values())
        return requests[0].project if len(requests) == 1 else None

    def _request(self, root: str | None, folder: str, wanted: str) -> _Request | None:
        """Return the request of a project, loaded; without a project file, of the folder."""
        deep = root is not None or folder == wanted
        home = root or folder
        request = self._requests.get(home)
        if request is None or (deep and not request.project.deep):
            before = request.wanted if request is not None else []
            request = _Request(ProjectFolder(home, deep=deep, env=self._choice.env), before)
            try:
                with _no_garbage_collection():
                    for _path in self._progress(request.project.load(self._jobs), None):
                        pass
            except UnreadableError as error:
                self._fail(f"`{home}` cannot be read: {error}")
                return None
            self._requests[home] = request
        request.wanted.append(wanted)
        return request

    def _fail(self, message: str) -> None:
        self._failures.append(message)


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Spare a tenth of the time: what a check makes, it keeps."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _relative(path: str) -> str:
    try:
        return os.path.relpath(path).replace(os.sep, "/")
    except ValueError:  # another drive
        return path
