"""`lookup`: the record that a source has for each record, as one field."""

from __future__ import annotations

from nexflow_analysis.clauses import clause_of, filters_of, paths_of
from nexflow_analysis.definitions import LookupDefinition
from nexflow_analysis.names import normal
from nexflow_codegen.ir import types as ir
from nexflow_codegen.java import member_name
from nexflow_codegen.lower.conditions import lower_condition
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.process.asking import ASKED, Added, ask
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.clauses import check_clauses
from nexflow_codegen.lower.process.draft import free_name
from nexflow_codegen.lower.process.sources import Source, find_source, question_of
from nexflow_codegen.lower.process.stage import Part, scope_of
from nexflow_codegen.lower.process.streams import Stream
from nexflow_codegen.lower.scope import JavaScope, fields_of
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree.expressions import Text
from nexflow_grammar.tree.nodes import Phrase, Word


def lower_lookup_step(job: JobBuilder, entry: Entry, stream: Stream) -> Stream:
    """Lower a `lookup`."""
    node = entry.node
    assert isinstance(node, Phrase)
    check_clauses(job, entry, "`lookup`", "key", "from", "filter", "cache", "timeout")
    name = node.every(Word)[0].text
    paths = tuple(path for _place, path in paths_of(entry, "key"))
    source = find_source(job, _source_name(job, entry, name), paths)
    question = question_of(job, entry, stream, "lookup", source, paths)
    return ask(job, entry, stream, question, _added(job, entry, stream, source, name))


def _source_name(job: JobBuilder, entry: Entry, name: str) -> str:
    """Return the lookup of `nexflow.toml` that a statement means: what it names, else its own name."""
    written = clause_of(entry, "from")
    source = written[1].values[0] if written is not None else None
    if not isinstance(source, p.Source):
        return name
    target = source.targets[0] if source.targets else None
    if source.connector is None and isinstance(target, Word | Text):
        return target.text if isinstance(target, Word) else target.value
    wanted = target.value if isinstance(target, Text) else getattr(target, "text", "")
    if source.connector is not None and source.connector.text == "mongodb":
        for known in sorted(job.context.lookup.names("lookup")):
            found = job.context.lookup.find(LookupDefinition, "lookup", known)
            if found is not None and dict(found.settings).get("collection") == wanted:
                return found.name
        raise Unsupported(
            f"the collection `{wanted}`, which no lookup of nexflow.toml has; declare one with "
            f'`connector = "mongodb"`, `collection = "{wanted}"` and a schema'
        )
    connector = source.connector.text if source.connector is not None else "[config]"
    raise Unsupported(
        f"a `lookup` from {connector}; name a lookup of nexflow.toml: `lookup {name} from NAME`"
    )


def _added(job: JobBuilder, entry: Entry, stream: Stream, source: Source, name: str) -> Added:
    """Return the record with what was found as one more field, null where a filter does not hold."""
    before = stream.stage
    kept = before.without({normal(name)})
    field = job.part_names(before.parts).allot(free_name(member_name(name)))
    parts = (*kept, Part(field, ir.RecordOf(source.record), nullable=True, field=name))
    tests, fallible = [], False
    scope = _scope(job, stream, source)
    for _place, part in filters_of(entry):
        test = lower_condition(part.condition, scope)
        tests.append(test.code)
        fallible |= test.fallible
    if not tests:
        return Added(parts, ("found",))
    if source.settings.get("on_miss", "null") != "null":
        raise Unsupported(
            f"a `filter` of a `lookup` in `{source.definition.name}`, whose `on_miss` is not null; "
            "filter the records after it"
        )
    holds = " && ".join(f"({test})" for test in tests)
    code = f"in.found() != null && {holds} ? in.found() : null"
    return Added(parts, ("found",), code, fallible)


def _scope(job: JobBuilder, stream: Stream, source: Source) -> JavaScope:
    """Return what a filter sees: the record, and the fields of what was found, which win."""
    outer = scope_of(stream.stage, job.unit, stream.name, ASKED)
    return outer.inner(fields_of(source.shape, "in.found()"))
