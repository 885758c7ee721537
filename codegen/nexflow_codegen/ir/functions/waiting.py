"""A transform, a table or a rule that asks outside, on threads of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from nexflow_codegen.ir.functions.base import JobFunction, Parameter


@dataclass(frozen=True, slots=True)
class Waiting(JobFunction):
    """An asynchronous function. answer: the record of a record and what was made of it.

    code: makes it, in Java; services: what it asks. kind: of an error that has none of its own.
    lists: what it asks for, collected while the answer is made. repeat: how often to do it
    again and when, "" where that is never done.
    """

    template: ClassVar[str] = "waiting"

    origin: str
    cls: str
    answer: str
    input: str
    code: str
    services: tuple[Parameter, ...]
    kind: str
    label: str
    threads: int
    lists: tuple[Parameter, ...] = ()
    repeat: str = ""

    @property
    def kept(self) -> tuple[str, ...]:
        """The records that wait for their answers are part of a checkpoint."""
        return (self.input,)
