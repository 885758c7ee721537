"""What a text that does not parse still says.

The names that a broken item defines must not vanish while someone types, or every file that uses
them would complain.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import NamedTuple

from nexflow_grammar.expectations import WORDS
from nexflow_grammar.grammars import KEYWORD_PREFIX
from nexflow_grammar.tree.expressions import Null
from nexflow_grammar.tree.nodes import Node, Path, Phrase, Word
from nexflow_grammar.tree.types import Assignment, Field, Let, NamedType

_NAME = re.compile(r"\s*(?:let\s+|set\s+)?([A-Za-z_]\w*)")
_WORD = re.compile(r"\w+")
_NEAR = 0.75
_FIELDS = frozenset({"field", "alias", "input_field", "parameter"})
_ASSIGNMENTS = frozenset({"assignment", "computed_field", "arrow_mapping", "set"})


class Corrected(NamedTuple):
    """A text with its first word put right.

    word_end: where that word ends in it. shift: how far the rest lies off its place in the source.
    """

    text: str
    word_end: int
    shift: int


def corrected(text: str, expected: list[str]) -> Corrected | None:
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
    return Corrected(near[0] + text[found.end() :], len(near[0]), shift)


def recover(rule: str, text: str, position: int) -> Node:
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
