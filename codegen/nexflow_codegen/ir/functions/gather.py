"""What joins the answers that the branches of a `parallel` give about one record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from nexflow_codegen.ir.code import Statement
from nexflow_codegen.ir.functions.base import JobFunction


@dataclass(frozen=True, slots=True)
class Gather(JobFunction):
    """A keyed function over parts of a result, of which each brings the original or an answer.

    joined: the components of two parts as one, in Java; original: that of the record. all: the bits of
    all branches. timer: the call that sets the timer. complete, partial: the results, in Java; late:
    statements before a partial one. needed: how many answers such a one needs, "" for none.
    """

    template: ClassVar[str] = "gather"

    origin: str
    cls: str
    parts: str
    output: str
    record: str
    state: str
    joined: tuple[str, ...]
    all: str
    timer: str
    complete: str
    partial: str
    late: tuple[Statement, ...]
    needed: str
    step: str
    message: str

    @property
    def kept(self) -> tuple[str, ...]:
        """The parts that have come."""
        return (self.parts,)
