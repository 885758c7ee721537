"""A check that would say what it said before says it again, without being run.

A run of `--check` is kept with its arguments, what it asked of the disk and what it wrote. While the
answers are the same, for every file and folder that mattered, so is the check. Only what a run needs
to be replayed is imported here: this is most of the time that a check takes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

from nexflow_grammar import __version__
from nexflow_grammar.user_cache import keep, load, prune, user_cache
from nexflow_server import disk

TYPE_CHECKING = False  # importing `typing` takes a sixth of a replay
if TYPE_CHECKING:
    from typing import Any, TextIO

#: Options that change neither files nor what is read: others are not replayed.
_PLAIN = frozenset({
    "--check", "--select", "--ignore", "--output-format", "--statistics", "--fail-level",
    "--exit-zero", "--jobs", "--env",
})  # fmt: skip
_PACKAGES = ("nexflow_grammar", "nexflow_analysis", "nexflow_codegen", "nexflow_server")
_FORMAT = 1
_MOST_BYTES = 64 * 1024 * 1024
_MOST_KEPT = 200
#: The outcomes of a check that are the same again: nothing found, findings.
_REPEATABLE = (0, 1)


class _Run:
    """The run of this process. key: under which it is kept, "" for one that is not."""

    def __init__(self) -> None:
        self.key = ""
        self.written: list[tuple[str, str]] | None = None


_run = _Run()


def replayed(program: str, given: Sequence[str]) -> int | None:
    """Write what the same check wrote before, and return its exit code; None if it is to be run."""
    _run.key = ""
    if not _is_plain(given):
        return None
    with suppress(OSError):  # the folder that this runs in may be gone
        _run.key = _key(program, given)
    kept = _load(_run.key) if _run.key else None
    if kept is None:
        return None
    for stream, text in kept["written"]:
        _write(sys.stdout if stream == "out" else sys.stderr, text)
    sys.stdout.flush()
    return int(kept["code"])


def recorded(run: Callable[[], int]) -> int:
    """Run a check, and keep it."""
    if not _run.key:
        return run()
    _run.written = []
    with disk.recording() as asked:
        code = run()
        facts = asked()
    if facts and code in _REPEATABLE:
        _keep(_run.key, {"facts": facts, "written": _run.written, "code": code})
    _run.written = None
    return code


@contextmanager
def output() -> Iterator[None]:
    """Keep what is written to standard output and standard error meanwhile."""
    if _run.written is None:
        yield
        return
    before = sys.stdout, sys.stderr
    sys.stdout = _Copied(before[0], "out", _run.written)
    sys.stderr = _Copied(before[1], "err", _run.written)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


class _Copied:
    """A stream, and a list of what is written to it."""

    def __init__(self, stream: TextIO, name: str, written: list[tuple[str, str]]) -> None:
        self._stream = stream
        self._name = name
        self._written = written

    def write(self, text: str) -> int:
        """Write a text."""
        self._written.append((self._name, text))
        return self._stream.write(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def _is_plain(given: Sequence[str]) -> bool:
    return "-" not in given and all(
        not one.startswith("-") or one.split("=", 1)[0] in _PLAIN for one in given
    )


def _key(program: str, given: Sequence[str]) -> str:
    """Return a name for all that decides what a check says, but the disk."""
    shown = {
        name: value
        for name, value in os.environ.items()
        if name.startswith("NEXFLOW") or name in ("NO_COLOR", "TERM", "COLUMNS")
    }
    whole = [
        _FORMAT, __version__, sys.version, _code_now(), program, list(given), os.getcwd(),
        sorted(shown.items()), sys.stdout.isatty(), sys.stderr.isatty(),
    ]  # fmt: skip
    return disk.digest(repr(whole).encode("utf-8", "backslashreplace"))


def _code_now() -> list[tuple[str, int, int]]:
    """Return the state of our own code: while it is worked on, the version says little."""
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    above = os.path.dirname(here)
    layers = [here, *(os.path.join(above, name) for name in ("grammar", "codegen", "server"))]
    pending = [os.path.join(layer, package) for layer in layers for package in _PACKAGES]
    found = []
    while pending:
        with suppress(OSError), os.scandir(pending.pop()) as entries:
            for entry in entries:
                if entry.name.endswith((".py", ".peg")):
                    status = entry.stat()
                    found.append((entry.path, status.st_mtime_ns, status.st_size))
                elif "." not in entry.name and entry.name != "__pycache__":
                    pending.append(entry.path)
    return sorted(found)


def _folder() -> str:
    return os.path.join(user_cache("nexflow-lsp"), "checks")


def _load(key: str) -> dict[str, Any] | None:
    """Return what is kept under a key, if it is whole and still true."""
    path = os.path.join(_folder(), key)
    try:
        kept: dict[str, Any] = load(path, sys.version)
        right = (
            isinstance(kept["code"], int)
            and all(one in ("out", "err") and isinstance(text, str) for one, text in kept["written"])
            and disk.still_true(kept["facts"])
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    if right:
        with suppress(OSError):
            os.utime(path)  # what is not used goes first
    return kept if right else None


def _keep(key: str, document: dict[str, Any]) -> None:
    """Keep a run; where that is not possible, nothing is kept."""
    folder = _folder()
    with suppress(OSError):
        keep(os.path.join(folder, key), sys.version, document)
        prune(folder, _MOST_KEPT, _MOST_BYTES)


def _write(stream: TextIO, text: str) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        encoding = None if stream.isatty() else "utf-8"
        reconfigure(encoding=encoding, errors="backslashreplace")
    stream.write(text)
