"""The functions on dates and timestamps."""

from __future__ import annotations

from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.types import Kind
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.arithmetic import zone
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.functions.arguments import Arguments, Lowering, support_call
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import JavaValue, call, of_int
from nexflow_grammar.tree import expressions as e

_UNITS = {
    "minute": "MINUTES", "hour": "HOURS", "second": "SECONDS", "millisecond": "MILLIS",
}  # fmt: skip
_SHIFTS = {"month": "DayOfMonth", "year": "DayOfYear", "week": "", "quarter": "", "day": ""}


def _moment(arguments: Arguments, index: int = 0) -> JavaValue:
    value = arguments.value(index)
    if ir.kind_of(value.type) not in (Kind.DATE, Kind.TIMESTAMP):
        raise Unsupported(
            f"`{arguments.node.function.text}` on a value that is no date or timestamp"
        )
    return value


def _zoned(value: JavaValue, unit: Unit) -> str:
    """Return code for the moment with calendar fields, in the project's time zone."""
    if ir.kind_of(value.type) is Kind.DATE:
        return value.receiver
    return f"{value.receiver}.atZone({zone(unit)})"


def _now(arguments: Arguments) -> JavaValue:
    unit = arguments.unit
    chrono = unit.use("java.time.temporal.ChronoUnit")
    return JavaValue(
        f"{unit.use('java.time.Instant')}.now().truncatedTo({chrono}.MILLIS)", ir.TIMESTAMP
    )


def _today(arguments: Arguments) -> JavaValue:
    return JavaValue(
        f"{arguments.unit.use('java.time.LocalDate')}.now({zone(arguments.unit)})", ir.DATE
    )


def _date(arguments: Arguments) -> JavaValue:
    value = arguments.value(0)
    match ir.kind_of(value.type):
        case Kind.STRING:
            return support_call(arguments, "Times", "date", ir.DATE, value, fallible=True)
        case Kind.DATE:
            return value
        case Kind.TIMESTAMP:
            return call(
                f"{_zoned(value, arguments.unit)}.toLocalDate()", ir.DATE, value, fallible=True
            )
        case _:
            raise Unsupported("`date` of this type")


def _timestamp(arguments: Arguments) -> JavaValue:
    value = arguments.value(0)
    match ir.kind_of(value.type):
        case Kind.STRING:
            return support_call(arguments, "Times", "timestamp", ir.TIMESTAMP, value, fallible=True)
        case Kind.TIMESTAMP:
            return value
        case Kind.DATE:
            return _instant(value, arguments.unit)
        case _:
            raise Unsupported("`timestamp` of this type")


def _field(getter: str) -> Lowering:
    def lower(arguments: Arguments) -> JavaValue:
        value = _moment(arguments)
        return of_int(f"{_zoned(value, arguments.unit)}.{getter}()", value, fallible=True)

    return lower


def _add(unit_name: str) -> Lowering:
    def lower(arguments: Arguments) -> JavaValue:
        moment, amount = _moment(arguments), arguments.of_kind(1, Kind.INTEGER)
        code = f"{_zoned(moment, arguments.unit)}.plus{unit_name}({amount.code})"
        if ir.kind_of(moment.type) is Kind.TIMESTAMP:
            code += ".toInstant()"
        return call(code, moment.type, moment, amount, fallible=True)

    return lower


def _instant(moment: JavaValue, unit: Unit) -> JavaValue:
    """Return a moment as an instant: a date is where its day starts."""
    if ir.kind_of(moment.type) is Kind.TIMESTAMP:
        return moment
    code = f"{moment.receiver}.atStartOfDay({zone(unit)}).toInstant()"
    return call(code, ir.TIMESTAMP, moment, fallible=True)


def _between(unit_name: str) -> Lowering:
    def lower(arguments: Arguments) -> JavaValue:
        first, second = _moment(arguments), _moment(arguments, 1)
        unit = arguments.unit
        by_day = unit_name in ("DAYS", "YEARS") and first.type == second.type
        if not by_day:
            first, second = _instant(first, unit), _instant(second, unit)
        chrono = unit.use("java.time.temporal.ChronoUnit")
        one, other = first.code, second.code
        if unit_name in ("DAYS", "YEARS"):  # the time zone rules what a day is
            one, other = _zoned(first, unit), _zoned(second, unit)
        code = f"{chrono}.{unit_name}.between({one}, {other})"
        return call(code, ir.INTEGER, first, second, fallible=True)

    return lower


