"""The built-in functions: one table that checks, completion, hover, generation and tests all read.

A signature's types are those of the language, and: `any`; `number` (any of integer, decimal, money,
percentage, double); `moment` (date or timestamp); `T` (one type throughout a call); `list<T>` (a list
or set with elements T); `predicate`, `mapper` (a lambda, or a bare expression over an element's
fields); `name` (a name that is no expression); `a|b` is either. A result may be `same` (the type of
the first argument), `mapped` (the type of the mapper's value), `mean` (double of doubles, else decimal)
or end with `?` where it may be null even if no argument is.
`...` repeats the last parameter, a `?` after a parameter's name makes it optional.

A function of a null is null, save those that are about nulls and those that write texts: no argument
needs to be checked before a call, and the null shows where the result is needed.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cached_property

from msgspec import Struct

from nexflow_analysis.names import normal


class Purity(StrEnum):
    """What a function's result depends on besides its arguments."""

    PURE = "pure"
    CLOCK = "clock"
    RANDOM = "random"
    IO = "i/o"


class Parameter(Struct, frozen=True):
    """A parameter. repeated: takes any number of arguments."""

    name: str
    type: str
    optional: bool
    repeated: bool


class Function(Struct, frozen=True, dict=True):
    """A built-in function. signature: as written in the table below; group: what it is about.

    purity: without arguments, where a function reads an argument or else makes something up.
    """

    name: str
    signature: str
    documentation: str
    purity: Purity = Purity.PURE
    group: str = ""

    @property
    def is_strict(self) -> bool:
        """Whether a null argument makes the result null."""
        return self.name not in _TAKING_NULLS and self.group != "outside"

    def purity_of(self, given: int) -> Purity:
        """Return what a call with a number of arguments depends on: `uuid(s)` only reads a text."""
        return Purity.PURE if self.name == "uuid" and given else self.purity

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """The parameters in order."""
        inside = self.signature[self.signature.index("(") + 1 : self.signature.rindex(")")]
        found = re.findall(r"(\w+)(\?)?:\s*([\w|]+(?:<[^>]*>)?[\w|]*)(\.\.\.)?", inside)
        return tuple(Parameter(n, t, bool(o), bool(r)) for n, o, t, r in found)

    @cached_property
    def result(self) -> str:
        """The type of the result."""
        return self.signature.rsplit(":", 1)[1].strip()

    @property
    def least(self) -> int:
        """How many arguments the function takes at least."""
        return sum(not parameter.optional for parameter in self.parameters)

    @property
    def most(self) -> int | None:
        """How many arguments the function takes at most; None for any number."""
        if any(parameter.repeated for parameter in self.parameters):
            return None
        return len(self.parameters)


