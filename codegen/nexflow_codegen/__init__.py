"""Meaning to Java: lowering to an intermediate representation, and rendering it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from nexflow_codegen.result import GenerationResult, Scope

if TYPE_CHECKING:
    from nexflow_analysis.workspace import Workspace


def generate(
    workspace: Workspace,
    scope: Scope | None = None,
    *,
    flink_version: str = "",
    environments: Mapping[str, dict[str, Any]] | None = None,
) -> GenerationResult:
    """Generate the processes in scope and what they need; no input or output.

    flink_version: what to build with in place of what the project file says. environments: the
    settings of the project in each environment that it has a file for.
    """
    # The templates' library costs start-up, and only generation needs it.
    from nexflow_codegen.project import generate as generate_project  # noqa: PLC0415

    return generate_project(
        workspace, scope, flink_version=flink_version, environments=environments or {}
    )


__all__ = ["GenerationResult", "Scope", "generate"]
