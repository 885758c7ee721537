"""Where a text does not parse, and what could stand there.

The generated functions do not try what the next character cannot begin, so they do not know what fails.
`compiled/failing/` holds the same grammars, made of the functions below. Where the next character begins
none of the tokens that an expression may begin with, all of these fail, and none is tried there either.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from nexflow_grammar.languages import Language
    from nexflow_grammar.patterns import Pattern

#: Repetitions look for nothing at the end of a text, so that end must not be the very end.
_SENTINEL = "\0"
#: Stands for every character beyond ASCII.
OTHER = "\x80"


class Parse(Struct):
    """One parse: the furthest position at which tokens failed, and those.

    ends: where what was tried at a position ends, or -1, by rule and position.
    """

    rules: dict[str, Matcher]
    text: str
    ends: dict[tuple[str, int], int] = {}
    position: int = 0
    failed: frozenset[str] = frozenset()

    def fail(self, at: int, tokens: frozenset[str]) -> None:
        """Note that some tokens are not at a position."""
        if at > self.position:
            self.position, self.failed = at, tokens
        elif at == self.position:
            self.failed |= tokens


#: A function that returns where an expression ends that starts at a position, or -1.
Matcher: TypeAlias = Callable[[Parse, int], int]


class Beginning:
    """The tokens that an expression may begin with, and the characters that these may.

    empty: whether it matches nothing, rather than not at all, where none of them is.
    """

    def __init__(self, characters: str, tokens: str, *, empty: bool = False) -> None:
        self.characters = frozenset(characters)
        self.tokens = frozenset(tokens.split())
        self.empty = empty

    def fails(self, parse: Parse, at: int) -> bool:
        """Tell whether none of the tokens can be at a position."""
        character = parse.text[at : at + 1]
        if not character or (character if character.isascii() else OTHER) in self.characters:
            return False
        parse.fail(at, self.tokens)
        return True


def token(name: str, pattern: Pattern) -> Matcher:
    """Match a token."""
    names = frozenset((name,))

    def match(parse: Parse, at: int) -> int:
        found = pattern.match(parse.text, at)
        if found is not None:
            return found.end()
        parse.fail(at, names)
        return -1

    return match


def rule(name: str) -> Matcher:
    """Match another rule; what came of it at a position is remembered."""

    def match(parse: Parse, at: int) -> int:
        key = name, at
        end = parse.ends.get(key)
        if end is None:
            end = parse.ends[key] = parse.rules[name](parse, at)
        return end

    return match


def sequence(*members: Matcher) -> Matcher:
    """Match one after the other."""

    def match(parse: Parse, at: int) -> int:
        for member in members:
            at = member(parse, at)
            if at < 0:
                break
        return at

    return match


def choice(begins: Beginning | None, *members: Matcher) -> Matcher:
    """Match the first that is there; begins: None where only trying tells."""

    def match(parse: Parse, at: int) -> int:
        if begins is not None and begins.fails(parse, at):
            return at if begins.empty else -1
        for member in members:
            end = member(parse, at)
            if end >= 0:
                return end
        return -1

    return match


def repeated(begins: Beginning | None, member: Matcher, least: int, most: int | None) -> Matcher:
    """Match the same again and again, so many times; begins: as above, of the member."""

    def match(parse: Parse, at: int) -> int:
        count, size = 0, len(parse.text)
        while at < size and count != most and not (begins and begins.fails(parse, at)):
            end = member(parse, at)
            if end < 0:
                break
            at, count = end, count + 1
        return at if count >= least else -1

    return match


def ahead(member: Matcher, *, there: bool) -> Matcher:
    """Match nothing, where a token is there or is not."""
    return lambda parse, at: at if (member(parse, at) >= 0) is there else -1


@cache
def rules_of(language: Language) -> dict[str, Matcher]:
    """Return the rules of a language, and those of all languages."""
    package = "nexflow_grammar.compiled.failing"
    shared, own = (import_module(f"{package}.{name}") for name in ("common", language.value))
    return {**shared.RULES, **own.RULES}


def furthest_failure(language: Language, start: str, text: str) -> tuple[int, frozenset[str]]:
    """Return the furthest position that parsing reached, and the tokens that failed there."""
    rules = rules_of(language)
    parse = Parse(rules, text + _SENTINEL)
    rules[start](parse, 0)
    return parse.position, parse.failed
