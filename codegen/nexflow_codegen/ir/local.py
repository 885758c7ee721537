"""The class that runs a job on files."""

from __future__ import annotations

from dataclasses import dataclass, field

from nexflow_codegen.ir.functions.base import Parameter
from nexflow_codegen.ir.types import ClassName


@dataclass(frozen=True, slots=True)
class LocalLookup:
    """A lookup from a file. key_type, key: of what its records are found by."""

    cls: str
    service: str
    name: str
    record: str
    json: str
    parameters: tuple[Parameter, ...]
    key_type: str
    key_of_record: str
    key_of_call: str


@dataclass(frozen=True, slots=True)
class Local:
    """The class that runs a job on files. arguments: one piece of Java per binding, in order."""

    cls: ClassName
    process: str
    job: str
    arguments: tuple[str, ...]
    lookups: tuple[LocalLookup, ...] = field(default=())
