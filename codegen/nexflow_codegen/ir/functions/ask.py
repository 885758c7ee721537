"""The asynchronous question behind an `enrich`, a `lookup` or a `call`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from nexflow_codegen.ir.functions.base import JobFunction, Parameter


@dataclass(frozen=True, slots=True)
class Cache:
    """The answers that a function keeps. type, key: of what it is asked with; all are Java."""

    type: str
    key: str
    size: str
    ttl: str


@dataclass(frozen=True, slots=True)
class Breaker:
    """When nothing is asked for a while: after so many failures in a row; both are Java."""

    threshold: str
    reset: str


@dataclass(frozen=True, slots=True)
class Ask(JobFunction):
    """An asynchronous question. answer: the record of a record and what was found for it.

    keys: locals (type, name, code); name: of what is asked; question: Java that gives a future.
    absent: the test that a key is null, "" where none can be. fallible: whether a key is computed
    and may fail. repeat: Java that says how often to ask again and when, "" where that is never done.
    """

    template: ClassVar[str] = "ask"

    origin: str
    cls: str
    answer: str
    input: str
    found: str
    service: str
    name: str
    keys: tuple[Parameter, ...]
    absent: str
    fallible: bool
    question: str
    cache: Cache | None
    breaker: Breaker | None
    timeout_millis: str
    repeat: str

    @property
    def kept(self) -> tuple[str, ...]:
        """The records that wait for their answers are part of a checkpoint."""
        return (self.input,)
