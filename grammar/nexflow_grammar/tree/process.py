"""Nodes of process statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nexflow_grammar.tree.nodes import Node, Path, Word
from nexflow_grammar.tree.types import Assignment

if TYPE_CHECKING:
    from nexflow_grammar.tree.expressions import Duration, Expression, Number, Placeholder, Text


class Clause(Node, frozen=True):
    """A clause of a statement. key: its words in their first spelling, joined by one space."""

    key: str
    values: tuple[Node, ...]


class Source(Node, frozen=True):
    """Where a `receive` reads. connector: None where a stream of the project is named."""

    connector: Word | None
    targets: tuple[Word | Text | Placeholder, ...]


class Receive(Node, frozen=True):
    """`receive name from …`."""

    name: Word
    schema: Word | None
    source: Source | None
    clauses: tuple[Clause, ...]


class Emit(Node, frozen=True):
    """`emit to target`."""

    target: Word | Text | Placeholder
    clauses: tuple[Clause, ...]


class Persist(Node, frozen=True):
    """`persist to target`."""

    target: Word | Text | Placeholder
    clauses: tuple[Clause, ...]


class Filter(Node, frozen=True):
    """`filter e`."""

    condition: Expression


class Transform(Node, frozen=True):
    """`transform using name`."""

    name: Word
    clauses: tuple[Clause, ...]


class Evaluate(Node, frozen=True):
    """`evaluate using name`."""

    name: Word
    clauses: tuple[Clause, ...]


class RouteBy(Node, frozen=True):
    """`route by e`, arms below."""

    value: Expression


class Arm(Node, frozen=True):
    """`when cell ->`. destination: of an arm that names one on the same line."""

    condition: Node
    destination: Word | Text | Placeholder | None


class Otherwise(Node, frozen=True):
    """`otherwise ->`."""


class Enrich(Node, frozen=True):
    """`enrich from source on path, …`."""

    source: Word | Text | Placeholder
    keys: tuple[Path, ...]
    clauses: tuple[Clause, ...]


class Selection(Node, frozen=True):
    """`path as name` in a `select`; a path alone is one of its own."""

    path: Path
    name: Word


class Window(Node, frozen=True):
    """`window tumbling D`. kind: tumbling, sliding or session; slide: of a sliding one."""

    kind: str
    size: Duration | Placeholder
    slide: Duration | Placeholder | None
    clauses: tuple[Clause, ...]


class AggregateCall(Node, frozen=True):
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


class NamedAggregate(Assignment, frozen=True):
    """`name = sum(path) where e`. condition: of the records that count; None for all."""

    condition: Expression | None


class Aggregate(Node, frozen=True):
    """`aggregate sum(path) by key`."""

    calls: tuple[AggregateCall, ...]
    keys: tuple[Path, ...]
    clauses: tuple[Clause, ...]


class ErrorHandler(Node, frozen=True):
    """`transform_error dead_letter name`.

    kind: in its first spelling. action: skip, retry or dead_letter.
    """

    kind: str
    action: str
    times: Number | Placeholder | None
    target: Word | Text | Placeholder | None


class Terminal(Node, frozen=True):
    """`continue` or `terminate`."""

    kind: str
