"""Projects on disk: which files belong together, and the workspace that holds their texts."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

from nexflow_analysis.checks.imports import import_path
from nexflow_analysis.diagnostics import Finding, Position, Severity
from nexflow_analysis.names import suggestion
from nexflow_analysis.project.model import Project
from nexflow_analysis.workspace import Workspace
from nexflow_grammar.lines import replace_range, split_lines
from nexflow_server import disk
from nexflow_server.files import (
    ENVIRONMENT,
    MOST_BYTES,
    PROJECT_FILE,
    BadByte,
    Listing,
    UnreadableError,
    environments,
    is_nexflow,
    is_settings,
    list_folder,
    overlay_name,
    reached_once,
    read_text,
    too_large,
)
from nexflow_server.pool import Pool, WorkerError, shares_of


class ProjectFolder:
    """One project: its workspace, kept in step with the disk and with what an editor holds.

    path: of `nexflow.toml`; the file need not exist, and then the folder's files and what they
    import are the project. deep: whether folders below belong to it too, which they do below a
    `nexflow.toml`. unreadable: why files could not be read; closed: likewise folders. opened: the
    texts that an editor holds, which win over the disk. env: the environment whose file is laid over
    the project's, "" for none. The texts of the project's and of all environments' files are here, as
    lines, and the others' in the workspace.
    """

    def __init__(self, root: str, *, deep: bool, env: str = "") -> None:
        self.root = root
        self.deep = deep
        self.env = env
        self.workspace = Workspace(Project.default(os.path.basename(root) or "project"))
        self.unreadable: dict[str, str] = {}
        self.closed: dict[str, str] = {}
        self.subprojects: tuple[str, ...] = ()
        self.loaded = False
        self._bad_bytes: dict[str, BadByte] = {}
        self._opened: set[str] = set()
        self._touched: set[str] = set()
        self._settings: dict[str, list[str]] = {}
        self._pool: Pool | None = None
        self._pooled: tuple[str, ...] = ()
        self._read_lines: dict[str, list[str]] = {}

    @property
    def path(self) -> str:
        """Where the project file is or would be."""
        return os.path.join(self.root, PROJECT_FILE)

    @property
    def overlay(self) -> str:
        """Where the environment's file is or would be; "" without an environment."""
        return os.path.join(self.root, overlay_name(self.env)) if self.env else ""

    def environments(self) -> dict[str, dict[str, Any]]:
        """Return the settings in each environment that the project has a file for."""
        if self.path not in self._settings:
            return {}
        from nexflow_analysis.project.read import read_project  # noqa: PLC0415 - see `_set_project`

        base = "".join(self._settings[self.path])
        found: dict[str, dict[str, Any]] = {}
        for env in environments(self.root):
            path = os.path.join(self.root, overlay_name(env))
            over = (path, "".join(_lines_on_disk(path)))
            found[env] = read_project(self.path, base, over)[0].settings
        return found

    def relative(self, path: str) -> str:
        """Return a file's path as it is shown: relative to the project, with `/`."""
        return os.path.relpath(path, self.root).replace(os.sep, "/")

    @property
    def output(self) -> str:
        """The folder that generation writes."""
        return os.path.normpath(os.path.join(self.root, self.workspace.project.output))

    def load(self, jobs: int = 1) -> Iterator[str]:
        """Read the project from disk, one file per step; yields the path of each.

        jobs: how many processes may share the work. What they read is not in the workspace here.
        """
        self._read_all_settings()
        listing = list_folder(self.root, self.output) if self.deep else _shallow(self.root)
        self.subprojects, self.closed = listing.projects, dict(listing.closed)
        self._touched |= self.closed.keys()
        if jobs > 1 and not self._opened and disk.is_file(self.path):
            paths = (*listing.files, *self._settings)
            shares = shares_of(paths, jobs)
            if len(shares) > 1:
                pool = Pool()
                with suppress(WorkerError):  # then it is read here
                    yield from pool.start(self, shares)
                    self._pool, self._pooled = pool, paths
                    self.loaded = True
                    return
        listed = set(listing.files)
        for path in self.paths():
            if path not in listed and path not in self.closed and path not in self._settings:
                self.refresh(path)
        for path in listing.files:
            if path not in self._opened:
                self.refresh(path)
            yield path
        if not disk.is_file(self.path):
            yield from self._load_imports()
        self.loaded = True
        self._tell_known_paths()

    def snapshot(self) -> Callable[[], ProjectFolder]:
        """Return a function that makes this project as it is now, also in another thread.

        It shares nothing with this one that changes, so edits and queries go on here meanwhile.
        """
        workspace = self.workspace
        texts = {path: file.text for path, file in workspace.files.items()}
        twin = ProjectFolder(self.root, deep=self.deep, env=self.env)
        twin.unreadable.update(self.unreadable)
        twin.closed.update(self.closed)
        twin._bad_bytes.update(self._bad_bytes)
        twin._settings.update({path: list(lines) for path, lines in self._settings.items()})
        twin.workspace.proof_steps = workspace.proof_steps
        twin.workspace.set_known_paths(workspace.known_paths)
        twin.loaded = True

        def make() -> ProjectFolder:
            for path, text in texts.items():
                twin.workspace.set_text(path, text)
            twin._set_project()
            return twin

        return make

    def load_share(self, paths: list[str]) -> None:
        """Read some files of the project only."""
        self._read_all_settings()
        for path in paths:
            if path not in self._settings:
                self.refresh(path)
        self._tell_known_paths()

    def _leave_pool(self) -> None:
        """Read here what other processes have read: something is asked that they do not answer."""
        if self._pool is not None:
            self._pool.stop()
            self._pool, self._pooled = None, ()
            self._read_lines.clear()
            for _path in self.load():
                pass

    def _tell_known_paths(self) -> None:
        """Name the imported files that are there without being read: they are not missing."""
        known = set(self.unreadable)
        for importer, file in self.workspace.files.items():
            for segment in file.segments:
                written = import_path(segment)
                if written is not None:
                    path = os.path.normpath(os.path.join(os.path.dirname(importer), written.text))
                    if path not in self.workspace.files and disk.is_file(path):
                        known.add(path)
        self.workspace.set_known_paths(known)

    def _load_imports(self) -> Iterator[str]:
        """Read what the files import, and what that imports: it may lie elsewhere."""
        pending = list(self.workspace.files)
        while pending:
            importer = pending.pop()
            for segment in self.workspace.files[importer].segments:
                written = import_path(segment)
                if written is None:
                    continue
                path = os.path.normpath(os.path.join(os.path.dirname(importer), written.text))
                known = path in self.workspace.files or path in self.unreadable
                if is_nexflow(path) and not known and disk.is_file(path):
                    self.refresh(path)
                    pending += [path] if path in self.workspace.files else []
                    yield path

    def refresh(self, path: str) -> None:
        """Read a file anew; one that is gone leaves the project."""
        if path in self._opened:
            return
        self._leave_pool()
        self._read(path)
        if self.loaded:
            self._tell_known_paths()

    def _read(self, path: str) -> None:
        if self._is_settings(path):
            self._read_settings(path)
            self._set_project()
            return
        self._forget(path)
        if not disk.exists(path):
            self.workspace.remove(path)
            return
        try:
            text, bad = read_text(path)
        except UnreadableError as error:
            self.unreadable[path] = str(error)
            self.workspace.remove(path)
            return
        if bad is not None:
            self._bad_bytes[path] = bad
        if path not in self.workspace.files or self.workspace.files[path].text != text:
            self.workspace.set_text(path, text)

    def open(self, path: str, text: str) -> None:
        """Let an editor's text stand for a file."""
        self._leave_pool()
        self._opened.add(path)
        self._forget(path)
        if self._is_settings(path):
            self._settings[path] = split_lines(text)
            self._set_project()
        elif len(text) > MOST_BYTES:
            self.unreadable[path] = too_large(len(text))
            self.workspace.remove(path)
        else:
            self.workspace.set_text(path, text)

    def edit(self, path: str, start: Position, end: Position, text: str) -> None:
        """Replace a range of a text that an editor holds."""
        if path in self._settings:
            lines = self._settings[path]
            first, after, new = replace_range(lines, start, end, text)
            lines[first:after] = new
            self._set_project()
        elif path in self.workspace.files:
            self.workspace.edit(path, start, end, text)

    def close(self, path: str) -> None:
        """Let the disk speak for a file again."""
        self._opened.discard(path)
        self.refresh(path)

    @property
    def opened(self) -> frozenset[str]:
        """The files whose text an editor holds."""
        return frozenset(self._opened)

    def paths(self) -> list[str]:
        """Return the paths of all files that may have findings, in order."""
        held = {*self.workspace.files, *self.workspace.project.own_paths, *self._pooled}
        return sorted(held | self.unreadable.keys() | self.closed.keys())

    def lines(self, path: str) -> list[str]:
        """Return a file's lines with their ends; [] for a file that is not held."""
        file = self.workspace.files.get(path)
        if file is not None:
            return file.lines
        if path in self._pooled and path not in self._settings:
            if path not in self._read_lines:
                self._read_lines[path] = _lines_on_disk(path)
            return self._read_lines[path]
        return self._settings.get(path, [])

    def findings(self, path: str, *, slow: bool = True) -> list[Finding]:
        """Return all findings of a file; one that is no UTF-8 is not worth more than that one.

        slow: whether to run the slow checks that have not run.
        """
        self._touched.discard(path)
        if self._pool is not None and path in self._pooled:
            return self._pool.findings(path, self.workspace.lint)
        found = self.workspace.findings(path, slow=slow)
        message = self._why_unread(path)
        if message:
            return [Finding(path, (0, 0), (0, 0), "NX009", Severity.ERROR, message)]
        bad = self._bad_bytes.get(path)
        if bad is None:
            return found
        start, end = (bad.line, bad.column), (bad.line, bad.column + 1)
        message = f"byte 0x{bad.value:02x} is not UTF-8; save this file as UTF-8"
        return [Finding(path, start, end, "NX008", Severity.ERROR, message)]

    def _why_unread(self, path: str) -> str:
        if path in self.unreadable:
            return f"this file cannot be read: {self.unreadable[path]}"
        if path in self.closed:
            return (
                f"this folder cannot be read: {self.closed[path]}; what it holds is not checked: make it "
                "readable, or name it in `.gitignore`"
            )
        return ""

    def stale_paths(self) -> set[str]:
        """Return the files whose findings may have changed since they were last asked."""
        return self.workspace.stale_paths() | self._touched

    def _forget(self, path: str) -> None:
        self._touched.add(path)
        self.unreadable.pop(path, None)
        self._bad_bytes.pop(path, None)

    def _is_settings(self, path: str) -> bool:
        """Tell whether a path is that of the project's file, or of an environment's."""
        return is_settings(path) and os.path.dirname(path) == self.root

    def _read_all_settings(self) -> None:
        """Read the project's file, and those of all environments."""
        overlays = [os.path.join(self.root, overlay_name(env)) for env in environments(self.root)]
        for path in {self.path, *overlays, *self._settings} - self._opened:
            self._read_settings(path)
        self._set_project()

    def _read_settings(self, path: str) -> None:
        """Read the project's file, or an environment's."""
        self._forget(path)
        if not disk.exists(path):
            self._settings.pop(path, None)
        else:
            try:
                text, bad = read_text(path)
            except UnreadableError as error:
                self.unreadable[path] = str(error)
                return
            if bad is not None:
                self._bad_bytes[path] = bad
            self._settings[path] = split_lines(text)

    def _set_project(self) -> None:
        texts = {path: "".join(lines) for path, lines in sorted(self._settings.items())}
        own = texts.pop(self.path, None)
        if own is not None:
            # Costs start-up, and a file may lie in no project.
            from nexflow_analysis.project.read import read_project  # noqa: PLC0415

            over = (self.overlay, texts.pop(self.overlay)) if self.overlay in texts else None
            self.workspace.set_project(*read_project(self.path, own, over, [*texts.items()]))
        else:
            name = os.path.basename(self.root) or "project"
            self.workspace.set_project(Project.default(name), ())


def unknown_environment(projects: Iterable[ProjectFolder]) -> str:
    """Say that no project has a file for its environment; "" where one has, or none needs it."""
    named = [one for one in projects if one.env and one.workspace.project.path]
    if not named or any(one.workspace.project.overlay for one in named):
        return ""
    env = named[0].env
    name = overlay_name(env)
    files = {overlay_name(other) for one in named for other in environments(one.root)}
    hint = suggestion(name, files, f"; without one, leave out --env and {ENVIRONMENT}")
    return f"there is no environment `{env}`: no `{name}` beside nexflow.toml{hint}"


def _lines_on_disk(path: str) -> list[str]:
    try:
        return split_lines(read_text(path)[0])
    except UnreadableError:
        return []


def _shallow(root: str) -> Listing:
    try:
        entries = disk.entries(root)
    except UnreadableError:
        return Listing(())
    found = [
        entry for entry in entries if is_nexflow(entry.name) and not disk.is_folder(entry.path)
    ]
    return Listing(reached_once(found, root))
