"""What a connector says of itself: its settings, what it reads and writes, and what it needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nexflow_codegen.ir.endpoints import Endpoint as Model
from nexflow_codegen.lower.connectors.maker import Maker
from nexflow_codegen.lower.connectors.pom import Dependency
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.endpoints import BoundSink, BoundSource, Endpoint
from nexflow_grammar.assemble import Entry


@dataclass(frozen=True, slots=True)
class SourceKind:
    """How a connector is read from.

    clauses: of a `receive`, that it knows. read: what the statement and its targets say, as a value
    of the connector's own. lower: the model of its template.
    """

    clauses: tuple[str, ...]
    read: Callable[[JobBuilder, Entry, Endpoint, tuple[str, ...]], object]
    lower: Callable[[Maker, BoundSource], Model]


@dataclass(frozen=True, slots=True)
class SinkKind:
    """How a connector is written to, as `SourceKind`.

    lines: whether records are bytes in a format; else they are rows of fields, and need a schema.
    rows: whether one may be refused by itself.
    """

    clauses: tuple[str, ...]
    read: Callable[[JobBuilder, Entry, Endpoint], object]
    lower: Callable[[Maker, BoundSink], Model]
    lines: bool = True
    rows: bool = False


@dataclass(frozen=True, slots=True)
class Connector:
    """A kind of system that streams are bound to.

    settings: the keys of a `[streams.NAME]` table that it knows; required: those that must be there,
    each with what it is. classes: that its templates may name. driver: whether the cluster has to
    have a driver of its own.
    """

    name: str
    settings: frozenset[str]
    classes: tuple[str, ...]
    dependencies: tuple[Dependency, ...]
    source: SourceKind | None = None
    sink: SinkKind | None = None
    required: tuple[str, ...] = ()
    driver: bool = False
