"""NX132: an import of which nothing is used."""

from __future__ import annotations

from nexflow_analysis.diagnostics import Diagnostic, LocalFix, Replacement, Severity
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.nodes import Word


def unused_import(segment: Segment, path: Word) -> Diagnostic:
    """Say that nothing of an imported file is used. path: relative to the import's entry."""
    assert segment.head is not None
    start = segment.head.start
    line_end = segment.text.find("\n", start)
    after = line_end + 1 if line_end >= 0 else len(segment.text)
    message = f"nothing that `{path.text}` defines is used in this file; remove the import"
    fix = LocalFix("Remove the import", (Replacement(start, after, ""),))
    return Diagnostic(start + path.start, start + path.end, "NX132", Severity.HINT, message, (fix,))
