"""`route`: each record goes the first way that fits."""

from __future__ import annotations

from nexflow_analysis.definitions import Definition
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.functions.base import Parameter
from nexflow_codegen.java import class_name, member_name, string_literal
from nexflow_codegen.lower.cells import lower_cell, markers_in
from nexflow_codegen.lower.conditions import compare, lower_condition
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.expressions import lower_expression, member
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.destinations import send
from nexflow_codegen.lower.process.marked import with_markers
from nexflow_codegen.lower.process.route_forms import RouteArm, arms_of, picks_later
from nexflow_codegen.lower.process.split import Division, Way, split
from nexflow_codegen.lower.process.stage import scope_of
from nexflow_codegen.lower.process.streams import Stream
from nexflow_codegen.lower.process.together import together
from nexflow_codegen.lower.process.transform import call_function
from nexflow_codegen.lower.scope import JavaScope, variable
from nexflow_codegen.lower.values import JavaTest, JavaValue
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree import rules as r
from nexflow_grammar.tree.nodes import Path, Phrase

#: Steps that leave the record as it is, so that it may go on past them.
_LEAVES_RECORD = (p.Emit, p.Persist)
_TAKEN = ("in", "context", "out", "error", "result")
_LONGEST_LABEL = 60


def lower_route(job: JobBuilder, entry: Entry, stream: Stream) -> Stream | None:
    """Lower a `route` in any form; return what its arms let through."""
    arms = arms_of(job, entry)
    stream = with_markers(job, entry, stream, markers_in(arm.condition for arm in arms))
    job.start_method()
    scope = scope_of(stream.stage, job.unit, stream.name)
    said, known = _subject(job, entry, stream, scope)
    after = lower_arms(job, entry, stream, arms, said, known)
    return stream if picks_later(entry) else after


def lower_arms(
    job: JobBuilder, entry: Entry, stream: Stream, arms: list[RouteArm], said: Division,
    known: JavaValue | None = None,
) -> Stream | None:  # fmt: skip
    """Divide a stream among arms; return what they let through. known: what their cells are about."""
    from nexflow_codegen.lower.process.steps import lower_steps  # noqa: PLC0415 - arms hold steps

    if known is None:
        job.start_method()
    scope = scope_of(stream.stage, job.unit, stream.name)
    ways = [_way(arm, _test(arm, known, scope)) for arm in arms]
    if job.answers is not None:
        _answer(entry, arms, ways)
    name = split(job, entry, stream, ways, said)
    ends = [Stream(name, stream.stage, stream.name)] if any(way.main for way in ways) else []
    answers = job.answers
    for arm, way in zip(arms, ways, strict=True):
        if not way.aside:
            continue
        side = way.side(name, stream)
        if answers is not None and not arm.goes_on:
            answers.append(side)
        if arm.target is not None:
            with job.statement(arm.head):
                send(job, arm.head, arm.target, side)
        job.answers = answers if arm.goes_on and not way.main else None
        end = lower_steps(job, tuple(arm.steps), side, apart=arm.picked)
        if arm.goes_on and not way.main and end is not None:
            ends.append(end)
    job.answers = answers
    return together(job, entry, ends, entry.rule, stream.name)


def _answer(entry: Entry, arms: list[RouteArm], ways: list[Way]) -> None:
    """Have the records that end here be told from those that are still on their way."""
    if ways[-1].test is not None:
        arms.append(RouteArm(entry, None))
        ways.append(Way(entry, None, "dropped"))
    for arm, way in zip(arms, ways, strict=True):
        way.aside |= not arm.goes_on


def _way(arm: RouteArm, test: JavaTest | None) -> Way:
    aside = bool(arm.steps) or arm.target is not None
    stays = all(isinstance(step.node, _LEAVES_RECORD) for step in arm.steps)
    return Way(arm.head, test, arm.called, aside, arm.goes_on and stays)


