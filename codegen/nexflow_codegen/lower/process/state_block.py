"""The `state` block: what a process keeps for each key, and for how long."""

from __future__ import annotations

from nexflow_analysis.names import normal
from nexflow_analysis.process.combining import paths_in
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.durations import duration_code, millis
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.declared_state import DeclaredState
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Path, Phrase, Word, walk

_CLEANUP = {
    "on_checkpoint": ".cleanupFullSnapshot()",
    "on_access": ".cleanupIncrementally(10, false)",
    "background": ".cleanupInRocksdbCompactFilter(1000)",
}


def lower_state_block(job: JobBuilder, entry: Entry) -> None:
    """Read a `state` block."""
    for child in entry.every("state_entry"):
        with job.statement(child):
            _declare(job, child)


def _declare(job: JobBuilder, entry: Entry) -> None:
    node = entry.node.first(Phrase) if isinstance(entry.node, Phrase) else None
    if node is None:
        return
    words = node.every(Word)
    name = words[0].text
    if node.rule == "state_uses":
        raise Unsupported(
            f"`uses {name}`, the state of another job, which Flink keeps to that job; send it as a stream, or "
            "declare it here by `local`"
        )
    order = node.phrase("buffer_type")
    sorted_by = order.first(Path) if order is not None else None
    kind = words[1].text if len(words) > 1 else "priority"
    if order is not None and sorted_by is None:
        kind = next((word.text for word in order.every(Word)), "fifo")
    ttl, renewed = _ttl(job, node)
    found = DeclaredState(name, kind, tuple(paths_in(node)), ttl, sorted_by, renewed == "absolute")
    job.states[normal(name)] = found


def _ttl(job: JobBuilder, node: Phrase) -> tuple[str, str]:
    """Return how long a state is kept, and the word that says what renews that."""
    ttl = node.phrase("state_ttl")
    if ttl is None:
        return "", ""
    word = ttl.first(Word)
    span = next(part for part in ttl.parts if isinstance(part, e.Duration | e.Placeholder))
    config = job.unit.use("org.apache.flink.api.common.state.StateTtlConfig")
    renewed = word.text if word is not None else ""
    sliding = ".updateTtlOnReadAndWrite()" if renewed == "sliding" else ""
    cleanup = node.phrase("state_cleanup")
    kind = cleanup.first(Phrase) or cleanup.first(Word) if cleanup is not None else None
    words = [part.text for part in walk(kind) if isinstance(part, Word)] if kind is not None else []
    how = _CLEANUP[words[0]] if words else ""
    duration = duration_code(millis(span), job.unit)
    code = f"{config}.newBuilder({duration}){sliding}{how}.build()"
    return code, renewed
