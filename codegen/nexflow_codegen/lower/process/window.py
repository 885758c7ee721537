"""`window` with its aggregates: keyed, incremental, by event time or by the clock."""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd

from nexflow_analysis.clauses import AGGREGATES, clause_of, id_of
from nexflow_analysis.names import normal
from nexflow_analysis.process.windows import window_keys
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.functions.base import Failure
from nexflow_codegen.ir.functions.window import Aggregates, WindowResult
from nexflow_codegen.ir.graph import Call
from nexflow_codegen.java import class_name, constant_name, member_name, string_literal
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.durations import DAY, duration_code, millis
from nexflow_codegen.lower.environment import EnvironmentMillis
from nexflow_codegen.lower.process.aggregate import (
    Aggregation,
    aggregation,
    expressions_of,
    wanted_results,
)
from nexflow_codegen.lower.process.aggregation import Wanted
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.clauses import check_clauses
from nexflow_codegen.lower.process.emit import as_schema, sink
from nexflow_codegen.lower.process.endpoints import Endpoint, named_endpoint
from nexflow_codegen.lower.process.keys import (
    Key,
    key_arguments,
    key_parts,
    key_type,
    keys_of,
    without_null_keys,
)
from nexflow_codegen.lower.process.local_totals import Functions, local_totals
from nexflow_codegen.lower.process.prepared import prepare
from nexflow_codegen.lower.process.stage import Part, Stage, scope_of
from nexflow_codegen.lower.process.streams import Stream
from nexflow_codegen.lower.process.time import event_time, millis_code, schemas_of, time_of
from nexflow_codegen.lower.scope import Fields
from nexflow_codegen.lower.values import JavaValue
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree.nodes import Word, walk

#: What a window's record has besides, and where Flink tells it.
WINDOW_FIELDS = {"window_start": "getStart", "window_end": "getEnd"}


def lower_window(job: JobBuilder, entry: Entry, stream: Stream) -> Stream:
    """Lower a `window` and the one `aggregate` in it."""
    node = entry.node
    assert isinstance(node, p.Window)
    check_clauses(
        job,
        entry,
        "a `window`",
        "key by",
        "allowed lateness",
        "late data to",
        "schema",
        *AGGREGATES,
    )
    blocks = entry.every(*AGGREGATES)
    if len(blocks) != 1:
        what = "with several `aggregate`s" if blocks else "without an `aggregate`"
        raise Unsupported(
            f"a `window` {what}: it gives one record; write all that it counts or sums into one `aggregate`"
        )
    paths = [path for _place, path in window_keys(entry)]
    stream, keys = without_null_keys(job, entry, stream, paths, "window")
    wanted = wanted_results(job, blocks[0])
    conditions = frozenset(id(one.condition) for one in wanted if one.condition is not None)
    prepared = prepare(job, entry, stream, expressions_of(wanted), conditions, "window")
    keys = keys_of(job, prepared.stream, paths)
    job.start_method("totals", "one", "other")
    scope = scope_of(prepared.stream.stage, job.unit, stream.name)
    since = _since(job, entry, wanted, prepared.stream)
    found = aggregation(job, wanted, scope, _known(keys), prepared, since)
    window = _Window(entry, blocks[0], prepared.stream, keys, found, _after(job, keys, found))
    variable = _chain(job, window)
    # What is sent away before a window has an origin; what the window makes has none.
    failing = job.failing.get(entry.start, False)
    if found.fallible:
        job.fails(entry, variable, "transform_error")
    job.failing[entry.start] = failing
    return Stream(variable, window.after, stream.name)


@dataclass(frozen=True, slots=True)
class _Window:
    """A window. block: its `aggregate`; after: the record that it makes."""

    entry: Entry
    block: Entry
    stream: Stream
    keys: list[Key]
    found: Aggregation
    after: Stage

    def clause(self, key: str) -> tuple[Entry, p.Clause] | None:
        """Return a clause; below the aggregates it hangs on them."""
        return clause_of(self.entry, key) or clause_of(self.block, key)


def _known(keys: list[Key]) -> Fields:
    """Return the keys as the function sees them that makes the result."""
    codes = key_parts(keys)
    return {
        key.name: JavaValue(code, key.value.type) for key, code in zip(keys, codes, strict=True)
    }


