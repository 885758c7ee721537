"""What all functions of a job share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


class JobFunction:
    """A class nested in a job. template: of `templates/job/functions`, it lays the class out."""

    __slots__ = ()
    template: ClassVar[str]

    @property
    def kept(self) -> tuple[str, ...]:
        """The classes of what the function keeps in state, as its job writes them; () for none."""
        return ()


@dataclass(frozen=True, slots=True)
class Parameter:
    """A typed name with its value; all are Java."""

    type: str
    name: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """What becomes of an error in a function. step: a Java literal; origin: the record's, in Java.

    tag: of the side output that gets the record, "" where `on error` says what becomes of it; failed:
    the Java of that record, but for the error, which comes between both.
    """

    step: str
    kind: str
    origin: str
    tag: str = ""
    failed: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Reject:
    """A condition under which a record is sent away. error: a RecordError; both are Java."""

    condition: str
    error: str
