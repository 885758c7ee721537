"""Functions that bring records of one key together: of two streams, or of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from nexflow_codegen.ir.code import Statement
from nexflow_codegen.ir.functions.base import JobFunction


@dataclass(frozen=True, slots=True)
class Join(JobFunction):
    """What makes one record of a `left` and a `right` that are there. code: of the new record."""

    template: ClassVar[str] = "join"

    origin: str
    cls: str
    left: str
    right: str
    output: str
    code: str

    @property
    def kept(self) -> tuple[str, ...]:
        """Both sides wait for each other."""
        return (self.left, self.right)


@dataclass(frozen=True, slots=True)
class Pair(JobFunction):
    """What makes one record of a `left` and a `right`, of which one may be missing.

    base: the support class; keep: which sides are kept that have no pair. within: a Java duration.
    """

    template: ClassVar[str] = "pair"

    origin: str
    cls: str
    base: str
    key_type: str
    left: str
    right: str
    output: str
    within: str
    keep: str
    event_time: bool
    code: str

    @property
    def kept(self) -> tuple[str, ...]:
        """Both sides wait for each other."""
        return (self.left, self.right)


@dataclass(frozen=True, slots=True)
class Await(JobFunction):
    """What makes one record of one `held` and one that `arrived`; expired: what is done with a `held`."""

    template: ClassVar[str] = "await"

    origin: str
    cls: str
    base: str
    key_type: str
    held: str
    arrived: str
    output: str
    timeout: str
    event_time: bool
    code: str
    expired: tuple[Statement, ...]

    @property
    def kept(self) -> tuple[str, ...]:
        """What waits, and what came before it was waited for."""
        return (self.held, self.arrived)


@dataclass(frozen=True, slots=True)
class Hold(JobFunction):
    """What makes one record of the `items` of a `key`. complete: a test of `last` and `count`.

    asked: a test of the record of `all` items, which decides in its place; "" for none.
    """

    template: ClassVar[str] = "hold"

    origin: str
    cls: str
    base: str
    key_type: str
    held: str
    output: str
    timeout: str
    event_time: bool
    complete: str
    code: str
    expired: tuple[Statement, ...]
    asked: str = ""

    @property
    def kept(self) -> tuple[str, ...]:
        """What is held."""
        return (self.held,)


@dataclass(frozen=True, slots=True)
class Match(JobFunction):
    """What makes one record of an `in` and what is `stored` for its key, which may be null."""

    template: ClassVar[str] = "match"

    origin: str
    cls: str
    base: str
    key_type: str
    input: str
    stored: str
    output: str
    code: str
    event_time: bool

    @property
    def kept(self) -> tuple[str, ...]:
        """The last record of each key, and those that wait."""
        return (self.input, self.stored)
