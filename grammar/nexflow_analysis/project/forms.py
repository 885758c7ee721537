"""What the texts of a project file must look like: durations, dates, Java names, time zones."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

from nexflow_grammar.patterns import Pattern

_DURATION = Pattern(r"\d+\s*(?:ms|s|m|min|h|d|w|(?:millisecond|second|minute|hour|day|week)s?)")
_REQUIREMENT = Pattern(r"\s*(?:>=|<=|==|!=|~=|<|>)?\s*\d+(?:\.\d+)*\s*")
_IDENTIFIER = Pattern(r"[A-Za-z_$][\w$]*", re.ASCII)
_OFFSET = Pattern(r"(?:UTC|GMT|UT)?[+-]\d{1,2}(?::?\d{2})?|Z")


def is_duration(value: str | int) -> bool:
    """Tell whether a value is a length of time; a number is one of milliseconds."""
    return value >= 0 if isinstance(value, int) else bool(_DURATION.fullmatch(value.strip()))


def is_requirement(text: str) -> bool:
    """Tell whether a text says which versions will do: `>=1`, `>=1.2,<2`."""
    return all(_REQUIREMENT.fullmatch(part) for part in text.split(","))


def is_java_identifier(text: str) -> bool:
    """Tell whether a text can be the name of a Java method."""
    return bool(_IDENTIFIER.fullmatch(text))


def is_java_name(text: str) -> bool:
    """Tell whether a text can be the name of a Java package or class."""
    return all(_IDENTIFIER.fullmatch(part) for part in text.split("."))


def is_acks(value: str | int) -> bool:
    """Tell whether a value says how many brokers must have a record."""
    return str(value) in ("0", "1", "-1", "all")


def is_date(value: str | date) -> bool:
    """Tell whether a value is a day."""
    if not isinstance(value, str):
        return not isinstance(value, datetime)
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


@lru_cache(maxsize=64)
def is_time_zone(name: str) -> bool:
    """Tell whether a text is a time zone, as the time zone database of this machine knows them.

    Where there is no database, nobody knows, and every name is right.
    """
    if name in ("UTC", "GMT") or _OFFSET.fullmatch(name):
        return True
    from zoneinfo import ZoneInfo, available_timezones  # noqa: PLC0415 - few zones need it

    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return not available_timezones()
    return True
