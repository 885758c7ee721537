"""The grammars: `peg/*.peg`, with tokens spelled out, compiled by parsimonious.

Every token is one regular expression that swallows the white space and comments after it, which is
several times quicker than a rule between tokens, and every token has a name, because parsimonious
reports the furthest failure of named expressions only.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parsimonious.grammar import Grammar

    from nexflow_grammar.languages import Language

SKIP = r"(?:\s|//[^\r\n]*|\x23[^\r\n]*|/\*(?:(?!\*/)[\s\S])*\*/)*+"

_DEFINITION = re.compile(r"^([a-z_]\w*)\s*(:?=)\s*(.*(?:\n[ \t]+\S.*)*)", re.MULTILINE)
_QUOTED = re.compile(r"'([^']+)'")

#: What the tokens of signs and keywords are called, by their text.
_SIGNS = {
    ":": "colon", ",": "comma", "(": "open_parenthesis", ")": "close_parenthesis",
    "[": "open_bracket", "]": "close_bracket", "{": "open_brace", "}": "close_brace",
    "=": "equals", "<": "less", ">": "greater", "->": "result_arrow", ">=": "at_least",
}  # fmt: skip
SIGN_PREFIX = "sign_"
KEYWORD_PREFIX = "keyword_"
_SEPARATORS = dict.fromkeys(range(0x1C, 0x20), " ")
_SIGN_PATTERNS = {"=": "=(?!=)", ":": ":"}


@cache
def grammar_of(language: Language) -> Grammar:
    """Return the compiled grammar of a language: its own rules before the common ones."""
    from nexflow_grammar.grammar_cache import cached_grammar  # noqa: PLC0415 - costs 60 ms

    definitions = {**_definitions("common"), **_definitions(language.value)}
    tokens: dict[str, str] = {}
    rules = [
        f"{name} = {_token(body)}" if kind == ":=" else f"{name} = {_rule(body, tokens)}"
        for name, (kind, body) in definitions.items()
    ]
    rules += [f"{name} = {_token(pattern)}" for name, pattern in tokens.items()]
    return cached_grammar("\n".join(rules))


def readable(text: str) -> str:
    """Return a text as parsimonious has to see it, as long as before.

    It takes four control characters for no white space, which Python, and so all else here, does.
    """
    return text.translate(_SEPARATORS)


def rules_of(name: str) -> set[str]:
    """Return the rules and tokens that a file in `peg/` defines."""
    return set(_definitions(name))


def _definitions(name: str) -> dict[str, tuple[str, str]]:
    from importlib.resources import files  # noqa: PLC0415 - only mistakes need a grammar

    source = (files("nexflow_grammar") / "peg" / f"{name}.peg").read_text("utf-8")
    text = re.sub(r"^#.*\n", "", source, flags=re.MULTILINE)
    return {found[1]: (found[2], found[3]) for found in _DEFINITION.finditer(text)}


def _token(pattern: str) -> str:
    escaped = pattern.strip().replace('"', r"\x22")
    return f'~r"({escaped}){SKIP}"'


def _rule(body: str, tokens: dict[str, str]) -> str:
    def reference(found: re.Match[str]) -> str:
        text = found[1]
        if text in _SIGNS:
            name = SIGN_PREFIX + _SIGNS[text]
            tokens[name] = _SIGN_PATTERNS.get(text, re.escape(text))
        else:
            name = KEYWORD_PREFIX + text.replace(" ", "__")
            tokens[name] = text.replace(" ", r"\s+") + r"\b"
        return name

    rule = _QUOTED.sub(reference, body).strip()
    # parsimonious makes a rule that only names another one that rule; a sequence keeps its name.
    return f'{rule} ~""' if re.fullmatch(r"\w+", rule) else rule