_TAKING_NULLS = frozenset({"concat", "format", "coalesce", "if_null"})
_TABLE = (
    ("text", Purity.PURE, (
        ("concat(values: any...): string", "Joins the texts of its arguments."),
        ("upper(s: string): string", "The text in upper case."),
        ("lower(s: string): string", "The text in lower case."),
        ("trim(s: string): string", "The text without white space at its ends."),
        ("substring(s: string, start: integer, length?: integer): string",
         "A part of the text; the first character has the index 0."),
        ("length(s: string): integer", "The number of characters."),
        ("replace(s: string, old: string, new: string): string", "Replaces every occurrence of `old`."),
        ("split(s: string, separator: string): list<string>", "The parts between separators."),
        ("join(parts: list<string>, separator: string): string", "Joins texts with a separator."),
        ("starts_with(s: string, t: string): boolean", "Whether the text starts with `t`."),
        ("ends_with(s: string, t: string): boolean", "Whether the text ends with `t`."),
        ("matches(s: string, regex: string): boolean", "Whether the whole text matches."),
        ("index_of(s: string, t: string): integer", "Where `t` first occurs, -1 if nowhere."),
        ("pad_left(s: string, n: integer, fill: string): string", "Fills up to `n` characters at the left."),
        ("pad_right(s: string, n: integer, fill: string): string", "Fills up to `n` characters at the right."),
        ("format(template: string, values?: any...): string", "Puts values in for `{0}`, `{1}`, …"),
        ("mask(s: string, keep_first?: integer, keep_last?: integer): string", "Replaces characters by `*`."),
        ("hash(s: string): string", "The SHA-256 of the text, in hexadecimal."),
    )),
    ("numbers", Purity.PURE, (
        ("abs(n: number): same", "The number without its sign."),
        ("round(n: number, places?: integer): same", "Rounds half even, to whole numbers or to `places`."),
        ("floor(n: number): same", "The next whole number below."),
        ("ceil(n: number): same", "The next whole number above."),
        ("power(a: number, b: number): same", "`a` to the power of `b`."),
        ("sqrt(n: number): double", "The square root."),
        ("log(n: number): double", "The natural logarithm."),
        ("exp(n: number): double", "e to the power of `n`."),
        ("sign(n: number): integer", "-1, 0 or 1."),
        ("greatest(a: T, b: T...): T", "The greatest of its arguments."),
        ("least(a: T, b: T...): T", "The least of its arguments."),
        ("integer(x: string|number): integer", "Converts a text or a number; a text that is no number is an error of the record."),
        ("decimal(x: string|number): decimal", "Converts a text or a number; a text that is no number is an error of the record."),
        ("double(x: string|number): double", "Converts a text or a number; a text that is no number is an error of the record."),
    )),
    ("time", Purity.CLOCK, (
        ("now(): timestamp", "The current instant."),
        ("today(): date", "The current day in the project's time zone."),
    )),
    ("time", Purity.PURE, (
        ("date(s: string|moment): date", "Reads an ISO 8601 date, or takes the day of an instant."),
        ("timestamp(s: string|moment): timestamp", "Reads an ISO 8601 instant."),
        ("year(t: moment): integer", "The year."),
        ("month(t: moment): integer", "The month, 1 to 12."),
        ("day(t: moment): integer", "The day of the month."),
        ("hour(t: timestamp): integer", "The hour, 0 to 23."),
        ("minute(t: timestamp): integer", "The minute."),
        ("second(t: timestamp): integer", "The second."),
        ("day_of_week(t: moment): integer", "The day of the week, 1 (Monday) to 7."),
        ("add_days(t: moment, n: integer): same", "The moment `n` days later."),
        ("add_hours(t: timestamp, n: integer): same", "The moment `n` hours later."),
        ("add_minutes(t: timestamp, n: integer): same", "The moment `n` minutes later."),
        ("add_months(t: moment, n: integer): same", "The moment `n` months later."),
        ("days_between(a: moment, b: moment): integer", "Whole days from `a` to `b`."),
        ("hours_between(a: moment, b: moment): integer", "Whole hours from `a` to `b`."),
        ("minutes_between(a: moment, b: moment): integer", "Whole minutes from `a` to `b`."),
        ("seconds_between(a: moment, b: moment): integer", "Whole seconds from `a` to `b`."),
        ("years_between(a: moment, b: moment): integer", "Whole years from `a` to `b`."),
        ("start_of(t: moment, unit: name): same", "The start of the day, hour, … that the moment lies in."),
        ("format_date(t: moment, pattern: string): string", "Writes a moment by a pattern."),
        ("parse_date(s: string, pattern: string): date", "Reads a date by a pattern."),
        ("epoch_millis(t: timestamp): integer", "Milliseconds since 1970."),
    )),
    ("business days", Purity.CLOCK, (
        ("current_business_date(): date", "Today, or the last business day before."),
        ("previous_business_date(): date", "The business day before the current one."),
        ("next_business_date(): date", "The business day after the current one."),
    )),
    ("business days", Purity.PURE, (
        ("add_business_days(d: date, n: integer): date", "The day `n` business days later."),
        ("is_business_day(d: date): boolean", "Whether business is done on the day."),
        ("is_holiday(d: date): boolean", "Whether the day is a holiday of the calendar."),
        ("business_days_between(a: date, b: date): integer", "Business days from `a` to `b`."),
    )),
    ("collections", Purity.PURE, (
        ("any(c: list<T>, predicate: predicate): boolean", "Whether the predicate holds for an element."),
        ("all(c: list<T>, predicate: predicate): boolean", "Whether the predicate holds for every element."),
        ("none(c: list<T>, predicate: predicate): boolean", "Whether the predicate holds for no element."),
        ("count(c: list<T>, predicate?: predicate): integer", "How many elements there are, or satisfy the predicate."),
        ("sum(c: list<T>, expression?: mapper): mapped?", "The sum; of none, null."),
        ("avg(c: list<T>, expression?: mapper): mean?", "The mean; of none, null."),
        ("filter(c: list<T>, predicate: predicate): same", "The elements that satisfy the predicate."),
        ("find(c: list<T>, predicate: predicate): T?", "The first element that satisfies the predicate."),
        ("map(c: list<T>, lambda: mapper): list<mapped>", "The value for every element."),
        ("flat_map(c: list<T>, lambda: mapper): mapped", "The elements of the lists for every element."),
        ("sort(c: list<T>, expression?: mapper, order?: name): same", "The elements in order."),
        ("distinct(c: list<T>): same", "The elements without repetitions."),
        ("first(c: list<T>): T?", "The first element."),
        ("last(c: list<T>): T?", "The last element."),
        ("reverse(c: list<T>): same", "The elements in reverse order."),
        ("slice(c: list<T>, start: integer, end?: integer): same", "A part of the list."),
        ("keys(m: map<K, V>): list<K>", "The keys of a map."),
        ("values(m: map<K, V>): list<V>", "The values of a map."),
        ("contains_key(m: map<K, V>, k: K): boolean", "Whether a map has a key."),
        ("size(c: list<T>|map): integer", "How many elements there are."),
        ("min(c: any, expression?: mapper...): any", "The least element, or the least of its arguments."),
        ("max(c: any, expression?: mapper...): any", "The greatest element, or the greatest of its arguments."),
        ("contains(c: string|list<T>, x: any): boolean", "Whether a text or a collection contains a value."),
    )),
    ("null and choice", Purity.PURE, (
        ("coalesce(a: T, b: T...): T", "The first argument that is not null."),
        ("if_null(a: T, b: T): T", "`a`, or `b` where it is null."),
        ("nullif(a: T, b: T): T?", "Null where the two are equal, else `a`."),
    )),
    ("identity", Purity.RANDOM, (
        ("uuid(s?: string|uuid): uuid", "A new random UUID; of a text, the UUID that it spells."),
        ("random(): double", "A random number from 0 to 1."),
    )),
    ("outside", Purity.IO, (
        ("lookup(source: name, key: any..., default?: any, as_of?: any): any", "A record of a lookup source."),
        ("call_model(name: name, features: any): any", "The answer of a model."),
    )),
)  # fmt: skip

FUNCTIONS: dict[str, Function] = {
    signature[: signature.index("(")]: Function(
        signature[: signature.index("(")], signature, documentation, purity, group
    )
    for group, purity, rows in _TABLE
    for signature, documentation in rows
}
_BY_SPELLING = {normal(name): function for name, function in FUNCTIONS.items()}


def find_function(name: str) -> Function | None:
    """Return a function by its name in any spelling, or None."""
    return FUNCTIONS.get(name) or _BY_SPELLING.get(normal(name))
