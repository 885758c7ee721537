"""Files on disk: reading them, and listing those of a folder. Nothing else reads Nexflow files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from nexflow_grammar.languages import EXTENSIONS, language_of
from nexflow_grammar.patterns import Pattern
from nexflow_server import disk
from nexflow_server.disk import MOST_BYTES, UnreadableError, too_large

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

__all__ = ["MOST_BYTES", "UnreadableError", "too_large"]

PROJECT_FILE = "nexflow.toml"
#: The variable that names the environment where nothing else does.
ENVIRONMENT = "NEXFLOW_ENV"
EXTENSION_LIST = ", ".join(EXTENSIONS)


class BadByte(Struct, frozen=True):
    """Where a file stops being UTF-8."""

    line: int
    column: int
    value: int


def read_text(path: str) -> tuple[str, BadByte | None]:
    """Return a file's text, and the first byte that is not UTF-8, which `\ufffd` stands for then."""
    data = disk.read(path)
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        text = data.decode("utf-8-sig", errors="replace")
        before = data[: error.start].decode("utf-8-sig")
        line = before.count("\n")
        column = len(before) - (before.rfind("\n") + 1)
        return text, BadByte(line, column, data[error.start])


def find_root(path: str) -> str | None:
    """Return the nearest folder upward from a file or folder that holds a `nexflow.toml`."""
    folder = path if disk.is_folder(path) else os.path.dirname(path)
    while True:
        if disk.is_file(os.path.join(folder, PROJECT_FILE)):
            return folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent


def overlay_name(env: str) -> str:
    """Return the name of the file that is laid over `nexflow.toml` in an environment."""
    stem, ending = os.path.splitext(PROJECT_FILE)
    return f"{stem}.{env}{ending}"


def environments(root: str) -> list[str]:
    """Return the environments that a project has files for."""
    first, last = overlay_name("\0").split("\0")
    try:
        names = [entry.name for entry in disk.entries(root)]
    except UnreadableError:
        return []
    return [
        name[len(first) : -len(last)]
        for name in names
        if name.startswith(first) and name.endswith(last) and len(name) > len(first + last)
    ]


def is_settings(path: str) -> bool:
    """Tell whether a path is that of a project's file, or of one that is laid over it."""
    name = os.path.basename(path)
    first, last = overlay_name("\0").split("\0")
    return name == PROJECT_FILE or (name.startswith(first) and name.endswith(last))


def is_nexflow(path: str) -> bool:
    """Tell whether a path is that of a file in one of the four languages."""
    return language_of(path) is not None


class Listing(Struct, frozen=True):
    """What lies below a folder. projects: folders below it that are projects of their own.

    closed: folders that cannot be read, with the reason.
    """

    files: tuple[str, ...]
    projects: tuple[str, ...] = ()
    closed: tuple[tuple[str, str], ...] = ()


def list_folder(root: str, output: str = "") -> Listing:
    """List the Nexflow files below a folder, in order.

    Hidden folders, the output folder, what `.gitignore` names, links to folders and links to what is
    listed itself are left out: a file that is reached twice is one file; projects further down are named, not entered.
    """
    found: list[os.DirEntry[str]] = []
    projects: list[str] = []
    closed: list[tuple[str, str]] = []
    pending = [(root, _ignored_above(root))]
    while pending:
        folder, ignored = pending.pop()
        try:
            entries = disk.entries(folder)
        except UnreadableError as error:
            if folder == root:
                raise
            closed.append((folder, str(error)))
            continue
        ignored = _with_own(folder, ignored, entries)
        below: list[tuple[str, Ignored]] = []
        for entry in entries:
            if entry.name.startswith(".") or _is_ignored(entry, ignored):
                continue
            if entry.is_dir(follow_symlinks=False):
                if disk.is_file(os.path.join(entry.path, PROJECT_FILE)):
                    projects.append(entry.path)
                elif entry.path != output:
                    below.append((entry.path, ignored))
            elif is_nexflow(entry.name) and not disk.is_folder(entry.path):
                found.append(entry)
        pending += reversed(below)
    return Listing(reached_once(found, root), tuple(sorted(projects)), tuple(sorted(closed)))


