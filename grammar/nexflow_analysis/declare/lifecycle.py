"""What a schema says of its versions."""

from __future__ import annotations

from collections.abc import Iterator

from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Phrase, Word


def lifecycle_parts(head: Entry) -> Iterator[tuple[Entry, Phrase]]:
    """Yield the parts of a schema's life: (its entry, `previous_version 1.0.0` and the like)."""
    for part in head.every("version", "compatibility", "lifecycle"):
        for entry in (part, *part.children):
            node = entry.node
            if entry.broken or not isinstance(node, Phrase):
                continue
            if node.rule == "compatibility":
                yield entry, node
            for inner in node.every(Phrase):
                for one in (inner, *inner.every(Phrase)):
                    if one.rule in ("lifecycle_part", "compatibility"):
                        yield entry, one.phrase("compatibility") or one


def version_of(head: Entry) -> Word | None:
    """Return the version that a schema says it is."""
    part = head.first("version")
    return part.node.first(Word) if part is not None and isinstance(part.node, Phrase) else None


def mode_of(word: str) -> str:
    """Return a compatibility in its first spelling."""
    return word.lower().removesuffix("_compatible")


def versions_of(head: Entry) -> tuple[str, str, str]:
    """Return a schema's version, the previous one and the compatibility; "" for what is not said."""
    own = version_of(head)
    previous = mode = ""
    for _entry, part in lifecycle_parts(head):
        words = part.every(Word)
        if part.rule == "compatibility" and words:
            mode = mode_of(words[-1].text)
        elif len(words) > 1 and words[0].text == "previous_version":
            previous = words[1].text
    return own.text if own is not None else "", previous, mode
