"""The checks, one per file. Each looks at one segment and reaches the others through the lookup.

A module per language registers its own, and is imported when the first file of the language is checked.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

from nexflow_analysis.checks.model import Check
from nexflow_analysis.diagnostics import Diagnostic, Severity
from nexflow_analysis.doubt import without_doubtful
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.merge import merge
from nexflow_analysis.report import Reporter
from nexflow_analysis.table.budget import Budget
from nexflow_grammar.languages import Language
from nexflow_grammar.source_file import Segment


@cache
def checks_of(language: Language) -> tuple[Check, ...]:
    """Return the quick checks of a language."""
    match language:
        case Language.PROCESS:
            from nexflow_analysis.checks.process import CHECKS  # noqa: PLC0415 - see above
        case Language.SCHEMA:
            from nexflow_analysis.checks.schema import CHECKS  # noqa: PLC0415
        case Language.TRANSFORM:
            from nexflow_analysis.checks.transform import CHECKS  # noqa: PLC0415
        case Language.RULES:
            from nexflow_analysis.checks.rules import CHECKS  # noqa: PLC0415
    return CHECKS


def check(segment: Segment, lookup: Lookup) -> list[Diagnostic]:
    """Run every quick check on a segment; the lookup afterwards holds all that they asked."""
    if lookup.is_superseded(segment):
        return []
    return without_doubtful(segment, lookup, _run(segment, partial(_run_quick, segment, lookup)))


def _run_quick(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    for run in checks_of(segment.language):
        lookup.go_on()
        run(segment, lookup, reporter)


def has_slow_checks(segment: Segment) -> bool:
    """Tell whether the slow checks may have something to say about a segment."""
    return segment.kind == "table" and not segment.problems


def check_slowly(segment: Segment, lookup: Lookup, budget: Budget) -> list[Diagnostic]:
    """Run every slow check on a segment; each may spend the whole budget."""
    from nexflow_analysis.checks.rules import SLOW_CHECKS  # noqa: PLC0415 - there are no others

    found = _run(
        segment,
        lambda reporter: [run(segment, lookup, reporter, budget) for run in SLOW_CHECKS],
    )
    return without_doubtful(segment, lookup, found)


def _run(segment: Segment, checks: Callable[[Reporter], object]) -> list[Diagnostic]:
    reporter = Reporter()
    try:
        checks(reporter)
    except RecursionError:
        reporter.diagnostics.append(_too_deep(segment))
    return merge(dict.fromkeys(reporter.diagnostics))


def _too_deep(segment: Segment) -> Diagnostic:
    name = segment.name
    start, end = (name.start, name.end) if name is not None else (0, len(segment.text))
    message = (
        "an expression in here nests too deeply to be checked; give parts of it names of their own"
    )
    return Diagnostic(start, end, "NX003", Severity.ERROR, message)
