"""`call external` and `call ml_service`: a question over HTTP, whose JSON answer becomes a field."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nexflow_analysis.clauses import clause_of, word_of
from nexflow_analysis.config_values import config_value
from nexflow_analysis.definitions import LookupDefinition
from nexflow_analysis.names import normal
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.functions.ask import Breaker
from nexflow_codegen.ir.functions.base import Parameter
from nexflow_codegen.java import member_name
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.durations import duration_code, millis
from nexflow_codegen.lower.lookup_sources.service import CAPACITY, TIMEOUT, text
from nexflow_codegen.lower.process.asking import Added, Question, ask, clause_millis
from nexflow_codegen.lower.process.audit import json_payload
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.clauses import check_clauses
from nexflow_codegen.lower.process.draft import free_name
from nexflow_codegen.lower.process.endpoints import BoundCall
from nexflow_codegen.lower.process.sources import number
from nexflow_codegen.lower.process.stage import Part, scope_of
from nexflow_codegen.lower.process.streams import Stream
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Node, Phrase, Word, walk

_THRESHOLD = 5
_RESET = 30_000
_CONFIG = re.compile(
    r"(?<!\\)\$\{\s*(?:config\s*\.)?\s*(?P<path>[\w.-]+)\s*(?::(?P<default>[^}]*))?\}"
)


def lower_call(job: JobBuilder, entry: Entry, stream: Stream) -> Stream:
    """Lower a `call`."""
    node = entry.node
    assert isinstance(node, Phrase)
    check_clauses(job, entry, "`call`", "endpoint", "timeout", "features", "schema", "")
    named = [part for part in node.parts if isinstance(part, Word | e.Text)][-1]
    name = named.value if isinstance(named, e.Text) else named.text
    if not name.isidentifier():
        raise Unsupported(f'a `call` of "{name}", which cannot be a field; give it a name')
    service = job.context.lookup.find(LookupDefinition, "lookup", name)
    question = _question(job, entry, stream, name, service)
    before = stream.stage
    field = job.part_names(before.parts).allot(free_name(member_name(name)))
    part = Part(field, question.found, nullable=True, field=name)
    return ask(
        job, entry, stream, question, Added((*before.without({normal(name)}), part), ("found",))
    )


def _question(
    job: JobBuilder, entry: Entry, stream: Stream, name: str, service: LookupDefinition | None
) -> Question:
    settings = dict(service.settings) if service is not None else {}
    job.start_method("found", "known", "service", "breaker", "repeat", "answer", "e", "bytes")
    found, read = _answer(job, entry, service)
    body, fallible = _body(job, entry, stream)
    timeout = clause_millis(entry, "timeout", settings.get("timeout"), TIMEOUT)
    cls = job.unit.support("CallService")
    binding = job.bind(cls, name)
    job.bound.append(
        BoundCall(name, binding, _address(job, entry, name, service), timeout, service)
    )
    code = f"service.ask(body).thenApply(bytes -> bytes == null ? null : {read})"
    return Question(
        "call", name, found, cls, binding, (Parameter("byte[]", "body", body),), "", fallible, code,
        timeout, number(settings.get("capacity"), CAPACITY), _retries(job, entry, settings),
        breaker=_breaker(job, entry),
    )  # fmt: skip


def _address(job: JobBuilder, entry: Entry, name: str, service: LookupDefinition | None) -> str:
    """Return what is asked, with the variables of the environment in it."""
    clause = clause_of(entry, "endpoint")
    if clause is not None:
        written = clause[1].values[0]
        raw = (
            written.value if isinstance(written, e.Text) else f"${{{getattr(written, 'path', '')}}}"
        )
        return _CONFIG.sub(lambda hole: _configured(job, hole), raw)
    if service is not None and text(service, "url"):
        url, path = text(service, "url"), text(service, "path")
        return f"{url.rstrip('/')}/{path.lstrip('/')}" if path else url
    raise Unsupported(
        f'the `call` of `{name}` without an address; add `endpoint "…"`, or a `url` below [lookups.{name}]'
    )


def _configured(job: JobBuilder, hole: re.Match[str]) -> str:
    found = config_value(job.context.lookup, hole["path"])
    if found is not None and not found.is_table:
        return found.value
    if hole["default"] is not None:
        return hole["default"]
    raise Unsupported(
        f"`${{{hole['path']}}}` in an `endpoint`, which is no value of [config]; an endpoint is the same for all records"
    )


def _answer(
    job: JobBuilder, entry: Entry, service: LookupDefinition | None
) -> tuple[ir.JavaType, str]:
    """Return the type of an answer, and Java that reads it from `bytes`."""
    clause = word_of(entry, "schema")
    name = clause[1].text if clause is not None else service.schema if service is not None else ""
    if not name:
        read, as_object = job.unit.support("Json", "read"), job.unit.support("Json", "object")
        return ir.Untyped(), f'{read}(bytes, json -> {as_object}(json, "answer"))'
    cls = job.definitions.schema(name, reads=True)
    reader = job.unit.use(ir.ClassName(cls.package, f"{cls.name}Json"))
    return ir.RecordOf(cls), f"{reader}.read(bytes)"


def _body(job: JobBuilder, entry: Entry, stream: Stream) -> tuple[str, bool]:
    """Return the Java of the question's body, and whether making it can fail."""
    clause = clause_of(entry, "features")
    written = clause[1].values[0] if clause is not None else e.RecordLiteral(0, 0, ())
    if not isinstance(written, e.RecordLiteral | e.ListLiteral):
        raise Unsupported("`features` that are no list of fields; write `{ name: value }`")
    return json_payload(job, written, scope_of(stream.stage, job.unit, stream.name))


def _phrases(entry: Entry) -> Iterator[Phrase]:
    for place in (entry, *entry.children):
        yield from (one for one in walk(place.node) if isinstance(one, Phrase))


def _retries(job: JobBuilder, entry: Entry, settings: dict[str, object]) -> int:
    found = next((one for one in _phrases(entry) if one.rule == "call_retry"), None)
    if found is not None:
        return _integer(found, "retry")
    if job.errors.lookup_retries is not None:
        return job.errors.lookup_retries
    return number(settings.get("retry"), 0)


def _integer(said: Phrase, what: str) -> int:
    value = said.first(e.Number)
    if value is None:
        raise Unsupported(f"a `{what}` from the environment; write the number")
    return int(value.value)


def _breaker(job: JobBuilder, entry: Entry) -> Breaker | None:
    said = {one.rule: one for one in _phrases(entry)}
    threshold, reset = said.get("failure_threshold"), said.get("reset_timeout")
    if threshold is None and reset is None and "circuit_breaker" not in said:
        return None
    job.unit.support("CircuitBreaker")
    duration: Node | None = reset.parts[-1] if reset is not None else None
    return Breaker(
        str(_integer(threshold, "failure_threshold") if threshold is not None else _THRESHOLD),
        duration_code(millis(duration) if duration is not None else _RESET, job.unit),
    )
