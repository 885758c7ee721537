"""`emit to` and `persist to`: the record as the sink wants it, and the sink."""

from __future__ import annotations

from nexflow_analysis.clauses import clause_of, paths_of, word_of
from nexflow_analysis.process.settings import text_of
from nexflow_codegen.ir.functions.base import Parameter
from nexflow_codegen.ir.graph import Call
from nexflow_codegen.java import class_name, member_name, string_literal
from nexflow_codegen.lower.connectors.registry import sink_of
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.environment import Environment
from nexflow_codegen.lower.formats.choice import format_of
from nexflow_codegen.lower.process import message
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.clauses import check_clauses
from nexflow_codegen.lower.process.endpoints import (
    BoundSink,
    Endpoint,
    target_endpoint,
    topic_endpoint,
)
from nexflow_codegen.lower.process.metrics import count_records
from nexflow_codegen.lower.process.stage import Part, record_value
from nexflow_codegen.lower.process.streams import Step, Stream
from nexflow_codegen.lower.process.topic import TOPIC_CLAUSES, read_topic
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree.nodes import Phrase, Word

_CLAUSES = ("schema", "to", "key", "upsert by", "format", "async", "persist_error", "clause_block")


def lower_emit(job: JobBuilder, entry: Entry, stream: Stream) -> Stream:
    """Lower an `emit` or a `persist`; the record goes on after it."""
    node = entry.node
    assert isinstance(node, p.Emit | p.Persist)
    kind = "emit" if isinstance(node, p.Emit) else "persist"
    endpoint, topic = _endpoint(job, entry, node)
    check_clauses(
        job,
        entry,
        f"`{kind} to`",
        *_CLAUSES,
        *message.CLAUSES,
        *TOPIC_CLAUSES,
        *sink_of(endpoint).clauses,
    )
    read_topic(job, entry, endpoint)
    if all(entry not in found for found in job.emits.values()):  # `deliver` counts those
        stream = count_records(job, entry, stream, text_of(node.target))
    job.committed.append(stream)
    schema = word_of(entry, "schema")
    name = schema[1].text if schema is not None else endpoint.schema
    name = "" if name == "object" else name
    key = tuple(path.text for key in ("key", "upsert by") for _place, path in paths_of(entry, key))
    refused = on_refused(entry, endpoint)
    if topic or message.is_message(entry):
        _check_message(job, entry, endpoint, name)
        key = key or _key(job, name)
        out = message.as_message(job, entry, stream, endpoint, topic, name, key)
        turns = clause_of(entry, "round_robin") is not None
        message_sink(job, entry, out, endpoint, round_robin=turns)
        return stream
    out = as_schema(job, entry, stream, name, (kind, endpoint.name)) if name else stream
    if refused is not None:
        persist_rows(job, entry, out, endpoint, name, refused)
        return stream
    sink(job, entry, out, endpoint, kind, name, key)
    return stream


def _endpoint(job: JobBuilder, entry: Entry, node: p.Emit | p.Persist) -> tuple[Endpoint, str]:
    """Return what an `emit` writes to, and the text that gives the topic of each record, if one does."""
    written, lookup = _written_topic(entry), job.context.lookup
    if isinstance(written, Environment):
        return target_endpoint(lookup, written), ""
    topic = message.topic_template(written or text_of(node.target))
    if topic:
        return message.template_endpoint(topic), topic
    return topic_endpoint(lookup, written) if written else target_endpoint(lookup, node.target), ""


def _check_message(job: JobBuilder, entry: Entry, endpoint: Endpoint, schema: str) -> None:
    """Refuse what a message, which is made ahead of its sink, cannot be."""
    sink_of(endpoint).read(job, entry, endpoint)
    written = format_of(job, entry, endpoint, schema) if endpoint.connector == "kafka" else None
    if written is not None and not written.anything:
        raise Unsupported(
            f"headers, payloads and topics per record in the format {written.name}; use `format json`"
        )


def _written_topic(entry: Entry) -> str | Environment:
    """Return the topic that a `to CONNECTOR "topic"` below the `emit` names; "" for none."""
    found = clause_of(entry, "to")
    if found is None:
        return ""
    connector, target = found[1].values[-2:]
    word = connector.first(Word) if isinstance(connector, Phrase) else None
    if word is None or word.text != "kafka":
        raise Unsupported(
            "this connector of an `emit`; declare a stream in nexflow.toml, or write `to kafka`"
        )
    if isinstance(target, Environment):
        return target
    if not isinstance(target, e.Text):
        raise Unsupported(
            "a topic that is neither a text nor a value of [config]; write it in quotes, or give it a value there"
        )
    return target.value


