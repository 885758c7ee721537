"""`evaluate using`: what a table or a rule decides becomes fields of the record."""

from __future__ import annotations

from nexflow_analysis.clauses import word_of
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.functions.base import Parameter
from nexflow_codegen.java import class_name, member_name
from nexflow_codegen.lower.cells import marker_of
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.process.acting import asked_of, work_off
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.clauses import check_clauses
from nexflow_codegen.lower.process.handlers import handled
from nexflow_codegen.lower.process.marked import with_markers
from nexflow_codegen.lower.process.stage import Part, Stage, scope_of
from nexflow_codegen.lower.process.streams import Step, Stream
from nexflow_codegen.lower.process.transform import call_function, given_values, put_step
from nexflow_codegen.lower.values import JavaValue
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import process as p


def lower_evaluate(job: JobBuilder, entry: Entry, stream: Stream) -> Stream | None:
    """Lower `evaluate using NAME`, with or without `output NAME`."""
    node = entry.node
    assert isinstance(node, p.Evaluate)
    name = node.name.text
    check_clauses(
        job, entry, "`evaluate using`", "output", "schema", "params", "clause_block", "handler"
    )
    function = job.definitions.rule(name, stream.stage.fields(job.context)).function
    names = [word for one in function.parameters if (word := marker_of(one.wire))]
    stream = with_markers(job, entry, stream, names)
    job.start_method()
    given = given_values(entry, scope_of(stream.stage, job.unit, stream.name), "params")
    with job.unit.acting():
        value = call_function(function, stream.stage, job.unit, given)
        collectors = job.unit.collectors
    output = word_of(entry, "output") or word_of(entry, "schema")
    if output is not None and job.context.lookup.schema(output[1].text) is not None:
        raise Unsupported(
            f"`as {output[1].text}` of an `evaluate`; name the field by `output NAME`"
        )
    label = f"evaluate {name}"
    after = _after(job, entry, stream, value, output[1].text if output is not None else "")
    asked, sides = asked_of(job, entry, stream.stage, after, collectors)
    result_type = job.unit.type_name(value.type, nullable=False)
    step = Step(
        after, [*job.carried(stream.stage), value.or_null()], f"Evaluate{class_name(name)}",
        f"after{class_name(name)}", job.uid("evaluate", name), label, ("rule_error",), value.fallible,
        Parameter(result_type, "result", value.or_null()), asked=asked, made=job.unit.locals.allot("made"),
    )  # fmt: skip
    if after is stream.stage and step.plain:  # neither a result nor anything to do
        return handled(job, entry, stream, stream, None)
    done = put_step(job, entry, stream, step, function)
    work_off(job, entry, done, sides)
    return handled(job, entry, done, stream, None)


def _after(job: JobBuilder, entry: Entry, stream: Stream, value: JavaValue, output: str) -> Stage:
    """Return the record with the results, or with one field that holds them; a rule may have none."""
    node = entry.node
    assert isinstance(node, p.Evaluate)
    assert isinstance(value.type, ir.RecordOf)
    if not output and not job.context.shape(value.type.cls).fields:
        return stream.stage
    name, parts = node.name.text, stream.stage.parts
    part = Part(job.part_names(parts).allot(member_name(output or name)), value.type, field=output)
    return job.stage(
        f"After{class_name(name)}", (*parts, part), f"The record after evaluate {name}.",
        origin=job.keeps_origin(entry, stream.stage),
    )  # fmt: skip
