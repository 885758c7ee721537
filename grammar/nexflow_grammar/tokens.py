"""Tokens: regular expressions that are compiled when a parser first needs them."""

from __future__ import annotations

import re
from collections.abc import Callable


class Token:
    """A token by its pattern, whose first group is its text and the rest what it swallows."""

    __slots__ = ("match", "pattern")

    pattern: str
    #: Match the token at a position of a text.
    match: Callable[[str, int], re.Match[str] | None]

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def __getattr__(self, name: str) -> Callable[[str, int], re.Match[str] | None]:
        """Compile the pattern: Python asks here only while `match` is not set."""
        if name != "match":
            raise AttributeError(name)
        self.match = re.compile(self.pattern).match
        return self.match
