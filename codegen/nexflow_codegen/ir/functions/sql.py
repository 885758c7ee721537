"""What turns rows of the Table API into records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from nexflow_codegen.ir.functions.base import Failure, JobFunction


@dataclass(frozen=True, slots=True)
class RowReader(JobFunction):
    """A function from a row `in` to a record. updates: whether rows may replace earlier ones."""

    template: ClassVar[str] = "row_reader"

    origin: str
    cls: str
    output: str
    code: str
    failure: Failure
    updates: bool
