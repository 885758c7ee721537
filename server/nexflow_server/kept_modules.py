"""The bytecode of the modules that a check imports, in one file.

Python looks for every module in its folder and reads its bytecode from a file of its own. For the 270
modules of a check of all languages this takes twice as long as Python itself needs to start, and a
fifth of the check; from one file it takes a fifth of that. What is kept, in the user's cache folder,
is what Python keeps beside the modules, and it is taken while Python would take it: while the source
has the size and the time of its last change that it had.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.machinery import ModuleSpec, SourceFileLoader
from io import FileIO
from types import CodeType, ModuleType

from nexflow_grammar.user_cache import keep, open_kept, prune, user_cache
from nexflow_server import disk

#: Path of the source, path of Python's bytecode, the source's status, and where the bytecode is.
Kept = tuple[str, str, tuple[int, int], int, int]

_PACKAGES = ("nexflow_grammar.", "nexflow_analysis.", "nexflow_codegen.", "nexflow_server.")
#: What Python writes before the bytecode: its own version, how it is to be checked, time and size.
_HEADER = 16
#: One file, of 4 MB, is of an installation of ours and a Python.
_MOST_KEPT = 10
_MOST_BYTES = 64 * 1024 * 1024


class _Finder:
    """Finds modules that are kept, when Python asks for them before it looks for itself.

    To read all of the file at its start would take half of what it saves, in memory to be had.
    """

    def __init__(self) -> None:
        self.kept: dict[str, Kept] = {}
        self._file: FileIO | None = None
        self._start = 0
        opened = open_kept(_path(), sys.version)
        if opened is not None:
            self.kept, self._file = opened
            self._start = self._file.tell()

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, _target: object = None
    ) -> ModuleSpec | None:
        kept = self.kept.get(name)
        if kept is None or not path:
            return None
        source, cached, status, _start, _size = kept
        with suppress(OSError):
            if source.startswith(path[0] + os.sep) and _status(source) == status:
                loader = _Loader(name, source, lambda: self.code(kept))
                spec = ModuleSpec(name, loader, origin=source)
                spec.has_location = True
                spec.cached = cached
                if source.endswith("__init__.py"):
                    spec.submodule_search_locations = [os.path.dirname(source)]
                return spec
        return None

    def code(self, kept: Kept) -> bytes:
        """Return the bytecode of a module."""
        *_rest, start, size = kept
        if self._file is None:
            return b""
        if sys.platform == "win32":
            self._file.seek(self._start + start)
            return self._file.read(size)
        # Processes that share a check are forks of one: they read the same file, and share its position.
        return os.pread(self._file.fileno(), size, self._start + start)


class _Loader(SourceFileLoader):
    """Loads a module as usual, but for where its bytecode is."""

    def __init__(self, name: str, source: str, code: Callable[[], bytes]) -> None:
        super().__init__(name, source)
        self._code = code

    def get_code(self, _fullname: str) -> CodeType:
        code: CodeType = marshal.loads(self._code())  # noqa: S302 - as trusted as `__pycache__`
        return code


@contextmanager
def kept_modules() -> Iterator[None]:
    """Import modules that are kept from there meanwhile, and afterwards keep what else was imported."""
    if sys.dont_write_bytecode:
        yield
        return
    finder = _Finder()
    earlier = frozenset(
        sys.modules
    )  # they are always imported as usual, so to keep them is in vain
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        _keep(finder, earlier)


def _keep(finder: _Finder, earlier: frozenset[str]) -> None:
    """Keep the modules that were imported; where that is not possible, they are looked for again."""
    new = {
        name: kept
        for name, module in list(sys.modules.items())
        if name.startswith(_PACKAGES)
        and name not in earlier
        and type(getattr(module, "__loader__", None)) is SourceFileLoader
        and (kept := _kept(module)) is not None
    }
    if not new:
        return
    before = {name: (*one[:3], finder.code(one)) for name, one in finder.kept.items()}
    codes: list[bytes] = []
    index: dict[str, Kept] = {}
    start = 0
    for name, (source, cached, status, code) in {**before, **new}.items():
        index[name] = (source, cached, status, start, len(code))
        codes.append(code)
        start += len(code)
    with suppress(OSError):
        keep(_path(), sys.version, index, b"".join(codes))
        prune(os.path.dirname(_path()), _MOST_KEPT, _MOST_BYTES)


def _kept(module: ModuleType) -> tuple[str, str, tuple[int, int], bytes] | None:
    """Return what to keep of a module; None if its bytecode is not that of its source as it is."""
    source, cached = module.__file__, module.__cached__
    if source is None or cached is None:
        return None
    try:
        with open(cached, "rb") as file:
            data = file.read()
        status = _status(source)
    except OSError:
        return None
    time, size = status
    words = (0, time // 1_000_000_000 & 0xFFFFFFFF, size & 0xFFFFFFFF)
    if data[4:_HEADER] != b"".join(word.to_bytes(4, "little") for word in words):
        return None
    return source, cached, status, data[_HEADER:]


def _status(path: str) -> tuple[int, int]:
    """Return what Python compares to tell whether a source has changed; with all of the time."""
    status = os.stat(path)
    return status.st_mtime_ns, status.st_size


def _path() -> str:
    here = disk.digest(os.path.dirname(os.path.abspath(__file__)).encode("utf-8", "surrogatepass"))
    name = f"{sys.implementation.cache_tag}-{sys.flags.optimize}-{here}"
    return os.path.join(user_cache("nexflow"), "modules", name)
