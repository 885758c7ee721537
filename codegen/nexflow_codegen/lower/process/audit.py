"""`emit_audit_event` and `signal`: what is written beside the record, which goes on."""

from __future__ import annotations

from functools import partial

from nexflow_analysis.clauses import clause_of
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.code import HandOn, Run
from nexflow_codegen.ir.functions.process import Function
from nexflow_codegen.ir.graph import Call
from nexflow_codegen.java import class_name, constant_name, string_literal
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.expressions import lower_expression
from nexflow_codegen.lower.functions.text import text_or_null
from nexflow_codegen.lower.json_code import write_field
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.clauses import check_clauses
from nexflow_codegen.lower.process.endpoints import BoundSink, named_endpoint, stream_endpoint
from nexflow_codegen.lower.process.flags import profile_of
from nexflow_codegen.lower.process.stage import scope_of
from nexflow_codegen.lower.process.streams import Notices, Stream
from nexflow_codegen.lower.scope import JavaScope
from nexflow_codegen.lower.texts import Profile, interpolated, shown
from nexflow_codegen.lower.values import JavaValue
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Node, Path, Phrase, Word

AUDIT = "audit"


def lower_audit(job: JobBuilder, entry: Entry, stream: Stream) -> Stream:
    """Lower `emit_audit_event`."""
    node = entry.node
    assert isinstance(node, Phrase)
    check_clauses(job, entry, "`emit_audit_event`", "payload")
    job.start_method()
    scope = scope_of(stream.stage, job.unit, stream.name)
    event = audit_event(job, entry, scope)
    name = node.every(e.Text)[0].value
    uid = job.uid("emit_audit_event", digest=job.hash_of(entry, node))
    return _notice(job, entry, stream, audit_notices(job, entry), event, (f"audit {name}", uid))


def audit_notices(job: JobBuilder, entry: Entry) -> Notices:
    """Return the process's audit events: of the stream `audit`, else of a topic of the process."""
    declared = stream_endpoint(job.context.lookup, AUDIT)
    target = AUDIT if declared is not None else f"{job.settings.name}.{job.process}.audit"
    return notices(job, entry, "AuditEvent", AUDIT, target)


def audit_event(job: JobBuilder, entry: Entry, scope: JavaScope) -> JavaValue:
    """Return the Java of an audit event."""
    node = entry.node
    assert isinstance(node, Phrase)
    profile = partial(profile_of, job, entry)
    event = interpolated(node.every(e.Text)[0].value, scope, profile)
    kind, actor = _actor(node.phrase("audit_actor"), scope, profile)
    payload, fallible = _payload(job, entry, scope, profile)
    cls = job.unit.support("AuditEvent")
    code = f"new {cls}(PROCESS, {event.code}, {kind}, {actor.or_null()}, {payload})"
    fallible |= event.fallible or actor.fallible
    return JavaValue(code, ir.RecordOf(job.context.support_class("AuditEvent")), fallible=fallible)


def _actor(said: Phrase | None, scope: JavaScope, profile: Profile) -> tuple[str, JavaValue]:
    if said is None:
        return "null", JavaValue("null", ir.STRING)
    text, path = said.first(e.Text), said.first(Path)
    if text is not None:
        return '"system"', interpolated(text.value, scope, profile)
    assert path is not None
    expression = path_expression(path)
    value = shown(lower_expression(expression, scope), expression, scope.unit, profile)
    return '"user"', text_or_null(value, scope.unit)  # no actor, where the field is null


def path_expression(path: Path) -> e.Expression:
    """Return a path as an expression."""
    found: e.Expression = e.Name(0, 0, path.names[0].text)
    for word in path.names[1:]:
        found = e.Member(0, 0, found, word, safe=False)
    return found


def _payload(job: JobBuilder, entry: Entry, scope: JavaScope, profile: Profile) -> tuple[str, bool]:
    node = entry.node
    assert isinstance(node, Phrase)
    said: Node | None = node.phrase("audit_payload")
    written = said.first(e.Expression) if isinstance(said, Phrase) else None
    clause = clause_of(entry, "payload")
    if written is None and clause is not None:
        written = next((one for one in clause[1].values if isinstance(one, e.Expression)), None)
    return json_payload(job, written, scope, profile) if written is not None else ("null", False)


