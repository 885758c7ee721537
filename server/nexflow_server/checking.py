"""The headless check: from paths on the command line to findings, project by project."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field

from nexflow_analysis.diagnostics import Finding, Severity
from nexflow_server.files import (
    EXTENSION_LIST,
    PROJECT_FILE,
    UnreadableError,
    find_root,
    is_nexflow,
)
from nexflow_server.projects import ProjectFolder

#: From the worst to the mildest.
SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.INFORMATION, Severity.HINT)

#: Errors of these codes say that nothing can be generated; no choice of codes hides them.
_ALWAYS_SHOWN = ("NX00", "NX01", "NX02", "NX03", "NX04", "NX10", "NX11", "NX12", "NX13", "NX14",
                 "NX15", "NX16", "NX17", "NX18", "NX19", "NX7")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as a report shows it. path: with `/`, relative to the project."""

    finding: Finding
    path: str
    project: ProjectFolder

    def place(self, path: str) -> str:
        """Return another path, of a related place, as this finding's own is shown."""
        prefix = self.path.removesuffix(self.project.relative(self.finding.path))
        return prefix + self.project.relative(path)


@dataclass(slots=True)
class Outcome:
    """What a check found. failures: what could not be checked, and why; files: how many were."""

    shown: list[Shown] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    files: int = 0

    def worst(self) -> Severity | None:
        """Return the worst severity found."""
        found = {shown.finding.severity for shown in self.shown}
        return next((severity for severity in SEVERITIES if severity in found), None)


@dataclass(slots=True)
class _Request:
    """One project, and which of its files are asked for: these paths, and all below them."""

    project: ProjectFolder
    wanted: list[str] = field(default_factory=list)

    def wants(self, path: str) -> bool:
        return any(path == one or path.startswith(os.path.join(one, "")) for one in self.wanted)


class Checker:
    """Gathers the paths to check by project, then checks them."""

    def __init__(self) -> None:
        self._requests: dict[str, _Request] = {}
        self._outcome = Outcome()

    def add(self, given: str) -> None:
        """Ask for a file, or for all files of a folder."""
        path = os.path.abspath(given)
        if "\0" in given or not os.path.lexists(path):
            self._fail(f"there is no file or folder `{given}`")
        elif os.path.isdir(path):
            self._add_folder(given, path)
        elif not is_nexflow(path) and os.path.basename(path) != PROJECT_FILE:
            self._fail(f"`{given}` is no Nexflow file ({EXTENSION_LIST})")
        else:
            request = self._request(find_root(path), os.path.dirname(path), path)
            if request is not None and path not in request.project.paths():
                request.project.refresh(path)  # a file that is asked for by name is never left out

    def add_text(self, given: str, text: str) -> None:
        """Ask for a text that stands for a file, which need not exist."""
        path = os.path.abspath(given)
        if not is_nexflow(path) and os.path.basename(path) != PROJECT_FILE:
            self._fail(f"`{given}` is no Nexflow file's name ({EXTENSION_LIST})")
            return
        request = self._request(find_root(os.path.dirname(path)), os.path.dirname(path), path)
        if request is not None:
            request.project.open(path, text)

    def check(self) -> Outcome:
        """Check what was asked for."""
        outcome = self._outcome
        several = len(self._requests) > 1
        for _root, request in sorted(self._requests.items()):
            for path in request.project.paths():
                if request.wants(path):
                    outcome.files += 1
                    outcome.shown += self._findings(request.project, path, several=several)
        return outcome

    def _findings(self, project: ProjectFolder, path: str, *, several: bool) -> Iterable[Shown]:
        try:
            found = project.findings(path)
        except Exception as error:  # noqa: BLE001 - the other files are still reported
            name = type(error).__name__
            self._fail(f"`{path}` could not be checked, by a mistake of ours: {name}: {error}")
            return []
        shown = _relative(path) if several else project.relative(path)
        return [Shown(finding, shown, project) for finding in found]

    def _add_folder(self, given: str, path: str) -> None:
        pending = [path]
        any_file = False
        while pending:
            folder = pending.pop()
            request = self._request(find_root(folder), folder, folder)
            if request is None:
                return
            any_file |= any(
                request.wants(one) for one in request.project.paths() if is_nexflow(one)
            )
            inside = os.path.join(folder, "")
            pending += [one for one in request.project.subprojects if one.startswith(inside)]
        if not any_file:
            self._fail(f"there are no Nexflow files ({EXTENSION_LIST}) in `{given}`")

    @property
    def failures(self) -> list[str]:
        """What could not be read so far, and why."""
        return list(self._outcome.failures)

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
            request = _Request(ProjectFolder(home, deep=deep), before)
            try:
                for _path in request.project.load():
                    pass
            except UnreadableError as error:
                self._fail(f"`{home}` cannot be read: {error}")
                return None
            self._requests[home] = request
        request.wanted.append(wanted)
        return request

    def _fail(self, message: str) -> None:
        self._outcome.failures.append(message)


def _relative(path: str) -> str:
    try:
        return os.path.relpath(path).replace(os.sep, "/")
    except ValueError:  # another drive
        return path


def choose(outcome: Outcome, select: list[str], ignore: list[str]) -> None:
    """Keep the findings whose codes are asked for."""
    outcome.shown = [shown for shown in outcome.shown if _chosen(shown.finding, select, ignore)]


def _chosen(finding: Finding, select: list[str], ignore: list[str]) -> bool:
    if finding.severity == Severity.ERROR and finding.code.startswith(_ALWAYS_SHOWN):
        return True
    selected = not select or "all" in select or finding.code.startswith(tuple(select))
    return selected and not finding.code.startswith(tuple(ignore))
