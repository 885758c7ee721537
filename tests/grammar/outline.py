"""Short forms of trees, for tests to compare."""

from __future__ import annotations

from decimal import Decimal

from nexflow_grammar.assemble import Entry
from nexflow_grammar.languages import Language
from nexflow_grammar.parser import parse_item
from nexflow_grammar.source_file import Segment, SourceFile
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Node, Path, Word


def expression(text: str) -> str:
    """Parse an expression without problems; return it as an s-expression."""
    parsed = parse_item(Language.TRANSFORM, "expression", text)
    assert [problem.message for problem in parsed.problems] == []
    return brief(parsed.node)


def expression_problems(text: str) -> list[str]:
    """Return the problems of an expression, each behind the text that it marks."""
    parsed = parse_item(Language.TRANSFORM, "expression", text)
    return [f"{text[p.start : p.end]}| {p.message}" for p in parsed.problems]


def brief(node: object) -> str:  # noqa: C901 - a case per class
    """Write a node as an s-expression, operators and values by their signs."""
    match node:
        case e.Name() | Word() | Path():
            return node.text
        case e.Number():
            sign = {"money": "$", "percent": "%"}.get(node.kind, "")
            return f"{sign}{node.value}"
        case e.Text():
            return repr(node.value)
        case e.Boolean():
            return str(node.value).lower()
        case e.Binary() | e.Unary():
            parts = [
                getattr(node, name) for name in ("left", "right", "operand") if hasattr(node, name)
            ]
            return _list(node.operator, *parts)
        case e.Member():
            return f"{brief(node.target)}{'?.' if node.safe else '.'}{node.name.text}"
        case e.Call():
            return _list(
                node.function.text, *([node.receiver] if node.receiver else []), *node.arguments
            )
        case e.Argument():
            return f"{node.name.text}: {brief(node.value)}" if node.name else brief(node.value)
        case Node():
            values = [getattr(node, name) for name in node.__struct_fields__[2:]]
            return _list(type(node).__name__.lower(), *values)
        case tuple():
            return "[" + " ".join(map(brief, node)) + "]"
        case Decimal() | None | bool() | int():
            return str(node)
        case _:
            return str(node)


def _list(head: str, *parts: object) -> str:
    return f"({' '.join([head, *map(brief, parts)])})"


def segment_of(language: Language, text: str) -> Segment:
    """Return the only segment of a text."""
    (segment,) = SourceFile(language, text).segments
    return segment


def rules(entries: tuple[Entry, ...]) -> str:
    """Write entries as the names of their rules, children in parentheses; `!` marks broken ones."""
    return " ".join(
        entry.rule + "!" * entry.broken + (f"({rules(entry.children)})" if entry.children else "")
        for entry in entries
    )


def problems(segment: Segment) -> list[str]:
    """Return a segment's problems, each behind the text that it marks."""
    return [f"{segment.text[p.start : p.end]}| {p.message}" for p in segment.problems]
