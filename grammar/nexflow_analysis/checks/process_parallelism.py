"""NX555, NX800–NX802: parallelism against partitions and keys (scalability guide, Flink configuration)."""

from __future__ import annotations

from nexflow_analysis import types as t
from nexflow_analysis.flow import Flow, Stream
from nexflow_analysis.paths import as_expression
from nexflow_analysis.process.constraints import constraints_of
from nexflow_analysis.process.state import Received
from nexflow_analysis.process.windows import window_keys
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Path
from nexflow_grammar.tree.process import Window

_BOTH = 2  # the values of a boolean


def check_parallelism(state: Flow) -> None:
    """Compare the parallelism of a process with what there is to be done in parallel."""
    parallelism = state.settings.parallelism
    entry = state.settings.head.first("parallelism")
    if parallelism is None or entry is None or entry.broken:
        return
    if parallelism < 1:
        message = "nothing runs with this parallelism; write a whole number from 1"
        state.error(entry, entry.node, "NX555", message)
        return
    for source in state.received:
        _partitions(state, entry, parallelism, source)
    for step in state.steps:
        keys = window_keys(step.entry) if isinstance(step.entry.node, Window) else []
        if len(keys) == 1 and step.stream_before is not None:
            _skew(state, keys[0], step.stream_before, parallelism)


def _partitions(state: Flow, entry: Entry, parallelism: int, source: Received) -> None:
    settings = dict(source.stream.settings) if source.stream is not None else {}
    partitions = settings.get("partitions")
    if not isinstance(partitions, int) or isinstance(partitions, bool) or partitions < 1:
        return
    name = source.name.text
    if parallelism > partitions:
        state.warn(
            entry, entry.node, "NX800",
            f"`{name}` has {partitions} partition{'s' * (partitions > 1)}, so {parallelism - partitions} of "
            f"{parallelism} subtasks read nothing; write `parallelism {partitions}`, or give the topic more "
            "partitions (scalability guide, Flink configuration: match the partition count)",
        )  # fmt: skip
    elif partitions % parallelism:
        state.warn(
            entry, entry.node, "NX801",
            f"`{name}` has {partitions} partitions, no multiple of {parallelism}, so some subtasks read "
            f"{-(-partitions // parallelism)} of them and others {partitions // parallelism}; choose a divisor of "
            f"{partitions} (scalability guide, Flink configuration: match the partition count)",
        )  # fmt: skip


def _skew(state: Flow, key: tuple[Entry, Path], stream: Stream, parallelism: int) -> None:
    entry, path = key
    node = as_expression(path)
    typed = state.scope(stream).find(path.text)
    values = None
    if typed is not None and typed[1].type == t.BOOLEAN:
        values = _BOTH
    for name, listed in constraints_of(state.lookup, stream.record, node):
        values = len(listed) if name == "values" else values
    if values is not None and values < parallelism:
        state.warn(
            entry, path, "NX802",
            f"`{path.text}` has {values} values, so at most {values} of {parallelism} subtasks have work; add a field "
            "with more values to the key (scalability guide, common bottlenecks: skewed partitioning)",
        )  # fmt: skip
