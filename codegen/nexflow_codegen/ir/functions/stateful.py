"""Functions that remember something for each key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from nexflow_codegen.ir.code import Statement
from nexflow_codegen.ir.functions.base import Failure, JobFunction


@dataclass(frozen=True, slots=True)
class KeptState:
    """A value that is kept for each key. id: a Java literal; ttl: a StateTtlConfig, "" for ever."""

    type: str
    name: str
    id: str
    information: str
    ttl: str


@dataclass(frozen=True, slots=True)
class Stateful(JobFunction):
    """A function that reads and changes state, and hands its record on. code: of the new record.

    open: statements that run once, ahead of all records; members: what they set, with its type.
    """

    template: ClassVar[str] = "stateful"

    origin: str
    cls: str
    key_type: str
    input: str
    output: str
    states: tuple[KeptState, ...]
    before: tuple[Statement, ...]
    code: str
    failure: Failure | None

    @property
    def kept(self) -> tuple[str, ...]:
        """Each value under its name."""
        return tuple(f"{one.id}: {one.information}" for one in self.states)


@dataclass(frozen=True, slots=True)
class Scheduled(JobFunction):
    """A timer per key. due: Java of when it is over, in milliseconds, of a record `in` and `now`.

    again: Java of a test of `in`: whether it starts anew; "" for never. failure: of both.
    """

    template: ClassVar[str] = "schedule"

    origin: str
    cls: str
    base: str
    key_type: str
    input: str
    event_time: bool
    tag: str
    due: str
    again: str

    @property
    def kept(self) -> tuple[str, ...]:
        """The last record of each key."""
        return (self.input,)
