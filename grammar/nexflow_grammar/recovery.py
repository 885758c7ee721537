"""What is wrong with a text that does not parse, and what it still says.

The names that a broken item defines must not vanish while someone types, or every file that uses
them would complain.
"""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module
from typing import NamedTuple

from nexflow_grammar.blocks import OUTLINES
from nexflow_grammar.build import Problem
from nexflow_grammar.expectations import WORDS, describe, misplaced, unclosed
from nexflow_grammar.failures import furthest_failure, rules_of
from nexflow_grammar.grammars import KEYWORD_PREFIX
from nexflow_grammar.items import HEADS
from nexflow_grammar.languages import Language
from nexflow_grammar.parser import parse_item
from nexflow_grammar.patterns import Pattern
from nexflow_grammar.tree.expressions import Null
from nexflow_grammar.tree.nodes import Node, Path, Phrase, Word, moved
from nexflow_grammar.tree.types import Assignment, Field, Let, NamedType

_NAME = Pattern(r"\s*(?:let\s+|set\s+)?([A-Za-z_]\w*)")
_NAMES = Pattern(r"[A-Za-z_]\w*")
#: What definitions start with.
_HEAD_WORDS = (
    "process", "schema", "record", "types", "transform", "transform_block", "decision_table", "rule",
    "procedural_rule", "services", "actions",
)  # fmt: skip
_WORD = Pattern(r"\w+")
_MARKED = Pattern(r"\w+|\"[^\"\r\n]*\"?|'[^'\r\n]*'?|[=!<>?]=|->|\S")
_LAST_WORD = Pattern(r"\S+\s*\Z")
_NEAR = 0.75
_FIELDS = frozenset({"field", "alias", "input_field", "parameter"})
_ASSIGNMENTS = frozenset({"assignment", "computed_field", "arrow_mapping", "set"})


def prepare(language: Language) -> None:
    """Load what finds and explains a language's mistakes: the first of each would wait for it."""
    for name in ("extra_ends", "mistakes"):
        import_module(f"nexflow_grammar.{name}")
    rules_of(language)
    OUTLINES[language].compile_patterns()
    for name in ("common", language.value):
        module = import_module(f"nexflow_grammar.compiled.{name}")
        for pattern in vars(module).values():
            if isinstance(pattern, Pattern):
                pattern.compile()


def misplaced_item(rule: str, text: str) -> tuple[Node, Problem]:
    """Return the tree of an item that cannot stand where it stands, and why."""
    word = _MARKED.match(text)
    end = word.end() if word else len(text)
    message, code = misplaced(rule, text[:end])
    if rule == "unclosed_comment":
        end = len(text)
    return Phrase(0, len(text), rule, ()), Problem(0, end, message, code)


def recovered(
    language: Language, rule: str, text: str, prefix: Node | None, end: int
) -> tuple[Node, Problem]:
    """Return the tree of what can be saved, and what is wrong.

    prefix: the tree of the beginning that is complete, up to `end`, or None.
    """
    failed, expected = furthest_failure(language, rule, text)
    position = max(failed, end)
    problem = _problem(rule, text, position, expected if position == failed else frozenset())
    if position == 0 and (fixed := _corrected(text, expected)) is not None:
        right = parse_item(language, rule, fixed.text)
        return moved(right.node, fixed.shift, fixed.word_end), problem
    if rule in HEADS:
        return _head(rule, text, prefix), problem
    return prefix or _saved(rule, text, position), problem


def _problem(rule: str, text: str, position: int, expected: frozenset[str]) -> Problem:
    mistake = unclosed(text, position)
    if mistake is not None:
        return mistake
    found = _MARKED.match(text, position)
    if found is not None:
        return Problem(
            position, found.end(), describe(rule, found[0], expected, whole=position > 0)
        )
    # At the end the last word is marked, so that there is something to see.
    last = _LAST_WORD.search(text)
    return Problem(last.start() if last else 0, len(text), describe(rule, "", expected))


class _Corrected(NamedTuple):
    """A text with its first word put right.

    word_end: where that word ends in it. shift: how far the rest lies off its place in the source.
    """

    text: str
    word_end: int
    shift: int


def _corrected(text: str, expected: frozenset[str]) -> _Corrected | None:
    """Put a misspelled first keyword right. expected: the tokens that could stand there."""
    found = _WORD.match(text)
    keywords = [
        word
        for name in expected
        for word in WORDS.get(name, (name.removeprefix(KEYWORD_PREFIX).replace("__", " "),))
        if name in WORDS or name.startswith(KEYWORD_PREFIX)
    ]
    near = get_close_matches(found[0], keywords, 1, _NEAR) if found else []
    if found is None or not near:
        return None
    shift = found.end() - len(near[0])
    return _Corrected(near[0] + text[found.end() :], len(near[0]), shift)


def _head(rule: str, text: str, prefix: Node | None) -> Node:
    """Return the tree of a head that does not parse: what there is of its name."""
    names = list(_NAMES.finditer(text.split("\n", 1)[0]))
    first = names[0][0] if names else ""
    half_typed = len(names) == 1 and any(word.startswith(first) for word in _HEAD_WORDS)
    if half_typed or get_close_matches(first, _HEAD_WORDS, 1, _NEAR):
        names = names[1:]
    names = [name for name in names if name[0] not in _HEAD_WORDS] or names
    ends = {name.end() for name in names}
    if isinstance(prefix, Phrase) and any(part.end in ends for part in prefix.parts):
        return prefix
    if not names:
        return Phrase(0, len(text), rule, ())
    name = names[-1]
    return Phrase(0, len(text), rule, (Word(name.start(), name.end(), name[0]),))


def _saved(rule: str, text: str, position: int) -> Node:
    """Return the tree of what can be saved. position: where parsing failed."""
    name = _NAME.match(text)
    if name is not None and name.end(1) <= max(position, 1):
        word = Word(name.start(1), name.end(1), name[1])
        unknown = Null(word.end, word.end)
        if rule in _FIELDS:
            nothing = Word(word.end, word.end, "")
            return Field(0, len(text), word, NamedType(word.end, word.end, nothing), ())
        if rule in _ASSIGNMENTS:
            return Assignment(0, len(text), Path(word.start, word.end, (word,)), unknown)
        if rule == "let":
            return Let(0, len(text), word, unknown)
    return Phrase(0, len(text), rule, ())
