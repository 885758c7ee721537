"""What a rule asks for: each action is a stream of its own, and goes its own way beside the records."""

from __future__ import annotations

from functools import partial

from nexflow_analysis import types as t
from nexflow_analysis.definitions import Definition, RuleDefinition, TableDefinition
from nexflow_analysis.process.asking import asked_of as given_by
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import Collector
from nexflow_codegen.ir.code import Run
from nexflow_codegen.ir.functions.process import Function
from nexflow_codegen.ir.graph import Call
from nexflow_codegen.java import class_name, constant_name, member_name, string_literal
from nexflow_codegen.lower.actions import Action, find_action, read_action
from nexflow_codegen.lower.process.audit import audit_notices, json_payload
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.destinations import send
from nexflow_codegen.lower.process.stage import INPUT, Part, Stage, scope_of
from nexflow_codegen.lower.process.streams import Asked, Stream
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Word

_TIMEOUT = 5_000
_CAPACITY = 100


def asked_of(
    job: JobBuilder, entry: Entry, before: Stage, after: Stage, collectors: tuple[Collector, ...]
) -> tuple[tuple[Asked, ...], list[tuple[str, Stage, Action | str]]]:
    """Return what a step collects; and for each side output the record in it, and an action or a stream."""
    found: list[Asked] = []
    sides: list[tuple[str, Stage, Action | str]] = []
    for one in collectors:
        if not one.action:
            found.append(_sent_on(job, entry, after, one))
            pairs = zip(one.targets, found[-1].targets, strict=True)
            sides += [(tag, after, target) for target, (_text, tag) in pairs]
            continue
        action = _action(job, one.action)
        stage = _stage(job, before, action)
        tag = job.tag(f"action {entry.start} {one.action}", constant_name(f"asked {one.action}"),
                      f"asked {one.action}", job.own(stage.cls), job.information(stage))  # fmt: skip
        element = job.unit.type_name(stage.parts[0].type, nullable=False)
        information = job.unit.information(stage.parts[0].type)
        record = job.own(stage.cls)
        found.append(
            Asked(one.java_type, one.name, element, information, tag, record, stage.origin)
        )
        sides.append((tag, stage, action))
    return tuple(found), sides


def _action(job: JobBuilder, name: str) -> Action:
    definition = find_action(job.context, name)
    assert definition is not None
    return read_action(job.context, definition)


def _stage(job: JobBuilder, before: Stage, action: Action) -> Stage:
    """Make the record of an action that a record asks for: what it is done with, and the origin."""
    name = action.definition.name
    part = Part(member_name(name), ir.RecordOf(action.record))
    part = Part(job.part_names(()).allot(part.name), part.type)
    return job.stage(
        f"{class_name(name)}Asked", (part,), f"What is asked of {name} for a record.", origin=before.origin
    )  # fmt: skip


def _sent_on(job: JobBuilder, entry: Entry, after: Stage, one: Collector) -> Asked:
    targets: list[tuple[str, str]] = []
    for target in one.targets:
        tag = job.tag(f"emit {entry.start} {target}", constant_name(target), target, job.own(after.cls),
                      job.information(after))  # fmt: skip
        targets.append((string_literal(target), tag))
    return Asked(
        one.java_type, one.name, "String", job.unit.information(ir.STRING), targets=tuple(targets)
    )


def work_off(
    job: JobBuilder, entry: Entry, after: Stream, sides: list[tuple[str, Stage, Action | str]]
) -> None:
    """Do what a step asks for. after: the step's own result."""
    for tag, stage, wanted in sides:
        stream = Stream(f"{after.code}.getSideOutput({tag})", stage, after.name)
        if isinstance(wanted, str):
            send(job, entry, Word(0, 0, wanted), stream)
        elif wanted.kind == "emit":
            send(job, entry, wanted.names[0], stream)
        elif wanted.kind == "audit":
            _audit(job, entry, stream, wanted)
        else:
            _call(job, entry, stream, wanted)


def _audit(job: JobBuilder, entry: Entry, stream: Stream, action: Action) -> None:
    """Have an audit event written: of the action's name, with its arguments."""
    name = action.definition.name
    found = audit_notices(job, entry)
    job.start_method()
    names = [e.Name(0, 0, one.name) for one in action.definition.parameters or ()]
    scope = scope_of(stream.stage, job.unit)
    listed, profile = e.ListLiteral(0, 0, tuple(names)), partial(_profile, _given(job, entry, name))
    payload = json_payload(job, listed, scope, profile)[0] if names else "null"
    made = f"new {found.written}(PROCESS, {string_literal(name)}, null, null, {payload})"
    stage = Stage(job.context.support_class(found.cls), (), bare=True)
    calls = job.operator(
        stage, Call("map", (f"{INPUT} -> {made}",)), job.uid("action", name), f"audit {name}"
    )
    found.streams.append(
        job.chain(entry, member_name(f"{name}_audited"), stage, stream.code, *calls)
    )


def _given(job: JobBuilder, entry: Entry, action: str) -> t.Record:
    """Return what a step gives an action, with the marks of personal data."""
    before, name = job.facts(entry).stream_before, getattr(entry.node, "name", None)
    if before is None or not isinstance(name, Word):
        return t.Record("", ())
    lookup = job.context.lookup
    rule = lookup.find(Definition, "rule", name.text)
    if not isinstance(rule, TableDefinition | RuleDefinition):
        return t.Record("", ())
    return given_by(rule, action, before.record, lookup)


def _profile(given: t.Record, argument: e.Expression) -> str:
    field = given.field(argument.text) if isinstance(argument, e.Name) else None
    return field.pii if field is not None else ""


def _call(job: JobBuilder, entry: Entry, stream: Stream, action: Action) -> None:
    """Call a method of the user's own, on a thread of its own; what fails goes the way of a rule's error."""
    name, unit = action.definition.name, job.unit
    owner, method = (word.text for word in action.names)
    cls = unit.use_own(ir.ClassName(job.context.package, owner))
    scope = scope_of(stream.stage, unit)
    values = [scope.find(one.name) for one in action.definition.parameters or ()]
    passed = ", ".join(value.or_null() for value in values if value is not None)
    made = (
        f"new {unit.support('CallAction')}<>({string_literal(name)}, {INPUT} -> {cls}.{method}({passed}), "
        f"{INPUT} -> {stream.stage.origin_code()})"
    )
    failure = Stage(job.context.support_class("CallFailure"), (), bare=True)
    asked = Call(
        "unorderedWait", (stream.code, made, f"{_TIMEOUT}", "TimeUnit.MILLISECONDS", f"{_CAPACITY}")
    )
    label = f"call {name}"
    error = unit.support("RecordError", "of")
    code = f'fail(context::output, {string_literal(label)}, {error}("rule_error", {INPUT}.message()), {INPUT}.origin())'
    failed, own = job.nested(f"{class_name(name)}Failed").simple, job.own(failure.cls)
    job.functions.append(
        Function(job.origin(entry), failed, own, own, "", "", "", (Run("", code),))
    )
    variable = job.chain(
        entry, member_name(f"{name}_failed"), failure, "AsyncDataStream",
        *job.operator(failure, asked, job.uid("action", name), label),
        *job.function(failure, failed, job.uid("action", name, "failed"), f"{label} failed"),
    )  # fmt: skip
    job.fails(entry, variable, "rule_error")


__all__ = ["asked_of", "work_off"]
