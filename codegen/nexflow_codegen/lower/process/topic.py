"""`retention` and `compaction` of an `emit`: how its topic keeps records, which a script tells Kafka."""

from __future__ import annotations

from nexflow_analysis.clauses import clause_of, word_of
from nexflow_codegen.deploy.model import Topic
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.durations import millis
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.endpoints import Endpoint
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e

TOPIC_CLAUSES = ("retention", "compaction")
_POLICIES = {"none": "delete", "compact": "compact", "compact_delete": "compact,delete"}


def read_topic(job: JobBuilder, entry: Entry, endpoint: Endpoint) -> None:
    """Read what an `emit` says of its topic."""
    settings: list[tuple[str, str]] = []
    compaction = word_of(entry, "compaction")
    if compaction is not None:
        policy = _POLICIES.get(compaction[1].text)
        if policy is None:
            raise Unsupported(
                f"`compaction {compaction[1].text}`; write {', '.join(f'`{one}`' for one in _POLICIES)}"
            )
        settings.append(("cleanup.policy", policy))
    retention = clause_of(entry, "retention")
    if retention is not None:
        span = retention[1].values[0]
        known = isinstance(span, e.Duration | e.Placeholder)
        settings.append(("retention.ms", str(int(millis(span))) if known else "-1"))
    if not settings:
        return
    if endpoint.connector != "kafka" or not endpoint.topic:
        raise Unsupported(
            f"`{settings[0][0].partition('.')[0]}` of what is no one topic; name a topic in the `emit`"
        )
    partitions = endpoint.settings.get("partitions")
    count = partitions if isinstance(partitions, int) else None
    job.topics.append(Topic(endpoint.topic, count, tuple(settings)))
