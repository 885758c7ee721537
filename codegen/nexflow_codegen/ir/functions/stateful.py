"""Functions that remember something for each key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from nexflow_codegen.ir.functions.base import JobFunction
from nexflow_codegen.ir.functions.process import Function


@dataclass(frozen=True, slots=True)
class KeptState:
    """A value that is kept for each key. id: a Java literal; ttl: a StateTtlConfig, "" for ever.

    there: the literal of what tells that it is there, which no change renews; "" where changes do.
    """

    type: str
    name: str
    id: str
    information: str
    ttl: str
    there: str = ""


@dataclass(frozen=True, slots=True)
class Stateful(JobFunction):
    """A function that reads and changes state. first: gets the records; steps: others, by their methods.

    output: the record that `out` collects.
    """

    template: ClassVar[str] = "stateful"

    cls: str
    key_type: str
    states: tuple[KeptState, ...]
    output: str
    first: Function
    steps: tuple[tuple[str, Function], ...] = ()

    @property
    def kept(self) -> tuple[str, ...]:
        """Each value under its name."""
        values = [f"{one.id}: {one.information}" for one in self.states]
        return (*values, *(f"{one.there}: Types.BOOLEAN" for one in self.states if one.there))


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
