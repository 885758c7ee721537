"""Functions that compute one result of one record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from nexflow_codegen.ir.code import Statement
from nexflow_codegen.ir.functions.base import Failure, JobFunction, Reject


@dataclass(frozen=True, slots=True)
class Function(JobFunction):
    """A ProcessFunction that computes one result and hands it on.

    type, name, code: of the result, "" for none; then: the statements that hand it on. failure:
    None where nothing can fail. rejects: what a record is sent away for. before: what runs ahead of
    the result, inside the same try; catches: whether there is one. ahead: what is declared before it.
    """

    template: ClassVar[str] = "process"

    origin: str
    cls: str
    input: str
    output: str
    type: str
    name: str
    code: str
    then: tuple[Statement, ...]
    before: tuple[Statement, ...] = ()
    failure: Failure | None = None
    rejects: tuple[Reject, ...] = ()
    catches: bool = True
    ahead: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Fused(JobFunction):
    """A ProcessFunction of several steps. first: gets the records; steps: the others, by their methods."""

    template: ClassVar[str] = "fused"

    cls: str
    first: Function
    steps: tuple[tuple[str, Function], ...]

    @property
    def output(self) -> str:
        """The record that the last step makes."""
        return self.steps[-1][1].output
