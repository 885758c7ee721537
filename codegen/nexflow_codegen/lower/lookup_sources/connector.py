"""What each connector of a lookup source gives to generation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nexflow_analysis.definitions import LookupDefinition
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import JavaFile
from nexflow_codegen.lower.context import Context
from nexflow_codegen.lower.unit import Unit


@dataclass(frozen=True, slots=True)
class Library:
    """A Maven artifact that becomes part of the job's jar."""

    group: str
    artifact: str
    version: str


@dataclass(frozen=True, slots=True)
class Connector:
    """How a kind of source is asked.

    suffix: of the class that asks it; settings: those it reads besides the common ones; check:
    raises where it lacks something; lower: makes the class; arguments: of its constructor, in Java.
    """

    suffix: str
    settings: frozenset[str]
    check: Callable[[LookupDefinition], None]
    lower: Callable[[Context, LookupDefinition, ir.ClassName, str], JavaFile]
    arguments: Callable[[LookupDefinition, Unit], tuple[str, ...]]
    libraries: tuple[Library, ...] = ()
