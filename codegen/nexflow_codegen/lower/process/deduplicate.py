"""`deduplicate by`: the first record of each key goes on, those that follow it are counted or go aside."""

from __future__ import annotations

from nexflow_analysis.process.combining import paths_in
from nexflow_codegen.ir.graph import Call
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.durations import duration_code, millis
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.clauses import check_clauses
from nexflow_codegen.lower.process.keys import key_by, without_null_keys
from nexflow_codegen.lower.process.streams import Stream
from nexflow_codegen.lower.process.time import event_time
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Phrase


def lower_deduplicate(job: JobBuilder, entry: Entry, stream: Stream) -> Stream:
    """Lower a `deduplicate by`, and what becomes of duplicates."""
    from nexflow_codegen.lower.process.steps import lower_steps  # noqa: PLC0415 - one of its steps

    node = entry.node
    assert isinstance(node, Phrase)
    check_clauses(job, entry, "`deduplicate by`", "handler")
    stream, keys = without_null_keys(job, entry, stream, paths_in(node), "deduplicate")
    span = next((part for part in node.parts if isinstance(part, e.Duration | e.Placeholder)), None)
    window = duration_code(millis(span), job.unit) if span is not None else "null"
    handlers = [child for child in entry.every("handler") if child.children]
    tag = "null"
    if handlers:
        own = job.own(stream.stage.cls)
        key = f"duplicates {entry.start}"
        tag = job.tag(key, "DUPLICATES", "duplicates", own, job.information(stream.stage))
    timed = "true" if event_time(job, entry) else "false"
    names = [key.name for key in keys]
    function = f"new {job.unit.support('Deduplicate')}<>({window}, {timed}, {tag})"
    variable = job.chain(
        entry, "unique", stream.stage, stream.code, key_by(job, keys),
        Call("process", (function, job.information(stream.stage))),
        Call("uid", (job.uid_of(entry, "deduplicate", *names),)),
        Call("name", (string_literal(f"deduplicate by {', '.join(names)}"),)),
    )  # fmt: skip
    for handler in handlers:
        side = Stream(f"{variable}.getSideOutput({tag})", stream.stage, stream.name)
        lower_steps(job, handler.children, side)
    return Stream(variable, stream.stage, stream.name)
