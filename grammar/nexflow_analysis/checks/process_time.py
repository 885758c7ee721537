"""NX541, NX542, NX552: the times of a process: its time field, late data, durations without a length."""

from __future__ import annotations

from collections.abc import Iterator

from nexflow_analysis import types as t
from nexflow_analysis.diagnostics import LocalFix
from nexflow_analysis.fit import article
from nexflow_analysis.flow import Flow
from nexflow_analysis.lengths import length_problem
from nexflow_analysis.process.edits import removal
from nexflow_analysis.process.settings import every_entry
from nexflow_analysis.process.state import Stream
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Node, Phrase, walk
from nexflow_grammar.tree.process import Clause, Window

#: Statements and clauses that start a timer or keep something for a time.
_TIMED = frozenset(
    {"join", "await", "hold", "parallel", "parallel_option", "deduplicate", "aggregate", "schedule",
     "state_entry", "checkpoint", "mode", "metric", "time", "retry"}
)  # fmt: skip
_TIMED_CLAUSES = frozenset(
    {"allowed lateness", "watermark delay", "timeout", "cache", "flush interval", "lookup"}
)


def check_time(state: Flow) -> None:
    """Check the process's own time, and every duration that a timer waits for."""
    _time_field(state)
    _late_data(state)
    for entry in every_entry(state.settings.head):
        for duration in _timers(entry):
            _length(state, entry, duration)


def _time_field(state: Flow) -> None:
    time = state.settings.time
    if time is None or time.field is None or time.entry.broken:
        return
    for source in state.received:
        if source.schema is None:
            continue
        stream = Stream(state.lookup.record(source.schema), source.name.text, sources=(source,))
        typed = state.field_type(time.entry, time.field, stream, f"`{source.name.text}`")
        known = isinstance(typed.type, t.Scalar) and typed.type not in (t.NULL, t.TIMESTAMP, t.DATE)
        if known or isinstance(typed.type, t.Record | t.Collection | t.Mapping):
            state.error(
                time.entry, time.field, "NX552",
                f"`{time.field.text}` of `{source.name.text}` is {article(typed.type)}, and the time of a record is a "
                "timestamp",
            )  # fmt: skip
            return


def _late_data(state: Flow) -> None:
    time = state.settings.time
    if time is None or time.field is not None:
        return
    for entry in every_entry(state.settings.head):
        for clause in _clauses(entry):
            if clause.key == "late data to":
                state.error(
                    entry, clause, "NX541",
                    "with `time by processing_time` no record is ever late; remove `late data to`, or write "
                    "`time by FIELD`",
                    _without(state, entry, clause),
                )  # fmt: skip


def _without(state: Flow, entry: Entry, clause: Clause) -> LocalFix:
    """Return the fix that removes a clause, and its line where it stands alone."""
    start, end = entry.start + clause.start, entry.start + clause.end
    change = removal(state.segment, entry, start, end)
    return LocalFix("Remove the clause", (change,))


def _clauses(entry: Entry) -> list[Clause]:
    """Return the clauses of an entry's own item."""
    own = list(getattr(entry.node, "clauses", ()))
    parts = entry.node.parts if isinstance(entry.node, Phrase) else ()
    return [*own, *(part for part in parts if isinstance(part, Clause))]


def _timers(entry: Entry) -> Iterator[e.Duration]:
    node = entry.node
    if isinstance(node, Window):
        yield from (one for one in (node.size, node.slide) if isinstance(one, e.Duration))
    elif entry.rule == "schedule" and isinstance(node, Phrase):
        after = node.first(e.Expression)
        if isinstance(after, e.Duration):
            yield after
    elif entry.rule in _TIMED and isinstance(node, Phrase):
        yield from _durations(node)
    if isinstance(node, Phrase) and entry.rule not in _TIMED:
        breakers = (one for one in walk(node) if isinstance(one, Phrase))
        for breaker in breakers:
            if breaker.rule == "reset_timeout":
                yield from _durations(breaker)
    for clause in _clauses(entry):
        if clause.key in _TIMED_CLAUSES and entry.rule not in _TIMED:
            yield from _durations(clause)


def _durations(node: Node) -> Iterator[e.Duration]:
    return (one for one in walk(node) if isinstance(one, e.Duration))


def _length(state: Flow, entry: Entry, duration: e.Duration) -> None:
    problem = length_problem(duration)
    if problem is not None:
        message, fixes = problem
        state.error(entry, duration, "NX542", message, *fixes)
