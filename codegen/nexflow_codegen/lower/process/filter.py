"""`filter`: only records for which the condition is true go on."""

from __future__ import annotations

from nexflow_codegen.ir.code import Arm, Branch, HandOn
from nexflow_codegen.ir.functions.process import Function
from nexflow_codegen.ir.graph import Call
from nexflow_codegen.lower.conditions import lower_condition
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.split import Division, Way, split
from nexflow_codegen.lower.process.stage import scope_of
from nexflow_codegen.lower.process.streams import Stream
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import process as p

_LONGEST_LABEL = 60


def lower_filter(job: JobBuilder, entry: Entry, stream: Stream) -> Stream:
    """Lower a `filter` that is a step of its own."""
    node = entry.node
    assert isinstance(node, p.Filter)
    text = job.text_of(entry, node.condition)
    label = f"filter {text}"
    label = label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1]}…"
    uid = job.uid("filter", digest=job.hash_of(entry, node.condition))
    return filter_stream(job, entry, stream, node.condition, uid, label, entry)


def filter_stream(
    job: JobBuilder, place: Entry, stream: Stream, condition: e.Expression, uid: str, label: str,
    statement: Entry,
) -> Stream:  # fmt: skip
    """Let only some records of a stream pass. place: the entry that the condition stands in."""
    job.start_method()
    test = lower_condition(condition, scope_of(stream.stage, job.unit, stream.name))
    if job.answers is not None:  # a `parallel` must hear of what is left out
        ways = [
            Way(statement, test, "passes", main=True),
            Way(statement, None, "filtered", aside=True),
        ]
        name = split(job, place, stream, ways, Division(label, "Filter", uid, variable="filtered"))
        job.answers.append(ways[1].side(name, stream))
        return Stream(name, stream.stage, stream.name)
    own = job.own(stream.stage.cls)
    if not test.fallible:
        passes = (Branch("", (Arm(test.code, (HandOn("", "in"),)),), None),)
        function = Function(job.origin(place), "Filter", own, own, "", "", "", passes)
        call = Call("filter", (f"in -> {test.code}",), function)
        calls = (call, *job.operator(stream.stage, call, uid, label)[2:])
        return Stream(
            job.chain(place, "filtered", stream.stage, stream.code, *calls),
            stream.stage,
            stream.name,
        )
    cls = job.nested("Filter")
    then = (Branch("", (Arm("passes", (HandOn("", "in"),)),), None),)
    job.functions.append(
        Function(
            job.origin(place), cls.simple, own, own, "boolean", "passes", test.code, then,
            failure=job.failure(stream.stage, label, "transform_error"),
        )
    )  # fmt: skip
    name = job.chain(
        place,
        "filtered",
        stream.stage,
        stream.code,
        *job.function(stream.stage, cls.simple, uid, label),
    )
    job.fails(statement, name, "transform_error")
    return Stream(name, stream.stage, stream.name)