def on_refused(entry: Entry, endpoint: Endpoint) -> Phrase | None:
    """Return what a `persist` says of records that are refused; None where they end the job."""
    on_error = entry.first("persist_error")
    said = on_error.node if on_error is not None else None
    if not isinstance(said, Phrase) or said.has("fail"):
        return None
    if not sink_of(endpoint).rows:
        raise Unsupported(
            f"`on error` of {endpoint.connector}, which refuses no record by itself; leave it out: a sink that fails "
            "fails the job"
        )
    return said


def persist_rows(
    job: JobBuilder, entry: Entry, stream: Stream, endpoint: Endpoint, schema: str, refused: Phrase
) -> None:
    """Write rows one by one, and send on those that are refused."""
    stage = stream.stage
    if not stage.bare:
        raise Unsupported(
            f"writing records without a schema to the table of `{endpoint.name}`; add `schema NAME`"
        )
    job.write(stage)
    binding = job.bind(f"{job.unit.support('RowWriter')}<{job.own(stage.cls)}>", endpoint.name)
    options = sink_of(endpoint).read(job, entry, endpoint)
    job.bound.append(BoundSink(endpoint, binding, stage.cls, schema, options=options, rows=True))
    label = f"persist {endpoint.name}"
    made = f"new {job.unit.support('PersistRows')}<>(bindings.{binding}(), {string_literal(label)})"
    call = Call("unorderedWait", (stream.code, made, "60_000", "TimeUnit.MILLISECONDS", "100"))
    name = job.chain(
        entry, f"refused{class_name(endpoint.name)}", stage, "AsyncDataStream",
        *job.operator(stage, call, job.uid("persist", endpoint.name), label),
    )  # fmt: skip
    target = next(
        (one for one in refused.parts if isinstance(one, Word | e.Text | e.Placeholder)), None
    )
    if target is None:
        return
    other = target_endpoint(job.context.lookup, target)
    out = Stream(name, stage, stream.name)
    if other.schema:
        out = as_schema(job, entry, out, other.schema, ("refused", other.name))
    sink(job, entry, out, other, "refused", other.schema or schema)


def message_sink(
    job: JobBuilder, entry: Entry, stream: Stream, endpoint: Endpoint, *, round_robin: bool
) -> None:
    """Put a sink on messages."""
    binding = job.bind(f"Sink<{job.own(stream.stage.cls)}>", endpoint.name)
    cls = stream.stage.cls
    job.bound.append(BoundSink(endpoint, binding, cls, message=True, round_robin=round_robin))
    _sink_to(job, entry, stream, binding, "emit", endpoint.name)


def _sink_to(
    job: JobBuilder, entry: Entry, stream: Stream, binding: str, kind: str, name: str
) -> None:  # fmt: skip
    job.chain(
        entry, "", None, stream.code,
        Call("sinkTo", (f"bindings.{binding}()",)), Call("uid", (job.uid_of(entry, kind, name),)),
        Call("name", (string_literal(f"{kind} {name}"),)),
    )  # fmt: skip


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
    stage, made = stream.stage, sink_of(endpoint)
    written = format_of(job, entry, endpoint, schema) if made.lines else None
    if written is not None and (stage.bare or written.anything):
        job.write(stage, written.use)
    elif not stage.bare:
        what = f"as {written.name} to" if written is not None else "to the table of"
        raise Unsupported(
            f"writing records without a schema {what} `{endpoint.name}`; add `schema NAME`"
        )
    binding = job.bind(f"Sink<{job.own(stage.cls)}>", endpoint.name)
    job.bound.append(
        BoundSink(
            endpoint, binding, stage.cls, schema, key or _key(job, schema),
            made.read(job, entry, endpoint), written.codec if written is not None else "",
        )
    )  # fmt: skip
    _sink_to(job, entry, stream, binding, kind, endpoint.name)


def _key(job: JobBuilder, schema: str) -> tuple[str, ...]:
    """Return the fields of the Kafka key: those of the sink's schema, else those of the process."""
    found = job.context.lookup.schema(schema) if schema else None
    fields = found.option("key_fields") if found is not None else None
    return tuple(map(str, fields)) if isinstance(fields, tuple) else job.key


__all__ = ["as_schema", "lower_emit", "message_sink", "sink"]
