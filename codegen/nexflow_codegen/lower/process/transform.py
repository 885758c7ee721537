"""`transform using`, and fields that are set in place: `transform … end`, `set`, `let`."""

from __future__ import annotations

from dataclasses import replace

from nexflow_analysis.clauses import clause_of, parts_of, word_of
from nexflow_analysis.definitions import TransformDefinition
from nexflow_analysis.names import normal
from nexflow_analysis.process.expressions import bindings
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import FunctionClass
from nexflow_codegen.ir.functions.base import Parameter
from nexflow_codegen.java import class_name, member_name
from nexflow_codegen.lower.applying import argument
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.convert import convert
from nexflow_codegen.lower.expressions import lower_expression
from nexflow_codegen.lower.own_calls import invoke
from nexflow_codegen.lower.process.asking import ASKED
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.clauses import check_clauses
from nexflow_codegen.lower.process.draft import Draft, draft_step, free_name
from nexflow_codegen.lower.process.handlers import handled, letters_to, on_failure
from nexflow_codegen.lower.process.stage import INPUT, Part, Stage, record_value, scope_of
from nexflow_codegen.lower.process.streams import Failed, Step, Stream
from nexflow_codegen.lower.scope import JavaScope
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import JavaValue
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree import types as n
from nexflow_grammar.tree.nodes import Phrase, Word

#: The parts of a `lookup` option that says no more than a name.
_BARE = ("lookup", "name")


def lower_transform_step(job: JobBuilder, entry: Entry, stream: Stream) -> Stream | None:
    """Lower `transform using NAME`, or a named block of assignments."""
    node = entry.node
    assert isinstance(node, p.Transform)
    if any(isinstance(child.node, n.Assignment) for child in entry.children):
        return lower_assignments(job, entry, stream)
    name = node.name.text
    known = ("params", "input", "clause_block", "schema", "handler")
    check_clauses(job, entry, "`transform using`", *known, *_said_of_lookups(job, entry))
    fields = stream.stage.fields(job.context)
    function = job.definitions.transform(name, fields).function
    job.start_method()
    given = given_values(entry, scope_of(stream.stage, job.unit, stream.name), "params", "input")
    value = call_function(function, stream.stage, job.unit, given)
    _check_type(job, entry, value)
    assert isinstance(value.type, ir.RecordOf)
    part = Part(_part_name(function), value.type)
    kept: tuple[Part, ...] = ()
    if function.extends:
        made = {normal(one.wire) for one in job.context.shape(value.type.cls).fields}
        kept = stream.stage.without(made)
        part = replace(part, name=job.part_names(kept).allot(part.name))
    names = {one.name for one in kept}
    carried = [stream.stage.part_code(one) for one in stream.stage.parts if one.name in names]
    label = f"transform {name}"
    after = job.stage(
        f"After{class_name(name)}", (*kept, part), f"The record after {label}.",
        origin=job.keeps_origin(entry, stream.stage),
    )  # fmt: skip
    if function.result_nullable and job.answers is not None:
        raise Unsupported(
            "a transform that leaves records out, in a branch of a `parallel`; `filter` before it"
        )
    failed = _failed(job, entry, stream, label, function)
    step = Step(
        after, [*carried, value.or_null()], f"Transform{class_name(name)}", f"after{class_name(name)}",
        job.uid("transform", name), label, ("transform_error", "validation_error"), value.fallible,
        Parameter(job.unit.type_name(value.type, nullable=True), part.name, value.or_null()),
        skips=function.result_nullable, failed=failed,
    )  # fmt: skip
    after_step = put_step(job, entry, stream, step, function)
    return handled(job, entry, after_step, stream, failed)


def _said_of_lookups(job: JobBuilder, entry: Entry) -> tuple[str, ...]:
    """Return `lookup` where a step says of a source only that its transform asks it."""
    assert isinstance(entry.node, p.Transform)
    called = job.context.lookup.find(TransformDefinition, "transform", entry.node.name.text)
    said = [part for _place, part in parts_of(entry) if isinstance(part, p.Clause)]
    lookups = [one.values for one in said if one.key == "lookup"]
    bare = called is not None and all(
        len(values) == len(_BARE)
        and isinstance(values[-1], Word)
        and normal(values[-1].text) in called.lookups
        for values in lookups
    )
    return ("lookup",) if lookups and bare else ()


def _failed(
    job: JobBuilder, entry: Entry, stream: Stream, label: str, function: FunctionClass
) -> Failed | None:
    """Return what becomes of records that a transform rejects; None where `on error` says it."""
    if not function.fallible and not function.blocks:
        return None
    record = ASKED if function.blocks else INPUT
    failed = on_failure(job, entry, stream, label, record)
    if not function.target:
        return failed
    if failed is not None:
        raise Unsupported(
            f"`on_failure` of a transform whose `on_error` says `emit_to: {function.target}`; write one of them"
        )
    return letters_to(job, stream, label, function.target, record)


def put_step(
    job: JobBuilder, entry: Entry, stream: Stream, step: Step, function: FunctionClass
) -> Stream:
    """Put a step on a stream that calls a function; one that asks outside gets threads of its own."""
    if not function.blocks:
        return job.step(entry, stream, step)
    from nexflow_codegen.lower.process.waiting import lower_waiting_step  # noqa: PLC0415

    assert isinstance(function.result_type, ir.RecordOf)
    services = tuple(
        replace(one, name=job.unit.service(one.lookup, one.name.removesuffix("Service")))
        for one in function.services
    )
    return lower_waiting_step(job, entry, stream, step, function.result_type, services)


