"""Nodes of process statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nexflow_grammar.tree.nodes import Node, Path, Word

if TYPE_CHECKING:
    from nexflow_grammar.tree.expressions import Duration, Expression, Placeholder, Text


@dataclass(frozen=True, slots=True)
class Clause(Node):
    """A clause of a statement. key: its words in their first spelling, joined by one space."""

    key: str
    values: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Source(Node):
    """Where a `receive` reads. connector: None where a stream of the project is named."""

    connector: Word | None
    targets: tuple[Word | Text | Placeholder, ...]


@dataclass(frozen=True, slots=True)
class Receive(Node):
    """`receive name from …`."""

    name: Word
    schema: Word | None
    source: Source | None
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Emit(Node):
    """`emit to target`."""

    target: Word | Text | Placeholder
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Persist(Node):
    """`persist to target`."""

    target: Word | Text | Placeholder
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Filter(Node):
    """`filter e`."""

    condition: Expression


@dataclass(frozen=True, slots=True)
class Transform(Node):
    """`transform using name`."""

    name: Word
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Evaluate(Node):
    """`evaluate using name`."""

    name: Word
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class RouteBy(Node):
    """`route by e`, arms below."""

    value: Expression


@dataclass(frozen=True, slots=True)
class Arm(Node):
    """`when cell ->`. destination: of an arm that names one on the same line."""

    condition: Node
    destination: Word | Text | None


@dataclass(frozen=True, slots=True)
class Otherwise(Node):
    """`otherwise ->`."""


@dataclass(frozen=True, slots=True)
class Enrich(Node):
    """`enrich from source on path, …`."""

    source: Word | Text | Placeholder
    keys: tuple[Path, ...]
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Window(Node):
    """`window tumbling D`. kind: tumbling, sliding or session; slide: of a sliding one."""

    kind: str
    size: Duration | Placeholder
    slide: Duration | Placeholder | None
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class AggregateCall(Node):
    """`sum(path) as name`. alias: None where the name is made of function and path."""

    function: Word
    argument: Expression | None
    alias: Word | None

    @property
    def result(self) -> str:
        """The name of the field that holds the result."""
        if self.alias is not None:
            return self.alias.text
        path = getattr(self.argument, "text", None) or getattr(
            getattr(self.argument, "name", None), "text", None
        )
        return f"{self.function.text}_{path}" if path else self.function.text


@dataclass(frozen=True, slots=True)
class Aggregate(Node):
    """`aggregate sum(path) by key`."""

    calls: tuple[AggregateCall, ...]
    keys: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class ErrorHandler(Node):
    """`transform_error dead_letter name`.

    kind: in its first spelling. action: skip, retry or dead_letter.
    """

    kind: str
    action: str
    times: int | None
    target: Word | Text | None


@dataclass(frozen=True, slots=True)
class Terminal(Node):
    """`continue` or `terminate`."""

    kind: str
