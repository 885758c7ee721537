"""NX553, NX554: queries that change their results: what keeps every version of them, or all their keys."""

from __future__ import annotations

from nexflow_analysis.clauses import clause_of
from nexflow_analysis.definitions import StreamDefinition
from nexflow_analysis.diagnostics import Here, LocalFix, Replacement, Severity
from nexflow_analysis.flow import Flow
from nexflow_analysis.process.edits import line_below
from nexflow_analysis.process.queries import hint_of, keeps_for_ever, updating
from nexflow_analysis.process.settings import text_of
from nexflow_analysis.process.state import Sink
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Node, Phrase, Word
from nexflow_grammar.tree.process import Emit, Persist

#: Sinks that surely add each result to those before.
_APPENDING = frozenset({"kafka", "parquet", "csv", "json", "file"})


def check_queries(state: Flow) -> None:
    """Check that the sinks of a query that changes its results can replace them, and that its state ends."""
    if not state.settings.batch:
        for step in state.steps:
            if step.entry.rule == "sql" and isinstance(step.entry.node, Phrase):
                _check_state(state, step.entry, step.entry.node)
    for sink in state.sinks:
        query = sink.stream.refires
        if query is not None and query.rule == "sql" and _appends(state, sink):
            _report(state, sink, query)


def _check_state(state: Flow, entry: Entry, node: Phrase) -> None:
    """Check that a query says how long it keeps what it needs to change its results."""
    text = node.first(Word)
    found = keeps_for_ever(text.text) if text is not None else None
    if text is None or found is None or all(one.bounded for one in state.received):
        return
    fixes: tuple[LocalFix, ...] = ()
    hint = hint_of(text.text)
    if hint is not None:
        at = text.start + hint[0]
        fixes = (LocalFix("Keep it for a day", (Replacement(at, at, hint[1]),), safe=False),)
    state.error(
        entry, Node(text.start + found.start, text.start + found.end), "NX554",
        f"this query has {found.what}, so it keeps a value for every key for ever; say how long, behind its "
        "`SELECT`: `/*+ STATE_TTL('orders' = '1d') */`",
        *fixes,
    )  # fmt: skip


def _appends(state: Flow, sink: Sink) -> bool:
    """Tell whether a sink surely keeps every version of a result."""
    entry, node = sink.entry, sink.entry.node
    assert isinstance(node, Emit | Persist)
    if any(clause_of(entry, key) for key in ("upsert by", "compaction", "key")):
        return False
    other = clause_of(entry, "to")
    words = other[1].values if other is not None else ()
    if words:
        return isinstance(words[0], Word) and words[0].text in _APPENDING
    name = text_of(node.target)
    if isinstance(node.target, e.Placeholder) or "${" in name:
        return False
    stream = state.lookup.find(StreamDefinition, "stream", name)
    return stream is None or stream.connector in _APPENDING


def _report(state: Flow, sink: Sink, query: Entry) -> None:
    entry, node = sink.entry, sink.entry.node
    assert isinstance(node, Emit | Persist)
    text = query.node.first(Word) if isinstance(query.node, Phrase) else None
    if entry.broken or text is None:
        return
    record = sink.stream.record
    found = updating(text.text)
    what = found.what if found is not None else ""
    fixes: tuple[LocalFix, ...] = ()
    if not record.open:
        keys = [field.name for field in record.fields if not field.nullable][:3]
        fixes = tuple(line_below(state.segment, entry, f"upsert by {key}") for key in keys)
    state.reporter.add(
        entry, node.target, "NX553",
        f"the query above has {what}, so it changes results that it has given, and this sink "
        "would keep every version; write `upsert by FIELD`",
        severity=Severity.ERROR,
        fixes=fixes,
        related=(Here(query.start, query.start + query.node.end, "this is the query"),),
    )  # fmt: skip
