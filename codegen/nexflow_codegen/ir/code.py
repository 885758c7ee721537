"""Statements of a method's body."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement. origin: `order.xform:12`, where it stands for a statement of the language."""

    origin: str


@dataclass(frozen=True, slots=True)
class Declare(Statement):
    """A local variable; code: its value, "" where it is assigned later."""

    type: str
    name: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Assign(Statement):
    """An assignment to a local variable."""

    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Return(Statement):
    """The end of the method; code: its result, "" for none."""

    code: str


@dataclass(frozen=True, slots=True)
class Fail(Statement):
    """If the condition holds, the code is thrown."""

    condition: str
    code: str


@dataclass(frozen=True, slots=True)
class Run(Statement):
    """An expression for its effect."""

    code: str


@dataclass(frozen=True, slots=True)
class HandOn(Statement):
    """A record that a job's function hands on. to: the method of the next step, "" for its output."""

    code: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class Arm:
    """A condition and what to do where it holds."""

    condition: str
    body: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Branch(Statement):
    """`if`, `else if`, `else`; otherwise: None where there is no `else`."""

    arms: tuple[Arm, ...]
    otherwise: tuple[Statement, ...] | None


@dataclass(frozen=True, slots=True)
class ForEach(Statement):
    """A loop over a collection."""

    type: str
    name: str
    over: str
    body: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Try(Statement):
    """What is tried, and what is done about a `RuntimeException` of a name."""

    body: tuple[Statement, ...]
    error: str
    caught: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Switch(Statement):
    """A choice by a text that is not null. cases: their literals, as Java, and what to do there."""

    subject: str
    cases: tuple[tuple[tuple[str, ...], tuple[Statement, ...]], ...]
