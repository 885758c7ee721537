"""Questions to the disk, remembered while someone records them.

Whatever decides what a check says is asked here, and nowhere else: then the answers tell whether a
check would say the same again. Imports nothing of ours, since it runs before everything.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager

MOST_BYTES = 8 * 1024 * 1024

Facts = dict[str, str]
"""Answers by question, `kind:path`."""


class UnreadableError(Exception):
    """A file or folder that cannot be read; the message says why, without its path."""


class _Recorder:
    """What is recorded now. changed: whether one question had two answers."""

    def __init__(self) -> None:
        self.facts: Facts | None = None
        self.changed = False

    def note(self, kind: str, path: str, answer: str) -> None:
        if self.facts is not None and self.facts.setdefault(f"{kind}:{path}", answer) != answer:
            self.changed = True


_recorder = _Recorder()


@contextmanager
def recording() -> Iterator[Callable[[], Facts | None]]:
    """Record questions. What this yields returns them, or None if the disk changed meanwhile."""
    _recorder.facts, _recorder.changed = {}, False
    try:
        yield lambda: None if _recorder.changed else dict(_recorder.facts or {})
    finally:
        _recorder.facts = None


def still_true(facts: Facts) -> bool:
    """Tell whether the disk would give the same answers again."""
    for question, answer in facts.items():
        kind, _, path = question.partition(":")
        ask = _KINDS.get(kind)
        if ask is None or ask(path) != answer:
            return False
    return True


def is_file(path: str) -> bool:
    """Tell whether there is a file."""
    return _asked("file", path) == "yes"


def is_folder(path: str) -> bool:
    """Tell whether there is a folder."""
    return _asked("folder", path) == "yes"


def exists(path: str) -> bool:
    """Tell whether there is anything, be it a link to nowhere."""
    return _asked("any", path) == "yes"


def real_path(path: str) -> str:
    """Return where a path leads, through links."""
    real = os.path.realpath(path)
    if _recorder.facts is not None:
        _recorder.note("real", path, _path_digest(real))
    return real


def entries(folder: str) -> list[os.DirEntry[str]]:
    """Return what lies in a folder, in order."""
    try:
        found = _entries(folder)
    except OSError as error:
        reason = reason_of(error)
        _recorder.note("entries", folder, f"!{reason}")
        raise UnreadableError(reason) from error
    if _recorder.facts is not None:
        _recorder.note("entries", folder, _names_digest(found))
    return found


def read(path: str) -> bytes:
    """Return a file's bytes."""
    try:
        data = _read(path)
    except UnreadableError as error:
        _recorder.note("bytes", path, f"!{error}")
        raise
    if _recorder.facts is not None:
        _recorder.note("bytes", path, digest(data))
    return data


def note(facts: Facts) -> None:
    """Take over what another process has asked."""
    for question, answer in facts.items():
        kind, _, path = question.partition(":")
        _recorder.note(kind, path, answer)


def too_large(size: int) -> str:
    """Say that a text is too large to be checked."""
    megabytes = size / 1024 / 1024
    most = MOST_BYTES // 1024 // 1024
    return f"it has {megabytes:.1f} MB, and files over {most} MB are not read; split it"


def digest(data: bytes) -> str:
    """Return what tells bytes from others."""
    try:
        from _blake2 import blake2b  # noqa: PLC0415 - `hashlib` is this, and loads OpenSSL
    except ImportError:
        from hashlib import blake2b  # noqa: PLC0415 - what records nothing needs none

    return blake2b(data, digest_size=16).hexdigest()


def reason_of(error: OSError) -> str:
    """Say why a file or a folder cannot be read."""
    if isinstance(error, IsADirectoryError):
        return "it is a folder"
    return (error.strerror or str(error)).lower()


def _asked(kind: str, path: str) -> str:
    answer = _KINDS[kind](path)
    _recorder.note(kind, path, answer)
    return answer


def _read(path: str) -> bytes:
    try:
        # A pipe or a device has no end, or none soon.
        with open(path, "rb", opener=_open_without_waiting) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise UnreadableError("it is not a regular file")
            if status.st_size > MOST_BYTES:
                raise UnreadableError(too_large(status.st_size))
            return file.read()
    except OSError as error:
        raise UnreadableError(reason_of(error)) from error
    except ValueError as error:  # a null character in the path
        raise UnreadableError("its name cannot be a file's name") from error


def _open_without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _entries(folder: str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as found:
        return sorted(found, key=lambda entry: entry.name)


def _names_digest(found: list[os.DirEntry[str]]) -> str:
    names = [
        f"{entry.name}\0{entry.is_dir(follow_symlinks=False):d}{os.path.isdir(entry):d}"
        for entry in found
    ]
    return digest("\0\0".join(names).encode("utf-8", "surrogatepass"))


def _path_digest(path: str) -> str:
    return digest(path.encode("utf-8", "surrogatepass"))


def _bytes_now(path: str) -> str:
    try:
        return digest(_read(path))
    except UnreadableError as error:
        return f"!{error}"


def _entries_now(folder: str) -> str:
    try:
        return _names_digest(_entries(folder))
    except OSError as error:
        return f"!{reason_of(error)}"


def _yes_or_no(ask: Callable[[str], bool]) -> Callable[[str], str]:
    return lambda path: "yes" if ask(path) else "no"


_KINDS: dict[str, Callable[[str], str]] = {
    "file": _yes_or_no(os.path.isfile),
    "folder": _yes_or_no(os.path.isdir),
    "any": _yes_or_no(os.path.lexists),
    "real": lambda path: _path_digest(os.path.realpath(path)),
    "entries": _entries_now,
    "bytes": _bytes_now,
}
