"""Diagnostics: relative to a segment inside, located in a file outside."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Position = tuple[int, int]
"""Zero-based line, and zero-based column in code points."""


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Replacement:
    """A change that a fix makes; start, end: offsets in the segment."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class LocalFix:
    """A fix inside one segment."""

    title: str
    replacements: tuple[Replacement, ...]
    safe: bool = True


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A related place: the name of a definition and what to say of it."""

    kind: str
    name: str
    message: str


@dataclass(frozen=True, slots=True)
class Here:
    """A related place in the same segment; start, end: offsets in it."""

    start: int
    end: int
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What a check found in one segment; start, end: offsets in it."""

    start: int
    end: int
    code: str
    severity: Severity
    message: str
    fixes: tuple[LocalFix, ...] = ()
    related: tuple[Elsewhere | Here, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of a file."""

    path: str
    start: Position
    end: Position
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A way to mend a finding. safe: whether it cannot change what the text means."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a finding is about."""

    path: str
    start: Position
    end: Position
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic at its place in a file."""

    path: str
    start: Position
    end: Position
    code: str
    severity: Severity
    message: str
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()
