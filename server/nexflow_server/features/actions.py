"""Code actions: the fixes of findings, and Generate Flink."""

from __future__ import annotations

from collections.abc import Iterable

from nexflow_analysis.diagnostics import Finding, Position
from nexflow_analysis.suppressions import suppression_edit
from nexflow_analysis.workspace import Workspace
from nexflow_codegen.result import Scope, ScopeKind
from nexflow_server.features.cursor import cursor_at
from nexflow_server.features.model import Action


def fixes(findings: Iterable[Finding], start: Position, end: Position) -> list[Action]:
    """Return the fixes of the findings that a range touches."""
    actions: list[Action] = []
    for finding in findings:
        if finding.start <= end and start <= finding.end:
            sole = len(finding.fixes) == 1
            actions += [
                Action(fix.title, fix.edits, finding, preferred=sole) for fix in finding.fixes
            ]
    return actions


def suppressions(
    workspace: Workspace, path: str, findings: Iterable[Finding], start: Position, end: Position
) -> list[Action]:
    """Return comments that suppress the findings that a range touches, where that is allowed."""
    file = workspace.files.get(path)
    if file is None:
        return []
    actions: dict[str, Action] = {}
    for finding in findings:
        if finding.start <= end and start <= finding.end:
            edit = suppression_edit(file, path, finding)
            if edit is not None:
                title = f"Ignore {finding.code} here"
                actions.setdefault(finding.code, Action(title, (edit,), finding))
    return list(actions.values())


def generations(workspace: Workspace, path: str, start: Position) -> list[Action]:
    """Return what Flink can be generated from at a position."""
    cursor = cursor_at(workspace, path, start)
    if cursor is None:
        return []
    actions: list[Action] = []
    name = cursor.segment.name
    if cursor.segment.kind == "process" and name is not None:
        scope = Scope(ScopeKind.PROCESS, name.text)
        actions.append(Action(f"Generate Flink from process {name.text}", generate=scope))
    scope = Scope(ScopeKind.FILE, path)
    actions.append(Action("Generate Flink from this file", generate=scope))
    actions.append(Action("Generate Flink from the project", generate=Scope()))
    return actions
