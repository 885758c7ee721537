"""NX811, NX812: checkpoints in quick succession, and keys apart from the topic's (scalability guide)."""

from __future__ import annotations

from decimal import Decimal

from nexflow_analysis.clauses import paths_of
from nexflow_analysis.diagnostics import Severity
from nexflow_analysis.flow import Flow
from nexflow_analysis.names import normal
from nexflow_analysis.process.windows import window_keys
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Phrase
from nexflow_grammar.tree.process import Window

_SECONDS = {"millisecond": Decimal("0.001"), "second": Decimal(1)}
_LEAST_SECONDS = 10


def check_pace(state: Flow) -> None:
    """Hint at what costs throughput."""
    for entry in state.settings.head.every("checkpoint"):
        duration = entry.node.first(e.Duration) if isinstance(entry.node, Phrase) else None
        if duration is not None and not entry.broken and _seconds(duration) < _LEAST_SECONDS:
            state.reporter.add(
                entry, duration, "NX811",
                "checkpoints this often take time from the records; every minute is usual (scalability guide, Flink "
                "Configuration: less frequent checkpoints)",
                severity=Severity.HINT,
            )  # fmt: skip
    for step in state.steps:
        keys = window_keys(step.entry) if isinstance(step.entry.node, Window) else []
        if keys and step.stream_before is not None and len(step.stream_before.sources) == 1:
            source = step.stream_before.sources[0]
            partition = [path for _place, path in paths_of(source.entry, "partition_key")]
            names = {normal(path.text) for _place, path in keys}
            if partition and not names & {normal(path.text) for path in partition}:
                place, path = keys[0]
                state.reporter.add(
                    place, path, "NX812",
                    f"the topic is partitioned by `{partition[0].text}`, and this groups by `{path.text}`: every record "
                    "crosses the network; group by the partition key too where you can (scalability guide, Pattern 1: "
                    "Topic Partitioning Strategy)",
                    severity=Severity.HINT,
                )  # fmt: skip


def _seconds(duration: e.Duration) -> Decimal:
    known = isinstance(duration.amount, e.Number) and duration.unit in _SECONDS
    if not known or not isinstance(duration.amount, e.Number):
        return Decimal(_LEAST_SECONDS)
    return duration.amount.value * _SECONDS[duration.unit]
