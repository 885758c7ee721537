"""Findings to the editor: those of the changed file at once, the others when there is time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import Any

from nexflow_analysis.diagnostics import Finding, Position, Severity, in_order
from nexflow_analysis.stopping import StoppedError
from nexflow_grammar.languages import Language, language_of
from nexflow_server.documentation import page_url
from nexflow_server.lsp.garbage import without_collections
from nexflow_server.lsp.moving import moved
from nexflow_server.lsp.session import Document, Session
from nexflow_server.projects import ProjectFolder

_SEVERITIES = {
    Severity.ERROR: 1,
    Severity.WARNING: 2,
    Severity.INFORMATION: 3,
    Severity.HINT: 4,
}

Send = Callable[[dict[str, Any]], None]


#: How long work goes on before messages are looked for.
_SLICE_SECONDS = 0.004
#: How long it waits before that: on a busy machine the client could not read what was just sent to it.
_LET_READ_SECONDS = 0.001
#: How long a keystroke's diagnostics may wait for the proofs about small tables.
_PROOF_SECONDS = 0.002
#: What is checked at once when it has changed, and the tables that are proven at once: so many lines.
_FEW_LINES = 60
#: Files of more lines have their syntax errors said first, however few lines are to be checked.
_LONG_FILE = 1_000


class Publisher:
    """Sends `textDocument/publishDiagnostics`.

    What is wrong in the changed file is said at once; the proofs about tables and the other files
    follow in slices, one definition at a time, between which messages are handled. In a long file, or
    where a change lets many lines be checked again, its syntax errors are said at once, with what else
    was said last, where that is now; the checks follow, and what they find, if that is anything else.
    A message that comes during a check or a proof stops it: it starts again when nobody waits. While a
    proof is under way the findings of the last one are withheld: they are about a text that is gone.

    The messages are plain dictionaries: building them through the protocol's classes costs several
    times what the check of a keystroke costs. waiting: whether a message waits to be handled.
    """

    def __init__(
        self,
        session: Session,
        send: Send,
        report: Callable[[str, Exception], None],
        waiting: Callable[[], bool],
    ) -> None:
        self._session = session
        self._send = send
        self._report = report
        self._waiting = waiting
        self._published: dict[str, list[Finding]] = {}
        #: By path, the syntax errors among them.
        self._syntax: dict[str, list[Finding]] = {}
        #: By path, the findings of the last publication by identity, as the protocol has them.
        self._converted: dict[str, dict[int, tuple[Finding, dict[str, Any]]]] = {}
        self._due: set[str] = set()
        #: What was said of last, and is checked before the others.
        self._latest = ""
        self._task: asyncio.Task[None] | None = None
        #: The languages whose mistakes can be explained without loading anything.
        self._prepared: set[Language] = set()
        self.with_related = False
        self.with_links = False

    def publish(self, document: Document) -> None:
        """Send the findings of an open document, whether or not they have changed.

        While messages wait, which may change it again, that is put off.
        """
        self._due.add(document.path)
        self._latest = document.path
        if not self._waiting():
            self._publish_due(document.path)

    def publish_stale(self) -> None:
        """Send what else has changed, file by file, whenever no message waits."""
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._work())

    async def _work(self) -> None:
        await asyncio.sleep(_LET_READ_SECONDS)
        with without_collections():
            # Between the slices messages are handled.
            while self._do_next():  # noqa: ASYNC110
                await asyncio.sleep(0)
        held = {path for project in self._session.projects.values() for path in project.paths()}
        for path in self._published.keys() - held:
            del self._published[path]
            self._converted.pop(path, None)
            self._syntax.pop(path, None)
            self._send_diagnostics(path, [])

    def _do_next(self) -> bool:
        """Do some of what is to be done; tell whether there was anything."""
        if self._due:
            self._publish_due(next(iter(self._due)))
            return True
        documents = self._session.documents
        for is_open in (True, False):
            stale = self._first(
                (project, path)
                for project in self._loaded()
                for path in project.stale_paths()
                if (path in documents) is is_open
            )
            if stale is not None:
                self._check_some(*stale)
                return True
            unproven = self._first(
                (project, path)
                for project in self._loaded()
                for path in project.workspace.unproven_paths()
                if (path in documents) is is_open
            )
            if unproven is not None:
                self._prove_next(*unproven)
                return True
        return self._prepare_mistakes()

    def _prepare_mistakes(self) -> bool:
        """Load what explains the mistakes of one language; tell whether there was any to load.

        It takes some ten milliseconds, which the keystroke of the first mistake would take longer.
        """
        opened = {language_of(path) for path in self._session.documents}
        language = next((one for one in Language if one in opened - self._prepared), None)
        if language is None:
            return False
        from nexflow_grammar.recovery import prepare  # noqa: PLC0415 - what is opened comes first

        self._prepared.add(language)
        prepare(language)
        return True

    def _loaded(self) -> list[ProjectFolder]:
        return [project for project in self._session.projects.values() if project.loaded]

    def _first(
        self, found: Iterable[tuple[ProjectFolder, str]]
    ) -> tuple[ProjectFolder, str] | None:
        return min(found, key=lambda item: (item[1] != self._latest, item[1]), default=None)

    def _check_some(self, project: ProjectFolder, path: str) -> None:
        """Check definitions of a file for a while; publish when none is left."""
        until = time.monotonic() + _SLICE_SECONDS
        try:
            while project.workspace.check_next(path, self._waiting):
                if time.monotonic() > until or self._waiting():
                    return
        except StoppedError:
            return
        except Exception:  # noqa: BLE001, S110 - publishing fails by the same, and says so
            pass
        if path == self._latest:
            self._prove_some(project, path)
        self._publish(project, path, always=False)

    def _prove_some(self, project: ProjectFolder, path: str) -> None:
        """Run the proofs about small tables, as far as findings may wait for them."""
        until = time.monotonic() + _PROOF_SECONDS
        prove = partial(project.workspace.prove_next, path, most_lines=_FEW_LINES)
        with suppress(Exception):  # it fails again when all are proven, and that is said
            while prove(lambda: time.monotonic() > until):
                pass

    def _prove_next(self, project: ProjectFolder, path: str) -> None:
        try:
            project.workspace.prove_next(path, self._waiting)
        except StoppedError:
            return
        except Exception as error:  # noqa: BLE001 - what else is known still serves
            self._report(f"The proofs about the tables of {path} are missing", error)
            project.workspace.give_up_proof(path)

    def _publish_due(self, path: str) -> None:
        self._due.discard(path)
        document = self._session.documents.get(path)
        if document is None:
            return
        if document.edits and path in self._syntax and self._takes_long(document):
            self._publish_syntax(document)
            return
        with suppress(Exception):  # publishing fails by the same, and says so
            document.project.workspace.check_all(path)
        self._prove_some(document.project, path)
        self._publish(document.project, path, always=True)

    def _takes_long(self, document: Document) -> bool:
        """Tell whether the syntax errors of a document are said before it is checked."""
        project, path = document.project, document.path
        long = len(project.lines(path)) > _LONG_FILE
        return long or project.workspace.unchecked_lines(path) > _FEW_LINES

    def _publish_syntax(self, document: Document) -> None:
        """Send the syntax errors of an edited document, and what else was wrong, where that is now."""
        project, path = document.project, document.path
        old, new = set(self._syntax[path]), project.workspace.syntax_errors(path)
        kept = (one for one in self._published.get(path, []) if one not in old)
        edits, document.edits = document.edits or [], []
        findings = in_order([*(moved(one, edits) for one in kept), *new])
        self._published[path], self._syntax[path] = findings, new
        self._send_diagnostics(path, self._diagnostics(project, path, findings))

    def _publish(self, project: ProjectFolder, path: str, *, always: bool) -> None:
        try:
            findings = project.findings(path, slow=False)
        except Exception as error:  # noqa: BLE001 - one file's trouble is not the others'
            self._report(f"The diagnostics of {path} are missing", error)
            findings = []
        known = self._published.pop(path, [])
        if findings:
            self._published[path] = findings
        document = self._session.documents.get(path)
        if document is not None:
            document.edits = []
            self._syntax[path] = project.workspace.syntax_errors(path)
        if always or findings != known:
            self._send_diagnostics(path, self._diagnostics(project, path, findings))

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

    def _diagnostics(
        self, project: ProjectFolder, path: str, findings: list[Finding]
    ) -> list[dict[str, Any]]:
        """Convert findings, but for those that are the same as last time.

        Where a definition has not changed, its findings are the same objects. One with related
        places is not taken over: those may lie in lines that have changed.
        """
        known = self._converted.get(path, {})
        converted: dict[int, tuple[Finding, dict[str, Any]]] = {}
        for finding in findings:
            found = known.get(id(finding))
            if found is None or found[0] is not finding or finding.related:
                found = finding, self._diagnostic(project, finding)
            converted[id(finding)] = found
        self._converted[path] = converted
        return [diagnostic for _finding, diagnostic in converted.values()]

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
