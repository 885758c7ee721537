"""The functions on dates and instants; the project's time zone rules what a day or an hour is."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from nexflow_analysis.evaluation.environment import Environment, instant
from nexflow_analysis.evaluation.operators import months_later
from nexflow_analysis.evaluation.values import NotEvaluableError, RecordError, Value, day, moment
from nexflow_grammar.patterns import Pattern

_MILLISECOND = timedelta(milliseconds=1)
_INSTANT = Pattern(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})", re.ASCII
)
_QUARTER = 3
#: The letters of patterns that this evaluation knows, and the width of the number that each writes.
_LETTERS: dict[str, Callable[[datetime], int]] = {
    "yyyy": lambda t: t.year, "uuuu": lambda t: t.year, "MM": lambda t: t.month, "dd": lambda t: t.day,
    "HH": lambda t: t.hour, "mm": lambda t: t.minute, "ss": lambda t: t.second,
    "SSS": lambda t: t.microsecond // 1000,
}  # fmt: skip
_LETTER_OR_TEXT = Pattern(r"'(?:[^']|'')*'|([A-Za-z])\1*|[^A-Za-z']+")


def _calendar(value: date, environment: Environment) -> datetime:
    """Return a moment as the project's calendar and clocks show it."""
    if isinstance(value, datetime):
        return environment.local(value)
    return datetime.combine(value, time())


def date_(value: str | date, environment: Environment) -> date:
    """Read an ISO 8601 date, or take the day of an instant."""
    if isinstance(value, str):
        try:
            return day(value)
        except ValueError:
            raise RecordError("a text that is no date") from None
    return environment.local(value).date() if isinstance(value, datetime) else value


def timestamp(value: str | date, environment: Environment) -> datetime:
    """Read an ISO 8601 instant, or take the instant at which a day starts."""
    if not isinstance(value, str):
        return environment.start(value)
    if _INSTANT.fullmatch(value) is None:
        raise RecordError("a text that is no timestamp")
    try:
        return moment(value)
    except ValueError:
        raise RecordError("a text that is no timestamp") from None


def _field(get: Callable[[datetime], int]) -> Callable[[date, Environment], int]:
    return lambda value, environment: get(_calendar(value, environment))


def add_days(value: date, amount: int, environment: Environment) -> date:
    """Return the moment some days later, at the same time of day."""
    by = timedelta(days=amount)
    if isinstance(value, datetime):
        local = environment.local(value)
        return instant(local + by, local.utcoffset())
    return value + by


def _add(length: timedelta) -> Callable[[datetime, int, Environment], datetime]:
    return lambda value, amount, _environment: value + amount * length


def add_months(value: date, amount: int, environment: Environment) -> Value:
    """Return the moment some months later."""
    return months_later(value, amount, "month", environment)


def _local_pair(one: date, other: date, environment: Environment) -> tuple[datetime, datetime]:
    """Return two moments as the calendar shows them; beside an instant a date is where it starts."""
    if isinstance(one, datetime) or isinstance(other, datetime):
        one, other = environment.start(one), environment.start(other)
    first, second = (_calendar(moment, environment) for moment in (one, other))
    return first.replace(tzinfo=None), second.replace(tzinfo=None)


def days_between(one: date, other: date, environment: Environment) -> int:
    """Return the whole days from one moment to another, by the calendar."""
    first, second = _local_pair(one, other, environment)
    return _whole_times(second - first, timedelta(days=1))


def years_between(one: date, other: date, environment: Environment) -> int:
    """Return the whole years from one moment to another, by the calendar."""
    first, second = _local_pair(one, other, environment)
    earlier, later = sorted((first, second))
    years = later.year - earlier.year
    if (later.month, later.day, later.time()) < (earlier.month, earlier.day, earlier.time()):
        years -= 1
    return years if first <= second else -years


def _between(length: timedelta) -> Callable[[date, date, Environment], int]:
    def between(one: date, other: date, environment: Environment) -> int:
        return _whole_times(environment.start(other) - environment.start(one), length)

    return between


def _whole_times(passed: timedelta, length: timedelta) -> int:
    return abs(passed) // length * (1 if passed >= timedelta() else -1)


