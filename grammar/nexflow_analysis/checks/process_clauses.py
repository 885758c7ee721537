"""NX100, NX540: clauses that a statement says twice, of which one would be lost, and unknown connectors."""

from __future__ import annotations

from collections.abc import Iterator

from nexflow_analysis.checks.schema_parts import repeated
from nexflow_analysis.clauses import clause_of, parts_of
from nexflow_analysis.flow import Flow
from nexflow_analysis.names import nearest, normal, suggestion
from nexflow_analysis.process.settings import every_entry
from nexflow_analysis.steps import rename_fix
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.process import Clause, Emit, Enrich, Receive, Source, Window

#: Clauses that say one thing.
_ONCE = frozenset({
    "schema", "group", "offset", "isolation", "key", "partition_key", "headers", "format", "registry",
    "from timestamp", "to timestamp", "index", "delimiter", "quote", "escape_char", "header", "null_value",
    "schema_path", "partition_by", "project", "project except", "select", "timeout", "cache", "key by",
    "allowed lateness", "late data to", "upsert by", "template", "channel", "compaction", "retention",
    "reason", "preserve_state", "include_error_context", "payload", "id",
})  # fmt: skip
_CONNECTORS = (
    "kafka", "mongodb", "redis", "parquet", "csv", "json", "file", "jdbc", "elasticsearch", "scheduler",
    "state_store",
)  # fmt: skip


def check_clauses(state: Flow) -> None:
    """Check the clauses of sources, sinks, enrichments and windows."""
    for entry in every_entry(state.settings.head):
        if isinstance(entry.node, Receive | Emit | Enrich | Window) and not entry.broken:
            _check_once(state, entry)
        if isinstance(entry.node, Receive):
            _check_connector(state, entry, entry.node)


def _check_once(state: Flow, entry: Entry) -> None:
    for (_connector, key), place, clause, first in repeated(_single(entry), "the first is here"):
        message = (
            f"`{key}` is said twice in this statement, and only the first holds; join the two, or remove "
            "one of them"
        )
        state.reporter.add(place, clause, "NX540", message, related=(first,))


def _single(entry: Entry) -> Iterator[tuple[tuple[int, str], Entry, Clause]]:
    """Yield the clauses that say one thing, by their connector's number: each has clauses of its own."""
    connector = 0
    for place, clause in parts_of(entry):
        if isinstance(clause, Clause):
            connector += clause.key in ("to", "from")
            if clause.key in _ONCE and not place.broken:
                yield (connector, clause.key), place, clause


def _check_connector(state: Flow, entry: Entry, node: Receive) -> None:
    """Check that a source is read by a connector that there is, or that nexflow.toml declares."""
    written = clause_of(entry, "from")
    said = written[1].values[0] if written is not None and written[1].values else None
    place = written[0] if written is not None and node.source is None else entry
    source = node.source if node.source is not None else said
    word = source.connector if isinstance(source, Source) else None
    if word is None or word.text in _CONNECTORS:
        return
    declared = (*state.lookup.names("stream"), *state.lookup.names("lookup"))
    if normal(word.text) in map(normal, declared):
        return
    names = (*_CONNECTORS, *declared)
    message = f"there is no connector `{word.text}`{suggestion(word.text, names)}"
    state.error(place, word, "NX100", message, *rename_fix(word, nearest(word.text, names)))
