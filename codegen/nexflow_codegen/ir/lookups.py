"""Lookup sources."""

from __future__ import annotations

from dataclasses import dataclass

from nexflow_codegen.ir.functions.base import Parameter
from nexflow_codegen.ir.types import ClassName


@dataclass(frozen=True, slots=True)
class LookupColumn:
    """A column of a lookup's table. code: reads it from `row`."""

    name: str
    code: str


@dataclass(frozen=True, slots=True)
class LookupClass:
    """A lookup source: an interface, and its implementation over a table."""

    cls: ClassName
    name: str
    record: str
    parameters: tuple[Parameter, ...]
    table: str = ""
    query: tuple[str, ...] = ()
    bind: tuple[str, ...] = ()
    columns: tuple[LookupColumn, ...] = ()
    jdbc: str = ""
    credentials: bool = False