def _start_of(arguments: Arguments) -> JavaValue:
    moment = _moment(arguments)
    node = arguments.nodes[1]
    name = node.value if isinstance(node, e.Text) else node.text if isinstance(node, e.Name) else ""
    unit = arguments.unit
    of_date = ir.kind_of(moment.type) is Kind.DATE
    if name in _SHIFTS:
        code = f"{_day_of(moment, unit)}{_start_of_days(name, unit)}"
        if not of_date:
            code += f".atStartOfDay({zone(unit)}).toInstant()"
    elif of_date:  # a day has no parts
        return moment
    elif name in _UNITS:
        chrono = unit.use("java.time.temporal.ChronoUnit")
        code = f"{_zoned(moment, unit)}.truncatedTo({chrono}.{_UNITS[name]}).toInstant()"
    else:
        raise Unsupported(f"`start_of` with the unit `{name}`")
    return call(code, moment.type, moment, fallible=True)


def _day_of(moment: JavaValue, unit: Unit) -> str:
    """Return code for the day of a moment."""
    of_date = ir.kind_of(moment.type) is Kind.DATE
    return moment.receiver if of_date else f"{_zoned(moment, unit)}.toLocalDate()"


def _start_of_days(name: str, unit: Unit) -> str:
    """Return the calls that go back to the first day of a unit."""
    if name == "day":
        return ""
    if name == "week":
        adjusters, day = "java.time.temporal.TemporalAdjusters", "java.time.DayOfWeek"
        return f".with({unit.use(adjusters)}.previousOrSame({unit.use(day)}.MONDAY))"
    if name == "quarter":
        quarter = f"{unit.use('java.time.temporal.IsoFields')}.DAY_OF_QUARTER"
        return f".with({quarter}, 1)"
    return f".with{_SHIFTS[name]}(1)"


def _pattern(arguments: Arguments, index: int) -> JavaValue:
    """Return the formatter of a pattern: a constant, unless the pattern is computed."""
    unit = arguments.unit
    formatter, locale = unit.use("java.time.format.DateTimeFormatter"), unit.use("java.util.Locale")
    pattern = arguments.text_literal(index)
    if pattern is None:
        value = arguments.of_kind(index, Kind.STRING)
        code = f"{formatter}.ofPattern({value.code}, {locale}.ROOT)"
        return call(code, ir.STRING, value, fallible=True)
    code = f"{formatter}.ofPattern({string_literal(pattern)}, {locale}.ROOT)"
    return JavaValue(unit.constant(formatter, "FORMAT", code), ir.STRING)


def _format_date(arguments: Arguments) -> JavaValue:
    moment, pattern = _moment(arguments), _pattern(arguments, 1)
    code = f"{pattern.code}.format({_zoned(moment, arguments.unit)})"
    return call(code, ir.STRING, moment, pattern, fallible=True)


def _parse_date(arguments: Arguments) -> JavaValue:
    text, pattern = arguments.of_kind(0, Kind.STRING), _pattern(arguments, 1)
    code = f"{arguments.unit.support('Times', 'date')}({text.code}, {pattern.code})"
    return call(code, ir.DATE, text, pattern, fallible=True)


def _epoch_millis(arguments: Arguments) -> JavaValue:
    value = arguments.of_kind(0, Kind.TIMESTAMP)
    return call(f"{value.receiver}.toEpochMilli()", ir.INTEGER, value, fallible=True)


LOWERINGS: dict[str, Lowering] = {
    "now": _now,
    "today": _today,
    "date": _date,
    "timestamp": _timestamp,
    "year": _field("getYear"),
    "month": _field("getMonthValue"),
    "day": _field("getDayOfMonth"),
    "hour": _field("getHour"),
    "minute": _field("getMinute"),
    "second": _field("getSecond"),
    "day_of_week": _field("getDayOfWeek().getValue"),
    "add_days": _add("Days"),
    "add_hours": _add("Hours"),
    "add_minutes": _add("Minutes"),
    "add_months": _add("Months"),
    "days_between": _between("DAYS"),
    "hours_between": _between("HOURS"),
    "minutes_between": _between("MINUTES"),
    "seconds_between": _between("SECONDS"),
    "years_between": _between("YEARS"),
    "start_of": _start_of,
    "format_date": _format_date,
    "parse_date": _parse_date,
    "epoch_millis": _epoch_millis,
}
