"""Records that are sent with headers, to topics of their own, or as something else than they are."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from nexflow_analysis.clauses import clause_of
from nexflow_analysis.process.expressions import bindings
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.functions.base import Parameter
from nexflow_codegen.ir.graph import Call
from nexflow_codegen.java import class_name, string_literal
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.expressions import lower_expression
from nexflow_codegen.lower.functions.text import text_or_null
from nexflow_codegen.lower.process.audit import json_payload
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.endpoints import Endpoint
from nexflow_codegen.lower.process.flags import profile_of
from nexflow_codegen.lower.process.stage import Stage, record_value, scope_of
from nexflow_codegen.lower.process.streams import Step, Stream
from nexflow_codegen.lower.process.writers import key_text, writer
from nexflow_codegen.lower.scope import JavaScope, find_field
from nexflow_codegen.lower.texts import interpolated
from nexflow_codegen.lower.values import JavaValue
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Word

#: Clauses whose texts are headers of the same name.
_TEXTS = ("reason", "template")
#: What makes an `emit` send more than its record.
CLAUSES = (
    "headers",
    "payload",
    "channel",
    "round_robin",
    "broadcast",
    "include_error_context",
    "preserve_state",
    *_TEXTS,
)
_HOLE = re.compile(r"(?<!\\)\$\{(?!\s*config\.)([^{}\\]*)\}")
_ERROR = "error"


def topic_template(name: str) -> str:
    """Return a topic if it is chosen per record, else nothing."""
    return name if _HOLE.search(name) else ""


def template_endpoint(name: str) -> Endpoint:
    """Return what stands for the topics that a text names: a local run writes all of them to one file."""
    return Endpoint(_HOLE.sub(lambda hole: hole[1].strip(), name), "kafka", "")


def is_message(entry: Entry) -> bool:
    """Tell whether an `emit` sends more than its record."""
    blocks = any(child.rule == "clause_block" for child in entry.children)
    return blocks or any(clause_of(entry, key) is not None for key in CLAUSES)


def as_message(
    job: JobBuilder, entry: Entry, stream: Stream, endpoint: Endpoint, topic: str, schema: str,
    key: tuple[str, ...],
) -> Stream:  # fmt: skip
    """Make the message of each record. topic: as it is chosen per record, "" for the endpoint's own."""
    if endpoint.connector != "kafka":
        raise Unsupported(f"headers and payloads to {endpoint.connector}; send them to kafka")
    job.start_method()
    scope = scope_of(stream.stage, job.unit, stream.name)
    chosen = interpolated(topic, scope) if topic else JavaValue("null", ir.STRING)
    value, fallible = _value(job, entry, stream.stage, schema, scope)
    headers = [
        part
        for name, text in _headers(job, entry, scope)
        for part in (string_literal(name), text.or_null())
    ]
    fallible |= chosen.fallible or any(text.fallible for _name, text in _headers(job, entry, scope))
    cls = job.context.support_class("Message")
    fields = [find_field(stream.stage.fields(job.context, named=False), name) for name in key]
    arguments = (chosen.code, key_text(fields), value, *headers)
    written = job.unit.support("Message")
    code = f"{written}.of({', '.join(arguments)})"
    step = Step(
        Stage(cls, (), bare=True), [code], f"Message{class_name(endpoint.name)}", f"to{class_name(endpoint.name)}",
        job.uid("emit", endpoint.name, "message"), f"emit {endpoint.name}", ("transform_error",), fallible,
        Parameter(written, "result", code), name="message",
    )  # fmt: skip
    made = job.step(entry, stream, step)
    return _broadcast(job, entry, made, endpoint) if clause_of(entry, "broadcast") else made


def _broadcast(job: JobBuilder, entry: Entry, messages: Stream, endpoint: Endpoint) -> Stream:
    """Send each message to every partition of its topic."""
    partitions = endpoint.settings.get("partitions")
    if clause_of(entry, "round_robin") is not None:
        raise Unsupported("`broadcast` beside `round_robin`; write one of them")
    if not isinstance(partitions, int):
        raise Unsupported(
            f"`broadcast` to a topic whose partitions nothing tells; set `partitions` of [streams.{endpoint.name}]"
        )
    call = Call("flatMap", (f"new {job.unit.support('ToEveryPartition')}({partitions})",))
    calls = job.operator(
        messages.stage, call, job.uid("emit", endpoint.name, "broadcast"), "broadcast"
    )
    name = job.chain(
        entry, f"all{class_name(endpoint.name)}", messages.stage, messages.code, *calls
    )
    return replace(messages, code=name)


def _value(
    job: JobBuilder, entry: Entry, stage: Stage, schema: str, scope: JavaScope
) -> tuple[str, bool]:
    """Return the bytes to send: the payload, or the record."""
    payload = clause_of(entry, "payload")
    if payload is not None:
        written = next(one for one in payload[1].values if isinstance(one, e.Expression))
        return json_payload(job, written, scope)
    block = bindings(entry, "payload")
    if block:
        words = tuple((Word(0, 0, name), value) for _place, _node, value, name in block)
        return json_payload(job, e.RecordLiteral(0, 0, words), scope)
    if schema:
        cls = job.definitions.schema(schema, writes=True)
        value = record_value(stage, cls, job.unit)
        return f"{writer(job, job.unit, cls).replace('::', '.')}({value.or_null()})", value.fallible
    job.write(stage)
    return f"{writer(job, job.unit, stage.cls).replace('::', '.')}(in)", False


def _headers(job: JobBuilder, entry: Entry, scope: JavaScope) -> list[tuple[str, JavaValue]]:
    found = [
        (name, text_or_null(lower_expression(value, scope), job.unit))
        for _place, _node, value, name in bindings(entry, "headers")
    ]
    for key in _TEXTS:
        said = clause_of(entry, key)
        text = (
            next((one for one in said[1].values if isinstance(one, e.Text)), None) if said else None
        )
        if text is not None:
            profile = partial(profile_of, job, entry) if key == "reason" else None
            found.append((key, interpolated(text.value, scope, profile)))
    channel = clause_of(entry, "channel")
    if channel is not None:
        value = next(one for one in channel[1].values if isinstance(one, e.Expression))
        found.append(("channel", text_or_null(lower_expression(value, scope), job.unit)))
    if _says_true(entry, "include_error_context"):
        found += _error_headers(scope)
    if _says_true(entry, "preserve_state"):
        raise Unsupported("`preserve_state true`; what a process keeps of a key stays there anyway")
    return found


def _says_true(entry: Entry, key: str) -> bool:
    said = clause_of(entry, key)
    return said is not None and any(
        getattr(one, "text", "") in ("true", "yes") for one in said[1].values
    )


def _error_headers(scope: JavaScope) -> list[tuple[str, JavaValue]]:
    error = scope.find(_ERROR)
    if error is None:
        raise Unsupported(
            "`include_error_context` where no error has happened; write it in `on_failure`"
        )
    names = ("kind", "message", "step")
    return [
        (
            f"error_{name}",
            lower_expression(
                e.Member(0, 0, e.Name(0, 0, _ERROR), Word(0, 0, name), safe=False), scope
            ),
        )
        for name in names
    ]
