"""The business calendar of a project."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from nexflow_analysis.project.model import Project

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKEND = ("saturday", "sunday")


class Calendar(Struct, frozen=True):
    """On which days no business is done. holidays: as written. time_zone: in which today is."""

    weekend: tuple[str, ...] = _WEEKEND
    holidays: tuple[str, ...] = ()
    time_zone: str = "UTC"

    def is_holiday(self, day: date) -> bool:
        """Tell whether a day is a holiday."""
        return day.isoformat() in self.holidays

    def is_business_day(self, day: date) -> bool:
        """Tell whether business is done on a day."""
        return not self.is_holiday(day) and _DAYS[day.weekday()] not in self.weekend


def calendar_of(project: Project, chosen: str = "") -> Calendar:
    """Return the calendar of `nexflow.toml` that is chosen, else that named `default`, else the first.

    Without any, business is done from Monday to Friday.
    """
    calendars = project.table("calendars")
    name = chosen or ("default" if "default" in calendars else next(iter(calendars), ""))
    calendar = project.table("calendars", name)
    return Calendar(
        tuple(str(day) for day in calendar.get("weekend", _WEEKEND)),
        tuple(sorted({str(day) for day in calendar.get("holidays", ())})),
        str(calendar.get("time_zone", project.time_zone)),
    )
