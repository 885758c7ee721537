"""Where in a segment its definitions have their names."""

from __future__ import annotations

from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.nodes import Node, Phrase, Word

_BLOCKS = ("types", "services", "actions")


def name_places(segment: Segment) -> list[Word]:
    """Return the names that a segment declares, with offsets in the segment."""
    if segment.kind not in _BLOCKS:
        return [segment.name] if segment.name is not None else []
    found: list[Word] = []
    for child in segment.head.children if segment.head is not None else ():
        word = _name_of(child.node)
        if word is not None:
            found.append(Word(child.start + word.start, child.start + word.end, word.text))
    return found


def _name_of(node: Node) -> Word | None:
    word = node.first(Word) if isinstance(node, Phrase) else getattr(node, "name", None)
    return word if isinstance(word, Word) else None
