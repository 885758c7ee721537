"""Declares transforms."""

from __future__ import annotations

from collections.abc import Iterator

from nexflow_analysis.declare.copies import copies_of
from nexflow_analysis.declare.fields import fields_of
from nexflow_analysis.definitions import Definition, FieldDefinition, TransformDefinition
from nexflow_analysis.functions import find_function
from nexflow_analysis.names import normal
from nexflow_analysis.purity import IMPURE_PARTS, impure_function
from nexflow_analysis.types import Type, type_of
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree import types as tree
from nexflow_grammar.tree.expressions import Call, Name, Text
from nexflow_grammar.tree.nodes import Phrase, Word, walk

ASSIGNING = ("apply", "mappings")


def declare_transform(segment: Segment) -> tuple[Definition, ...]:
    """Declare a transform."""
    head, name = segment.head, segment.name
    if head is None or name is None:
        return ()
    assigned = tuple(
        child.node.target.names[0].text
        for part in head.every(*ASSIGNING)
        for child in part.children
        if isinstance(child.node, tree.Assignment)
    )
    return (
        TransformDefinition(
            name.text,
            _type(head, "input"),
            _type(head, "output"),
            _fields(head, "input_block", required=False),
            _fields(head, "output_block", required=False),
            _fields(head, "params", required=True),
            assigned,
            tuple(dict.fromkeys(_calls(head))),
            tuple(_copies(head)),
            next(_impurities(head), ""),
            tuple(sorted(set(_lookups(head)))) if "lookup" in segment.text else (),
        ),
    )


def _copies(head: Entry) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the outputs that may be copies, with the paths of what they copy."""
    return copies_of(child for part in head.every(*ASSIGNING) for child in part.children)


def _impurities(entry: Entry) -> Iterator[str]:
    """Yield why a transform's own text is impure."""
    for child in entry.children:
        if child.rule in IMPURE_PARTS:
            yield IMPURE_PARTS[child.rule]
        for part in walk(child.node):
            why = impure_function(part) if isinstance(part, Call) else ""
            if why:
                yield why
        yield from _impurities(child)


def _calls(entry: Entry) -> Iterator[str]:
    """Yield the names of the functions that are not built in, and of the parts of a `compose`."""
    for child in entry.children:
        node = child.node
        composed = entry.rule in ("compose", "compose_then") and isinstance(node, Phrase)
        if composed and isinstance(node, Phrase) and node.every(Word):
            yield node.every(Word)[-1].text
        for part in walk(node):
            if isinstance(part, Call) and find_function(part.function.text) is None:
                yield part.function.text
        yield from _calls(child)


def _lookups(entry: Entry) -> Iterator[str]:
    """Yield the names of what is asked: of sources, and those that `lookups` gives them."""
    for child in entry.children:
        if child.rule.startswith("lookup_") and isinstance(child.node, Phrase):
            yield from (normal(word.text) for word in child.node.every(Word))
            yield from (normal(text.value) for text in child.node.every(Text))
        for part in walk(child.node):
            first = part.arguments[0].value if isinstance(part, Call) and part.arguments else None
            if (
                isinstance(part, Call)
                and part.function.text == "lookup"
                and isinstance(first, Name)
            ):
                yield normal(first.text)
        yield from _lookups(child)


def _type(head: Entry, rule: str) -> Type | None:
    part = head.first(rule)
    node = part.node if part is not None else None
    type_node = node.first(tree.TypeNode) if isinstance(node, Phrase) else None
    return type_of(type_node) if type_node is not None else None


def _fields(head: Entry, rule: str, *, required: bool) -> tuple[FieldDefinition, ...]:
    part = head.first(rule)
    return fields_of(part.children, required=required) if part is not None else ()
