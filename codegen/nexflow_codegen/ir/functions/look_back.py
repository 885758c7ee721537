"""Functions that look back at earlier records of a key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from nexflow_codegen.ir.functions.base import JobFunction
from nexflow_codegen.ir.functions.process import Function


@dataclass(frozen=True, slots=True)
class RecentValues:
    """What is kept of the records of a span. id, information, span, together: Java."""

    type: str
    name: str
    id: str
    information: str
    span: str
    together: str


@dataclass(frozen=True, slots=True)
class LookingBack(JobFunction):
    """A function that adds to a record what the earlier ones of its key come to. longest: of the spans."""

    template: ClassVar[str] = "look_back"

    cls: str
    key_type: str
    event_time: bool
    recent: tuple[RecentValues, ...]
    longest: str
    step: Function

    @property
    def kept(self) -> tuple[str, ...]:
        """Each value under its name."""
        return tuple(f"{one.id}: {one.information}" for one in self.recent)
