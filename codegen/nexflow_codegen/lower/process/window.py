"""`window` with its aggregates: keyed, incremental, by event time or by the clock."""

from __future__ import annotations

from dataclasses import dataclass

from nexflow_analysis.clauses import clause_of, paths_of
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.code import Run
from nexflow_codegen.ir.functions.base import Failure, Reject
from nexflow_codegen.ir.functions.process import Function
from nexflow_codegen.ir.functions.window import Aggregates, WindowResult
from nexflow_codegen.ir.graph import Call
from nexflow_codegen.java import class_name, constant_name, member_name, string_literal
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.durations import DAY, duration_code, millis
from nexflow_codegen.lower.process.aggregate import Aggregation, aggregation, key_code
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.clauses import check_clauses
from nexflow_codegen.lower.process.emit import as_schema, sink
from nexflow_codegen.lower.process.endpoints import Endpoint, named_endpoint
from nexflow_codegen.lower.process.stage import Part, Stage, scope_of
from nexflow_codegen.lower.process.streams import Stream
from nexflow_codegen.lower.scope import JavaScope
from nexflow_codegen.lower.values import JavaValue
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree.nodes import Path, Word

_MOST_KEYS = 4


@dataclass(frozen=True, slots=True)
class _Key:
    """A field that groups records. name: as declared."""

    name: str
    value: JavaValue


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
        "aggregate",
        "aggregate_block",
    )
    blocks = entry.every("aggregate", "aggregate_block")
    if len(blocks) != 1:
        raise Unsupported("a `window` without one `aggregate`; write the aggregates below it")
    keys = _keys(job, entry, blocks[0], stream)
    if any(key.value.nullable for key in keys):
        stream = _without_null_keys(job, entry, stream, keys)
        keys = _keys(job, entry, blocks[0], stream)
    job.start_method("totals", "one", "other")
    found = aggregation(job, blocks[0], scope_of(stream.stage, job.unit, stream.name))
    label = f"window {node.kind} {job.text_of(entry, node.size)}"
    after = _after(job, keys, found)
    failure = Failure(string_literal(label), "transform_error", "null") if found.fallible else None
    calls = _functions(job, (entry, blocks[0]), stream, keys, found, after, failure)
    late = _late(job, entry, blocks[0], stream)
    lateness = _lateness(job, entry, blocks[0])
    variable = job.chain(
        entry, "windowed", after, stream.code, *_window_calls(job, node, keys),
        *((Call("allowedLateness", (duration_code(lateness, job.unit),)),) if lateness else ()),
        *((Call("sideOutputLateData", (late[1],)),) if late else ()),
        calls, Call("uid", (job.uid("window", *(key.name for key in keys), digest="" if keys else job.hash_of(entry, node)),)), Call("name", (string_literal(label),)),
    )  # fmt: skip
    if found.fallible:
        job.fails(entry, variable, "transform_error")
        job.failing[entry.start] = any(key.value.nullable for key in keys)
    if late:
        side = Stream(f"{variable}.getSideOutput({late[1]})", stream.stage, stream.name)
        if late[0].schema:
            side = as_schema(job, entry, side, late[0].schema, ("late", late[0].name))
        sink(job, entry, side, late[0], "late", late[0].schema)
    return Stream(variable, after, stream.name)


def _keys(job: JobBuilder, entry: Entry, block: Entry, stream: Stream) -> list[_Key]:
    paths = [path for place in (entry, block) for _, path in paths_of(place, "key by")]
    if isinstance(block.node, p.Aggregate):
        paths += block.node.keys
    scope = scope_of(stream.stage, job.unit, stream.name)
    if len(paths) > _MOST_KEYS:
        raise Unsupported(f"more than {_MOST_KEYS} keys; join some of them to one field before")
    return [_key(scope, path) for path in paths]


def _key(scope: JavaScope, path: Path) -> _Key:
    value = scope.find(path.names[0].text) if len(path.names) == 1 else None
    if value is None:
        raise Unsupported(f"the key `{path.text}`; set it as a field of the record before")
    if value.fallible or not isinstance(value.type, ir.Basic) or value.type.kind is ir.Kind.BYTES:
        raise Unsupported(
            f"`{path.text}` as a key; set a text, number, date or uuid as a field before"
        )
    return _Key(path.names[-1].text, value)


def _without_null_keys(job: JobBuilder, entry: Entry, stream: Stream, keys: list[_Key]) -> Stream:
    """Send records away that have no key; the others' keys are not null from here on."""
    error = job.unit.support("RecordError", "of")
    checks = tuple(
        Reject(f"{key.value.code} == null",
               f'{error}("transform_error", {string_literal(f"{key.name}: null, and the window is keyed by it")})')
        for key in keys if key.value.nullable
    )  # fmt: skip
    cls, own = job.nested("CheckKeys"), job.own(stream.stage.cls)
    label = "window keys"
    job.functions.append(
        Function(
            job.origin(entry), cls.simple, own, own, "", "", "", (Run("", "out.collect(in)"),),
            failure=job.failure(stream.stage, label, "transform_error"), rejects=checks, catches=False,
        )
    )  # fmt: skip
    uid = job.uid("window", *(key.name for key in keys), "keys")
    name = job.chain(
        entry,
        "keyed",
        stream.stage,
        stream.code,
        *job.function(stream.stage, cls.simple, uid, label),
    )
    job.fails(entry, name, "transform_error")
    return Stream(name, stream.stage, stream.name)


