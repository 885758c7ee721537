"""Which queries change their results as records arrive, as far as their words tell."""

from __future__ import annotations

from msgspec import Struct

from nexflow_grammar.patterns import Match, Pattern

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
#: What keeps no more than its limit: its state is bounded as it is.
_BOUNDED = "`ORDER BY` with a limit"
_TTL = Pattern(r"(?i)/\*\+[^*]*\bSTATE_TTL\s*\([^)]*\)[^*]*\*/")
_SELECT = Pattern(r"(?i)\bselect\b")
_SOURCE = Pattern(r"(?i)\b(?:from|join)\s+(\w+)(?:\s+(?:as\s+)?(?!left\b|right\b|full\b|inner\b|cross\b"
                  r"|join\b|on\b|where\b|group\b|order\b|having\b|limit\b|union\b)(\w+))?")  # fmt: skip


_TABLE = Pattern(r"(?i)\b(?:from|join)\s+(\w+)\b(?!\s*[.)(])")
_WITH = Pattern(r"(?i)(\w+)\s+as\s*\(")
_NO_TABLES = frozenset({"table", "unnest", "lateral", "values", "select"})


class Updating(Struct, frozen=True):
    """What makes a query change results that it has given, and where it stands in the query."""

    what: str
    start: int
    end: int


def updating(query: str) -> Updating | None:
    """Return what makes a query change results that it has given; None where nothing surely does."""
    words = _words(query)
    if _WINDOWED.search(words):
        return None
    for what, pattern in _UPDATING:
        found = pattern.search(words)
        if found is not None:
            return Updating(what, found.start(), found.end())
    return None


def keeps_for_ever(query: str) -> Updating | None:
    """Return what makes a query keep every key that it has met; None where it says how long."""
    found = updating(query)
    return None if found is None or found.what == _BOUNDED or _TTL.search(query) else found


def tables_of(query: str) -> list[tuple[int, str]]:
    """Return where a query names tables, and their names, as far as that is plain.

    What stands in parentheses is left alone: `EXTRACT(YEAR FROM at)` names no table.
    """
    words = _words(query)
    depth, outside = 0, list(words)
    for at, sign in enumerate(words):
        depth += (sign == "(") - (sign == ")")
        if depth > 0:
            outside[at] = " "
    plain = "".join(outside)
    own = {name.lower() for name in _WITH.findall(words)}
    found = [(one.start(1), one[1]) for one in _TABLE.finditer(plain)]
    return [(at, name) for at, name in found if name.lower() not in own | _NO_TABLES]


def hint_of(query: str) -> tuple[int, str] | None:
    """Return where a query says how long it keeps its state, and how: a day; None where that is not plain."""
    words = _words(query)
    selects = list(_SELECT.finditer(words))
    names = [found[2] or found[1] for found in _SOURCE.finditer(words)]
    if len(selects) != 1 or not names:
        return None
    kept = ", ".join(f"'{name}' = '1d'" for name in dict.fromkeys(names))
    return selects[0].end(), f" /*+ STATE_TTL({kept}) */"


def _words(query: str) -> str:
    """Return a query with blanks for what is no word of it; each word stands where it stood."""
    inside = query.strip("`")
    start = query.index(inside) if inside else len(query)
    return (" " * start + _QUOTED.sub(_blank, inside)).ljust(len(query))


def _blank(found: Match) -> str:
    return " " * len(found[0])
