"""What generation hands back: files as text, what could not be generated, and how jobs are run."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nexflow_analysis.diagnostics import Finding, Severity
from nexflow_codegen.state import ProjectState


class ScopeKind(StrEnum):
    """How much is generated."""

    PROJECT = "project"
    FILE = "file"
    PROCESS = "process"


@dataclass(frozen=True, slots=True)
class Scope:
    """What to generate. name: the path of the file or the name of the process; "" for the project."""

    kind: ScopeKind = ScopeKind.PROJECT
    name: str = ""

    @property
    def complete(self) -> bool:
        """Whether everything of the project is generated, so that the rest is stale."""
        return self.kind is ScopeKind.PROJECT


@dataclass(frozen=True, slots=True)
class GeneratedFile:
    """A file of the generated project. path: relative, with `/`."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class GeneratedJob:
    """A process that can be run.

    file: the path of its job's class; main: the class that runs it on files; the rest: what it binds.
    """

    process: str
    file: str
    main: str
    inputs: tuple[str, ...]
    lookups: tuple[str, ...]
    outputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GenerationResult:
    """The generated project; no files where a finding is an error.

    flink_version: the version that the project is built with. own_java: where the user's own classes
    lie that it calls, relative to it; "" where it calls none. own_classes: their files below that.
    state: what its jobs keep in state.
    """

    files: tuple[GeneratedFile, ...]
    findings: tuple[Finding, ...]
    jobs: tuple[GeneratedJob, ...] = ()
    flink_version: str = ""
    own_java: str = ""
    own_classes: tuple[str, ...] = ()
    state: ProjectState | None = None

    @property
    def ok(self) -> bool:
        """Whether everything asked for was generated."""
        return not any(finding.severity is Severity.ERROR for finding in self.findings)
