"""Durations that something waits for: they need a length, which months and years have not."""

from __future__ import annotations

from nexflow_analysis.diagnostics import LocalFix, Replacement
from nexflow_grammar.tree import expressions as e

#: How many days the fix writes for a unit that has no length.
_DAYS = {"month": 30, "year": 365}


def length_problem(duration: e.Duration) -> tuple[str, tuple[LocalFix, ...]] | None:
    """Return why nothing can wait for a duration, and what to write instead; None where it can."""
    if duration.unit not in _DAYS:
        return None
    message = f"a {duration.unit} has no fixed length, so no timer can wait for one; write days"
    if not isinstance(duration.amount, e.Number):
        return message, ()
    days = f"{int(duration.amount.value) * _DAYS[duration.unit]} days"
    change = Replacement(duration.start, duration.end, days)
    return message, (LocalFix(f"Write `{days}`", (change,), safe=False),)
