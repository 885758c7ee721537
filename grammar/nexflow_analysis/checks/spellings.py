"""NX050, NX051: what is also written for the first spelling of the language."""

from __future__ import annotations

from nexflow_analysis.diagnostics import Diagnostic, LocalFix, Replacement, Severity
from nexflow_grammar.source_file import Segment

SPELLING_CODES = ("NX050", "NX051")


def check_spellings(segment: Segment) -> list[Diagnostic]:
    """Tell of every place that the formatter would write in another way, or could not."""
    from nexflow_grammar.spelled_blocks import spellings_of  # noqa: PLC0415 - nobody asks by default

    found: list[Diagnostic] = []
    fixes: tuple[LocalFix, ...]
    for one in spellings_of(segment):
        also = " ".join(segment.text[one.start : one.end].split())
        edits = tuple(Replacement(*edit) for edit in one.edits)
        if one.safe:
            message = f"`{also}` is also written for `{one.first}`, which the formatter writes"
            fixes = (LocalFix(f"Write `{one.first}`", edits),)
            if also == "{":
                message = "braces are also written for `… end`, which the formatter writes"
                fixes = (LocalFix("Write `… end`", edits),)
            code = "NX050"
        else:
            message = f"`{also}` is also written for `{one.first}`, whose parts differ"
            code = "NX051"
            fixes = (LocalFix(f"Write `{one.first}`", edits, safe=False),) if edits else ()
        found.append(Diagnostic(one.start, one.end, code, Severity.HINT, message, fixes))
    return found
