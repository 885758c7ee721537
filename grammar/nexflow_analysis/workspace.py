"""One project's texts and all that is known of them, kept true under edits.

After an update, the checks whose recorded questions meet the changed names are dropped, and run
again when someone asks: all of a file at once, or segment by segment for who has other things to do
between them. Slow checks, the proofs about tables, run after the others of their file, and only when
they are asked for. Single-threaded: update, then query. No input or output.
"""

from __future__ import annotations

import os.path
from collections import deque
from collections.abc import Iterable
from functools import partial
from itertools import compress, count

from nexflow_analysis.checks import check, check_slowly, has_slow_checks
from nexflow_analysis.checks.spellings import SPELLING_CODES, check_spellings
from nexflow_analysis.declarations import Declarations
from nexflow_analysis.diagnostics import (
    Diagnostic,
    Edit,
    FieldEdit,
    Finding,
    OptionEdit,
    Position,
    Related,
    Severity,
    in_order,
    syntax_error,
)
from nexflow_analysis.doubt import is_doubtful
from nexflow_analysis.index import Declared, Index, Question
from nexflow_analysis.lint import Lint
from nexflow_analysis.locate import located, schema_edit
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.places import name_range
from nexflow_analysis.project.model import Project
from nexflow_analysis.project_names import unknown_names
from nexflow_analysis.results import Checked, Results
from nexflow_analysis.stopping import Stop
from nexflow_analysis.suppressions import Suppression, suppress, suppressions_of
from nexflow_analysis.table.budget import Budget
from nexflow_analysis.unused import unused_import
from nexflow_grammar.languages import language_of
from nexflow_grammar.source_file import Segment, SourceFile

#: How much work a proof may be: about ten seconds of it.
PROOF_STEPS = 5_000_000
#: So many segments are looked for one by one.
_FEW = 8


