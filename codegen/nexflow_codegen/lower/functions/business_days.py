"""The functions on business days, by the project's calendar."""

from __future__ import annotations

from nexflow_analysis.project.calendar import calendar_of
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.types import Kind
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.functions.arguments import Arguments, Lowering
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import JavaValue, call


def _calendar(unit: Unit) -> str:
    """Return the constant that holds the project's business calendar."""
    declared = calendar_of(unit.context.project, unit.calendar)
    set_class, day = unit.use("java.util.Set"), unit.use("java.time.DayOfWeek")
    date, zone = unit.use("java.time.LocalDate"), unit.use("java.time.ZoneId")
    days_off = ", ".join(f"{day}.{name.upper()}" for name in declared.weekend)
    dates = ", ".join(f"{date}.parse({string_literal(one)})" for one in declared.holidays)
    cls = unit.support("BusinessCalendar")
    code = (
        f"new {cls}({set_class}.of({days_off}), {set_class}.of({dates}), "
        f"{zone}.of({string_literal(declared.time_zone)}))"
    )
    return unit.constant(cls, "CALENDAR", code)


def _current(suffix: str) -> Lowering:
    def lower(arguments: Arguments) -> JavaValue:
        calendar = _calendar(arguments.unit)
        code = f"{calendar}.current()"
        return JavaValue(f"{calendar}.add({code}, {suffix})" if suffix else code, ir.DATE)

    return lower


def _of_day(method: str) -> Lowering:
    def lower(arguments: Arguments) -> JavaValue:
        day = arguments.as_type(0, ir.DATE)
        return call(f"{_calendar(arguments.unit)}.{method}({day.code})", ir.BOOLEAN, day)

    return lower


def _add(arguments: Arguments) -> JavaValue:
    day, days = arguments.as_type(0, ir.DATE), arguments.of_kind(1, Kind.INTEGER)
    code = f"{_calendar(arguments.unit)}.add({day.code}, {days.code})"
    return call(code, ir.DATE, day, days, fallible=True)


def _between(arguments: Arguments) -> JavaValue:
    first, second = arguments.as_type(0, ir.DATE), arguments.as_type(1, ir.DATE)
    code = f"{_calendar(arguments.unit)}.between({first.code}, {second.code})"
    return call(code, ir.INTEGER, first, second, fallible=True)


LOWERINGS: dict[str, Lowering] = {
    "current_business_date": _current(""),
    "previous_business_date": _current("-1"),
    "next_business_date": _current("1"),
    "add_business_days": _add,
    "is_business_day": _of_day("isBusinessDay"),
    "is_holiday": _of_day("isHoliday"),
    "business_days_between": _between,
}
