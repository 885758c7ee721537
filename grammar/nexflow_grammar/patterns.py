"""Regular expressions that are compiled when they are first needed: at a start, most are not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from nexflow_grammar.compiled_patterns import compiled

Match = re.Match[str]


class Pattern:
    """A regular expression with the methods of a compiled one."""

    __slots__ = ("_flags", "findall", "finditer", "fullmatch", "match", "pattern", "search", "sub")

    findall: Callable[..., list[str]]
    finditer: Callable[..., Iterator[Match]]
    fullmatch: Callable[..., Match | None]
    match: Callable[..., Match | None]
    search: Callable[..., Match | None]
    sub: Callable[..., str]

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self._flags = flags

    def compile(self) -> None:
        """Compile the pattern now."""
        _ = self.match

    def __getattr__(self, name: str) -> Callable[..., object]:
        """Compile the pattern: Python asks here only for what is not set yet."""
        if name not in self.__slots__:
            raise AttributeError(name)
        method: Callable[..., object] = getattr(compiled(self.pattern, self._flags), name)
        setattr(self, name, method)
        return method
