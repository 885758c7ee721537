"""That no clause of a statement is left out without a word."""

from __future__ import annotations

from collections.abc import Iterator

from nexflow_analysis.clauses import parts_of
from nexflow_codegen.lower.context import NotGenerated
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Node
from nexflow_grammar.tree.process import Clause, Filter

_INSTEAD = {
    "headers": "send what they hold as fields of the record",
    "registry": "use `format json`",
    "project": "select the fields by a `transform`",
    "project except": "select the fields by a `transform`",
    "store in": "bind the store as a sink of its own",
    "match from": "use `enrich`",
    "params": "give the transform or rule its values as fields of the record",
    "lookups": "use `enrich` before it",
    "lookup": "use `enrich` before it",
    "input": "give the record the transform's fields by a `transform` before it",
    "schema": "leave it out: the result has the type that the definition declares",
    "upsert by": "write to a table that accepts each record once",
    "async": "leave it out: sinks do not wait",
    "sync": "leave it out: records are flushed at every checkpoint",
    "broadcast": "leave it out: the topic's key decides",
    "round_robin": "leave it out, or send records without a key",
}


def check_clauses(job: JobBuilder, entry: Entry, what: str, *known: str) -> None:
    """Report the clauses and parts of a statement that its lowering does not read.

    known: keys of clauses, and rules of entries below the statement.
    """
    for place, part in parts_of(entry):
        key = part.key if isinstance(part, Clause) else "filter" if isinstance(part, Filter) else ""
        if key not in known:
            instead = _INSTEAD.get(key, "remove it")
            not_generated(
                job, place, part, f"`{key or job.text_of(place, part)}` in {what}; {instead}"
            )
    for child in _parts(entry):
        if child.rule not in known:
            words = job.text_of(child, child.node).split(" ")
            not_generated(job, child, child.node, f"`{' '.join(words[:2])}` in {what}; remove it")


def _parts(entry: Entry) -> Iterator[Entry]:
    """Yield what hangs below a statement and its clauses, the clauses aside."""
    for child in entry.children:
        if child.rule in ("clause", "time_clause"):
            yield from _parts(child)
        else:
            yield child


def not_generated(job: JobBuilder, entry: Entry, node: Node, what: str) -> None:
    """Report what is not generated at a node of an entry."""
    start = entry.start + node.start
    job.context.problems.append(
        NotGenerated(job.place.path, job.place.segment, start, entry.start + node.end, what)
    )
