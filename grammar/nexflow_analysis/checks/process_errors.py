"""NX550, NX561: errors that are handled twice, or tried again no time."""

from __future__ import annotations

from nexflow_analysis.diagnostics import Here, Severity
from nexflow_analysis.flow import Flow
from nexflow_analysis.process.edits import removed
from nexflow_analysis.process.settings import every_entry
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Node, Phrase, walk
from nexflow_grammar.tree.process import ErrorHandler


def check_handlers(state: Flow) -> None:
    """Check that every kind of error has one handler, and that what is retried is."""
    for entry in every_entry(state.settings.head):
        node = entry.node
        times = node.first(e.Number) if isinstance(node, Phrase) and node.rule == "retry" else None
        if times is not None and times.value == 0:
            _no_retry(state, entry, Node(0, times.end))
        if entry.rule in ("call_external", "clause"):
            _call_retry(state, entry)
    first: dict[str, Entry] = {}
    for block in state.settings.head.every("on_error"):
        for entry in block.every("error_handler"):
            node = entry.node
            if not isinstance(node, ErrorHandler) or entry.broken:
                continue
            if isinstance(node.times, e.Number) and node.times.value == 0:
                _no_retry(state, entry, Node(0, node.end))
            known = first.setdefault(node.kind, entry)
            if known is not entry:
                state.reporter.add(
                    entry, Node(0, node.end), "NX550",
                    f"`{node.kind}` is handled twice, and only one of them can be meant; remove the other",
                    severity=Severity.ERROR,
                    fixes=(removed(state.segment, entry, "Remove the second"),),
                    related=(Here(known.start, known.start + known.node.end, "the first is here"),),
                )  # fmt: skip


def _call_retry(state: Flow, entry: Entry) -> None:
    for part in walk(entry.node):
        if not isinstance(part, Phrase) or part.rule != "call_retry":
            continue
        times = part.first(e.Number)
        if times is not None and times.value == 0:
            _no_retry(state, entry, part)


def _no_retry(state: Flow, entry: Entry, node: Node) -> None:
    message = "`retry 0` tries nothing again; say how many times, or leave it out"
    state.warn(entry, node, "NX561", message)
