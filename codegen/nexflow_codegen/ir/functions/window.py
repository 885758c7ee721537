"""What a window keeps, and the record that it makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from nexflow_codegen.ir.code import Statement
from nexflow_codegen.ir.functions.base import Failure, JobFunction


@dataclass(frozen=True, slots=True)
class Accumulated:
    """A field of a window's totals. start: its first value, "" for Java's own."""

    type: str
    name: str
    start: str
    information: str


@dataclass(frozen=True, slots=True)
class Aggregates(JobFunction):
    """An incremental aggregation.

    add, merge: statements over `totals` and `in`, or `one` and `other`.
    """

    template: ClassVar[str] = "aggregates"

    origin: str
    cls: str
    totals: str
    input: str
    fields: tuple[Accumulated, ...]
    add: tuple[Statement, ...]
    merge: tuple[Statement, ...]

    @property
    def kept(self) -> tuple[str, ...]:
        """A window keeps its totals."""
        return (self.totals,)


@dataclass(frozen=True, slots=True)
class WindowResult(JobFunction):
    """What makes a window's record of its totals. key_type: "" where all records are one group."""

    template: ClassVar[str] = "window_result"

    origin: str
    cls: str
    totals: str
    output: str
    key_type: str
    type: str
    code: str
    failure: Failure | None = None
