"""Parse one item by its rule, memoised: the same text never parses twice."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from nexflow_grammar.build import Context, Problem
from nexflow_grammar.compiled import common
from nexflow_grammar.expectations import describe, misplaced, unclosed
from nexflow_grammar.recovery import corrected, recover
from nexflow_grammar.tree.nodes import Node, Phrase, moved
from nexflow_grammar.tree.rules import RawCell, Row

if TYPE_CHECKING:
    from collections.abc import Callable

    from nexflow_grammar.languages import Language

_BARE = frozenset({"end", "brace", "reopen"})
_MISPLACED = frozenset({"unknown", "stray", "stray_end", "mismatched_end", "unclosed_comment"})
_ROW_TOKEN = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|//.*|#.*|/\*.*?\*/|\|")
_SEPARATOR = re.compile(r"\|(?:\s*+(?:=++|-{2,}+)\s*+\|?+)++$")
_MARKED = re.compile(r"\w+|\"[^\"\r\n]*\"?|'[^'\r\n]*'?|[=!<>?]=|->|\S")
_LAST_WORD = re.compile(r"\S+\s*\Z")


class Parsed(NamedTuple):
    """The tree of an item and its problems, both relative to the item.

    broken: whether the tree is what recovery could save of a text that does not parse.
    """

    node: Node
    problems: tuple[Problem, ...]
    broken: bool


@cache
def item_parser(language: Language) -> Callable[[str, str], Parsed]:
    """Return the function that parses an item of a rule. It never raises: see `Parsed.problems`."""

    @lru_cache(maxsize=100_000)
    def parse(rule: str, text: str) -> Parsed:
        if rule in _BARE:
            return Parsed(Phrase(0, len(text), rule, ()), (), broken=False)
        if rule in _MISPLACED:
            return _misplaced(rule, text)
        if rule == "row":
            return _row(text)
        try:
            return _parse(language, rule, text)
        except RecursionError:
            message = "this is nested too deeply to be read; give parts of it names of their own"
            problem = Problem(0, len(text), message, "NX003")
            return Parsed(Phrase(0, len(text), "nested", ()), (problem,), broken=True)

    return parse


def parse_item(language: Language, rule: str, text: str) -> Parsed:
    """Parse the text of one item. Never raises; what does not parse is a problem."""
    return item_parser(language)(rule, text)


def _parse(language: Language, rule: str, text: str) -> Parsed:
    context = Context.of(text)
    parts: list[Node] = []
    end = function_of(language, rule)(context, text, 0, parts)
    if end == len(text):
        # What was tried twice may have said twice what is wrong.
        problems = tuple(dict.fromkeys(context.problems))
        return Parsed(parts[0], problems, broken=bool(problems))
    from nexflow_grammar.failures import furthest_failure  # noqa: PLC0415 - costs 60 ms

    failed, expected = furthest_failure(language, rule, text)
    position = max(failed, end, 0)
    problem = _problem(rule, text, position, expected if position == failed else [])
    if position == 0 and (fixed := corrected(text, expected)) is not None:
        right = _parse(language, rule, fixed.text)
        return Parsed(moved(right.node, fixed.shift, fixed.word_end), (problem,), broken=True)
    prefix = parts[0] if end > 0 else None
    return Parsed(prefix or recover(rule, text, position), (problem,), broken=True)


@cache
def function_of(language: Language, rule: str) -> Callable[[Context, str, int, list[Node]], int]:
    """Return the function that parses a rule of a language, or of all."""
    own = import_module(f"nexflow_grammar.compiled.{language.value}")
    name = f"parse_{rule}"
    found: Callable[[Context, str, int, list[Node]], int]
    found = getattr(own, name, None) or getattr(common, name)
    return found


def _problem(rule: str, text: str, position: int, expected: list[str]) -> Problem:
    mistake = unclosed(text, position)
    if mistake is not None:
        return mistake
    found = _MARKED.match(text, position)
    if found is not None:
        return Problem(position, found.end(), describe(rule, found[0], expected))
    # At the end the last word is marked, so that there is something to see.
    last = _LAST_WORD.search(text)
    return Problem(last.start() if last else 0, len(text), describe(rule, "", expected))


def _misplaced(rule: str, text: str) -> Parsed:
    word = _MARKED.match(text)
    end = word.end() if word else len(text)
    message, code = misplaced(rule, text[:end])
    if rule == "unclosed_comment":
        end = len(text)
    return Parsed(Phrase(0, len(text), rule, ()), (Problem(0, end, message, code),), broken=True)


def _row(text: str) -> Parsed:
    """Cut a table's row at its bars, those in strings aside."""
    bars: list[int] = []
    end = len(text)
    for token in _ROW_TOKEN.finditer(text):
        if token[0] == "|":
            bars.append(token.start())
        elif token[0].startswith(("//", "#")):
            end = token.start()
            break
    open_end = bool(text[bars[-1] + 1 : end].strip())
    cells: list[RawCell] = []
    for left, right in zip(bars, [*bars[1:], end] if open_end else bars[1:], strict=False):
        raw = text[left + 1 : right]
        start = left + 1 + (len(raw) - len(raw.lstrip()) if raw.strip() else 0)
        cells.append(RawCell(start, start + len(raw.strip()), raw.strip()))
    separator = _SEPARATOR.match(text[:end]) is not None
    problems: tuple[Problem, ...] = ()
    if open_end and not separator:
        message = "this row has no bar `|` at its end; add one after the last cell"
        problem = unclosed(text, cells[-1].start)
        problems = (problem or Problem(cells[-1].start, cells[-1].end, message),)
    return Parsed(Row(0, len(text), tuple(cells), separator), problems, broken=bool(problems))
