"""`merge A, B into C`, `union all`: several streams as one."""

from __future__ import annotations

from dataclasses import replace

from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.clauses import check_clauses
from nexflow_codegen.lower.process.streams import Stream
from nexflow_codegen.lower.process.together import together
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Phrase, Word


def lower_merge(job: JobBuilder, entry: Entry) -> Stream | None:
    """Lower a `merge` of named streams, or of the branches of the `parallel` above."""
    node = entry.node
    assert isinstance(node, Phrase)
    check_clauses(job, entry, "`merge`")
    if node.has("union all"):
        if job.fan is None:
            raise Unsupported(
                "`union all` without a `parallel` above it; name the streams of a `merge`"
            )
        job.copies = True
        streams = [branch.end for branch in job.fan.branches if branch.end is not None]
        return together(job, entry, streams, "union", "all")
    words = node.every(Word)
    into = words.pop().text if node.has("into") else ""
    found = [job.stream_of(word) for word in words]
    streams = [stream for stream in found if stream is not None]
    if len(streams) < len(found):
        return None  # one of them is not generated, which has been said
    job.copies |= job.fan is not None
    merged = together(job, entry, streams, "merge", into or "streams")
    return replace(merged, name=into) if merged is not None else None
