"""Values that random programs and records are made of: among them those with which things go wrong."""

from __future__ import annotations

import re
from functools import cache

EXACT = ("integer", "decimal", "money", "percentage")
NUMBERS = (*EXACT, "double")
MOMENTS = ("date", "timestamp")
ORDERED = (*NUMBERS, *MOMENTS, "string")
SCALARS = (*ORDERED, "boolean", "uuid")
#: Texts with what goes wrong: nothing, quotes, characters beyond 16 bits, letters of two cases.
TEXTS = (
    "", "a", "b", "ab", "abc", "Hello", " x ", "a,b,,c", "5", "-7", "1.50", "1e2", "x1", "12a", "\U0001f600",
    "a\U0001f600b", "\uffe6", "Straße", "İI", "é", "e\u0301", 'q"\\', "l\nm", "{0}", "*", "2026-03-29",
    "2026-03-29T01:30:00Z", "true", "ΑΣ",
)  # fmt: skip
WHOLE = ("0", "1", "2", "3", "7", "-1", "10", "100", "1_000", "9223372036854775807", "-5", "60")
DECIMALS = (
    "0.5",
    "0.125",
    "1.5",
    "2.5",
    "0.005",
    "-2.345",
    "10.00",
    "99.995",
    "0.1",
    "123456789.123456789",
)
DAYS = ("2024-02-29", "2026-03-28", "2026-03-29", "2025-12-31", "1999-01-01", "2026-10-25")
INSTANTS = (
    "2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z",
    "2024-02-29T23:59:59.999Z", "1999-12-31T23:00:00+02:00", "2026-03-08T06:59:00Z", "2026-11-01T05:30:00Z",
)  # fmt: skip
UUIDS = ("123e4567-e89b-12d3-a456-426614174000", "00000000-0000-0000-0000-000000000000")
REGEXES = ("[a-c]+", "a.*", ".*", "[0-9]+", "\\w+", "(ab|abc)?", "[A-Z][a-z]+", "")
PATTERNS = ("yyyy-MM-dd", "dd.MM.yyyy", "yyyyMMdd", "MM/yyyy")
CLOCKS = ("HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm:ss.SSS")
UNITS = ("second", "minute", "hour", "day", "week", "month", "quarter", "year")


def quoted(text: str) -> str:
    """Write a text as a literal."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


@cache
def collection(type_: str) -> tuple[str, str] | None:
    """Return the kind and the element of `list<T>` and `set<T>`."""
    found = re.fullmatch(r"(list|set)<(.*)>", type_)
    return (found[1], found[2]) if found else None
