"""The settings of a process: parallelism, checkpoints, time, mode, and the key of its records."""

from __future__ import annotations

from collections.abc import Callable

from nexflow_analysis.names import normal
from nexflow_codegen.ir.graph import Setting
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.durations import duration_code, millis
from nexflow_codegen.lower.environment import Environment
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.metrics import lower_metrics
from nexflow_codegen.lower.process.state_block import lower_state_block
from nexflow_codegen.lower.process.time import lower_time
from nexflow_codegen.lower.process.transition import lower_state_machine
from nexflow_codegen.lower.settings import environment_text
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Path, Phrase, Word


def _parallelism(job: JobBuilder, entry: Entry) -> None:
    node = entry.node
    number = node.first(e.Number) if isinstance(node, Phrase) else None
    later = node.first(Environment) if isinstance(node, Phrase) else None
    if later is not None:
        job.parallelism_code = f"Integer.parseInt({environment_text(later.raw, job.unit)})"
        return
    if number is None:
        raise Unsupported("`parallelism` that is no value of [config]; write the number")
    job.parallelism = int(number.value)


def _checkpoint(job: JobBuilder, entry: Entry) -> None:
    node = entry.node
    assert isinstance(node, Phrase)
    duration = next(
        (part for part in node.parts if isinstance(part, e.Duration | e.Placeholder)), None
    )
    others = [
        part for part in node.parts if part is not duration and type(part).__name__ != "Keyword"
    ]
    if duration is None or others:
        raise Unsupported(
            "this `checkpoint`; write `checkpoint every DURATION`: Flink counts no events for it, and the cluster "
            "says where it is kept"
        )
    job.checkpoint = millis(duration)


def _partition(job: JobBuilder, entry: Entry) -> None:
    paths = [part for part in _deep(entry.node) if isinstance(part, Path)]
    job.key = tuple(path.text for path in paths)


def _deep(node: object) -> list[object]:
    parts: list[object] = []
    for part in getattr(node, "parts", ()):
        parts += [part, *_deep(part)]
    return parts


def _mode(job: JobBuilder, entry: Entry) -> None:
    words = job.text_of(entry, entry.node).split()
    if words[1] == "micro_batch":
        assert isinstance(entry.node, Phrase)
        parts = [part for part in _deep(entry.node) if isinstance(part, e.Duration | e.Placeholder)]
        job.batches = millis(parts[0])
        if not job.settings.exactly_once:
            raise Unsupported(
                f"`{' '.join(words)}` where sinks do not commit; Flink takes records one by one: set `delivery = "
                '"exactly_once"` in [targets.flink], and sinks show what came since the last checkpoint at once'
            )
    job.batch = words[1] == "batch"


def _business_date(job: JobBuilder, entry: Entry) -> None:
    """Choose the calendar that the process counts business days by; the clock tells the date in any case."""
    assert isinstance(entry.node, Phrase)
    word = entry.node.first(Word)
    if word is None:
        return
    calendars = job.context.project.table("calendars")
    found = next((name for name in calendars if normal(name) == normal(word.text)), None)
    if found is None:
        known = ", ".join(f"`{name}`" for name in calendars)
        instead = f"there is {known}" if known else f"add [calendars.{word.text}] to nexflow.toml"
        raise Unsupported(f"`business_date from {word.text}`, which is no calendar; {instead}")
    job.unit.calendar = found


def _backpressure(job: JobBuilder, entry: Entry) -> None:
    node = entry.node
    assert isinstance(node, Phrase)
    words = job.text_of(entry, node).split()
    if "block" not in words:
        raise Unsupported(
            "this `backpressure`; write `backpressure strategy block alert after DURATION`: Flink drops and samples "
            "nothing, a source waits for those who are slower"
        )
    span = next((part for part in node.parts if isinstance(part, e.Duration | e.Placeholder)), None)
    if span is not None:
        job.patience = f"{millis(span)}ms"


def _nothing(_job: JobBuilder, _entry: Entry) -> None:
    """A setting that no code depends on."""


SETTINGS: dict[str, Callable[[JobBuilder, Entry], None]] = {
    "description": _nothing,
    "parallelism": _parallelism,
    "partition": _partition,
    "time": lower_time,
    "mode": _mode,
    "checkpoint": _checkpoint,
    "backpressure": _backpressure,
    "state_machine": lower_state_machine,
    "business_date": _business_date,
    "markers": _nothing,
    "state_block": lower_state_block,
    "metrics": lower_metrics,
    "on_commit": _nothing,
}


def lower_settings(job: JobBuilder, head: Entry) -> None:
    """Read the settings, wherever they stand in the process."""
    for entry in head.children:
        lowering = SETTINGS.get(entry.rule)
        if lowering is not None:
            with job.statement(entry):
                lowering(job, entry)
    mode = head.first("mode")
    if mode is not None and job.batches is not None and job.checkpoint not in (None, job.batches):
        with job.statement(mode):
            raise Unsupported(
                "micro batches of another length than the checkpoints, at which sinks commit them; leave out "
                "`checkpoint every`"
            )


def options(job: JobBuilder) -> tuple[Setting, ...]:
    """Return the Flink options that the job fixes; everything else is the cluster's."""
    settings = job.settings
    parallelism = job.parallelism_code or job.parallelism or settings.parallelism
    found = [Setting("CoreOptions.DEFAULT_PARALLELISM", str(parallelism))] if parallelism else []
    found += [
        Setting("PipelineOptions.MAX_PARALLELISM", str(settings.max_parallelism)),
        Setting("PipelineOptions.GENERIC_TYPES", "false"),
        Setting("PipelineOptions.OBJECT_REUSE", "true" if settings.object_reuse else "false"),
        Setting("PipelineOptions.AUTO_GENERATE_UIDS", "false"),
    ]
    if job.batch:
        mode = job.unit.use("org.apache.flink.api.common.RuntimeExecutionMode")
        found.append(Setting("ExecutionOptions.RUNTIME_MODE", f"{mode}.BATCH"))
    checkpoint = job.batches if job.batches is not None else job.checkpoint
    if checkpoint is None and settings.checkpoint_interval:
        checkpoint = millis(settings.checkpoint_interval)
    if checkpoint is not None:
        found.append(
            Setting(
                "CheckpointingOptions.CHECKPOINTING_INTERVAL", duration_code(checkpoint, job.unit)
            )
        )
    if settings.state_backend:
        found.append(
            Setting("StateBackendOptions.STATE_BACKEND", string_literal(settings.state_backend))
        )
    if settings.buffer_timeout_ms is not None:
        found.append(
            Setting(
                "ExecutionOptions.BUFFER_TIMEOUT",
                duration_code(settings.buffer_timeout_ms, job.unit),
            )
        )
    return tuple(found)
