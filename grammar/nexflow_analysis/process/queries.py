"""Which queries change their results as records arrive, as far as their words tell."""

from __future__ import annotations

from nexflow_grammar.patterns import Pattern

#: What is no word of the query: texts, quoted names and comments.
_QUOTED = Pattern(r"'(?:[^']|'')*'|`[^`\n]*`|\"[^\"\n]*\"|--[^\n]*|/\*[\s\S]*?\*/")
#: With one of these words alone do not tell: a result may be bound to a window of time.
_WINDOWED = Pattern(
    r"(?i)\b(?:tumble|hop|session|cumulate|over|window|window_start|window_end|match_recognize|interval"
    r"|between|system_time|lateral|insert)\b"
)
_UPDATING = (
    ("`GROUP BY` without a window", Pattern(r"(?i)\bgroup\s+by\b")),
    ("`DISTINCT` without a window", Pattern(r"(?i)\bselect\s+distinct\b")),
    ("an outer join without a window", Pattern(r"(?i)\b(?:left|right|full)\s+(?:outer\s+)?join\b")),
    ("`ORDER BY` with a limit", Pattern(r"(?i)\border\s+by\b[\s\S]*\b(?:limit|fetch)\b")),
)  # fmt: skip


def updated_by(query: str) -> str:
    """Say what makes a query change results that it has given; "" where nothing surely does."""
    words = _QUOTED.sub(" ", query.strip("`"))
    if _WINDOWED.search(words):
        return ""
    return next((what for what, pattern in _UPDATING if pattern.search(words)), "")
