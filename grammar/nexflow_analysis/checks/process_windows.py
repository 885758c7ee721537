"""NX537, NX538: windows without a key, and results that are emitted again."""

from __future__ import annotations

from nexflow_analysis.clauses import AGGREGATES, clause_of
from nexflow_analysis.definitions import StreamDefinition
from nexflow_analysis.diagnostics import LocalFix
from nexflow_analysis.flow import Flow, Stream
from nexflow_analysis.process.edits import line_below
from nexflow_analysis.process.settings import text_of
from nexflow_analysis.process.state import Sink
from nexflow_analysis.process.windows import window_keys
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.process import Emit, Persist, Window

_UPSERTING = frozenset({"jdbc", "mongodb", "redis", "elasticsearch"})


def check_windows(state: Flow) -> None:
    """Check that windows have keys, and that their sinks can replace a result."""
    for step in state.steps:
        node = step.entry.node
        if isinstance(node, Window) and step.stream_before is not None:
            aggregates = step.entry.every(*AGGREGATES)
            if aggregates and not window_keys(step.entry) and not state.settings.batch:
                _without_key(state, step.entry, step.stream_before)
    for sink in state.sinks:
        if sink.stream.refires is not None and isinstance(sink.stream.refires.node, Window):
            _refires(state, sink)


def _without_key(state: Flow, entry: Entry, stream: Stream) -> None:
    state.warn(
        entry, entry.node, "NX538",
        "this window has no key, so one subtask does all the work, whatever the parallelism; write "
        "`key by FIELD` below it",
        *_keys(state, entry, stream),
    )  # fmt: skip


def _keys(state: Flow, entry: Entry, stream: Stream) -> tuple[LocalFix, ...]:
    """Return the fixes that name a key: what the process or the schema partitions by."""
    names = [path.text for _place, path in state.settings.keys]
    for source in stream.sources:
        listed = source.schema.option("key_fields") if source.schema is not None else None
        if not names and isinstance(listed, tuple):
            names = [name for name in listed if isinstance(name, str)]
    names = [
        name
        for name in names
        if (found := stream.record.field(name)) is not None and not found.nullable
    ]
    if not names:
        return ()
    return (line_below(state.segment, entry, f"key by {', '.join(names)}"),)


def _refires(state: Flow, sink: Sink) -> None:
    entry, node = sink.entry, sink.entry.node
    assert isinstance(node, Emit | Persist)
    if clause_of(entry, "upsert by") or clause_of(entry, "compaction") or clause_of(entry, "key"):
        return
    name = text_of(node.target)
    stream = state.lookup.find(StreamDefinition, "stream", name) if name else None
    if stream is not None and (stream.connector in _UPSERTING or "${" in name):
        return
    key = sink.stream.key[0] if sink.stream.key else "window_start"
    fixes: tuple[LocalFix, ...] = ()
    if sink.stream.record.field(key) is not None:
        fixes = (line_below(state.segment, entry, f"upsert by {key}"),)
    state.warn(
        entry, node.target, "NX537",
        "the window above emits a result again when late records arrive, and this sink would keep both; "
        f"write `upsert by {key}`, or leave `allowed lateness` out",
        *fixes,
    )  # fmt: skip