_STARTS: dict[str, Callable[[datetime], datetime]] = {
    "millisecond": lambda t: t.replace(microsecond=t.microsecond // 1000 * 1000),
    "second": lambda t: t.replace(microsecond=0),
    "minute": lambda t: t.replace(second=0, microsecond=0),
    "hour": lambda t: t.replace(minute=0, second=0, microsecond=0),
}
_FIRST_DAYS: dict[str, Callable[[date], date]] = {
    "day": lambda d: d,
    "week": lambda d: d - timedelta(days=d.weekday()),
    "month": lambda d: d.replace(day=1),
    "quarter": lambda d: d.replace(day=1, month=(d.month - 1) // _QUARTER * _QUARTER + 1),
    "year": lambda d: d.replace(day=1, month=1),
}


def start_of(value: date, unit: str, environment: Environment) -> date:
    """Return the start of the day, hour, … that a moment lies in."""
    unit = unit.removesuffix("s")
    if unit in _FIRST_DAYS:
        first = _FIRST_DAYS[unit](_calendar(value, environment).date())
        return environment.start(first) if isinstance(value, datetime) else first
    if not isinstance(value, datetime):
        return value
    local = environment.local(value)
    return instant(_STARTS[unit](local), local.utcoffset())


def format_date(value: date, pattern: str, environment: Environment) -> str:
    """Write a moment by a pattern."""
    shown = _calendar(value, environment)
    return "".join(_written(part[0], value, shown) for part in _parts(pattern))


def _parts(pattern: str) -> list[re.Match[str]]:
    parts = list(_LETTER_OR_TEXT.finditer(pattern))
    if sum(len(part[0]) for part in parts) != len(pattern):
        raise NotEvaluableError(pattern)
    return parts


def _written(part: str, value: date, shown: datetime) -> str:
    if part[0] == "'":
        return part[1:-1].replace("''", "'") or "'"
    if not part[0].isalpha():
        return part
    if part not in _LETTERS:
        raise NotEvaluableError(part)
    if part[0] in "HmsS" and not isinstance(value, datetime):
        raise RecordError(f"a date has no {part}")
    return str(_LETTERS[part](shown)).rjust(len(part), "0")


def parse_date(text: str, pattern: str, _environment: Environment) -> date:
    """Read a date by a pattern."""
    names: dict[str, str] = {"uuuu": "year", "yyyy": "year", "MM": "month", "dd": "day"}
    regex = ""
    for part in _parts(pattern):
        if part[0][0] == "'" or not part[0][0].isalpha():
            regex += re.escape(part[0].strip("'") or "'")
        elif part[0] in names and f"(?P<{names[part[0]]}>" not in regex:
            regex += rf"(?P<{names[part[0]]}>[0-9]{{{len(part[0])}}})"
        else:
            raise NotEvaluableError(pattern)
    found = re.fullmatch(regex, text)
    if found is None:
        raise RecordError("a text that is no date")
    numbers = {name: int(number) for name, number in found.groupdict().items()}
    if {*numbers} != {"year", "month", "day"}:
        raise NotEvaluableError(pattern)
    try:
        return date(**numbers)
    except ValueError:
        raise RecordError("a text that is no date") from None


def epoch_millis(value: datetime, _environment: Environment) -> int:
    """Return the milliseconds since 1970."""
    return (value - datetime.fromtimestamp(0, UTC)) // _MILLISECOND


FUNCTIONS: dict[str, Callable[..., Value]] = {
    "date": date_,
    "timestamp": timestamp,
    "year": _field(lambda t: t.year),
    "month": _field(lambda t: t.month),
    "day": _field(lambda t: t.day),
    "hour": _field(lambda t: t.hour),
    "minute": _field(lambda t: t.minute),
    "second": _field(lambda t: t.second),
    "day_of_week": _field(lambda t: t.isoweekday()),
    "add_days": add_days,
    "add_hours": _add(timedelta(hours=1)),
    "add_minutes": _add(timedelta(minutes=1)),
    "add_months": add_months,
    "days_between": days_between,
    "hours_between": _between(timedelta(hours=1)),
    "minutes_between": _between(timedelta(minutes=1)),
    "seconds_between": _between(timedelta(seconds=1)),
    "years_between": years_between,
    "start_of": start_of,
    "format_date": format_date,
    "parse_date": parse_date,
    "epoch_millis": epoch_millis,
}
