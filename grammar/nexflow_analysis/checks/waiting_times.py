"""NX542: timeouts of services, and caches and lookups of transforms and tables, without a length."""

from __future__ import annotations

from collections.abc import Iterator

from nexflow_analysis.lengths import length_problem
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.process.settings import every_entry
from nexflow_analysis.report import Reporter
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.expressions import Duration
from nexflow_grammar.tree.nodes import Node, Phrase, walk
from nexflow_grammar.tree.types import Option

#: Items in which every duration is one that something waits for.
_WAITING = frozenset({"service", "service_option", "cache", "lookup_binding"})


def check_waiting_times(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:  # noqa: ARG001
    """Check the durations that answers are waited for, and kept."""
    if segment.kind not in ("services", "transform", "table") or segment.head is None:
        return
    for entry in every_entry(segment.head):
        for node in () if entry.broken else _waits(entry):
            for part in walk(node):
                problem = length_problem(part) if isinstance(part, Duration) else None
                if problem is not None:
                    message, fixes = problem
                    reporter.add(entry, part, "NX542", message, fixes=fixes)


def _waits(entry: Entry) -> Iterator[Node]:
    """Yield the parts of an entry whose durations are waited for."""
    node = entry.node
    if entry.rule in _WAITING:
        yield node
    elif entry.rule == "lookup_call":
        yield from (
            part for part in walk(node) if isinstance(part, Phrase) and part.rule == "lookup_option"
        )
    elif isinstance(node, Option) and node.name.text == "ttl":
        yield node.value
