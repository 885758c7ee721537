"""Where a text does not parse, and what could stand there: parsimonious knows.

Only a mistake asks: what the generated functions parse needs neither parsimonious nor a grammar.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from parsimonious.exceptions import ParseError
from parsimonious.expressions import Regex

from nexflow_grammar.grammars import grammar_of, readable

if TYPE_CHECKING:
    from nexflow_grammar.languages import Language

_SENTINEL = "\0"


class _Failures(ParseError):  # type: ignore[misc] # noqa: N818 - it is never raised
    """Gathers every token that failed, and where: parsimonious itself keeps only the last."""

    def __init__(self, text: str) -> None:
        self.failed: dict[int, list[str]] = defaultdict(list)
        self._expr: Any = None
        super().__init__(text)

    @property
    def pos(self) -> int:
        return -1

    @pos.setter
    def pos(self, value: int) -> None:
        if isinstance(self._expr, Regex):
            self.failed[value].append(self._expr.name)

    @property
    def expr(self) -> None:
        return None

    @expr.setter
    def expr(self, value: Any) -> None:
        self._expr = value


def furthest_failure(language: Language, rule: str, text: str) -> tuple[int, list[str]]:
    """Return the furthest position that parsing reached, and the tokens that failed there."""
    # Repetitions look for nothing at the end of a text, so that end must not be the very end.
    text = readable(text) + _SENTINEL
    failures = _Failures(text)
    grammar_of(language)[rule].match_core(text, 0, defaultdict(dict), failures)
    position = max(failures.failed, default=0)
    return position, failures.failed.get(position, [])