def _check_type(job: JobBuilder, entry: Entry, value: JavaValue) -> None:
    """Refuse an `as S` that gives the result another type than the transform does."""
    written = word_of(entry, "schema")
    if written is None:
        return
    name = written[1].text
    if value.type != ir.RecordOf(job.context.class_of("schema", name)):
        raise Unsupported(
            f"`as {name}` of a transform with another result; make `{name}` its output"
        )


def given_values(entry: Entry, scope: JavaScope, *keys: str) -> dict[str, JavaValue]:
    """Return what `params: { … }` and the like give, by the parameters' normal names."""
    found: dict[str, JavaValue] = {}
    for key in keys:
        for _place, _node, value, name in bindings(entry, key):
            found[normal(name)] = lower_expression(value, scope)
        clause = clause_of(entry, key)
        listed = (
            next((one for one in clause[1].values if isinstance(one, e.ListLiteral)), None)
            if clause
            else None
        )
        for element in listed.elements if listed is not None else ():
            if not isinstance(element, e.Name | e.Member):
                raise Unsupported(
                    "a value without a name in `input`; write `input: { name: value }`"
                )
            name = element.text if isinstance(element, e.Name) else element.name.text
            found[normal(name)] = lower_expression(element, scope)
    return found


def _part_name(function: FunctionClass) -> str:
    assert isinstance(function.result_type, ir.RecordOf)
    cls = function.result_type.cls
    return free_name(member_name(cls.outer.name))


def call_function(
    function: FunctionClass, stage: Stage, unit: Unit, given: dict[str, JavaValue] | None = None
) -> JavaValue:
    """Return the call of a transform, a table or a rule with a record's fields.

    given: what a step says of its parameters, by their normal names.
    """
    if not isinstance(function.result_type, ir.RecordOf):
        raise Unsupported(f"a step of `{function.cls.name}`, whose result is no single record")
    fields = stage.fields(unit.context)
    if given:
        kept = {name: value for name, value in fields.items() if normal(name) not in given}
        fields = {**kept, **given}
    arguments: list[JavaValue] = []
    for one in function.parameters:
        whole = None
        if function.takes_record and isinstance(one.type, ir.RecordOf) and not one.is_parameter:
            whole = record_value(stage, one.type.cls, unit)
        arguments.append(argument(one, function, fields, whole, unit))
    made = invoke(function, arguments, unit)
    return JavaValue(made.whole or made.code, made.type, fallible=made.fallible)


def lower_assignments(job: JobBuilder, entry: Entry, stream: Stream) -> Stream:
    """Lower a block of assignments, a `set` or a `let`: each field becomes a part of its own."""
    job.start_method()
    draft = Draft.of(job, stream)
    draft_assignments(draft, entry)
    return _assignment_step(job, entry, stream, draft)


def draft_assignments(draft: Draft, entry: Entry) -> None:
    """Set the fields of a block of assignments, a `set` or a `let`."""
    assigned = _assigned(entry)
    if not assigned:
        raise Unsupported("a `transform` without assignments; add `field = value` lines")
    own = [child.rule for child in entry.children if isinstance(child.node, n.Assignment)]
    check_clauses(draft.job, entry, "a `transform`", *own)
    for place, word, node in assigned:
        value = lower_expression(node.value, draft.scope)
        value = convert(value, value.type, draft.job.unit, nullable=value.nullable, name=word.text)
        if ir.kind_of(value.type) is ir.Kind.NULL:
            raise Unsupported(f"null as the value of `{word.text}`; give it a value of some type")
        origin = draft.job.place.origin(place.start)
        draft.assign(origin, word.text, value, named=isinstance(node, n.Let))


def _assigned(entry: Entry) -> list[tuple[Entry, Word, n.Assignment | n.Let]]:
    """Return the assignments of a statement, each with its entry."""
    found: list[tuple[Entry, Word, n.Assignment | n.Let]] = []
    for place in (entry, *entry.children):
        node = place.node
        if isinstance(node, n.Let):
            found.append((place, node.name, node))
        elif isinstance(node, n.Assignment):
            if len(node.target.names) > 1:
                raise Unsupported(f"`{node.target.text} = …`; set a whole field of the record")
            found.append((place, node.target.names[0], node))
    return found


def _assignment_step(job: JobBuilder, entry: Entry, stream: Stream, draft: Draft) -> Stream:
    parts = draft.parts
    name = _step_name(entry, parts)
    named = bool(name)
    name = name or parts[-1].field
    verb = {n.Let: "let", n.Assignment: "set"}.get(type(entry.node), "transform")
    own_name = [name] if named or verb != "transform" else []
    digest = "" if own_name else job.hash_text(job.place.segment.text[entry.start : entry.end])
    uid = job.uid(verb, *own_name, digest=digest)
    label = f"{verb} {name}"
    origin = job.keeps_origin(entry, stream.stage)
    after = job.stage(f"With{class_name(name)}", parts, f"The record after {label}.", origin=origin)
    step = Step(
        after, draft.codes, f"{verb.capitalize()}{class_name(name)}", f"with{class_name(name)}", uid, label,
        ("transform_error",), fallible=draft.fallible,
    )  # fmt: skip
    return draft_step(job, entry, stream, draft, step)


def _step_name(entry: Entry, parts: tuple[Part, ...]) -> str:
    if isinstance(entry.node, p.Transform):
        return entry.node.name.text
    if isinstance(entry.node, Phrase):
        word = entry.node.first(Word)
        return word.text if word is not None else ""
    return parts[-1].field
