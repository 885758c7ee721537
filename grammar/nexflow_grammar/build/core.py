"""What the generated parsers build the tree with.

Parsing a rule gives its parts in order: the nodes of the rules and tokens it is made of, without
signs. A builder makes the node of a rule, or of a token, from them. A transparent rule has no node:
its parts are parts of the rule around it. A rule without a builder is a phrase.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from msgspec import Struct

from nexflow_grammar.patterns import Pattern
from nexflow_grammar.tree.nodes import Node, Phrase


class Problem(Struct, frozen=True, gc=False):
    """A syntax error. start, end: offsets in the item or, later, in the segment."""

    start: int
    end: int
    message: str
    code: str = "NX001"


class Context(Struct):
    """What one parse gathers besides the tree.

    commented: whether there may be comments in the text. known: what the rules that are remembered
    found at a position: its end and its node.
    """

    text: str
    commented: bool
    problems: list[Problem] = []
    known: dict[int, tuple[int, Node | None]] = {}

    @classmethod
    def of(cls, text: str) -> Context:
        """Return the context of a text that is about to be parsed."""
        return cls(text, "//" in text or "#" in text or "/*" in text)

    def stop(self, start: int, end: int) -> int:
        """Return where a rule ends without the white space and comments that it swallowed."""
        text = self.text
        if not self.commented:
            return start + len(text[start:end].rstrip()) if text[end - 1].isspace() else end
        last = start
        for token in _COMMENT_OR_OTHER.finditer(text, start, end):
            if token.lastgroup is None:
                last = token.end()
        return last


#: A comment, white space, or anything else: what tells where a rule ends.
_COMMENT_OR_OTHER = Pattern(
    r"(?P<skipped>//[^\r\n]*|#[^\r\n]*|/\*[\s\S]*?\*/|\s+)"
    r"|\"{3}[\s\S]*?\"{3}|`{3}[\s\S]*?`{3}|\$\{[^}\r\n]*\}"
    r"|\"(?:[^\"\\\r\n]|\\.)*\"|'(?:[^'\\\r\n]|\\.)*'|[\s\S]"
)

#: The function that makes the node of a rule. Its parameters say what it wants to know: `parts`,
#: `start` and `end` without the white space after it, the `rule`, the `context`.
Builder = Callable[..., Node]
#: The function that makes the node of a token from its start and its text.
Reader = Callable[[int, str], Node]

BUILDERS: dict[str, Builder] = {}
READERS: dict[str, Reader] = {}
TRANSPARENT: set[str] = set()
#: Tokens that say nothing.
SILENT = frozenset({"dot", "question", "arrow", "condition_start"})
PartT = TypeVar("PartT", bound=Node)


def builds(*rules: str) -> Callable[[Builder], Builder]:
    """Register the function that builds the nodes of some rules."""

    def register(function: Builder) -> Builder:
        BUILDERS.update(dict.fromkeys(rules, function))
        return function

    return register


def reads(*tokens: str) -> Callable[[Reader], Reader]:
    """Register the function that builds the nodes of some tokens."""

    def register(function: Reader) -> Reader:
        READERS.update(dict.fromkeys(tokens, function))
        return function

    return register


def one(parts: list[Node], kind: type[PartT]) -> PartT:
    """Return the first part of a class; the grammar guarantees it."""
    for part in parts:
        if isinstance(part, kind):
            return part
    raise LookupError(kind)


def maybe(parts: list[Node], kind: type[PartT]) -> PartT | None:
    """Return the first part of a class, or None."""
    for part in parts:
        if isinstance(part, kind):
            return part
    return None


def every(parts: list[Node], kind: type[PartT]) -> tuple[PartT, ...]:
    """Return all parts of a class."""
    return tuple([part for part in parts if isinstance(part, kind)])


def first_of(parts: list[Node], *rules: str) -> Phrase | None:
    """Return the first part that is a phrase of one of the rules, or None."""
    return next((part for part in parts if isinstance(part, Phrase) and part.rule in rules), None)
