"""Puts generated files on disk, and never takes anything from the user.

A manifest in the generated folder lists every generated file with its hash. A file that is not
listed, or that was edited since, is left alone unless the user says otherwise.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from nexflow_codegen.result import GeneratedFile

MANIFEST = ".nexflow-generated.json"
_VERSION = 1


class WriteError(Exception):
    """The generated files cannot be written; the message says why."""


class Status(StrEnum):
    """What became of a file."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file of the generated folder and what became of it. path: relative, with `/`."""

    path: str
    status: Status


def write(
    folder: Path, files: Iterable[GeneratedFile], *, complete: bool, force: bool = False
) -> list[WrittenFile]:
    """Write files into a folder; return what became of each, in the order of their paths.

    complete: whether these are all files of the project, so that other generated ones are stale.
    force: whether edited and foreign files are overwritten, and edited stale ones removed.
    """
    try:
        return _write(folder, files, complete=complete, force=force)
    except OSError as error:
        raise WriteError(f"cannot write to {error.filename or folder}: {error.strerror}") from error


def _write(
    folder: Path, files: Iterable[GeneratedFile], *, complete: bool, force: bool
) -> list[WrittenFile]:
    listed = read_manifest(folder)
    hashes = dict(listed)
    statuses: dict[str, Status] = {}
    for file in sorted(files, key=lambda file: file.path):
        status = _put(folder, file, listed.get(file.path), force=force)
        statuses[file.path] = status
        if status is not Status.KEPT:
            hashes[file.path] = _hash(file.text.encode())
    if complete:
        for path in sorted(set(listed) - set(statuses)):
            statuses[path] = _remove(folder, path, listed[path], force=force)
            if statuses[path] is Status.REMOVED:
                del hashes[path]
    _write_manifest(folder, hashes)
    return [WrittenFile(path, status) for path, status in sorted(statuses.items())]


def read_manifest(folder: Path) -> dict[str, str]:
    """Return the hashes of the generated files by their paths; none where there is no manifest.

    What lies outside the folder is no business of a manifest, whatever it says.
    """
    try:
        content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = content["files"]
        return {
            path: digest
            for path, digest in files.items()
            if isinstance(path, str) and isinstance(digest, str) and _is_inside(folder, path)
        }
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise WriteError(
            f"{folder / MANIFEST} cannot be read ({error}); remove it, and generated files that "
            "are not as they would be generated are kept until you pass --force"
        ) from error


def _write_manifest(folder: Path, hashes: dict[str, str]) -> None:
    content = {"version": _VERSION, "files": dict(sorted(hashes.items()))}
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    target = folder / MANIFEST
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        replace_file(target, text.encode())


def _is_inside(folder: Path, path: str) -> bool:
    """Whether a relative path stays in the folder, symbolic links followed."""
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or "\\" in path or not pure.parts:
        return False
    return (folder / path).parent.resolve().is_relative_to(folder.resolve())


def _put(folder: Path, file: GeneratedFile, listed: str | None, *, force: bool) -> Status:
    if not _is_inside(folder, file.path):
        raise WriteError(f"{folder / file.path} does not lie in {folder}: a link leads out of it")
    target = folder / file.path
    content = file.text.encode()
    if target.is_file():
        found = _hash(target.read_bytes())
        if found == _hash(content):
            return Status.UNCHANGED
        if found != listed and not force:
            return Status.KEPT
    elif target.exists() or target.is_symlink():
        return Status.KEPT
    replace_file(target, content)
    return Status.WRITTEN


def _remove(folder: Path, path: str, listed: str, *, force: bool) -> Status:
    target = folder / path
    if target.is_file():
        if _hash(target.read_bytes()) != listed and not force:
            return Status.KEPT
        target.unlink()
    parent = target.parent
    while parent != folder and parent.is_dir() and not any(parent.iterdir()):
        parent.rmdir()
        parent = parent.parent
    return Status.REMOVED


def replace_file(target: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old or the new content, never a part.

    A file that is there keeps its permissions.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        Path(name).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _hash(content: bytes) -> str:
    """Return a hash that a checkout with other line ends does not change."""
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()
