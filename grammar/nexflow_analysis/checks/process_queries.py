"""NX553: a query that changes its results, above a sink that keeps every version of them."""

from __future__ import annotations

from nexflow_analysis.clauses import clause_of
from nexflow_analysis.definitions import StreamDefinition
from nexflow_analysis.diagnostics import Here, LocalFix, Severity
from nexflow_analysis.flow import Flow
from nexflow_analysis.process.edits import line_below
from nexflow_analysis.process.queries import updated_by
from nexflow_analysis.process.settings import text_of
from nexflow_analysis.process.state import Sink
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Phrase, Word
from nexflow_grammar.tree.process import Emit, Persist

#: Sinks that surely add each result to those before.
_APPENDING = frozenset({"kafka", "parquet", "csv", "json", "file"})


def check_queries(state: Flow) -> None:
    """Check that the sinks of a query that changes its results can replace them."""
    for sink in state.sinks:
        query = sink.stream.refires
        if query is not None and query.rule == "sql" and _appends(state, sink):
            _report(state, sink, query)


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
    fixes: tuple[LocalFix, ...] = ()
    if not record.open:
        keys = [field.name for field in record.fields if not field.nullable][:3]
        fixes = tuple(line_below(state.segment, entry, f"upsert by {key}") for key in keys)
    state.reporter.add(
        entry, node.target, "NX553",
        f"the query above has {updated_by(text.text)}, so it changes results that it has given, and this sink "
        "would keep every version; write `upsert by FIELD`",
        severity=Severity.ERROR,
        fixes=fixes,
        related=(Here(query.start, query.start + query.node.end, "this is the query"),),
    )  # fmt: skip
