"""`sql`: a query over the process's streams by the Table API, with a schema at both ends."""

from __future__ import annotations

import re

from nexflow_analysis.clauses import word_of
from nexflow_analysis.names import normal
from nexflow_analysis.process.queries import updating
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.functions.base import Failure
from nexflow_codegen.ir.functions.sql import RowReader
from nexflow_codegen.ir.graph import Call, Chain
from nexflow_codegen.ir.types import Kind
from nexflow_codegen.java import class_name, member_name, string_literal
from nexflow_codegen.lower.context import ShapeField, Unsupported
from nexflow_codegen.lower.convert import describe
from nexflow_codegen.lower.process.builder import STREAM_TYPE, JobBuilder
from nexflow_codegen.lower.process.stage import Part
from nexflow_codegen.lower.process.streams import Stream
from nexflow_codegen.lower.process.time import event_time_after, time_fields_of
from nexflow_codegen.lower.values import JavaValue
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Phrase, Word

_WORD = re.compile(r"[A-Za-z_]\w*")
_TABLES = "tables"
_WIDEST = (38, 18)
#: What a value is in a row: its TypeInformation, its type in SQL, its class in Java.
_TYPES = {
    Kind.STRING: ("STRING", "STRING", "String"),
    Kind.UUID: ("STRING", "STRING", "String"),
    Kind.INTEGER: ("LONG", "BIGINT", "Long"),
    Kind.DOUBLE: ("DOUBLE", "DOUBLE", "Double"),
    Kind.BOOLEAN: ("BOOLEAN", "BOOLEAN", "Boolean"),
    Kind.DATE: ("LOCAL_DATE", "DATE", "LocalDate"),
    Kind.TIMESTAMP: ("INSTANT", "TIMESTAMP_LTZ(3)", "Instant"),
}


def lower_sql(job: JobBuilder, entry: Entry) -> Stream | None:
    """Lower a `sql` statement."""
    node = entry.node
    assert isinstance(node, Phrase)
    words = node.every(Word)
    query = " ".join(words[0].text.strip("`").strip().rstrip(";").split())
    named = word_of(entry, "schema")
    name = named[1].text if named is not None else words[1].text if len(words) > 1 else ""
    if not name:
        raise Unsupported("a `sql` whose result has no schema; write `as NAME` behind the query")
    updates = updating(words[0].text)
    if updates is not None and updates.what.startswith(("an outer", "`ORDER")):
        raise Unsupported(
            f"{updates.what} in a query, which takes results back; write `join … type left`, or aggregate by a window"
        )
    used = dict.fromkeys(word for word in _WORD.findall(query) if normal(word) in job.named)
    if not used:
        raise Unsupported(
            "a `sql` that names no stream of the process above it; name one behind FROM"
        )
    _environment(job)
    for word in used:
        _view(job, entry, word, job.named[normal(word)], query)
    return _result(job, entry, query, name, updates=updates is not None)


def _environment(job: JobBuilder) -> None:
    if any(chain.name == _TABLES for chain in job.graph):
        return
    cls = job.unit.use("org.apache.flink.table.api.bridge.java.StreamTableEnvironment")
    job.variables.allot(_TABLES)
    job.graph.append(Chain("", cls, _TABLES, cls, (Call("create", ("env",)),)))
    # The planner's operators get uids of their own, too; days are the project's.
    options = {
        "table.exec.uid.generation": "ALWAYS",
        "table.local-time-zone": job.context.time_zone,
    }
    calls = tuple(
        Call("set", (string_literal(key), string_literal(value))) for key, value in options.items()
    )
    job.graph.append(Chain("", "", "", f"{_TABLES}.getConfig()", calls))
    job.uses_tables = True


def _view(job: JobBuilder, entry: Entry, word: str, stream: Stream, query: str) -> None:
    """Make a stream known to queries by its name."""
    fields = _columns(job, stream, query)
    row = job.unit.use("org.apache.flink.types.Row")
    types = job.unit.use("org.apache.flink.api.common.typeinfo.Types")
    names = ", ".join(string_literal(name) for name in fields)
    informations = ", ".join(f"{types}.{_information(value.type)}" for value in fields.values())
    values = ", ".join(_put(value) for value in fields.values())
    variable = job.variables.allot(f"{member_name(word)}Rows")
    uid = job.uid("sql", word, "rows")
    job.graph.append(
        Chain(job.origin(entry), f"{STREAM_TYPE}<{row}>", variable, stream.code, (
            Call("map", (f"in -> {row}.of({values})",)),
            Call("returns", (f"{types}.ROW_NAMED(new String[] {{{names}}}, {informations})",)),
            Call("uid", (uid,)), Call("name", (string_literal(f"sql {word}"),)),
        ))
    )  # fmt: skip
    schema = job.unit.use("org.apache.flink.table.api.Schema")
    columns = "".join(
        f".column({string_literal(name)}, {string_literal(_sql_type(value.type))})"
        for name, value in fields.items()
    )
    time = _time(job, entry, word, fields)
    mark = f'.watermark({string_literal(time)}, "SOURCE_WATERMARK()")' if time else ""
    view = f"{_TABLES}.fromDataStream({variable}, {schema}.newBuilder(){columns}{mark}.build())"
    job.graph.append(
        Chain(job.origin(entry), "", "", _TABLES,
              (Call("createTemporaryView", (string_literal(word), view)),))
    )  # fmt: skip


