"""NX532, NX534, NX535: records that are lost without anybody having said so."""

from __future__ import annotations

from nexflow_analysis.flow import Flow, Stream
from nexflow_analysis.process.edits import line_below, moved
from nexflow_analysis.process.windows import window_clauses
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Keyword, Node, Phrase, Word
from nexflow_grammar.tree.process import Window


def check_loss(state: Flow) -> None:
    """Warn of routes, late data and a backpressure strategy that drop records."""
    for entry, message, fixes in state.lossy:
        head = entry.node
        state.warn(entry, _first_line(state, entry, head), "NX532", message, *fixes)
    for step in state.steps:
        if isinstance(step.entry.node, Window) and step.stream_before is not None:
            _late_data(state, step.entry, step.entry.node, step.stream_before)
    for entry in state.settings.head.every("backpressure"):
        _backpressure(state, entry)


def _first_line(state: Flow, entry: Entry, node: Node) -> Node:
    text = state.segment.text[entry.start : entry.start + max(node.end, 1)]
    return Node(0, len(text.split("\n", 1)[0].rstrip()))


def _late_data(state: Flow, entry: Entry, node: Window, stream: Stream) -> None:
    """Warn of a window that allows lateness, and drops what is later still."""
    time = state.settings.time
    if window_clauses(entry, "late data to") or (time and time.clause("late data to")):
        return
    schemas = [source.schema for source in stream.sources if source.schema is not None]
    if any(
        schema.option("late_data_stream") or schema.option("late_data_handling")
        for schema in schemas
    ):
        return
    fix = line_below(state.segment, entry, "late data to late_records")
    declared = window_clauses(entry, "allowed lateness")
    if declared:
        place, clause = declared[0]
        fixes = (moved(fix, entry.start - place.start),)
        state.warn(place, clause, "NX534", _LATE, *fixes)
    elif time is not None and (found := time.clause("allowed lateness")):
        fixes = (moved(fix, entry.start - found[0].start),)
        state.warn(found[0], found[1], "NX534", _LATE, *fixes)
    elif any(schema.option("allowed_lateness") for schema in schemas):
        state.warn(entry, node, "NX534", _LATE, fix)


_LATE = (
    "records that are later than this are dropped; write `late data to STREAM` to keep them, or leave the "
    "lateness out"
)


def _backpressure(state: Flow, entry: Entry) -> None:
    node = entry.node
    if not isinstance(node, Phrase):
        return
    for part in node.parts:
        if isinstance(part, Keyword | Word) and part.text in ("drop", "sample"):
            state.warn(
                entry, part, "NX535",
                f"`{part.text}` loses records whenever a sink is slower than the source; write `block` to slow the "
                "source down instead",
            )  # fmt: skip
