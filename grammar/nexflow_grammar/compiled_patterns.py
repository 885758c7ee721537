"""Regular expressions in the user's cache folder, compiled, as Python keeps its own bytecode.

Compiling those that a small project needs takes as long as all else that its check does. What is kept
is the program that Python's compiler wrote, with the version of Python that wrote it; Python itself
looks whether a program is sound before it takes it. Where anything is amiss, it is compiled.
"""

from __future__ import annotations

import _sre
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from re import _compiler, _parser  # type: ignore[attr-defined]

from nexflow_grammar.user_cache import keep, load, user_cache

#: All flags, the number of groups, the numbers of those with names, and the code.
Program = tuple[int, int, dict[str, int], bytes]

#: Patterns of older versions of ours go when there are more than this.
_MOST_KEPT = 5_000


class _Programs:
    """What is kept, once somebody has asked, and what is to be kept."""

    def __init__(self) -> None:
        self.kept: dict[str, Program] | None = None
        self.new: dict[str, Program] = {}


_programs = _Programs()
_compile = _compiler.compile


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` does."""
    try:
        return _loaded(pattern, _program(pattern, int(flags)))
    except Exception:  # noqa: BLE001 - another Python may do all of this in another way
        found: re.Pattern[str] = _compile(pattern, flags)
        return found


@contextmanager
def for_everyone() -> Iterator[None]:
    """Let `re.compile` do so meanwhile, whoever calls it.

    Modules of Python's library that a check imports compile 30 patterns, which takes 8 of 130 ms.
    """
    before = _compiler.compile
    _compiler.compile = lambda pattern, flags=0: (
        compiled(pattern, flags) if isinstance(pattern, str) else _compile(pattern, flags)
    )
    try:
        yield
    finally:
        _compiler.compile = before


def keep_compiled() -> None:
    """Keep what this process has compiled; where that is not possible, the next compiles it too."""
    new = _programs.new
    if not new:
        return
    before = _programs.kept or {}
    everything = {**before, **new} if len(before) < _MOST_KEPT else new
    _programs.kept, _programs.new = everything, {}
    with suppress(OSError):
        keep(_path(), _made_by(), everything)


def _program(pattern: str, flags: int) -> Program:
    """Return the program of a pattern: what is kept, or what Python's compiler writes."""
    if _programs.kept is None:
        _programs.kept = _read()
    key = f"{flags} {pattern}"
    program = _programs.kept.get(key) or _programs.new.get(key)
    if program is None:
        program = _programs.new[key] = _written(pattern, flags)
    return program


def _written(pattern: str, flags: int) -> Program:
    parsed = _parser.parse(pattern, flags)
    state = parsed.state
    words = _compiler._code(parsed, flags)  # noqa: SLF001 - the compiler behind `re.compile`
    code = b"".join(word.to_bytes(4, sys.byteorder) for word in words)
    return flags | state.flags, state.groups - 1, dict(state.groupdict), code


def _loaded(pattern: str, program: Program) -> re.Pattern[str]:
    flags, groups, numbers, data = program
    names: list[str | None] = [None] * (groups + 1)
    for name, number in numbers.items():
        names[number] = name
    code = memoryview(data).cast("I").tolist()
    found: re.Pattern[str] = _sre.compile(pattern, flags, code, groups, numbers, tuple(names))
    return found


def _read() -> dict[str, Program]:
    programs = load(_path(), _made_by())
    return programs if isinstance(programs, dict) else {}


def _made_by() -> str:
    """Return what the meaning of a program depends on."""
    return f"{sys.version} {sys.byteorder} {sys.maxsize} {_sre.MAGIC}"


def _path() -> str:
    """Return where the programs are, as a plain string: `pathlib` costs as much as reading them."""
    name = f"{sys.implementation.cache_tag}"
    return os.path.join(user_cache("nexflow"), "patterns", name)  # noqa: PTH118
