"""Diagnostics: relative to a segment inside, located in a file outside."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from nexflow_grammar.build import Problem

Position = tuple[int, int]
"""Zero-based line, and zero-based column in code points."""


#: Codes that are reported only where `[lint] select` or `--select` asks for them.
OFF_BY_DEFAULT: frozenset[str] = frozenset({"NX050", "NX051"})


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"
    HINT = "hint"


class Replacement(Struct, frozen=True):
    """A change that a fix makes; start, end: offsets in the segment."""

    start: int
    end: int
    text: str


class FieldEdit(Struct, frozen=True):
    """A text that a fix writes after the type of a schema's field, wherever that is."""

    schema: str
    path: str
    text: str


class OptionEdit(Struct, frozen=True):
    """A line that a fix writes at the top of a schema's `streaming` part, wherever that is."""

    schema: str
    text: str


class LocalFix(Struct, frozen=True):
    """A fix inside one segment; elsewhere: what it changes in other definitions."""

    title: str
    replacements: tuple[Replacement, ...]
    safe: bool = True
    elsewhere: tuple[FieldEdit | OptionEdit, ...] = ()


class Elsewhere(Struct, frozen=True):
    """A related place: the name of a definition and what to say of it."""

    kind: str
    name: str
    message: str


class Here(Struct, frozen=True):
    """A related place in the same segment; start, end: offsets in it."""

    start: int
    end: int
    message: str


class Diagnostic(Struct, frozen=True):
    """What a check found in one segment; start, end: offsets in it."""

    start: int
    end: int
    code: str
    severity: Severity
    message: str
    fixes: tuple[LocalFix, ...] = ()
    related: tuple[Elsewhere | Here, ...] = ()


class Edit(Struct, frozen=True):
    """A change of a file."""

    path: str
    start: Position
    end: Position
    text: str


class Fix(Struct, frozen=True):
    """A way to mend a finding. safe: whether it cannot change what the text means."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool


class Related(Struct, frozen=True):
    """Another place that a finding is about."""

    path: str
    start: Position
    end: Position
    message: str


class Finding(Struct, frozen=True):
    """A diagnostic at its place in a file."""

    path: str
    start: Position
    end: Position
    code: str
    severity: Severity
    message: str
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()


def in_order(findings: list[Finding]) -> list[Finding]:
    """Return the findings of a file by position."""
    return sorted(findings, key=lambda finding: (finding.start, finding.end, finding.code))


def syntax_error(problem: Problem) -> Diagnostic:
    """Return what is wrong with the syntax of a segment as a diagnostic."""
    return Diagnostic(problem.start, problem.end, problem.code, Severity.ERROR, problem.message)
