"""The states and transitions that a schema lists."""

from __future__ import annotations

from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Path, Phrase, Word


def states_of(head: Entry) -> tuple[str, ...]:
    """Return the states of a schema, in order."""
    found: list[str] = []
    for part in head.children:
        if part.rule == "states_list" and isinstance(part.node, Phrase):
            names = part.node.phrase("name_list")
            found += [path.text for path in names.every(Path)] if names is not None else []
        elif part.rule == "states":
            nodes = [child.node for child in part.children]
            words = [node.first(Word) for node in nodes if isinstance(node, Phrase)]
            found += [word.text for word in words if word is not None]
    return tuple(dict.fromkeys(found))


def transitions_of(head: Entry) -> tuple[tuple[str, str], ...]:
    """Return the transitions of a schema as (from, to); `*` stands for every state."""
    found: list[tuple[str, str]] = []
    for part in head.every("transitions"):
        for child in part.children:
            node = child.node
            if not isinstance(node, Phrase) or child.broken:
                continue
            words = [word.text for word in node.every(Word)]
            names = node.phrase("name_list")
            if names is not None and words:
                found += [(words[0], path.text) for path in names.every(Path)]
            elif len(words) > 1:
                found.append((words[0], words[1]))
    return tuple(found)
