"""`emit to` and `persist to`: the record as the sink wants it, and the sink."""

from __future__ import annotations

from nexflow_analysis.clauses import clause_of, paths_of, word_of
from nexflow_codegen.ir.functions.base import Parameter
from nexflow_codegen.ir.graph import Call
from nexflow_codegen.java import class_name, member_name, string_literal
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.durations import millis
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.clauses import check_clauses
from nexflow_codegen.lower.process.endpoints import (
    BoundSink,
    Endpoint,
    target_endpoint,
    topic_endpoint,
)
from nexflow_codegen.lower.process.stage import Part, record_value
from nexflow_codegen.lower.process.streams import Step, Stream
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree.nodes import Phrase, Word

WRITABLE = ("kafka", "jdbc")


def lower_emit(job: JobBuilder, entry: Entry, stream: Stream) -> Stream:
    """Lower an `emit` or a `persist`; the record goes on after it."""
    node = entry.node
    assert isinstance(node, p.Emit | p.Persist)
    kind = "emit" if isinstance(node, p.Emit) else "persist"
    check_clauses(
        job,
        entry,
        f"`{kind} to`",
        "schema",
        "to",
        "key",
        "format",
        "batch size",
        "flush interval",
        "persist_error",
    )
    endpoint = _endpoint(job, entry, node)
    schema = word_of(entry, "schema")
    name = schema[1].text if schema is not None else endpoint.schema
    out = stream
    if name:
        out = as_schema(job, entry, stream, name, (kind, endpoint.name))
    key = tuple(path.text for _place, path in paths_of(entry, "key"))
    sink(job, entry, out, endpoint, kind, name, key)
    return stream


def _endpoint(job: JobBuilder, entry: Entry, node: p.Emit | p.Persist) -> Endpoint:
    endpoint = _written_endpoint(job, entry) or target_endpoint(job.context.lookup, node.target)
    if endpoint.connector not in WRITABLE:
        raise Unsupported(f"writing to {endpoint.connector}; write to kafka or jdbc")
    if endpoint.connector == "jdbc" and not endpoint.text("url"):
        raise Unsupported(f"the table of `{endpoint.name}` without a `url`; set it in nexflow.toml")
    written = word_of(entry, "format")
    if written is not None and written[1].text != "json":
        raise Unsupported(f"the format {written[1].text}; use `format json`")
    on_error = entry.first("persist_error")
    if on_error is not None and "fail" not in job.text_of(on_error, on_error.node).split():
        raise Unsupported("`on error` of a sink; leave it out: a sink that fails fails the job")
    return endpoint


def _written_endpoint(job: JobBuilder, entry: Entry) -> Endpoint | None:
    """Return the topic that a `to CONNECTOR "topic"` below the `emit` names."""
    found = clause_of(entry, "to")
    if found is None:
        return None
    connector, target = found[1].values[-2:]
    word = connector.first(Word) if isinstance(connector, Phrase) else None
    if word is None or word.text != "kafka":
        raise Unsupported(
            "this connector of an `emit`; declare a stream in nexflow.toml, or write `to kafka`"
        )
    if not isinstance(target, e.Text):
        raise Unsupported("a topic from [config]; name it")
    return topic_endpoint(job.context.lookup, target.value)


def as_schema(
    job: JobBuilder, entry: Entry, stream: Stream, name: str, words: tuple[str, str]
) -> Stream:
    """Make the record one of the sink's schema, where it is another."""
    cls = job.definitions.schema(name)
    if stream.stage.bare and stream.stage.cls == cls:
        return stream
    job.start_method()
    value = record_value(stream.stage, cls, job.unit)
    part = Part(member_name(cls.name), value.type)
    after = job.stage(cls.name, (part,), "", origin=False)
    step = Step(
        after, [value.or_null()], f"As{cls.name}", f"as{class_name(words[1])}",
        job.uid(*words, f"as {name}"), f"{words[0]} {words[1]}", ("transform_error",), value.fallible,
        Parameter(job.own(cls), "result", value.or_null()), name=f"as {name}",
    )  # fmt: skip
    return job.step(entry, stream, step)


def sink(
    job: JobBuilder, entry: Entry, stream: Stream, endpoint: Endpoint, kind: str, schema: str,
    key: tuple[str, ...] = (),
) -> None:  # fmt: skip
    """Put a sink on a stream."""
    stage = stream.stage
    if endpoint.connector == "kafka":
        job.write(stage)
    elif not stage.bare:
        raise Unsupported(
            f"writing records without a schema to the table of `{endpoint.name}`; add `schema NAME`"
        )
    binding = job.bind(f"Sink<{job.own(stage.cls)}>", endpoint.name)
    job.bound.append(
        BoundSink(
            endpoint, binding, stage.cls, schema, key or _key(job, stage.cls, schema),
            _number(entry, "batch size"), _duration(entry, "flush interval"),
        )
    )  # fmt: skip
    job.chain(
        entry, "", None, stream.code,
        Call("sinkTo", (f"bindings.{binding}()",)), Call("uid", (job.uid(kind, endpoint.name),)),
        Call("name", (string_literal(f"{kind} {endpoint.name}"),)),
    )  # fmt: skip


def _key(job: JobBuilder, _stage: object, schema: str) -> tuple[str, ...]:
    """Return the fields of the Kafka key: those of the sink's schema, else those of the process."""
    found = job.context.lookup.schema(schema) if schema else None
    fields = found.option("key_fields") if found is not None else None
    return tuple(map(str, fields)) if isinstance(fields, tuple) else job.key


def _number(entry: Entry, key: str) -> int | None:
    found = clause_of(entry, key)
    value = found[1].values[0] if found is not None else None
    if isinstance(value, e.Number):
        return int(value.value)
    if value is not None:
        raise Unsupported(f"`{key}` from [config]; write the number")
    return None


def _duration(entry: Entry, key: str) -> int | None:
    found = clause_of(entry, key)
    return millis(found[1].values[0]) if found is not None else None


__all__ = ["as_schema", "lower_emit", "sink"]
