"""NX530: a stream that is received and never used."""

from __future__ import annotations

from nexflow_analysis.flow import Flow
from nexflow_analysis.names import normal
from nexflow_analysis.process.state import Received
from nexflow_grammar.tree.process import Receive

#: Statements that name the streams they work on.
_NAMING = frozenset({"join", "merge", "await", "hold", "sql"})


def check_streams(state: Flow) -> None:
    """Warn of streams that no statement works on."""
    for source in state.received:
        if normal(source.name.text) in state.used or _is_worked_on(state, source):
            continue
        state.warn(
            source.entry, source.name, "NX530",
            f"the stream `{source.name.text}` is received and never used: the statements below work on the stream "
            "that is received last; use it in a `join` or a `merge`, or remove the `receive`",
        )  # fmt: skip


def _is_worked_on(state: Flow, source: Received) -> bool:
    """Tell whether a statement works on the stream as the current one."""
    for step in state.steps:
        stream = step.stream_before
        if stream is None or isinstance(step.entry.node, Receive) or step.entry.rule in _NAMING:
            continue
        if any(one.entry is source.entry for one in stream.sources):
            return True
    clauses = (child.rule for child in source.entry.children)
    return "handler" in clauses or len(state.received) == 1
