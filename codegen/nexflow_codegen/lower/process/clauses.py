"""That no clause of a statement is left out without a word."""

from __future__ import annotations

from collections.abc import Iterator

from nexflow_analysis.clauses import clause_of, parts_of
from nexflow_codegen.lower.context import NotGenerated, Unsupported
from nexflow_codegen.lower.durations import millis
from nexflow_codegen.lower.environment import Environment
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.expressions import Number, Placeholder, Text
from nexflow_grammar.tree.nodes import Node, Word
from nexflow_grammar.tree.process import Clause, Filter

_INSTEAD = {
    "registry": "only a topic has one",
    "state": "leave it out: Flink keeps the state of a window to that window",
    "lookups": "use `enrich` before it",
    "lookup": "use `enrich` before it",
}


def check_clauses(job: JobBuilder, entry: Entry, what: str, *known: str) -> None:
    """Report the clauses and parts of a statement that its lowering does not read.

    known: keys of clauses, and rules of entries below the statement.
    """
    for place, part in parts_of(entry):
        key = part.key if isinstance(part, Clause) else "filter" if isinstance(part, Filter) else ""
        if key not in (*known, "id"):
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
        if child.rule in ("clause", "id_clause", "time_clause"):
            yield from _parts(child)
        else:
            yield child


def not_generated(job: JobBuilder, entry: Entry, node: Node, what: str) -> None:
    """Report what is not generated at a node of an entry."""
    start = entry.start + node.start
    job.context.problems.append(
        NotGenerated(job.place.path, job.place.segment, start, entry.start + node.end, what)
    )


def said(entry: Entry, key: str) -> str:
    """Return the word or text that a clause says; "" where there is no such clause."""
    found = clause_of(entry, key)
    if found is None:
        return ""
    for value in found[1].values:
        if isinstance(value, Environment):
            return value.raw
        if isinstance(value, Placeholder):
            raise Unsupported(f"`{key}` that is no value of [config]; write its value")
        if isinstance(value, Word | Text):
            return value.text if isinstance(value, Word) else value.value
    return ""


def number_said(entry: Entry, key: str) -> int | None:
    """Return the number that a clause says; None where there is no such clause."""
    found = clause_of(entry, key)
    value = found[1].values[0] if found is not None else None
    if isinstance(value, Number):
        return int(value.value)
    if value is not None:
        raise Unsupported(f"`{key}` from [config]; write the number")
    return None


def duration_said(entry: Entry, key: str) -> int | None:
    """Return the milliseconds that a clause says; None where there is no such clause."""
    found = clause_of(entry, key)
    return millis(found[1].values[0]) if found is not None else None
