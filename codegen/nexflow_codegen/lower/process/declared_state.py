"""A state that a process declares, and which statements touch it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nexflow_analysis.names import normal
from nexflow_codegen.ir import types as ir
from nexflow_codegen.java import Names, member_name
from nexflow_codegen.lower.context import Unsupported
from nexflow_grammar.assemble import Entry, below
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Path, walk
from nexflow_grammar.tree.process import Filter
from nexflow_grammar.tree.types import Assignment, Let


@dataclass(frozen=True, slots=True)
class DeclaredState:
    """A state of a process. kind: counter, gauge, map, list; fifo, lifo, priority of a buffer.

    sorted_by: of a buffer by priority. ttl: Java of a StateTtlConfig, "" to keep it for ever. absolute:
    whether no change renews that.
    """

    name: str
    kind: str
    keys: tuple[Path, ...]
    ttl: str
    sorted_by: Path | None = None
    absolute: bool = False


@dataclass(frozen=True, slots=True)
class Touch:
    """A function that reads or changes states, of the statement at an entry.

    cls: the function; names: of what is kept, as the language writes it; paths: the key; source:
    what gives it.
    """

    entry: Entry
    cls: str
    names: tuple[str, ...]
    paths: tuple[Path, ...]
    source: tuple[tuple[object, str] | None, ...]

    @property
    def paths_text(self) -> tuple[str, ...]:
        """The key as text."""
        return tuple(normal(path.text) for path in self.paths)


def state_field(states: Iterable[DeclaredState], state: DeclaredState) -> str:
    """Return the name of the Java field that keeps a state, the same in all functions."""
    names = Names()
    found = {one.name: names.allot(member_name(f"{one.name}_state")) for one in states}
    return found[state.name]


def state_reads(entry: Entry) -> Iterator[str]:
    """Yield the normal names of the states that a statement reads, and those below it.

    Where one of those changes a state, they read for themselves what they set or let.
    """
    inner = tuple(below(entry.children))
    if any(state_set(one) for one in inner):
        inner = tuple(one for one in inner if not isinstance(one.node, Assignment | Let | Filter))
    for place in (entry, *inner):
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
        case "map":
            return ()
        case _:
            raise Unsupported(
                f"`state.{state.name}`, a buffer by {state.kind}, as a value: it holds records for a `hold … in "
                f"{state.name}`; use a counter, a gauge, a list or a map"
            )
