"""Generation from a project on disk: refuse errors, generate, write.

The command line and the editor's command share this.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from nexflow_analysis.diagnostics import Finding, Severity
from nexflow_codegen import generate as generate_files
from nexflow_codegen.result import GenerationResult, Scope, ScopeKind
from nexflow_codegen.write import WriteError, write
from nexflow_server.projects import ProjectFolder

FLINK = "flink"


@dataclass(frozen=True, slots=True)
class FileStatus:
    """A generated file. status: `written`, `unchanged`, `removed`, or `kept` because it was edited."""

    path: str
    status: str


@dataclass(frozen=True, slots=True)
class Generation:
    """What came of a request. message: one sentence; output: the folder of the Maven project.

    main: the Java file to show. findings: what stands in the way; result: for whoever runs a job.
    """

    ok: bool
    message: str
    output: str
    files: tuple[FileStatus, ...] = ()
    main: str = ""
    findings: tuple[Finding, ...] = ()
    result: GenerationResult | None = field(default=None, repr=False)


def generate(
    project: ProjectFolder,
    scope: Scope,
    *,
    force: bool = False,
    output: str = "",
    flink_version: str = "",
) -> Generation:
    """Generate and write; a project with errors is refused.

    output: the folder to write, in place of the project's own; flink_version: what to build with.
    """
    output = output or os.path.join(project.output, FLINK)
    errors = _errors(project)
    if errors:
        return Generation(
            ok=False, message=_refusal(project, errors), output=output, findings=tuple(errors)
        )
    result = generate_files(
        project.workspace,
        scope,
        flink_version=flink_version,
        environments=project.environments(),
    )
    errors = [finding for finding in result.findings if finding.severity is Severity.ERROR]
    if errors:
        return Generation(
            ok=False, message=_refusal(project, errors), output=output, findings=tuple(errors)
        )
    try:
        written = write(Path(output), result.files, complete=scope.complete, force=force)
    except WriteError as error:
        return Generation(ok=False, message=f"Nothing was generated: {error}.", output=output)
    files = tuple(
        FileStatus(os.path.join(output, *file.path.split("/")), file.status.value)
        for file in written
    )
    message = _summary(files, output, project)
    return Generation(
        ok=True,
        message=message,
        output=output,
        files=files,
        main=_main(result, output, scope),
        result=result,
    )


def _errors(project: ProjectFolder) -> list[Finding]:
    """Return what forbids generation; what other environments' files say has no part in it."""
    others = project.workspace.project.others
    return [
        finding
        for path in project.paths()
        if path not in others
        for finding in project.findings(path)
        if finding.severity is Severity.ERROR
    ]


def _refusal(project: ProjectFolder, errors: list[Finding]) -> str:
    first = errors[0]
    place = f"{project.relative(first.path)}:{first.start[0] + 1}:{first.start[1] + 1}"
    count = "an error" if len(errors) == 1 else f"{len(errors)} errors, the first"
    return f"Nothing was generated: the project has {count} at {place}: {first.message}"


def _summary(files: tuple[FileStatus, ...], output: str, project: ProjectFolder) -> str:
    counts = dict.fromkeys(("written", "unchanged", "removed", "kept"), 0)
    for file in files:
        counts[file.status] += 1
    said = [f"{count} {status}" for status, count in counts.items() if count]
    folder = os.path.relpath(output, project.root).replace(os.sep, "/")
    kept = "; kept files were edited by hand" if counts["kept"] else ""
    return f"Generated Flink in {folder}: {', '.join(said) or 'no files'}{kept}."


def _main(result: GenerationResult, output: str, scope: Scope) -> str:
    """Return the Java file that says most: the job of the process asked for, or the first one."""
    wanted = scope.name if scope.kind is ScopeKind.PROCESS else ""
    jobs = [job for job in result.jobs if job.process == wanted] or list(result.jobs)
    return os.path.join(output, *jobs[0].file.split("/")) if jobs else ""
