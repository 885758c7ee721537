"""What a generated project's pom asks for besides Flink itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nexflow_codegen.flink_versions import FlinkVersion


@dataclass(frozen=True, slots=True)
class Dependency:
    """An artifact. property: of the pom, which holds its version. cluster: whether Flink has it."""

    group: str
    artifact: str
    property: str
    version: Callable[[FlinkVersion], str]
    cluster: bool = False
