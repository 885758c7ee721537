"""Parse one item by its rule, memoised: the same text never parses twice."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import Any, NamedTuple

from parsimonious.exceptions import ParseError
from parsimonious.expressions import Regex

from nexflow_grammar.build import Context, Problem, build
from nexflow_grammar.expectations import describe
from nexflow_grammar.grammars import grammar_of
from nexflow_grammar.languages import Language
from nexflow_grammar.recovery import recover
from nexflow_grammar.tree.nodes import Node, Phrase
from nexflow_grammar.tree.rules import RawCell, Row

#: Rules that no grammar holds, with what to say of the item: it cannot stand where it stands.
_MISPLACED = {
    "stray_end": "`end` without a definition or a block that it could close; remove it",
}
_BARE = frozenset({"end", "brace"})
_ROW_TOKEN = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|//.*|/\*.*?\*/|\|")
_SEPARATOR = re.compile(r"\|(?:\s*(?:=+|-{2,})\s*\|?)+\s*$")


class Parsed(NamedTuple):
    """The tree of an item and its problems, both relative to the item.

    broken: whether the tree is what recovery could save of a text that does not parse.
    """

    node: Node
    problems: tuple[Problem, ...]
    broken: bool


class _Failures(ParseError):  # type: ignore[misc]
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
        if self._expr is not None and isinstance(self._expr, Regex):
            self.failed[value].append(self._expr.name)

    @property
    def expr(self) -> None:
        return None

    @expr.setter
    def expr(self, value: Any) -> None:
        self._expr = value


@lru_cache(maxsize=100_000)
def parse_item(language: Language, rule: str, text: str) -> Parsed:
    """Parse the text of one item. Never raises; what does not parse is a problem."""
    if rule in _BARE:
        return Parsed(Phrase(0, len(text), rule, ()), (), broken=False)
    if rule in ("unknown", "stray", "stray_end"):
        return _misplaced(rule, text)
    if rule == "row":
        return _row(text)
    try:
        return _parse(language, rule, text)
    except RecursionError:
        message = "this is nested too deeply to be read; give parts of it names of their own"
        problem = Problem(0, len(text), message, "NX003")
        return Parsed(Phrase(0, len(text), "nested", ()), (problem,), broken=True)


def _parse(language: Language, rule: str, text: str) -> Parsed:
    start = grammar_of(language)[rule]
    error = ParseError(text)
    node = start.match_core(text, 0, defaultdict(dict), error)
    if node is not None and node.end == len(text):
        context = Context(text)
        built = build(context, node)
        return Parsed(built, tuple(context.problems), broken=bool(context.problems))
    failures = _Failures(text)
    start.match_core(text, 0, defaultdict(dict), failures)
    position = max(failures.failed, default=0)
    if node is not None and node.end > position:
        position = node.end
    expected = failures.failed.get(position, [])
    problem = _problem(rule, text, position, expected)
    saved = recover(rule, text, node, position)
    return Parsed(saved, (problem,), broken=True)


def _problem(rule: str, text: str, position: int, expected: list[str]) -> Problem:
    found = re.compile(r"\w+|\"[^\"\r\n]*\"?|'[^'\r\n]*'?|\S").match(text, position)
    end = found.end() if found else position
    message = describe(rule, found[0] if found else "", expected)
    if found is None:  # at the end: mark the last word, so that there is something to see
        last = re.search(r"\S+\s*$", text)
        position = last.start() if last else 0
        end = len(text)
    return Problem(position, end, message)


def _misplaced(rule: str, text: str) -> Parsed:
    word = re.match(r"\S+", text)
    end = word.end() if word else len(text)
    message = _MISPLACED.get(rule) or describe(rule, word[0] if word else "", [])
    return Parsed(Phrase(0, len(text), rule, ()), (Problem(0, end, message, "NX004"),), broken=True)


def _row(text: str) -> Parsed:
    """Cut a table's row at its bars, those in strings aside."""
    bars: list[int] = []
    end = len(text)
    for token in _ROW_TOKEN.finditer(text):
        if token[0] == "|":
            bars.append(token.start())
        elif token[0][:2] in ("//",):
            end = token.start()
            break
    cells: list[RawCell] = []
    stops = [*bars[1:], end] if text[bars[-1] + 1 : end].strip() else bars[1:]
    for left, right in zip(bars, stops, strict=False):
        raw = text[left + 1 : right]
        start = left + 1 + len(raw) - len(raw.lstrip()) if raw.strip() else left + 1
        cells.append(RawCell(start, start + len(raw.strip()), raw.strip()))
    separator = _SEPARATOR.match(text[:end]) is not None
    problems: tuple[Problem, ...] = ()
    if stops is not bars and len(stops) == len(bars):
        message = "this row has no bar `|` at its end; add one after the last cell"
        problems = (Problem(cells[-1].start, cells[-1].end, message),)
    return Parsed(Row(0, len(text), tuple(cells), separator), problems, broken=bool(problems))
