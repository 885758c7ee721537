"""Findings to the editor: those of the changed file at once, the others when there is time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from nexflow_analysis.diagnostics import Finding, Position, Severity
from nexflow_server.documentation import page_url
from nexflow_server.lsp.session import Document, Session
from nexflow_server.projects import ProjectFolder

_SEVERITIES = {
    Severity.ERROR: 1,
    Severity.WARNING: 2,
    Severity.INFORMATION: 3,
    Severity.HINT: 4,
}

Send = Callable[[dict[str, Any]], None]


class Publisher:
    """Sends `textDocument/publishDiagnostics`.

    The messages are plain dictionaries: building them through the protocol's classes costs several
    times what the check of a keystroke costs.
    """

    def __init__(
        self, session: Session, send: Send, report: Callable[[str, Exception], None]
    ) -> None:
        self._session = session
        self._send = send
        self._report = report
        self._published: dict[str, list[Finding]] = {}
        self._task: asyncio.Task[None] | None = None
        self.with_related = False
        self.with_links = False

    def publish(self, document: Document) -> None:
        """Send the findings of an open document, whether or not they have changed."""
        self._publish(document.project, document.path, always=True)

    def publish_stale(self) -> None:
        """Send what else has changed, file by file, whenever no message waits."""
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._publish_stale())

    async def _publish_stale(self) -> None:
        await asyncio.sleep(0)
        while (stale := self._next_stale()) is not None:
            self._publish(*stale, always=False)
            await asyncio.sleep(0)
        held = {path for project in self._session.projects.values() for path in project.paths()}
        for path in self._published.keys() - held:
            del self._published[path]
            self._send_diagnostics(path, [])

    def _next_stale(self) -> tuple[ProjectFolder, str] | None:
        """Return a file that needs to be looked at, an open one first."""
        found = (
            (project, path)
            for project in self._session.projects.values()
            if project.loaded
            for path in project.stale_paths()
        )
        documents = self._session.documents
        return min(found, key=lambda item: (item[1] not in documents, item[1]), default=None)

    def _publish(self, project: ProjectFolder, path: str, *, always: bool) -> None:
        try:
            findings = project.findings(path)
        except Exception as error:  # noqa: BLE001 - one file's trouble is not the others'
            self._report(f"The diagnostics of {path} are missing", error)
            findings = []
        known = self._published.pop(path, [])
        if findings:
            self._published[path] = findings
        if always or findings != known:
            diagnostics = [self._diagnostic(project, finding) for finding in findings]
            self._send_diagnostics(path, diagnostics)

    def _send_diagnostics(self, path: str, diagnostics: list[dict[str, Any]]) -> None:
        params: dict[str, Any] = {
            "uri": self._session.uri_of(path),
            "diagnostics": diagnostics,
        }
        document = self._session.documents.get(path)
        if document is not None:
            params["version"] = document.version
        self._send(
            {"jsonrpc": "2.0", "method": "textDocument/publishDiagnostics", "params": params}
        )

    def _diagnostic(self, project: ProjectFolder, finding: Finding) -> dict[str, Any]:
        result: dict[str, Any] = {
            "range": self._range(project, finding.path, finding.start, finding.end),
            "severity": _SEVERITIES[finding.severity],
            "code": finding.code,
            "source": "nexflow",
            "message": finding.message,
        }
        link = page_url(finding.code) if self.with_links else None
        if link is not None:
            result["codeDescription"] = {"href": link}
        if finding.related and self.with_related:
            result["relatedInformation"] = [
                {
                    "location": {
                        "uri": self._session.uri_of(related.path),
                        "range": self._range(project, related.path, related.start, related.end),
                    },
                    "message": related.message,
                }
                for related in finding.related
            ]
        return result

    def _range(
        self, project: ProjectFolder, path: str, start: Position, end: Position
    ) -> dict[str, Any]:
        found = self._session.positions.range_to_client(project.lines(path), start, end)
        return {
            "start": {"line": found.start.line, "character": found.start.character},
            "end": {"line": found.end.line, "character": found.end.character},
        }
