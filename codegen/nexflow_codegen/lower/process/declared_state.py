"""A state that a process declares, and which statements touch it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nexflow_analysis.names import normal
from nexflow_codegen.ir import types as ir
from nexflow_codegen.lower.context import Unsupported
from nexflow_grammar.assemble import Entry, below
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Path, walk
from nexflow_grammar.tree.types import Assignment


@dataclass(frozen=True, slots=True)
class DeclaredState:
    """A state of a process. kind: counter, gauge, map, list; fifo, lifo, priority of a buffer.

    sorted_by: of a buffer by priority. ttl: Java of a StateTtlConfig, "" to keep it for ever.
    """

    name: str
    kind: str
    keys: tuple[Path, ...]
    ttl: str
    sorted_by: Path | None = None


def state_reads(entry: Entry) -> Iterator[str]:
    """Yield the normal names of the states that a statement reads."""
    for place in (entry, *below(entry.children)):
        for node in walk(place.node):
            if (
                isinstance(node, e.Member)
                and isinstance(node.target, e.Name)
                and node.target.text == "state"
            ):
                yield normal(node.name.text)


def state_set(entry: Entry) -> str:
    """Return the normal name of the state that a `set state.x` changes, or ""."""
    node = entry.node
    if (
        isinstance(node, Assignment)
        and len(node.target.names) > 1
        and node.target.names[0].text == "state"
    ):
        return normal(node.target.names[1].text)
    return ""


_GAUGES = (ir.INTEGER, ir.DECIMAL, ir.DOUBLE, ir.STRING, ir.TIMESTAMP, ir.DATE, ir.BOOLEAN, ir.UUID)


def candidate_types(state: DeclaredState) -> tuple[ir.JavaType, ...]:
    """Return the types that the values of a state can be of."""
    match state.kind:
        case "counter":
            return (ir.INTEGER,)
        case "gauge":
            return _GAUGES
        case "list":
            return tuple(ir.ListOf(type_) for type_ in _GAUGES)
        case _:
            raise Unsupported(
                f"`state.{state.name}`, a {state.kind}, as a value; use a counter, a gauge or a list"
            )