def _since(job: JobBuilder, entry: Entry, wanted: list[Wanted], stream: Stream) -> str:
    """Return the time of a record of a window that can be merged of two; see `Totals`."""
    node = entry.node
    assert isinstance(node, p.Window)
    ordered = [
        call.function.text
        for one in wanted
        for call in walk(one.value)
        if isinstance(call, e.Call | p.AggregateCall)
        and call.function.text in ("first", "last", "collect")
    ]
    if node.kind != "session" or not ordered or not event_time(job, entry):
        return ""
    time = time_of(job, entry, stream)
    if time is None:
        raise Unsupported(
            f"`{ordered[0]}` in a session window of records that have lost their time; keep the field that "
            "tells it"
        )
    return millis_code(job, time)


def _after(job: JobBuilder, keys: list[Key], found: Aggregation) -> Stage:
    parts: tuple[Part, ...] = ()
    given = {normal(result.name) for result in found.results}
    fields: list[tuple[str, ir.JavaType, bool]] = [
        (key.name, key.value.type, False) for key in keys if normal(key.name) not in given
    ]
    fields += [(result.name, result.value.type, result.value.nullable) for result in found.results]
    fields += [(name, ir.TIMESTAMP, False) for name in WINDOW_FIELDS if normal(name) not in given]
    marks = {key.name: key.value.pii for key in keys}
    for name, type_, nullable in fields:
        wanted = member_name(name)
        part_name = job.part_names(parts).allot(
            f"{wanted}Value" if wanted in ("type", "origin") else wanted
        )
        parts = (*parts, Part(part_name, type_, nullable, name, pii=marks.get(name, "")))
    return job.stage("Windowed", parts, "The record of a window.", origin=False)


def _values(window: _Window) -> list[str]:
    """Return the Java of each part of the result."""
    given = {normal(result.name) for result in window.found.results}
    parts = zip(window.keys, key_parts(window.keys), strict=True)
    values = [code for key, code in parts if normal(key.name) not in given]
    values += [result.value.or_null() for result in window.found.results]
    values += [
        f"Instant.ofEpochMilli(context.window().{getter}())"
        for name, getter in WINDOW_FIELDS.items()
        if normal(name) not in given
    ]
    return values


def _chain(job: JobBuilder, window: _Window) -> str:
    entry, node, keys = window.entry, window.entry.node, window.keys
    assert isinstance(node, p.Window)
    label = f"window {node.kind} {job.text_of(entry, node.size)}"
    late = _late(job, window)
    lateness = _lateness(job, window)
    digest = "" if keys else job.hash_of(entry, node)
    functions = _functions(job, window, label)
    start, selector, adds = window.stream.code, "", f"new {functions.aggregates}()"
    pane = 0 if late else _pane(job, window)
    if pane:
        start, selector, adds = local_totals(
            job, entry, window.stream, keys, functions, pane, label
        )
    information = f"{functions.totals}.TYPE"
    variable = job.chain(
        entry, "windowed", window.after, start, *_window_calls(job, window, selector),
        *((Call("allowedLateness", (duration_code(lateness, job.unit),)),) if lateness else ()),
        *((Call("sideOutputLateData", (late[1],)),) if late else ()),
        Call("aggregate", (adds, f"new {functions.result}()", information, information,
                           job.information(window.after))),
        Call("uid", (job.uid_of(entry, "window", *(key.name for key in keys), digest=digest),)),
        Call("name", (string_literal(label),)),
    )  # fmt: skip
    if late:
        side = f"{variable}.getSideOutput({late[1]})"
        stream = Stream(side, window.stream.stage, window.stream.name)
        if late[0].schema:
            stream = as_schema(job, entry, stream, late[0].schema, ("late", late[0].name))
        sink(job, entry, stream, late[0], "late", late[0].schema)
    return variable


