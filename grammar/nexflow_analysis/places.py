"""Where in a segment its definitions have their names."""

from __future__ import annotations

from collections.abc import Iterator

from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.nodes import Node, Phrase, Word
from nexflow_grammar.tree.types import Field

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


def field_end(segment: Segment, path: str) -> int | None:
    """Return where the type of a schema's field ends, an offset in the segment; None: it has none."""
    found = _field(segment, path)
    return found.start + found.node.type.end if found and isinstance(found.node, Field) else None


def first_option(segment: Segment) -> tuple[int | None, str]:
    """Return where the first option of a schema's `streaming` part starts, and its indentation."""
    part = segment.head.first("streaming") if segment.head is not None else None
    options = part.every("option") if part is not None else []
    if not options:
        return None, ""
    start = options[0].start
    line = segment.text[segment.text.rfind("\n", 0, start) + 1 : start]
    return (start, line) if not line.strip() else (None, "")


def field_name(segment: Segment, path: str) -> Word | None:
    """Return the name of a schema's field, with offsets in the segment; None: it has none."""
    found = _field(segment, path)
    word = _name_of(found.node) if found is not None else None
    if found is None or word is None:
        return None
    return Word(found.start + word.start, found.start + word.end, word.text)


def field_node(segment: Segment, path: str) -> tuple[int, Field] | None:
    """Return a schema's field and where its item starts, an offset in the segment."""
    found = _field(segment, path)
    return (found.start, found.node) if found and isinstance(found.node, Field) else None


def _field(segment: Segment, path: str) -> Entry | None:
    entries = segment.head.children if segment.head is not None else ()
    found: Entry | None = None
    for name in path.split("."):
        named = (e for e in _fields(entries) if getattr(_name_of(e.node), "text", "") == name)
        found = next(named, None)
        if found is None:
            return None
        entries = found.children
    return found


def _fields(entries: tuple[Entry, ...]) -> Iterator[Entry]:
    for entry in entries:
        if entry.rule in ("identity", "fields"):
            yield from _fields(entry.children)
        elif isinstance(entry.node, Field) or entry.rule == "nested":
            yield entry


def name_range(segment: Segment, name: str) -> tuple[int, int]:
    """Return where in a segment a name is declared."""
    for word in name_places(segment):
        if word.text == name:
            return word.start, word.end
    return (segment.head.start, segment.head.start) if segment.head is not None else (0, 0)
