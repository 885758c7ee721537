"""Event time: the field that tells it, watermarks, and what is late."""

from __future__ import annotations

from nexflow_analysis.clauses import parts_of
from nexflow_analysis.definitions import SchemaDefinition
from nexflow_analysis.names import normal
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.graph import Watermarks
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.durations import duration_code, grouped, millis
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.streams import Stream
from nexflow_codegen.lower.scope import fields_of, find_field
from nexflow_codegen.lower.values import JavaValue
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Path, Phrase, Word
from nexflow_grammar.tree.process import Clause

#: The streaming options that are read, or that say nothing that code would change by.
_READ = frozenset({
    "key_fields", "partition_key", "time_field", "time_semantics", "watermark_delay",
    "max_out_of_orderness", "allowed_lateness", "idle_timeout",
})  # fmt: skip
_DEFAULTS = {
    "watermark_strategy": "bounded_out_of_orderness",
    "idle_behavior": "mark_idle",
    "late_data_handling": "drop",
}


def lower_time(job: JobBuilder, entry: Entry) -> None:
    """Lower the process's `time by`."""
    node = entry.node
    assert isinstance(node, Phrase)
    path = node.first(Path)
    assert path is not None
    job.time.field = "" if path.text == "processing_time" else path.text
    if not job.time.field:
        job.time.delay = 0
    clauses = [part for _place, part in parts_of(entry) if isinstance(part, Clause)]
    for clause in clauses:
        match clause.key:
            case "watermark delay":
                job.time.delay = millis(clause.values[0])
            case "allowed lateness":
                job.time.lateness = millis(clause.values[0])
            case "late data to" if isinstance(clause.values[0], Word):
                job.time.late_data = clause.values[0].text
            case _:
                raise Unsupported(f"`{clause.key}` of the time; remove it")


def watermarks(
    job: JobBuilder, schema: SchemaDefinition, code: str, local: str
) -> tuple[Watermarks, str]:
    """Return how a source's time is told, and the check that a record `local` has its time.

    code: the received record's value.
    """
    _check_options(schema)
    name = job.time.field if job.time.field is not None else _schema_field(schema)
    if job.time.field is None and schema.option("time_semantics") == "ingestion_time":
        return _ingestion(job, schema), ""
    if not name:
        return Watermarks(), ""
    shape = job.context.shape(job.context.class_of("schema", schema.name))
    field = find_field(fields_of(shape, code), name)
    if (
        field is None
        or ir.kind_of(field.type) not in (ir.Kind.TIMESTAMP, ir.Kind.DATE)
        or field.fallible
    ):
        raise Unsupported(
            f"`{name}` as the time of `{schema.name}`; name one of its timestamp fields"
        )
    delay = job.time.delay
    if delay is None:
        written = schema.option("watermark_delay") or schema.option("max_out_of_orderness")
        delay = millis(written) if written is not None else 0
    idle = schema.option("idle_timeout")
    required = ""
    if field.nullable:
        own = find_field(fields_of(shape, local), name)
        assert own is not None
        error = job.unit.support("RecordError", "invalid")
        message = string_literal(f"{name}: required, it is the time of the record")
        required = f"if ({own.code} == null) {{ throw {error}({message}); }}"
    return (
        Watermarks(
            name, millis_code(job, field), duration_code(delay, job.unit), grouped(delay),
            duration_code(millis(idle), job.unit) if idle is not None else "",
        ),
        required,
    )  # fmt: skip


def schemas_of(job: JobBuilder, entry: Entry) -> list[SchemaDefinition]:
    """Return the schemas of the records that a statement's stream was received as."""
    before = job.facts(entry).stream_before
    sources = before.sources if before is not None else ()
    return [source.schema for source in sources if source.schema is not None]


def time_fields_of(job: JobBuilder, entry: Entry, name: str) -> list[str]:
    """Return the fields that tell the time of a stream among those that a statement names."""
    after = job.facts(entry).stream_after
    sources = after.sources if after is not None else ()
    return [
        field
        for source in sources
        if source.schema is not None
        and normal(source.name.text) == normal(name)
        and (field := _schema_field(source.schema))
    ]


def event_time(job: JobBuilder, entry: Entry) -> bool:
    """Tell whether the records that reach a statement have a time of their own."""
    before = job.facts(entry).stream_before
    known = before.event_time if before is not None else None
    return job.event_time if known is None else known


def event_time_after(job: JobBuilder, entry: Entry) -> bool:
    """Tell whether the records that a statement makes of several streams have a time of their own."""
    after = job.facts(entry).stream_after
    known = after.event_time if after is not None else None
    return job.event_time if known is None else known


def time_of(job: JobBuilder, entry: Entry, stream: Stream) -> JavaValue | None:
    """Return the field of a stream's record that tells its time; None where it has none any more."""
    names = (
        [job.time.field]
        if job.time.field
        else [_schema_field(schema) for schema in schemas_of(job, entry)]
    )
    fields = stream.stage.fields(job.context)
    found = find_field(fields, names[0]) if len(set(names)) == 1 and names[0] else None
    moments = (ir.Kind.TIMESTAMP, ir.Kind.DATE)
    return found if found is not None and ir.kind_of(found.type) in moments else None


def _ingestion(job: JobBuilder, schema: SchemaDefinition) -> Watermarks:
    """Return the time of records that is the clock's when they are read: it never goes back."""
    idle = schema.option("idle_timeout")
    zero = duration_code(0, job.unit)
    idleness = duration_code(millis(idle), job.unit) if idle is not None else ""
    return Watermarks(
        "the clock when a record is read", "System.currentTimeMillis()", zero, "0", idleness
    )


def millis_code(job: JobBuilder, field: JavaValue) -> str:
    """Return the milliseconds of a timestamp, or of the start of a day in the project's time zone."""
    if ir.kind_of(field.type) is ir.Kind.DATE:
        zone = f"{job.unit.use('java.time.ZoneId')}.of({string_literal(job.context.time_zone)})"
        return f"{field.receiver}.atStartOfDay({zone}).toInstant().toEpochMilli()"
    return f"{field.receiver}.toEpochMilli()"


def _schema_field(schema: SchemaDefinition) -> str:
    semantics = schema.option("time_semantics")
    if semantics in ("processing_time", "ingestion_time"):
        return ""
    field = schema.option("time_field")
    return field if isinstance(field, str) else ""


def _check_options(schema: SchemaDefinition) -> None:
    for name, value in schema.streaming:
        if name not in _READ and _DEFAULTS.get(name) != value:
            raise Unsupported(f"`{name}` of the schema `{schema.name}` as it stands; remove it")
