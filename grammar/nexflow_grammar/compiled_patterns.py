"""Regular expressions in the user's cache folder, compiled, as Python keeps its own bytecode.

Compiling those that a small project needs takes as long as all else that its check does. What is kept
is the program that Python's compiler wrote, with the version of Python that wrote it; Python itself
looks whether a program is sound before it takes it. Where anything is amiss, `re` compiles.
"""

from __future__ import annotations

import _sre
import json
import os
import re
import sys
from binascii import a2b_base64, b2a_base64
from contextlib import suppress
from re import _compiler, _parser  # type: ignore[attr-defined]
from typing import Any

from nexflow_grammar.user_cache import user_cache

#: All flags, the number of groups, the numbers of those with names, and the code in base 64.
Program = tuple[int, int, dict[str, int], str]

#: Patterns of older versions of ours go when there are more than this.
_MOST_KEPT = 5_000


class _Programs:
    """What is kept, once somebody has asked, and what is to be kept."""

    def __init__(self) -> None:
        self.kept: dict[str, Program] | None = None
        self.new: dict[str, Program] = {}


_programs = _Programs()


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` does."""
    try:
        return _loaded(pattern, _program(pattern, int(flags)))
    except Exception:  # noqa: BLE001 - another Python may do all of this in another way
        return re.compile(pattern, flags)


def keep_compiled() -> None:
    """Keep what this process has compiled; where that is not possible, the next compiles it too."""
    new = _programs.new
    if not new:
        return
    before = _programs.kept or {}
    everything = {**before, **new} if len(before) < _MOST_KEPT else new
    _programs.kept, _programs.new = everything, {}
    path = _path()
    temporary = f"{path}.{os.getpid()}"
    with suppress(OSError):
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)  # noqa: PTH103, PTH120 - see `_path`
        with open(temporary, "w", encoding="utf-8") as file:  # noqa: PTH123
            json.dump({"made_by": _made_by(), "programs": everything}, file)
        os.replace(temporary, path)  # noqa: PTH105


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
    text = b2a_base64(code, newline=False).decode("ascii")
    return flags | state.flags, state.groups - 1, dict(state.groupdict), text


def _loaded(pattern: str, program: Program) -> re.Pattern[str]:
    flags, groups, numbers, text = program
    names: list[str | None] = [None] * (groups + 1)
    for name, number in numbers.items():
        names[number] = name
    code = memoryview(a2b_base64(text)).cast("I").tolist()
    found: re.Pattern[str] = _sre.compile(pattern, flags, code, groups, numbers, tuple(names))
    return found


def _read() -> dict[str, Program]:
    try:
        with open(_path(), encoding="utf-8") as file:  # noqa: PTH123 - see `_path`
            document: dict[str, Any] = json.load(file)
        programs: dict[str, Program] = document["programs"]
        if document["made_by"] == _made_by() and isinstance(programs, dict):
            return programs
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        pass
    return {}


def _made_by() -> list[str | int]:
    """Return what the meaning of a program depends on."""
    return [sys.version, sys.byteorder, sys.maxsize, _sre.MAGIC]


def _path() -> str:
    """Return where the programs are, as a plain string: `pathlib` costs as much as reading them."""
    name = f"{sys.implementation.cache_tag}.json"
    return os.path.join(user_cache("nexflow"), "patterns", name)  # noqa: PTH118