def _columns(job: JobBuilder, stream: Stream, query: str) -> dict[str, JavaValue]:
    found: dict[str, JavaValue] = {}
    for name, value in stream.stage.fields(job.context, named=False).items():
        kind = ir.kind_of(value.type)
        if kind in _TYPES or kind is Kind.DECIMAL:
            found[name] = value
        elif re.search(rf"\b{re.escape(name)}\b", query):
            raise Unsupported(
                f"`{name}`, a {describe(value.type)}, in a query; set a plain field above"
            )
    return found


def _time(job: JobBuilder, entry: Entry, word: str, fields: dict[str, JavaValue]) -> str:
    """Return the column that tells event time; "" where there is none any more."""
    if not event_time_after(job, entry):
        return ""
    names = [job.time.field] if job.time.field else time_fields_of(job, entry, word)
    return next((name for name in fields if normal(name) in map(normal, names)), "")


def _information(type_: ir.JavaType) -> str:
    kind = ir.kind_of(type_)
    assert kind is not None
    return "BIG_DEC" if kind is Kind.DECIMAL else _TYPES[kind][0]


def _sql_type(type_: ir.JavaType) -> str:
    kind = ir.kind_of(type_)
    assert kind is not None
    if kind is Kind.DECIMAL:
        assert isinstance(type_, ir.Basic)
        widest, scale = _WIDEST
        bounded = type_.precision is not None or type_.scale is not None
        return f"DECIMAL({type_.precision or widest}, {(type_.scale or 0) if bounded else scale})"
    return _TYPES[kind][1]


def _put(value: JavaValue) -> str:
    if ir.kind_of(value.type) is Kind.UUID:
        text = f"{value.receiver}.toString()"
        return f"{' && '.join(value.guards)} ? {text} : null" if value.nullable else text
    return value.or_null()


def _result(job: JobBuilder, entry: Entry, query: str, name: str, *, updates: bool) -> Stream:
    cls = job.definitions.schema(name)
    fields = [field for field in job.context.shape(cls).fields if not field.computed]
    selected = []
    for field in fields:
        kind = ir.kind_of(field.type)
        if kind not in _TYPES and kind is not Kind.DECIMAL:
            raise Unsupported(f"`{field.wire}`, a {describe(field.type)}, as the result of a query")
        selected.append(f"CAST(`{field.wire}` AS {_sql_type(field.type)}) AS `{field.wire}`")
    # The query is the user's own; what is put around it are names of a schema.
    whole = string_literal(f"SELECT {', '.join(selected)} FROM ({query})")  # noqa: S608
    job.unit.use("org.apache.flink.types.RowKind")
    job.unit.use("org.apache.flink.types.Row")
    part = Part(member_name(cls.name), ir.RecordOf(cls))
    after = job.stage(cls.name, (part,), "", origin=False)
    values = ", ".join(_take(job, number, field) for number, field in enumerate(fields))
    reader = job.nested(f"Read{class_name(name)}").simple
    label = f"sql {name}"
    job.functions.append(
        RowReader(job.origin(entry), reader, job.own(cls), f"new {job.unit.use(cls)}({values})",
                  Failure(string_literal(label), "transform_error", "null"), updates)
    )  # fmt: skip
    method = "toChangelogStream" if updates else "toDataStream"
    start = f"{_TABLES}.{method}({_TABLES}.sqlQuery({whole}))"
    digest = job.hash_text(query)
    calls = job.function(after, reader, job.uid_of(entry, "sql", name, digest=digest), label)
    variable = job.chain(entry, "queried", after, start, *calls)
    failing = job.failing.get(entry.start, False)
    job.fails(entry, variable, "transform_error")
    job.failing[entry.start] = failing
    return Stream(variable, after)


def _take(job: JobBuilder, number: int, field: ShapeField) -> str:
    kind = ir.kind_of(field.type)
    assert kind is not None
    cls = "BigDecimal" if kind is Kind.DECIMAL else _TYPES[kind][2]
    if kind is Kind.DATE:
        cls = job.unit.use("java.time.LocalDate")
    code = f"({cls}) in.getField({number})"
    if kind is Kind.UUID:
        uuid = job.unit.use("java.util.UUID")
        text = f"(String) in.getField({number})"
        code = f"in.getField({number}) == null ? null : {uuid}.fromString({text})"
    if field.nullable:
        return code
    check = job.unit.support("RecordError", "required")
    return f"{check}({code}, {string_literal(field.wire)})"
