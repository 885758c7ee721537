"""Declares processes."""

from __future__ import annotations

from collections.abc import Iterator

from nexflow_analysis.definitions import (
    AGGREGATION,
    SIGNAL,
    Definition,
    NamedDefinition,
    ProcessDefinition,
)
from nexflow_grammar.assemble import Entry
from nexflow_grammar.patterns import Pattern
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.nodes import Phrase, Word
from nexflow_grammar.tree.process import Emit, Persist

_NAME = Pattern(r"[A-Za-z_]\w*")


def declare_process(segment: Segment) -> tuple[Definition, ...]:
    """Declare a process."""
    head, name = segment.head, segment.name
    if head is None or name is None:
        return ()
    emitted = tuple(dict.fromkeys(_emitted(head)))
    uses = (
        NamedDefinition(used, AGGREGATION)
        for used in dict.fromkeys(_aggregations(head, segment.text))
    )
    signals = (NamedDefinition(sent, SIGNAL) for sent in dict.fromkeys(_signals(head)))
    return (ProcessDefinition(name.text, emitted), *uses, *signals)


def _aggregations(entry: Entry, text: str) -> Iterator[str]:
    """Yield the names of `aggregate using`; all words of what is broken, which may hold one."""
    for child in entry.children:
        node = child.node
        if isinstance(node, Phrase) and node.rule == "aggregate_using":
            yield from (word.text for word in node.every(Word))
        if child.broken and child.rule.startswith("aggregate"):
            yield from _NAME.findall(text[child.start : child.end])
        yield from _aggregations(child, text)


def _signals(entry: Entry) -> Iterator[str]:
    """Yield the names of the signals that a process sends."""
    for child in entry.children:
        node = child.node
        if isinstance(node, Phrase) and node.rule in ("signal", "on_complete") and not child.broken:
            yield from (word.text for word in node.every(Word)[:1])
        yield from _signals(child)


def _emitted(entry: Entry) -> Iterator[str]:
    for child in entry.children:
        if isinstance(child.node, Emit | Persist):
            target = child.node.target
            yield getattr(target, "text", "") or getattr(target, "value", "")
        yield from _emitted(child)