def _after(job: JobBuilder, keys: list[_Key], found: Aggregation) -> Stage:
    parts: tuple[Part, ...] = ()
    fields: list[tuple[str, ir.JavaType, bool]] = [
        (key.name, key.value.type, False) for key in keys
    ]
    fields += [(result.name, result.type, result.nullable) for result in found.results]
    fields += [("window_start", ir.TIMESTAMP, False), ("window_end", ir.TIMESTAMP, False)]
    for name, type_, nullable in fields:
        wanted = member_name(name)
        part_name = job.part_names(parts).allot(
            f"{wanted}Value" if wanted in ("type", "origin") else wanted
        )
        parts = (*parts, Part(part_name, type_, nullable, name))
    return job.stage("Windowed", parts, "The record of a window.", origin=False)


def _functions(
    job: JobBuilder, entries: tuple[Entry, Entry], stream: Stream, keys: list[_Key], found: Aggregation,
    after: Stage, failure: Failure | None,
) -> Call:  # fmt: skip
    totals = job.nested("Totals").simple
    aggregates, result = job.nested("Aggregate").simple, job.nested("WithWindow").simple
    job.functions.append(
        Aggregates(job.origin(entries[1]), aggregates, totals, job.own(stream.stage.cls), found.fields,
                   found.add, found.merge)
    )  # fmt: skip
    names = ["key"] if len(keys) == 1 else [f"key.f{number}" for number in range(len(keys))]
    values = [*names, *(one.code for one in found.results),
              "Instant.ofEpochMilli(context.window().getStart())",
              "Instant.ofEpochMilli(context.window().getEnd())"]  # fmt: skip
    own = job.own(after.cls)
    job.functions.append(
        WindowResult(job.origin(entries[0]), result, totals, own, _key_type(job, keys), own,
                     job.new(after, values, "null"), failure)
    )  # fmt: skip
    information = f"{totals}.TYPE"
    return Call(
        "aggregate",
        (
            f"new {aggregates}()",
            f"new {result}()",
            information,
            information,
            job.information(after),
        ),
    )


def _key_type(job: JobBuilder, keys: list[_Key]) -> str:
    types = [job.unit.type_name(key.value.type, nullable=True) for key in keys]
    if len(types) < 2:  # noqa: PLR2004 - two make a tuple
        return "".join(types)
    return f"Tuple{len(types)}<{', '.join(types)}>"


def _window_calls(job: JobBuilder, node: p.Window, keys: list[_Key]) -> tuple[Call, ...]:
    size = millis(node.size)
    if size % DAY == 0 and job.context.time_zone != "UTC" and node.kind != "session":
        raise Unsupported(f'a window of days in {job.context.time_zone}; set `time_zone = "UTC"`')
    clock = "EventTime" if job.event_time else "ProcessingTime"
    spans = [size] if node.slide is None else [size, millis(node.slide)]
    arguments = tuple(duration_code(span, job.unit) for span in spans)
    assigner = (
        f"{clock}SessionWindows.withGap" if node.kind == "session"
        else f"{class_name(node.kind)}{clock}Windows.of"
    )  # fmt: skip
    window = f"{assigner}({', '.join(arguments)})"
    if not keys:
        return (Call("windowAll", (window,)),)
    codes = [key_code(key.value) for key in keys]
    informations = [job.unit.information(key.value.type) for key in keys]
    if len(keys) == 1:
        return (Call("keyBy", (f"in -> {codes[0]}", informations[0])), Call("window", (window,)))
    selector = f"in -> Tuple{len(keys)}.of({', '.join(codes)})"
    return (
        Call("keyBy", (selector, f"Types.TUPLE({', '.join(informations)})")),
        Call("window", (window,)),
    )


def _clause(entry: Entry, block: Entry, key: str) -> tuple[Entry, p.Clause] | None:
    """Return a clause of the window; below the aggregates it hangs on them."""
    return clause_of(entry, key) or clause_of(block, key)


def _lateness(job: JobBuilder, entry: Entry, block: Entry) -> int:
    found = _clause(entry, block, "allowed lateness")
    if found is not None:
        return millis(found[1].values[0])
    return job.time.lateness or 0


def _late(
    job: JobBuilder, entry: Entry, block: Entry, stream: Stream
) -> tuple[Endpoint, str] | None:
    """Return where late records go, and their side output."""
    found = _clause(entry, block, "late data to")
    name = job.time.late_data
    if found is not None:
        word = next((value for value in found[1].values if isinstance(value, Word)), None)
        name = word.text if word is not None else ""
    if not name:
        return None
    endpoint = named_endpoint(job.context.lookup, name)
    own = job.own(stream.stage.cls)
    tag = job.tag(
        f"late {entry.start}", constant_name(name), name, own, job.information(stream.stage)
    )
    return endpoint, tag
