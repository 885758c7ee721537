"""From parsimonious's nodes to tree nodes: a plain recursive walk with one function per rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from msgspec import Struct, field
from parsimonious.expressions import Regex

from nexflow_grammar.grammars import KEYWORD_PREFIX, SIGN_PREFIX
from nexflow_grammar.tree.nodes import Keyword, Node, Phrase, Word


class Problem(Struct, frozen=True):
    """A syntax error. start, end: offsets in the item or, later, in the segment."""

    start: int
    end: int
    message: str
    code: str = "NX001"


class Context(Struct):
    """What one parse gathers besides the tree."""

    text: str
    problems: list[Problem] = field(default_factory=list)


#: A function from (context, parse node, built parts) to the tree node of a rule.
Builder = Callable[[Context, Any, list[Node]], Node]
BUILDERS: dict[str, Builder] = {}
_SILENT = frozenset({"dot", "question", "arrow", "condition_start"})
PartT = TypeVar("PartT", bound=Node)


def builds(*rules: str) -> Callable[[Builder], Builder]:
    """Register the function that builds the node of some rules."""

    def register(function: Builder) -> Builder:
        for rule in rules:
            BUILDERS[rule] = function
        return function

    return register


def build(context: Context, node: Any) -> Node:
    """Build the tree node of a parse node that has a name."""
    name = node.expr_name
    builder = BUILDERS.get(name)
    if isinstance(node.expr, Regex):
        if builder is not None:
            return builder(context, node, [])
        text = node.match.group(1)
        if name.startswith(KEYWORD_PREFIX):
            return Keyword(node.start, node.start + len(text), " ".join(text.split()))
        return Word(node.start, node.start + len(text), text)
    parts: list[Node] = []
    _collect(context, node, parts)
    if builder is not None:
        return builder(context, node, parts)
    return Phrase(node.start, extent(node), name, tuple(parts))


def _collect(context: Context, node: Any, parts: list[Node]) -> None:
    for child in node.children:
        name = child.expr_name
        if not name:
            _collect(context, child, parts)
        elif name not in _SILENT and not name.startswith(SIGN_PREFIX):
            parts.append(build(context, child))


def extent(node: Any) -> int:
    """Return where a parse node ends without the white space and comments that it swallowed."""
    while not isinstance(node.expr, Regex):
        later = [child for child in node.children if child.end > child.start]
        if not later:
            return int(node.start)
        node = later[-1]
    return int(node.start) + (len(node.match.group(1)) if node.expr_name else 0)


def one(parts: list[Node], kind: type[PartT]) -> PartT:
    """Return the first part of a class; the grammar guarantees it."""
    return next(part for part in parts if isinstance(part, kind))


def maybe(parts: list[Node], kind: type[PartT]) -> PartT | None:
    """Return the first part of a class, or None."""
    return next((part for part in parts if isinstance(part, kind)), None)


def every(parts: list[Node], kind: type[PartT]) -> tuple[PartT, ...]:
    """Return all parts of a class."""
    return tuple(part for part in parts if isinstance(part, kind))


def first_of(parts: list[Node], *rules: str) -> Phrase | None:
    """Return the first part that is a phrase of one of the rules, or None."""
    return next((part for part in parts if isinstance(part, Phrase) and part.rule in rules), None)
