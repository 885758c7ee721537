"""One project's texts and all that is known of them, kept true under edits.

After an update, the checks whose recorded questions meet the changed names are dropped, and run
again when someone asks. Single-threaded: update, then query. No input or output.
"""

from __future__ import annotations

from dataclasses import dataclass

from nexflow_analysis.checks import check
from nexflow_analysis.declare import declare
from nexflow_analysis.diagnostics import (
    Diagnostic,
    Edit,
    Finding,
    Fix,
    Position,
    Related,
    Severity,
)
from nexflow_analysis.index import Declared, Index, Question
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.project import Project
from nexflow_grammar.languages import language_of
from nexflow_grammar.source_file import Segment, SourceFile


@dataclass(slots=True)
class _Checked:
    """The outcome of the checks of one segment, and what they asked."""

    path: str
    diagnostics: list[Diagnostic]
    questions: set[Question]


class Workspace:
    """The files of one project."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.files: dict[str, SourceFile] = {}
        self.index = Index()
        self.checks_run = 0
        self._project_findings: tuple[Finding, ...] = ()
        self._declared: dict[Segment, tuple[Declared, ...]] = {}
        self._checked: dict[Segment, _Checked] = {}
        self._asked_by: dict[Question, set[Segment]] = {}
        self._stale: set[str] = set()
        self._project_declared: list[Declared] = []
        self.set_project(project, ())

    def set_project(self, project: Project, findings: tuple[Finding, ...]) -> None:
        """Put another state of the project file in place."""
        declared = [Declared(definition, project.path, None) for definition in project.definitions]
        changed = self.index.update(self._project_declared, declared)
        self._project_declared = declared
        self.project = project
        self._project_findings = findings
        self._drop(changed)

    def set_text(self, path: str, text: str) -> None:
        """Put a file's text in place; a path that is no Nexflow file is left alone."""
        language = language_of(path)
        if language is None:
            return
        old = self.files.get(path)
        new = SourceFile(language, text)
        self.files[path] = new
        self._replace(path, old.segments if old else [], new.segments)

    def edit(self, path: str, start: Position, end: Position, text: str) -> None:
        """Replace a range of a file."""
        removed, added = self.files[path].edit(start, end, text)
        self._replace(path, removed, added)

    def remove(self, path: str) -> None:
        """Take a file out."""
        file = self.files.pop(path, None)
        if file is not None:
            self._replace(path, file.segments, [])

    def findings(self, path: str) -> list[Finding]:
        """Return all findings of a file, ordered by position."""
        self._stale.discard(path)
        if path == self.project.path:
            return list(self._project_findings)
        file = self.files.get(path)
        if file is None:
            return []
        found: list[Finding] = []
        for number, segment in enumerate(file.segments):
            for problem in segment.problems:
                start, end = (
                    file.position(number, problem.start),
                    file.position(number, problem.end),
                )
                found.append(
                    Finding(path, start, end, problem.code, Severity.ERROR, problem.message)
                )
            found.extend(
                self._located(path, file, number, diagnostic)
                for diagnostic in self._check(path, segment).diagnostics
            )
        return sorted(found, key=lambda finding: (finding.start, finding.end, finding.code))

    def stale_paths(self) -> set[str]:
        """Return the files whose findings may have changed since they were last asked."""
        return {path for path in self._stale if path in self.files or path == self.project.path}

    def definition_place(self, declared: Declared) -> tuple[str, Position, Position] | None:
        """Return the path and range of the name that a definition is declared by."""
        file = self.files.get(declared.path)
        segment = declared.segment
        if segment is None or file is None or segment not in file.segments:
            return None
        number = file.segments.index(segment)
        start, end = _name_range(segment, declared.definition.name)
        return declared.path, file.position(number, start), file.position(number, end)

    def lookup(self) -> Lookup:
        """Return a door to the definitions for a question of the moment."""
        return Lookup(self.index)

    def _replace(self, path: str, removed: list[Segment], added: list[Segment]) -> None:
        gone: list[Declared] = []
        for segment in removed:
            gone.extend(self._declared.pop(segment, ()))
            self._forget(segment)
        new: list[Declared] = []
        for segment in added:
            declared = tuple(Declared(d, path, segment) for d in declare(segment))
            self._declared[segment] = declared
            new.extend(declared)
        self._drop(self.index.update(gone, new))
        self._stale.add(path)

    def _drop(self, changed: set[Question]) -> None:
        """Forget the checks that asked for a changed name."""
        for question in changed:
            for segment in list(self._asked_by.get(question, ())):
                checked = self._checked.get(segment)
                if checked is not None:
                    self._stale.add(checked.path)
                self._forget(segment)

    def _forget(self, segment: Segment) -> None:
        checked = self._checked.pop(segment, None)
        for question in checked.questions if checked is not None else ():
            askers = self._asked_by.get(question)
            if askers is not None:
                askers.discard(segment)
                if not askers:
                    del self._asked_by[question]

    def _check(self, path: str, segment: Segment) -> _Checked:
        known = self._checked.get(segment)
        if known is not None:
            return known
        lookup = Lookup(self.index)
        self.checks_run += 1
        checked = _Checked(path, check(segment, lookup), lookup.questions)
        self._checked[segment] = checked
        for question in lookup.questions:
            self._asked_by.setdefault(question, set()).add(segment)
        return checked

    def _located(self, path: str, file: SourceFile, number: int, diagnostic: Diagnostic) -> Finding:
        fixes = tuple(
            Fix(
                fix.title,
                tuple(
                    Edit(path, file.position(number, r.start), file.position(number, r.end), r.text)
                    for r in fix.replacements
                ),
                fix.safe,
            )
            for fix in diagnostic.fixes
        )
        return Finding(
            path,
            file.position(number, diagnostic.start),
            file.position(number, diagnostic.end),
            diagnostic.code,
            diagnostic.severity,
            diagnostic.message,
            tuple(self._related(file.segments[number], diagnostic)),
            fixes,
        )

    def _related(self, segment: Segment, diagnostic: Diagnostic) -> list[Related]:
        found: list[Related] = []
        for other in diagnostic.related:
            for declared in self.index.find(other.kind, other.name):
                place = self.definition_place(declared) if declared.segment is not segment else None
                if place is not None:
                    found.append(Related(*place, other.message))
        return found


def _name_range(segment: Segment, name: str) -> tuple[int, int]:
    """Return where in a segment a name is declared."""
    if segment.name is not None and segment.name.text == name:
        return segment.name.start, segment.name.end
    for child in segment.head.children if segment.head is not None else ():
        word = getattr(child.node, "name", None)
        if word is not None and word.text == name:
            return child.start + word.start, child.start + word.end
    return (segment.head.start, segment.head.start) if segment.head is not None else (0, 0)
