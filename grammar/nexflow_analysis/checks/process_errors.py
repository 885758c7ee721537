"""NX550: an error that is handled twice."""

from __future__ import annotations

from nexflow_analysis.diagnostics import Here, Severity
from nexflow_analysis.flow import Flow
from nexflow_analysis.process.edits import removed
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Node
from nexflow_grammar.tree.process import ErrorHandler


def check_handlers(state: Flow) -> None:
    """Check that every kind of error has one handler."""
    first: dict[str, Entry] = {}
    for block in state.settings.head.every("on_error"):
        for entry in block.every("error_handler"):
            node = entry.node
            if not isinstance(node, ErrorHandler) or entry.broken:
                continue
            known = first.setdefault(node.kind, entry)
            if known is not entry:
                state.reporter.add(
                    entry, Node(0, node.end), "NX550",
                    f"`{node.kind}` is handled twice, and only one of them can be meant; remove the other",
                    severity=Severity.ERROR,
                    fixes=(removed(state.segment, entry, "Remove the second"),),
                    related=(Here(known.start, known.start + known.node.end, "the first is here"),),
                )  # fmt: skip
