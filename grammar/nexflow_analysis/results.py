"""The outcome of every segment's checks: what they found, what they asked, and what is still to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import compress, count

from msgspec import Struct, field

from nexflow_analysis.diagnostics import Diagnostic, Finding
from nexflow_analysis.index import Question
from nexflow_analysis.suppressions import Suppression
from nexflow_grammar.source_file import Segment


class Checked(Struct):
    """The outcome of the checks of one segment, and what they asked.

    proven: whether the slow checks have run, too. doubtful: whether a syntax error may hide something,
    here or in what was asked for. findings: where the diagnostics were when the
    segment started at a line; -1 before that.
    """

    path: str
    diagnostics: list[Diagnostic]
    questions: set[Question]
    suppressions: tuple[Suppression, ...]
    proven: bool
    doubtful: bool = False
    line: int = -1
    findings: list[Finding] = field(default_factory=list)


class Results:
    """Outcomes by segment, by file and by question."""

    def __init__(self) -> None:
        self._checked: dict[Segment, Checked] = {}
        self._unchecked: dict[str, dict[Segment, None]] = {}
        self._unproven: dict[str, dict[Segment, None]] = {}
        self._doubtful: dict[str, set[Segment]] = {}
        self._noted: dict[str, set[Segment]] = {}
        #: By question and path, so that a keystroke that drops thousands does it file by file.
        self._asked_by: dict[Question, dict[str, set[Segment]]] = {}

    def expect(self, path: str, segments: Iterable[Segment]) -> None:
        """Note segments of a file that are to be checked."""
        self._unchecked.setdefault(path, {}).update(dict.fromkeys(segments))

    def unchecked(self, path: str) -> list[Segment]:
        """Return the segments of a file that are to be checked."""
        return list(self._unchecked.get(path, ()))

    def first_unchecked(self, path: str) -> Segment | None:
        """Return a segment of a file that is to be checked."""
        return next(iter(self._unchecked.get(path, ())), None)

    def unproven(self, path: str) -> list[Segment]:
        """Return the segments of a file whose slow checks are to be run."""
        return list(self._unproven.get(path, ()))

    def unproven_paths(self) -> list[str]:
        """Return the files of which some slow checks are to be run."""
        return list(self._unproven)

    def is_doubtful(self, path: str) -> bool:
        """Tell whether a syntax error may hide something of a file."""
        return bool(self._doubtful.get(path))

    def suspects(self, path: str) -> set[Segment]:
        """Return the segments of a file that may hold a syntax error: no other does."""
        return self._doubtful.get(path, set()).union(self._unchecked.get(path, ()))

    def find(self, segment: Segment) -> Checked | None:
        """Return the outcome of a segment's checks."""
        return self._checked.get(segment)

    def put(self, segment: Segment, checked: Checked) -> None:
        """Note the outcome of a segment's checks."""
        path = checked.path
        _discard(self._unchecked, path, segment)
        self._take_out(segment)
        self._checked[segment] = checked
        if checked.doubtful:
            self._doubtful.setdefault(path, set()).add(segment)
        if not checked.proven:
            self._unproven.setdefault(path, {})[segment] = None
        if checked.diagnostics or checked.suppressions or segment.kind == "import":
            self._noted.setdefault(path, set()).add(segment)
        self._ask(segment, path, checked.questions)

    def prove(
        self, segment: Segment, diagnostics: list[Diagnostic], questions: set[Question]
    ) -> None:
        """Add the outcome of a segment's slow checks."""
        checked = self._checked[segment]
        checked.proven, checked.line = True, -1
        _discard(self._unproven, checked.path, segment)
        if diagnostics:
            checked.diagnostics = list(dict.fromkeys([*checked.diagnostics, *diagnostics]))
            self._noted.setdefault(checked.path, set()).add(segment)
        new = questions - checked.questions
        checked.questions |= new
        self._ask(segment, checked.path, new)

    def noted(self, path: str, segments: list[Segment]) -> Iterator[tuple[int, Segment, Checked]]:
        """Yield those of a file's segments that have something to say, with their numbers."""
        noted = self._noted.get(path)
        if noted:
            for number in compress(count(), map(noted.__contains__, segments)):
                segment = segments[number]
                yield number, segment, self._checked[segment]

    def asks_any(self, path: str, questions: frozenset[Question]) -> bool:
        """Tell whether a definition of a file needs one of some names."""
        return any(path in self._asked_by.get(question, ()) for question in questions)

    def asked(self, kind: str) -> set[Question]:
        """Return all questions about a kind."""
        return {question for question in self._asked_by if question[0] == kind}

    def forget(self, path: str, segments: Iterable[Segment]) -> None:
        """Forget segments that are gone."""
        for segment in segments:
            _discard(self._unchecked, path, segment)
            self._take_out(segment)

    def drop(self, questions: Iterable[Question]) -> set[str]:
        """Let what asked one of some questions be checked again; return the paths.

        What it found and asked is forgotten when it is checked: a keystroke may drop thousands.
        """
        paths: set[str] = set()
        for question in questions:
            for path, segments in self._asked_by.get(question, {}).items():
                paths.add(path)
                self._unchecked.setdefault(path, {}).update(dict.fromkeys(segments))
                for segment in segments.intersection(self._unproven.get(path, ())):
                    _discard(self._unproven, path, segment)
        return paths

    def _ask(self, segment: Segment, path: str, questions: set[Question]) -> None:
        for question in questions:
            self._asked_by.setdefault(question, {}).setdefault(path, set()).add(segment)

    def _take_out(self, segment: Segment) -> Checked | None:
        checked = self._checked.pop(segment, None)
        if checked is None:
            return None
        path = checked.path
        _discard(self._unproven, path, segment)
        self._doubtful.get(path, set()).discard(segment)
        noted = self._noted.get(path)
        if noted is not None:
            noted.discard(segment)
        for question in checked.questions:
            askers = self._asked_by[question]
            askers[path].discard(segment)
            if not askers[path]:
                del askers[path]
                if not askers:
                    del self._asked_by[question]
        return checked


def _discard(by_path: dict[str, dict[Segment, None]], path: str, segment: Segment) -> None:
    segments = by_path.get(path)
    if segments is not None:
        segments.pop(segment, None)
        if not segments:
            del by_path[path]
