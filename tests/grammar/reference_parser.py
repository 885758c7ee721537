"""The slow and plain parser that the generated functions must agree with: parsimonious itself."""

from __future__ import annotations

from collections import defaultdict
from inspect import signature
from typing import Any

from parsimonious.exceptions import ParseError
from parsimonious.expressions import Regex

from nexflow_grammar.build import BUILDERS, READERS, SILENT, TRANSPARENT, Context, Problem
from nexflow_grammar.grammars import KEYWORD_PREFIX, SIGN_PREFIX, grammar_of
from nexflow_grammar.languages import Language
from nexflow_grammar.tree.nodes import Keyword, Node, Phrase, Word


def parsed_by_reference(
    language: Language, rule: str, text: str
) -> tuple[int, list[Node], set[Problem]]:
    """Return where the rule ends in the text, or -1, with its tree and its problems."""
    node = grammar_of(language)[rule].match_core(text, 0, defaultdict(dict), ParseError(text))
    if node is None:
        return -1, [], set()
    context = Context.of(text)
    return node.end, _built(context, node), set(context.problems)


class _Failures(ParseError):  # type: ignore[misc] # noqa: N818 - it is never raised
    """Gathers every token that failed, and where: parsimonious itself keeps only the last."""

    def __init__(self, text: str) -> None:
        self.failed: dict[int, set[str]] = defaultdict(set)
        self._expr: Any = None
        super().__init__(text)

    @property
    def pos(self) -> int:
        return -1

    @pos.setter
    def pos(self, value: int) -> None:
        if isinstance(self._expr, Regex):
            self.failed[value].add(self._expr.name)

    @property
    def expr(self) -> None:
        return None

    @expr.setter
    def expr(self, value: Any) -> None:
        self._expr = value


def failure_by_reference(language: Language, rule: str, text: str) -> tuple[int, set[str]]:
    """Return the furthest position that parsing reached, and the tokens that failed there."""
    failures = _Failures(text)
    grammar_of(language)[rule].match_core(text + "\0", 0, defaultdict(dict), failures)
    position = max(failures.failed, default=0)
    return position, failures.failed[position]


def _built(context: Context, node: Any) -> list[Node]:
    rule = node.expr_name
    if isinstance(node.expr, Regex):
        return _token(rule, node.start, node.match.group(1)) if rule else []
    parts = [part for child in node.children for part in _built(context, child)]
    if not rule or rule in TRANSPARENT:
        return parts
    if rule not in BUILDERS:
        return [Phrase(node.start, _stop(node), rule, tuple(parts))]
    known = {
        "context": context,
        "rule": rule,
        "start": node.start,
        "end": _stop(node),
        "parts": parts,
    }
    return [BUILDERS[rule](**{name: known[name] for name in signature(BUILDERS[rule]).parameters})]


def _token(name: str, start: int, text: str) -> list[Node]:
    if name in READERS:
        return [READERS[name](start, text)]
    if name in SILENT or name.startswith(SIGN_PREFIX):
        return []
    if name.startswith(KEYWORD_PREFIX):
        return [Keyword(start, start + len(text), " ".join(text.split()))]
    return [Word(start, start + len(text), text)]


def _stop(node: Any) -> int:
    """Return where a parse node ends without the white space and comments that it swallowed."""
    while not isinstance(node.expr, Regex):
        later = [child for child in node.children if child.end > child.start]
        if not later:
            return int(node.start)
        node = later[-1]
    return int(node.start) + (len(node.match.group(1)) if node.expr_name else 0)
