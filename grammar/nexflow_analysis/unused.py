"""NX132: an import of which nothing is used."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nexflow_analysis.checks.imports import import_path
from nexflow_analysis.diagnostics import Diagnostic, LocalFix, Replacement, Severity
from nexflow_analysis.index import Question
from nexflow_analysis.lookup import Lookup
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.nodes import Word


def unused_import(
    segment: Segment,
    lookup: Lookup,
    declares: Callable[[str], frozenset[Question]],
    used: Callable[[frozenset[Question]], bool],
) -> Iterator[Diagnostic]:
    """Hint at an import of a file that declares nothing that is used here.

    declares: returns the names that a file declares; used: tells whether one of some is needed.
    """
    path = import_path(segment)
    names = declares(lookup.imported(path.text).path) if path is not None else None
    if path is not None and names and not used(names):
        yield _unused(segment, path)


def _unused(segment: Segment, path: Word) -> Diagnostic:
    """Say that nothing of an imported file is used. path: relative to the import's entry."""
    assert segment.head is not None
    start = segment.head.start
    line_end = segment.text.find("\n", start)
    after = line_end + 1 if line_end >= 0 else len(segment.text)
    message = f"nothing that `{path.text}` defines is used in this file; remove the import"
    fix = LocalFix("Remove the import", (Replacement(start, after, ""),))
    return Diagnostic(start + path.start, start + path.end, "NX132", Severity.HINT, message, (fix,))