def reached_once(entries: list[os.DirEntry[str]], root: str) -> tuple[str, ...]:
    """Return the paths of some files, in order, without the links that lead to one of them, or to the same file."""
    files = [entry.path for entry in entries if not entry.is_symlink()]
    known = set(files)
    for link in sorted(entry.path for entry in entries if entry.is_symlink()):
        target = target_below(root, link)
        if target not in known:
            known.add(target)
            files.append(link)
    return tuple(sorted(files))


def target_below(root: str, path: str) -> str:
    """Return where a path leads through links: a path below the root, where it leads there."""
    top, real = disk.real_path(root), disk.real_path(path)
    inside = real.startswith(os.path.join(top, ""))
    return os.path.join(root, os.path.relpath(real, top)) if inside else real


_PLAIN_NAME = Pattern(r"\w[\w.-]*/?")


class _Patterns:
    """A `.gitignore`. Most say nothing about our files but for a folder's name.

    The library, which takes as long to import as Python to start, is asked where there is more to it.
    """

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()
        self._spec: GitIgnoreSpec | None = None

    def said(self, path: str) -> bool | None:
        """Tell whether a path is ignored; None where nothing is said about it."""
        names = path.rstrip("/").split("/")
        if self._spec is None:
            concerned = [line.rstrip() for line in self._lines if _may_concern(line, names)]
            if all(map(_PLAIN_NAME.fullmatch, concerned)):
                # Of a name with a slash behind it, folders are meant.
                found = (line in names or f"/{line}" in f"/{path}" for line in concerned)
                return any(found) or None
            from pathspec import GitIgnoreSpec  # noqa: PLC0415 - see above

            self._spec = GitIgnoreSpec.from_lines(self._lines)
        return self._spec.check_file(path).include


def _may_concern(line: str, names: list[str]) -> bool:
    """Tell whether a line of a `.gitignore` may say something about a path of these names."""
    line = line.rstrip()
    if not line or line.startswith("#"):
        return False
    pattern = line.removeprefix("!").strip("/")
    if not pattern or "\\" in pattern:
        return True
    # What a pattern says between its wild cards is in one of the names, whatever these stand for.
    pieces = pattern.partition("[")[0].replace("?", "*").replace("/", "*").split("*")
    if pieces == [pattern]:
        return pattern in names
    longest = max(pieces, key=len)
    return any(longest in name for name in names)


Ignored = tuple[tuple[str, _Patterns], ...]
"""Folders with the patterns of their `.gitignore`, the outermost first."""


def _ignored_above(root: str) -> Ignored:
    """Read the `.gitignore` files between the top of the repository and the folder."""
    found: list[tuple[str, _Patterns]] = []
    folder = root
    while not disk.is_folder(os.path.join(folder, ".git")):
        parent = os.path.dirname(folder)
        if parent == folder:
            return ()  # in no repository; the folder's own file is read on entering it
        folder = parent
        found += _patterns(folder)
    return tuple(reversed(found))


def _with_own(folder: str, ignored: Ignored, entries: list[os.DirEntry[str]]) -> Ignored:
    if any(entry.name == ".gitignore" for entry in entries):
        return (*ignored, *_patterns(folder))
    return ignored


def _patterns(folder: str) -> Iterator[tuple[str, _Patterns]]:
    path = os.path.join(folder, ".gitignore")
    if not disk.is_file(path):
        return
    try:
        text, _bad = read_text(path)
    except UnreadableError:
        return
    yield folder, _Patterns(text)


def _is_ignored(entry: os.DirEntry[str], ignored: Ignored) -> bool:
    """Ask the innermost file first: what it says, even `!name`, wins."""
    for folder, patterns in reversed(ignored):
        path = os.path.relpath(entry.path, folder).replace(os.sep, "/")
        if entry.is_dir(follow_symlinks=False):
            path += "/"
        said = patterns.said(path)
        if said is not None:
            return said
    return False
