"""What a format says of itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nexflow_analysis.definitions import SchemaDefinition
from nexflow_codegen.ir.classes import JavaFile
from nexflow_codegen.lower.connectors.pom import Dependency
from nexflow_codegen.lower.context import Context, Place


@dataclass(frozen=True, slots=True)
class Codec:
    """What a format makes of a schema. resources: files beside the Java, by their paths."""

    files: tuple[JavaFile, ...]
    resources: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """A format. codec: what a schema's class adds to its name that reads and writes it.

    use: what a schema is asked for besides `read` and `write`. anything: whether records without a
    schema can be written too. topics: whether the records of a topic may be in it; registry:
    whether a registry knows their schemas.
    """

    name: str
    codec: str
    use: str
    lower: Callable[[Context, SchemaDefinition, Place, str, bool, bool], Codec]
    dependencies: tuple[Dependency, ...] = ()
    anything: bool = False
    topics: bool = True
    registry: bool = False
