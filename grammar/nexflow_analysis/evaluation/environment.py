"""What expressions depend on besides the record: the project's time zone, its calendar, its definitions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

from msgspec import Struct

from nexflow_analysis.index import Index
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.project.calendar import Calendar, calendar_of
from nexflow_analysis.project.model import Project

Call = Callable[[str, list[Any], dict[str, Any], bool], Any]
"""Takes the name of a transform, a table or a rule, what it is given by position and by name, and
whether the record of a sole result is meant; returns its result. Raises KeyError for another name."""


def nothing_declared(name: str, _values: list[Any], _named: dict[str, Any], _whole: bool) -> Any:  # noqa: FBT001
    """Know no definition."""
    raise KeyError(name)


class Environment(Struct, frozen=True):
    """What expressions depend on besides the record.

    lookup: the project's definitions, where there is a project; call: evaluates them.
    """

    time_zone: str = "UTC"
    calendar: Calendar = Calendar()
    lookup: Lookup = Lookup(Index())
    call: Call = nothing_declared

    def local(self, moment: date) -> datetime:
        """Return an instant as the project's clocks show it."""
        assert isinstance(moment, datetime)
        return moment.astimezone(_zone(self.time_zone))

    def start(self, day: date) -> datetime:
        """Return the instant at which a day starts; an instant as it is."""
        if isinstance(day, datetime):
            return day
        zone = _zone(self.time_zone)
        return instant(datetime(day.year, day.month, day.day, tzinfo=zone), None)


def _zone(name: str) -> tzinfo:
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - costs start-up, and few expressions need a zone

    return ZoneInfo(name)


def instant(local: datetime, offset: timedelta | None) -> datetime:
    """Return the instant of a local time. offset: kept where the clocks show the time twice.

    A time that they skip is as much later as they skip; one that they show twice is the first.
    """
    first, second = local.replace(fold=0), local.replace(fold=1)
    before, after = first.utcoffset(), second.utcoffset()
    assert before is not None
    assert after is not None
    twice = before > after
    return (second if twice and after == offset else first).astimezone(UTC)


def environment_of(project: Project, lookup: Lookup, call: Call = nothing_declared) -> Environment:
    """Return the environment that a project file declares."""
    return Environment(project.time_zone, calendar_of(project), lookup, call)