class Workspace:
    """The files of one project. proof_steps: how much work the proof about one table may be."""

    def __init__(self, project: Project, proof_steps: int = PROOF_STEPS) -> None:
        self.project = project
        self.proof_steps = proof_steps
        self.files: dict[str, SourceFile] = {}
        self._declarations = Declarations()
        #: By file, the segments that edits removed and added, of which the index does not know yet.
        self._undeclared: deque[tuple[str, list[Segment], list[Segment]]] = deque()
        self.checks_run = 0
        self.lint: Lint = project.lint
        self._project_findings: tuple[Finding, ...] = ()
        self._known: frozenset[str] | None = None
        self._results = Results()
        self._points_to: dict[str, set[str]] = {}
        self._stale: set[str] = set()
        self._project_declared: list[Declared] = []
        self._project_questions: set[Question] = set()
        self.set_project(project, ())

    @property
    def index(self) -> Index:
        """What the files declare."""
        self._declare_all()
        return self._declarations.index

    def set_project(self, project: Project, findings: tuple[Finding, ...]) -> None:
        """Put another state of the project file in place."""
        declared = [Declared(definition, project.path, None) for definition in project.definitions]
        changed = self.index.update(self._project_declared, declared)
        if (
            project.path != self.project.path
        ):  # what lies outside of the project is another question
            changed |= self._results.asked("file")
        self._stale |= {*project.own_paths, *self.project.own_paths}
        if project.lint != self.project.lint:
            self.set_lint(project.lint)
        self._project_declared = declared
        moved = (project.path, project.previous) != (self.project.path, self.project.previous)
        self.project = project
        for path, file in self.files.items() if moved else ():
            self._replace(path, file.segments, file.segments)
        self._project_findings = findings
        self._drop(changed)

    def set_lint(self, lint: Lint) -> None:
        """Choose which codes are reported; no check has to run again."""
        self.lint = lint
        self._stale |= set(self.files)

    @property
    def known_paths(self) -> frozenset[str]:
        """Which files exist besides those here, as far as anybody knows."""
        return self._known or frozenset()

    def set_known_paths(self, paths: Iterable[str] | None) -> None:
        """Say which files exist besides those here; None: nobody knows, and imports are not judged."""
        known = frozenset(paths) if paths is not None else None
        if known != self._known:
            self._known = known
            self._drop(self._results.asked("file"))

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
        """Replace a range of a file. Its syntax errors are known at once, all else when it is asked for."""
        removed, added = self.files[path].edit(start, end, text)
        self._expect(path, removed, added)
        self._undeclared.append((path, removed, added))

    def remove(self, path: str) -> None:
        """Take a file out."""
        file = self.files.pop(path, None)
        if file is not None:
            self._replace(path, file.segments, [])

    def findings(self, path: str, *, slow: bool = True) -> list[Finding]:
        """Return all findings of a file, ordered by position.

        slow: whether to run the slow checks that have not run; their findings are missing otherwise.
        """
        self._declare_all()
        self._stale.discard(path)
        if path in self.project.own_paths:
            found = [*self._project_findings, *self._unknown_names()]
            return in_order(self.lint.apply([one for one in found if one.path == path]))
        file = self.files.get(path)
        if file is None:
            return []
        self.check_all(path)
        while slow and self.prove_next(path):
            self._stale.discard(path)
        found, imports, suppressions = self._gather(path, file)
        if imports:
            found.extend(self._unused_imports(path, file, imports))
        if any(self.lint.severity(code, Severity.HINT) for code in SPELLING_CODES):
            found.extend(self._spellings(path, file))
        self._points_to.pop(path, None)
        others = {related.path for finding in found for related in finding.related} - {path}
        if others:
            self._points_to[path] = others
        if suppressions:
            found = suppress(path, file, suppressions, found)
            # What suppresses nothing may yet suppress a proof's, or what a broken text hides.
            if self._results.unproven(path) or self._results.is_doubtful(path):
                found = [finding for finding in found if finding.code != "NX090"]
        return in_order(self.lint.apply(found))

    def _spellings(self, path: str, file: SourceFile) -> list[Finding]:
        """Return what is in another spelling of the language; nobody asks for it by default."""
        return [
            finding
            for number, segment in enumerate(file.segments)
            for finding in self._place(path, file, number, check_spellings(segment))
        ]

    def _gather(
        self, path: str, file: SourceFile
    ) -> tuple[list[Finding], list[int], list[tuple[int, Suppression]]]:
        """Return what a file's segments say: findings, which of them are imports, suppressions.

        Where the syntax is broken, a use of an import may be lost: then there are no imports.
        """
        found: list[Finding] = []
        imports: list[int] = []
        suppressions: list[tuple[int, Suppression]] = []
        broken = False
        for number, segment, checked in self._results.noted(path, file.segments):
            broken = broken or bool(segment.problems)
            if checked.diagnostics:
                found.extend(self._located(path, file, number, checked))
            if segment.kind == "import":
                imports.append(number)
            suppressions += [(file.starts[number], one) for one in checked.suppressions]
        return found, [] if broken else imports, suppressions

    def check_all(self, path: str) -> None:
        """Check the segments of a file that are to be checked, but for the slow checks."""
        self._declare_all()
        for segment in self._results.unchecked(path):
            self._check(path, segment)

    def check_next(self, path: str, stop: Stop | None = None) -> bool:
        """Check one segment of a file that is to be checked; tell whether there was one.

        stop: asked now and then; once it says so, StoppedError is raised, and nothing has changed.
        """
        self._declare_all()
        segment = self._results.first_unchecked(path)
        if segment is not None:
            self._check(path, segment, stop)
        return segment is not None

    def unchecked_lines(self, path: str) -> int:
        """Return how many lines of a file are to be checked."""
        self._declare_all()
        return sum(segment.line_count for segment in self._results.unchecked(path))

    def syntax_errors(self, path: str) -> list[Finding]:
        """Return the syntax errors of a file, also of what is to be checked."""
        wrong = {segment for segment in self._results.suspects(path) if segment.problems}
        if not wrong:
            return []
        file = self.files[path]
        segments = file.segments
        if len(wrong) <= _FEW:  # to look for each is quicker than to look at all that are there
            numbers: Iterable[int] = sorted(map(segments.index, wrong))
        else:
            numbers = compress(count(), map(wrong.__contains__, segments))
        return [
            finding
            for number in numbers
            for finding in self._place(
                path, file, number, map(syntax_error, segments[number].problems)
            )
        ]

    def unproven_paths(self) -> list[str]:
        """Return the files of which some slow checks have not run."""
        self._declare_all()
        return self._results.unproven_paths()

    def unproven(self, path: str) -> list[Segment]:
        """Return the segments of a file whose slow checks have not run."""
        self._declare_all()
        return self._results.unproven(path)

    def prove_next(
        self, path: str, stop: Stop | None = None, most_lines: int | None = None
    ) -> bool:
        """Run the slow checks of one segment of a file; tell whether there was one.

        stop: asked now and then; once it says so, StoppedError is raised, and nothing has changed.
        most_lines: longer segments are left for later.
        """
        unproven = self.unproven(path)
        if most_lines is not None:
            unproven = [segment for segment in unproven if segment.line_count <= most_lines]
        segment = next(iter(unproven), None)
        if segment is None:
            return False
        lookup = self._lookup_of(path)
        diagnostics = check_slowly(segment, lookup, Budget(self.proof_steps, stop))
        self._results.prove(segment, diagnostics, lookup.questions)
        self._stale.add(path)
        return True

    def give_up_proof(self, path: str) -> None:
        """Take the next of a file's slow checks as run: they fail by a mistake of ours."""
        for segment in self.unproven(path)[:1]:
            self._results.prove(segment, [], set())

    def _unknown_names(self) -> list[Finding]:
        """Return a finding for each schema or type that the project file names in vain."""
        lookup = Lookup(self.index)
        found = list(unknown_names(self.project, lookup))
        self._project_questions = lookup.questions
        return [] if lookup.lost else found

    def stale_paths(self) -> set[str]:
        """Return the files whose findings may have changed since they were last asked."""
        self._declare_all()
        own = self.project.own_paths
        return {path for path in self._stale if path in self.files or path in own}

    def definition_place(self, declared: Declared) -> tuple[str, Position, Position] | None:
        """Return the path and range of the name that a definition is declared by."""
        if declared.place is not None:
            return declared.path, *declared.place
        file = self.files.get(declared.path)
        segment = declared.segment
        if segment is None or file is None or segment not in file.segments:
            return None
        number = file.segments.index(segment)
        start, end = name_range(segment, declared.definition.name)
        return declared.path, file.position(number, start), file.position(number, end)

    def exported(self) -> list[Declared]:
        """Return all that the files declare, for a workspace that does not hold them."""
        self._declare_all()
        return self._declarations.exported(self.files)

    def adopt(self, declared: list[Declared]) -> None:
        """Take in what files declare that are held elsewhere."""
        self._drop(self._declarations.adopt(declared))

    def lookup(self) -> Lookup:
        """Return a door to the definitions for a question of the moment."""
        return Lookup(self.index)

    def _replace(self, path: str, removed: list[Segment], added: list[Segment]) -> None:
        self._declare_all()
        self._expect(path, removed, added)
        self._declare(path, removed, added)

    def _expect(self, path: str, removed: list[Segment], added: list[Segment]) -> None:
        """Note what is to be checked."""
        self._results.forget(path, removed)
        self._results.expect(path, added)
        self._stale.add(path)

    def _declare_all(self) -> None:
        """Take in what edits have changed."""
        while self._undeclared:
            self._declare(*self._undeclared.popleft())

    def _declare(self, path: str, removed: list[Segment], added: list[Segment]) -> None:
        """Note what a file declares no longer, and what it declares now."""
        changed = self._declarations.replace(
            path, removed, added, held=path in self.files, previous=self.project.is_previous(path)
        )
        self._drop(changed)
        self._stale |= {other for other, paths in self._points_to.items() if path in paths}

    def _drop(self, changed: set[Question]) -> None:
        """Forget the checks that asked for a changed name."""
        if changed & self._project_questions:
            self._stale |= {*self.project.own_paths}
        self._stale |= self._results.drop(changed)

    def _check(self, path: str, segment: Segment, stop: Stop | None = None) -> None:
        lookup = self._lookup_of(path, stop)
        self.checks_run += 1
        diagnostics = [*map(syntax_error, segment.problems)]
        if not self.project.is_previous(path):
            diagnostics += check(segment, lookup)
        proven = self.project.is_previous(path) or not has_slow_checks(segment)
        checked = Checked(
            path, diagnostics, lookup.questions, suppressions_of(segment), proven=proven,
            doubtful=is_doubtful(segment, lookup),
        )  # fmt: skip
        self._results.put(segment, checked)

    def _lookup_of(self, path: str, stop: Stop | None = None) -> Lookup:
        root = os.path.dirname(self.project.path)  # noqa: PTH120 - a path as text
        return Lookup(self.index, path, root, self._known, stop)

    def _located(self, path: str, file: SourceFile, number: int, checked: Checked) -> list[Finding]:
        """Return the findings of a segment; those about other places are located every time."""
        line = file.starts[number]
        if checked.line != line or any(diagnostic.related for diagnostic in checked.diagnostics):
            checked.line = line
            checked.findings = self._place(path, file, number, checked.diagnostics)
        return checked.findings

    def _place(
        self, path: str, file: SourceFile, number: int, diagnostics: Iterable[Diagnostic]
    ) -> list[Finding]:
        """Put the diagnostics of a file's segment at their places."""
        return [
            located(path, file, number, one, self._related, self._schema_edit)
            for one in diagnostics
        ]

    def _related(self, segment: Segment, kind: str, name: str, message: str) -> list[Related]:
        places = [
            self.definition_place(declared)
            for declared in self.index.find(kind, name)
            if declared.segment is not segment
        ]
        return [Related(*place, message) for place in places if place is not None]

    def _schema_edit(self, change: FieldEdit | OptionEdit) -> list[Edit]:
        return schema_edit(change, self.index, self.files)

    def _unused_imports(self, path: str, file: SourceFile, numbers: list[int]) -> list[Finding]:
        lookup, used = Lookup(self.index, path), partial(self._results.asks_any, path)
        declares = self._declarations.files.declares
        return [
            finding
            for number in numbers
            for finding in self._place(
                path, file, number, unused_import(file.segments[number], lookup, declares, used)
            )
        ]
