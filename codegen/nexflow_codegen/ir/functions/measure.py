"""What measures the records that pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from nexflow_codegen.ir.code import Statement
from nexflow_codegen.ir.functions.base import JobFunction


@dataclass(frozen=True, slots=True)
class Meter:
    """A metric. code: registers it."""

    type: str
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Measure(JobFunction):
    """A function that hands on each record as it is. statements: they change the metrics."""

    template: ClassVar[str] = "measure"

    origin: str
    cls: str
    base: str
    group: str
    record: str
    meters: tuple[Meter, ...]
    statements: tuple[Statement, ...]
