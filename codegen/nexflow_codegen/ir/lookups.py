"""Lookup sources: the interface that jobs ask, and a class per connector that answers."""

from __future__ import annotations

from dataclasses import dataclass

from nexflow_codegen.ir.functions.base import Parameter
from nexflow_codegen.ir.types import ClassName


@dataclass(frozen=True, slots=True)
class LookupClass:
    """The interface of a source. written: its class, as the file writes it; record: what it finds.

    parameters: the keys that it is asked by.
    """

    cls: ClassName
    written: str
    name: str
    record: str
    parameters: tuple[Parameter, ...]

    @property
    def declared(self) -> str:
        """The parameters of `find`."""
        return ", ".join(f"{one.type} {one.name}" for one in self.parameters)

    @property
    def passed(self) -> str:
        """The keys as arguments."""
        return ", ".join(one.name for one in self.parameters)


@dataclass(frozen=True, slots=True)
class LookupColumn:
    """A column of a lookup's table. code: reads it from `row`."""

    name: str
    code: str


@dataclass(frozen=True, slots=True)
class TableLookup:
    """A source that is a table. bind: statements that set the keys; connections: the most at once."""

    service: LookupClass
    cls: str
    table: str
    query: tuple[str, ...]
    bind: tuple[str, ...]
    columns: tuple[LookupColumn, ...]
    credentials: bool
    connections: str
    timeout_seconds: str


@dataclass(frozen=True, slots=True)
class HttpLookup:
    """A source that is asked over HTTP. path: Java that is what follows the address's own start."""

    service: LookupClass
    cls: str
    reader: str
    path: str
    timeout_millis: str


@dataclass(frozen=True, slots=True)
class RedisLookup:
    """A source of JSON texts in Redis. key: Java that is what follows the start of each key."""

    service: LookupClass
    cls: str
    reader: str
    key: str
    credentials: bool


@dataclass(frozen=True, slots=True)
class MongoLookup:
    """A source of documents in a collection. filters: Java, one per key."""

    service: LookupClass
    cls: str
    reader: str
    filters: tuple[str, ...]
    connections: str
    user: bool


@dataclass(frozen=True, slots=True)
class FileLookup:
    """A source of JSON lines. key_type, key: of what its records are found by."""

    service: LookupClass
    cls: str
    reader: str
    key_type: str
    key_of_record: str
    key_of_call: str