def json_payload(
    job: JobBuilder, written: e.Expression, scope: JavaScope, profile: Profile | None = None
) -> tuple[str, bool]:
    """Return the Java of a record or list of fields as JSON bytes, and whether making it can fail.

    profile: where personal data is masked.
    """
    fallible = False
    puts: list[str] = []
    out = job.unit.locals.allot("json")
    for name, expression in payload_fields(written):
        value = shown(lower_expression(expression, scope), expression, job.unit, profile)
        fallible |= value.fallible
        puts.append(f"{write_field(job.unit, name, value, out)};")
    return f"{job.unit.support('Json', 'write')}({out} -> {{ {' '.join(puts)} }})", fallible


def payload_fields(written: e.Expression) -> list[tuple[str, e.Expression]]:
    """Return the fields of `{ key: value }` or of `[field, field]`."""
    if isinstance(written, e.RecordLiteral):
        return [(word.text, value) for word, value in written.entries]
    found: list[tuple[str, e.Expression]] = []
    for element in written.elements if isinstance(written, e.ListLiteral) else ():
        match element:
            case e.Name():
                found.append((element.text, element))
            case e.Member():
                found.append((element.name.text, element))
            case _:
                raise Unsupported("a value without a name in a `payload`; write `{ name: value }`")
    return found


def lower_signal(job: JobBuilder, entry: Entry, stream: Stream) -> Stream:
    """Lower `signal NAME to TARGET`: a message per record that gets here."""
    node = entry.node
    assert isinstance(node, Phrase)
    name, target = node.every(Word)
    found = notices(job, entry, "Signal", "signal", target.text)
    job.start_method()
    cls = job.unit.support("Signal")
    signal = JavaValue(f"new {cls}({string_literal(name.text)}, PROCESS)",
                       ir.RecordOf(job.context.support_class("Signal")))  # fmt: skip
    uid = job.uid("signal", name.text)
    return _notice(job, entry, stream, found, signal, (f"signal {name.text}", uid))


def _notice(
    job: JobBuilder, entry: Entry, stream: Stream, found: Notices, value: JavaValue, words: tuple[str, str]
) -> Stream:  # fmt: skip
    """Put a function on a stream that writes something beside each record."""
    label, uid = words
    own = job.own(stream.stage.cls)
    failure = job.failure(stream.stage, label, "transform_error") if value.fallible else None
    cls = job.nested(class_name(label))
    then = (Run("", f"context.output({found.tag}, notice)"), HandOn("", "in"))
    job.functions.append(
        Function(job.origin(entry), cls.simple, own, own, found.written, "notice", value.code, then, failure=failure)
    )  # fmt: skip
    calls = job.function(stream.stage, cls.simple, uid, label)
    variable = job.chain(entry, "noted", stream.stage, stream.code, *calls)
    if value.fallible:
        job.fails(entry, variable, "transform_error")
    found.streams.append(f"{variable}.getSideOutput({found.tag})")
    return Stream(variable, stream.stage, stream.name)


def notices(job: JobBuilder, entry: Entry, cls: str, kind: str, target: str) -> Notices:
    """Return what goes to a target, to add a stream to it."""
    key = f"{kind} {target}"
    if key not in job.notices:
        written = job.unit.support(cls)
        tag = job.tag(
            key, constant_name(kind if kind == target else key), key, written, f"{written}.TYPE"
        )
        job.notices[key] = Notices(cls, written, kind, target, tag, entry)
    return job.notices[key]


def lower_notices(job: JobBuilder) -> None:
    """Put a sink on what is written beside the records."""
    for found in job.notices.values():
        with job.statement(found.place):
            endpoint = named_endpoint(job.context.lookup, found.target)
            if endpoint.connector != "kafka":
                raise Unsupported(f"`{found.kind}` to {endpoint.connector}; send it to kafka")
            binding = job.bind(f"Sink<{found.written}>", endpoint.name)
            job.bound.append(BoundSink(endpoint, binding, job.context.support_class(found.cls)))
            first, *others = found.streams
            union = (Call("union", tuple(others)),) if others else ()
            job.chain(
                found.place, "", None, first, *union, Call("sinkTo", (f"bindings.{binding}()",)),
                Call("uid", (job.uid(found.kind, endpoint.name),)),
                Call("name", (string_literal(f"{found.kind} {endpoint.name}"),)),
            )  # fmt: skip
