"""Parse one item by its rule, memoised: the same text never parses twice."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

from msgspec import Struct

from nexflow_grammar.build import Context, Problem
from nexflow_grammar.compiled import common
from nexflow_grammar.rows import read_row
from nexflow_grammar.scan_patterns import without_comments
from nexflow_grammar.tree.nodes import Node, Phrase

if TYPE_CHECKING:
    from collections.abc import Callable

    from nexflow_grammar.languages import Language

_BARE = frozenset({"end", "brace", "reopen"})
_MISPLACED = frozenset({"unknown", "stray", "stray_end", "mismatched_end", "unclosed_comment"})

#: Longer items are not remembered: below a mistake one may be the rest of a file, at every keystroke.
_LONGEST = 20_000


class Parsed(Struct, frozen=True, gc=False):
    """The tree of an item and its problems, both relative to the item.

    broken: whether the tree is what recovery could save of a text that does not parse.
    """

    node: Node
    problems: tuple[Problem, ...]
    broken: bool


@cache
def item_parser(language: Language) -> Callable[[str, str], Parsed]:
    """Return the function that parses an item of a rule. It never raises: see `Parsed.problems`."""

    def parse(rule: str, text: str) -> Parsed:
        if rule in _BARE:
            return Parsed(Phrase(0, len(text), rule, ()), (), broken=False)
        if rule == "row":
            row, problems = read_row(text)
            return Parsed(row, problems, broken=bool(problems))
        try:
            return _parse(language, rule, text)
        except RecursionError:
            message = "this is nested too deeply to be read; give parts of it names of their own"
            problem = Problem(0, len(text), message, "NX003")
            return Parsed(Phrase(0, len(text), "nested", ()), (problem,), broken=True)

    remembered = lru_cache(maxsize=100_000)(parse)

    def parse_once(rule: str, text: str) -> Parsed:
        return remembered(rule, text) if len(text) < _LONGEST else parse(rule, text)

    return parse_once


def parse_item(language: Language, rule: str, text: str) -> Parsed:
    """Parse the text of one item. Never raises; what does not parse is a problem."""
    return item_parser(language)(rule, text)


def _parse(language: Language, rule: str, text: str) -> Parsed:
    # What only a mistake needs is imported only then: it costs more than many a file does.
    if rule in _MISPLACED:
        from nexflow_grammar.recovery import misplaced_item  # noqa: PLC0415

        node, problem = misplaced_item(rule, text)
        return Parsed(node, (problem,), broken=True)
    context = Context.of(text)
    parts: list[Node] = []
    end = function_of(language, rule)(context, text, 0, parts)
    if end == len(text):
        # What was tried twice may have said twice what is wrong.
        problems = tuple(dict.fromkeys(context.problems))
        return Parsed(parts[0], problems, broken=bool(problems))
    if (blanked := without_comments(text)) != text:  # one may stand between the words of a keyword
        return _parse(language, rule, blanked)
    from nexflow_grammar.recovery import recovered  # noqa: PLC0415

    node, problem = recovered(language, rule, text, parts[0] if end > 0 else None, end)
    return Parsed(node, (problem,), broken=True)


@cache
def function_of(language: Language, rule: str) -> Callable[[Context, str, int, list[Node]], int]:
    """Return the function that parses a rule of a language, or of all."""
    own = import_module(f"nexflow_grammar.compiled.{language.value}")
    name = f"parse_{rule}"
    found: Callable[[Context, str, int, list[Node]], int]
    found = getattr(own, name, None) or getattr(common, name)
    return found