def _test(arm: RouteArm, known: JavaValue | None, scope: JavaScope) -> JavaTest | None:
    condition = arm.condition
    if condition is None:
        return None
    if isinstance(condition, r.MarkerCell | r.AnyCell):
        return lower_cell(condition, JavaValue("null", ir.NULL), scope)
    if isinstance(condition, r.Cell) and known is not None:
        return lower_cell(condition, known, scope)
    if isinstance(condition, r.ExpressionCell):
        condition = condition.value
    if isinstance(condition, e.Expression) and not isinstance(condition, e.Text):
        return lower_condition(condition, scope)
    if isinstance(condition, e.Text) and known is not None:
        literal = JavaValue(string_literal(condition.value), ir.STRING, text=condition.value)
        return compare("==", known, literal, scope.unit)
    raise Unsupported("this condition of a route; write a comparison")


def _subject(
    job: JobBuilder, entry: Entry, stream: Stream, scope: JavaScope
) -> tuple[Division, JavaValue | None]:
    """Return what the route is called, and the value that its arms are about; None for none."""
    node = entry.node
    if isinstance(node, p.RouteBy):
        text = job.text_of(entry, node.value)
        own = [text] if _is_path(node.value) else []
        uid = job.uid("route", *own, digest="" if own else job.hash_of(entry, node.value))
        value, wanted = lower_expression(node.value, scope), _local(node.value)
        return _known(job, value, wanted, f"route by {text}", f"RouteBy{class_name(wanted)}", uid)
    assert isinstance(node, Phrase)
    path = node.first(Path)
    if node.rule == "route_using" and path is not None:
        uid = job.uid("route", path.text)
        value, kind = _using(job, path, stream, scope)
        wanted = _free(member_name(path.names[-1].text))
        label, cls = f"route using {path.text}", f"RouteUsing{class_name(path.text)}"
        return _known(job, value, wanted, label, cls, uid, kind)
    condition = node.first(e.Expression)
    label = f"route when {job.text_of(entry, condition)}" if condition is not None else "route"
    label = label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1]}…"
    whole = job.place.segment.text[entry.start : entry.end]
    uid = job.uid("route", digest=job.hash_text(whole))
    return Division(label, "RouteWhen", uid), None


def _known(
    job: JobBuilder, value: JavaValue, wanted: str, label: str, cls: str, uid: str,
    kind: str = "transform_error",
) -> tuple[Division, JavaValue]:  # fmt: skip
    local = job.unit.locals.allot(wanted)
    java_type = job.unit.type_name(value.type, nullable=value.nullable)
    subject = Parameter(java_type, local, value.or_null())
    said = Division(label, cls, uid, subject=subject, fallible=value.fallible, kind=kind)
    return said, variable(local, value.type, nullable=value.nullable)


def _using(job: JobBuilder, path: Path, stream: Stream, scope: JavaScope) -> tuple[JavaValue, str]:
    """Return what `route using` is about: the first result of a rule, else a field."""
    name = path.names[0].text
    rule = job.context.lookup.find(Definition, "rule", name) if len(path.names) == 1 else None
    if rule is None:
        field: e.Expression = e.Name(0, 0, name)
        for word in path.names[1:]:
            field = e.Member(0, 0, field, word, safe=False)
        return lower_expression(field, scope), "transform_error"
    function = job.definitions.rule(rule.name, stream.stage.fields(job.context)).function
    if function.blocks:
        raise Unsupported(f"`{rule.name}`, which asks outside, in a route; `evaluate` it before")
    result = call_function(function, stream.stage, job.unit)
    assert isinstance(result.type, ir.RecordOf)
    first = job.context.shape(result.type.cls).fields[0]
    return member(result, first.wire, job.unit), "rule_error"


def _local(value: e.Expression) -> str:
    match value:
        case e.Name():
            return _free(member_name(value.text))
        case e.Member():
            return _free(member_name(value.name.text))
        case _:
            return "value"


def _free(name: str) -> str:
    return f"{name}Value" if name in _TAKEN else name


def _is_path(value: e.Expression) -> bool:
    return isinstance(value, e.Name) or (isinstance(value, e.Member) and _is_path(value.target))
