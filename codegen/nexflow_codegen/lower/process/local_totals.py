"""Aggregation in two phases: records are added up where they are before their totals go to their key's window.

It saves a key's window most of what it would receive, and a state backend on disk most of its reads and
writes. It is done where neither the order of records nor a single late one is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass

from nexflow_codegen.ir.graph import Call, Chain
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.durations import duration_code
from nexflow_codegen.lower.process.builder import STREAM_TYPE, JobBuilder
from nexflow_codegen.lower.process.keys import Key, key_arguments, key_type
from nexflow_codegen.lower.process.streams import Stream
from nexflow_grammar.assemble import Entry

LOCAL_TOTALS = "LocalTotals"


@dataclass(frozen=True, slots=True)
class Functions:
    """The classes of a window: what adds up, what it keeps, and what makes the result of it."""

    aggregates: str
    totals: str
    result: str


def local_totals(
    job: JobBuilder, entry: Entry, stream: Stream, keys: list[Key], functions: Functions, pane: int,
    label: str,
) -> tuple[str, str, str]:  # fmt: skip
    """Add up a stream's records; return the stream of totals, the selector of their key, and what adds them up.

    pane: the milliseconds that no window begins or ends within.
    """
    support = job.unit.support(LOCAL_TOTALS)
    pair = job.unit.use("org.apache.flink.api.java.tuple.Tuple2")
    selector, information = key_arguments(job, keys)
    made = f"new {functions.aggregates}()"
    arguments = (
        stream.code, selector, information, made, f"{functions.totals}.TYPE", duration_code(pane, job.unit),
    )  # fmt: skip
    uid = job.uid("window", *(key.name for key in keys), "local")
    calls = (
        Call("of", arguments),
        Call("uid", (uid,)),
        Call("name", (string_literal(f"{label}, added up locally"),)),
    )
    name = job.variables.allot("localTotals")
    type_ = f"{STREAM_TYPE}<{pair}<{key_type(job, keys)}, {functions.totals}>>"
    job.graph.append(Chain(job.origin(entry), type_, name, support, calls))
    return name, "in -> in.f0", f"new {support}.Merge<>({made})"
