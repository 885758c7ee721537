"""Declares processes."""

from __future__ import annotations

from collections.abc import Iterator

from nexflow_analysis.definitions import Definition, ProcessDefinition
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.process import Emit, Persist


def declare_process(segment: Segment) -> tuple[Definition, ...]:
    """Declare a process."""
    head, name = segment.head, segment.name
    if head is None or name is None:
        return ()
    emitted = tuple(dict.fromkeys(_emitted(head)))
    return (ProcessDefinition(name.text, emitted),)


def _emitted(entry: Entry) -> Iterator[str]:
    for child in entry.children:
        if isinstance(child.node, Emit | Persist):
            target = child.node.target
            yield getattr(target, "text", "") or getattr(target, "value", "")
        yield from _emitted(child)
