"""`route by`: each record goes the first way that fits; every way but the main one is a side output."""

from __future__ import annotations

from dataclasses import dataclass, field

from nexflow_analysis.names import normal
from nexflow_codegen.ir.code import Arm, Branch, Return, Run, Statement
from nexflow_codegen.ir.functions.process import Function
from nexflow_codegen.java import class_name, constant_name, member_name
from nexflow_codegen.lower.conditions import lower_cell
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.expressions import lower_expression
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.clauses import not_generated
from nexflow_codegen.lower.process.emit import sink
from nexflow_codegen.lower.process.endpoints import target_endpoint
from nexflow_codegen.lower.process.stage import scope_of
from nexflow_codegen.lower.process.streams import Stream
from nexflow_codegen.lower.scope import variable
from nexflow_codegen.lower.values import TRUE, JavaTest
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree import rules as r
from nexflow_grammar.tree.nodes import Phrase, Word


@dataclass
class _Way:
    """An arm. head: its entry; steps: what stands below it; goes_on: whether it is the main way."""

    head: Entry
    condition: r.Cell | None
    destination: Word | e.Text | None = None
    steps: list[Entry] = field(default_factory=list)
    goes_on: bool = False
    tag: str = ""


def lower_route_by(job: JobBuilder, entry: Entry, stream: Stream) -> Stream | None:
    """Lower a `route by` with the steps of its arms; return what `otherwise continue` lets through."""
    from nexflow_codegen.lower.process.steps import lower_steps  # noqa: PLC0415 - arms hold steps

    node = entry.node
    assert isinstance(node, p.RouteBy)
    ways = _ways(job, entry)
    name = job.text_of(entry, node.value)
    label = f"route by {name}"
    variable_name = _function(job, entry, stream, ways, label)
    for way in ways:
        if way.tag:
            side = Stream(f"{variable_name}.getSideOutput({way.tag})", stream.stage, stream.name)
            if way.destination is not None:
                _destination(job, way, side)
            lower_steps(job, tuple(way.steps), side)
    goes_on = any(way.goes_on for way in ways)
    return Stream(variable_name, stream.stage, stream.name) if goes_on else None


def _ways(job: JobBuilder, entry: Entry) -> list[_Way]:
    ways: list[_Way] = []
    for child in entry.children:
        node = child.node
        match node:
            case p.Arm():
                if not isinstance(node.condition, r.Cell):
                    raise Unsupported("this condition of a route; write a comparison")
                ways.append(_Way(child, node.condition, node.destination))
            case p.Otherwise():
                ways.append(_Way(child, None))
            case p.Terminal() if ways and node.kind == "continue":
                ways[-1].goes_on = True
                if not all(isinstance(step.node, p.Emit | p.Persist) for step in ways[-1].steps):
                    not_generated(
                        job,
                        child,
                        node,
                        "`continue` after steps of an arm; move them below the route",
                    )
            case p.Terminal() if ways:
                pass  # the record ends here
            case Phrase(rule="arm_target") if ways:
                ways[-1].destination = next(
                    (part for part in node.parts if isinstance(part, Word | e.Text)), None
                )
            case _ if ways:
                ways[-1].steps.append(child)
            case _:
                words = " ".join(job.text_of(child, node).split(" ")[:2])
                not_generated(
                    job, child, node, f"`{words}` in a route before its arms; move it above"
                )
    return ways


def _function(job: JobBuilder, entry: Entry, stream: Stream, ways: list[_Way], label: str) -> str:
    node = entry.node
    assert isinstance(node, p.RouteBy)
    job.start_method()
    scope = scope_of(stream.stage, job.unit, stream.name)
    value = lower_expression(node.value, scope)
    local = job.unit.locals.allot(_local(node.value))
    known = variable(local, value.type, nullable=value.nullable)
    arms: list[Arm] = []
    otherwise: tuple[Statement, ...] | None = None
    for way in ways:
        test = TRUE if way.condition is None else lower_cell(way.condition, known, scope)
        _check(test)
        body = _body(job, stream, way)
        if way.condition is None:
            otherwise = body if way.goes_on or way.tag else None
        else:
            arms.append(Arm(test.code, body))
    cls = job.nested(f"RouteBy{class_name(_local(node.value))}")
    own = job.own(stream.stage.cls)
    failure = job.failure(stream.stage, label, "transform_error") if value.fallible else None
    then = (Branch("", tuple(arms), otherwise),) if arms else otherwise or ()
    job.functions.append(
        Function(
            job.origin(entry), cls.simple, own, own,
            job.unit.type_name(value.type, nullable=value.nullable), local, value.or_null(), then,
            failure=failure,
        )
    )  # fmt: skip
    own_name = [job.text_of(entry, node.value)] if _is_path(node.value) else []
    uid = job.uid("route", *own_name, digest="" if own_name else job.hash_of(entry, node.value))
    name = job.chain(
        entry,
        "routed",
        stream.stage,
        stream.code,
        *job.function(stream.stage, cls.simple, uid, label),
    )
    if value.fallible:
        job.fails(entry, name, "transform_error")
    return name


def _check(test: JavaTest) -> None:
    if test.fallible:
        raise Unsupported(
            "a condition of a route that can fail; compute it by `set` before the route"
        )


def _body(job: JobBuilder, stream: Stream, way: _Way) -> tuple[Statement, ...]:
    """Return where a record goes that takes a way: to the way's own steps, and on; else it ends."""
    body: list[Statement] = []
    if way.steps or way.destination is not None:
        body.append(Run("", _output(job, stream, way)))
    if way.goes_on:
        body.append(Run("", "out.collect(in)"))
    return tuple(body) if body else (Return("", ""),)


def _output(job: JobBuilder, stream: Stream, way: _Way) -> str:
    wanted = _tag_name(way)
    own = job.own(stream.stage.cls)
    key = f"route {way.head.start}"
    way.tag = job.tag(key, constant_name(wanted), wanted, own, job.information(stream.stage))
    return f"context.output({way.tag}, in)"


def _tag_name(way: _Way) -> str:
    """Return what an arm's records are for."""
    target = way.destination
    for step in way.steps:
        if target is None and isinstance(step.node, p.Emit | p.Persist):
            found = step.node.target
            target = found if isinstance(found, Word | e.Text) else None
    if target is None:
        return "otherwise" if way.condition is None else "arm"
    return target.text if isinstance(target, Word) else target.value


def _destination(job: JobBuilder, way: _Way, side: Stream) -> None:
    """Send an arm's records on: as a later `emit to` of the same name says, else to that stream."""
    from nexflow_codegen.lower.process.steps import lower_step  # noqa: PLC0415 - arms hold steps

    assert way.destination is not None
    name = way.destination.text if isinstance(way.destination, Word) else way.destination.value
    configured = job.emits.get(normal(name))
    if configured is not None:
        lower_step(job, configured, side)
        return
    with job.statement(way.head):
        endpoint = target_endpoint(job.context.lookup, way.destination)
        sink(job, way.head, side, endpoint, "emit", endpoint.schema)


def _local(value: e.Expression) -> str:
    match value:
        case e.Name():
            name = member_name(value.text)
        case e.Member():
            name = member_name(value.name.text)
        case _:
            name = "value"
    return f"{name}Value" if name in ("in", "context", "out", "error", "result") else name


def _is_path(value: e.Expression) -> bool:
    return isinstance(value, e.Name) or (isinstance(value, e.Member) and _is_path(value.target))
