"""One mistake, one diagnostic: a name that is wrong in several places of a definition says so once."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from nexflow_analysis.diagnostics import Diagnostic, Here, LocalFix

#: The codes about what is wrong in several places at once, a name as a rule; the others become related.
_ABOUT_NAMES = frozenset({"NX100", "NX101", "NX103", "NX104", "NX110", "NX230", "NX308"})


def merge(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Join the diagnostics about one wrong name; a fix then mends all places."""
    result: list[Diagnostic] = []
    groups: dict[tuple[str, str], list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        if diagnostic.code not in _ABOUT_NAMES:
            result.append(diagnostic)
            continue
        groups.setdefault((diagnostic.code, _mistake(diagnostic)), []).append(diagnostic)
    for group in groups.values():
        first, *others = sorted(group, key=lambda one: one.start)
        related = tuple(Here(one.start, one.end, "here too") for one in others)
        result.append(replace(first, related=(*first.related, *related), fixes=_joined(group)))
    return result


def _mistake(diagnostic: Diagnostic) -> str:
    """Return what a message says of the name itself: lists of what there is may differ."""
    said, _, hint = diagnostic.message.partition("; there is ")
    return said if hint else diagnostic.message


def _joined(group: list[Diagnostic]) -> tuple[LocalFix, ...]:
    """Return the first one's fixes with the replacements of all that have them too."""
    return tuple(
        replace(
            fix,
            replacements=tuple(
                dict.fromkeys(
                    change
                    for one in group
                    for other in one.fixes
                    if other.title == fix.title
                    for change in other.replacements
                )
            ),
        )
        for fix in group[0].fixes
    )
