"""`on commit emit completion to`: what is told of each record when it has been written for good."""

from __future__ import annotations

from nexflow_analysis.names import normal
from nexflow_analysis.process.combining import paths_in
from nexflow_codegen.ir.graph import Call
from nexflow_codegen.java import class_name, member_name, string_literal
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.draft import free_name
from nexflow_codegen.lower.process.emit import as_schema, sink
from nexflow_codegen.lower.process.endpoints import target_endpoint
from nexflow_codegen.lower.process.stage import Part
from nexflow_codegen.lower.process.streams import Step, Stream
from nexflow_codegen.lower.process.together import together
from nexflow_codegen.lower.scope import find_field
from nexflow_codegen.lower.values import any_fallible
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Path, Phrase, Word


def lower_commits(job: JobBuilder, head: Entry) -> None:
    """Lower every `on commit` of a process, once all that it writes is known."""
    for entry in head.every("on_commit"):
        with job.statement(entry):
            _commit(job, entry)


def _commit(job: JobBuilder, entry: Entry) -> None:
    node = entry.node
    assert isinstance(node, Phrase)
    if node.has("failure"):
        raise Unsupported(
            "`on commit failure`: Flink repeats a commit that fails, and goes back to the last checkpoint where it "
            "cannot, so there is no record of which it has failed for good; `on error` tells of those that cannot "
            "be written"
        )
    target, schema = _target(node)
    endpoint = target_endpoint(job.context.lookup, target)
    paths = [node.first(Path), *paths_in(node)]
    names = list(dict.fromkeys(path.text for path in paths if path is not None))
    if not names:
        raise Unsupported("a completion that says nothing of its record; add `correlation FIELD`")
    written = job.committed
    if len({stream.stage.cls for stream in written}) == 1:
        written = [
            one for one in (together(job, entry, written, "commit", "all"),) if one is not None
        ]
    told = [_told(job, entry, stream, names) for stream in written]
    stream = together(job, entry, told, "commit", endpoint.name)
    if stream is None:
        raise Unsupported("`on commit` of a process that writes nothing; add an `emit to`")
    information = job.information(stream.stage)
    made = f"new {job.unit.support('AfterCommit')}<>({information})"
    label = f"after commit {endpoint.name}"
    calls = (
        Call("transform", (string_literal(label), information, made)),
        Call("uid", (job.uid("on_commit", endpoint.name),)),
    )
    stream = Stream(
        job.chain(entry, "committed", stream.stage, stream.code, *calls), stream.stage, stream.name
    )
    name = schema or endpoint.schema
    if name:
        stream = as_schema(job, entry, stream, name, ("completion", endpoint.name))
    sink(job, entry, stream, endpoint, "completion", name, tuple(names[:1]))


def _target(node: Phrase) -> tuple[Word | e.Text | e.Placeholder, str]:
    """Return where completions go, and the schema that they are written in, "" for none."""
    found = [part for part in node.parts if isinstance(part, Word | e.Text | e.Placeholder)]
    schema = found[-1] if node.has("schema") else None
    return found[0], schema.text if isinstance(schema, Word) else ""


def _told(job: JobBuilder, entry: Entry, stream: Stream, names: list[str]) -> Stream:
    """Keep of a record what its completion tells."""
    job.start_method()
    fields = stream.stage.fields(job.context)
    values = [(name, value) for name in names if (value := find_field(fields, name)) is not None]
    if not values:
        raise Unsupported(
            f"a completion of records without `{names[0]}`; set it above their `emit to`"
        )
    parts: tuple[Part, ...] = ()
    for name, value in values:
        component = job.part_names(parts).allot(free_name(member_name(name)))
        parts = (*parts, Part(component, value.type, value.nullable, name))
    label = f"completion of {stream.name or 'records'}"
    after = job.stage(
        "Completed", parts, "What is told of a record that has been written.", origin=False
    )
    step = Step(
        after, [value.or_null() for _name, value in values], f"Complete{class_name(stream.name)}", "completed",
        job.uid("on_commit", normal(stream.name), "completion"), label, ("transform_error",),
        any_fallible(value for _name, value in values),
    )  # fmt: skip
    return job.step(entry, stream, step)