def _functions(job: JobBuilder, window: _Window, label: str) -> Functions:
    found, after = window.found, window.after
    failure = Failure(string_literal(label), "transform_error", "null") if found.fallible else None
    # A savepoint knows the class by its name: it must not depend on what other windows there are.
    named = id_of(window.entry)
    words = [key.name for key in window.keys] if named is None else [named[1].text]
    totals = job.nested(f"{''.join(map(class_name, words))}Totals").simple
    aggregates, result = job.nested("Aggregate").simple, job.nested("WithWindow").simple
    job.functions.append(
        Aggregates(job.origin(window.block), aggregates, totals, job.own(window.stream.stage.cls),
                   found.fields, found.add, found.merge)
    )  # fmt: skip
    own = job.own(after.cls)
    job.functions.append(
        WindowResult(job.origin(window.entry), result, totals, own, key_type(job, window.keys), own,
                     job.new(after, _values(window), "null"), failure)
    )  # fmt: skip
    return Functions(aggregates, totals, result)


def _spans(node: p.Window) -> list[int]:
    return [millis(node.size)] if node.slide is None else [millis(node.size), millis(node.slide)]


def _by_calendar(job: JobBuilder, node: p.Window) -> bool:
    return job.context.time_zone != "UTC" and node.kind != "session" and _spans(node)[0] % DAY == 0


def _pane(job: JobBuilder, window: _Window) -> int:
    """Return the longest time that no window begins or ends within; 0 where records are not added up before."""
    node = window.entry.node
    assert isinstance(node, p.Window)
    spans = _spans(node)
    fixed = not any(isinstance(span, EnvironmentMillis) for span in spans)
    if not (window.keys and window.found.splits and fixed and event_time(job, window.entry)):
        return 0
    if node.kind == "session" or _by_calendar(job, node):
        return 0
    return gcd(*spans)


def _window_calls(job: JobBuilder, window: _Window, selector: str) -> tuple[Call, ...]:
    node = window.entry.node
    assert isinstance(node, p.Window)
    spans = _spans(node)
    by_time = event_time(job, window.entry)
    zone = job.context.time_zone
    calendar = _by_calendar(job, node)
    if calendar and spans[-1] % DAY:
        raise Unsupported(f"a window of days that slides by hours in {zone}; let it slide by days")
    if calendar:
        days = f"{spans[0] // DAY}, {spans[-1] // DAY}, {'true' if by_time else 'false'}"
        of_zone = f"{job.unit.use('java.time.ZoneId')}.of({string_literal(zone)})"
        days_of = f"new {job.unit.support('CalendarDays')}({of_zone}, {days})"
        return _assigned(job, window, days_of, selector)
    clock = "EventTime" if by_time else "ProcessingTime"
    arguments = tuple(duration_code(span, job.unit) for span in spans)
    assigner = (
        f"{clock}SessionWindows.withGap" if node.kind == "session"
        else f"{class_name(node.kind)}{clock}Windows.of"
    )  # fmt: skip
    return _assigned(job, window, f"{assigner}({', '.join(arguments)})", selector)


def _assigned(job: JobBuilder, window: _Window, assigner: str, selector: str) -> tuple[Call, ...]:
    """Return the calls that group the records. selector: of their keys, "" for that of the records."""
    if not window.keys:
        return (Call("windowAll", (assigner,)),)
    known, information = key_arguments(job, window.keys)
    return Call("keyBy", (selector or known, information)), Call("window", (assigner,))


def _lateness(job: JobBuilder, window: _Window) -> int:
    found = window.clause("allowed lateness")
    if found is not None:
        return millis(found[1].values[0])
    if job.time.lateness is not None:
        return job.time.lateness
    written = [schema.option("allowed_lateness") for schema in schemas_of(job, window.entry)]
    return max((millis(value) for value in written if value is not None), default=0)


def _late(job: JobBuilder, window: _Window) -> tuple[Endpoint, str] | None:
    """Return where late records go, and their side output."""
    found = window.clause("late data to")
    name = job.time.late_data
    if found is not None:
        word = next((value for value in found[1].values if isinstance(value, Word)), None)
        name = word.text if word is not None else ""
    if not name:
        return None
    endpoint = named_endpoint(job.context.lookup, name)
    stage = window.stream.stage
    tag = job.tag(
        f"late {window.entry.start}", constant_name(name), name, job.own(stage.cls),
        job.information(stage),
    )  # fmt: skip
    return endpoint, tag
