"""`enrich`: an asynchronous question per record, and the fields that its answer adds."""

from __future__ import annotations

import re

from nexflow_analysis.clauses import selections_of
from nexflow_analysis.names import normal
from nexflow_codegen.java import member_name
from nexflow_codegen.lower.context import ShapeField, Unsupported
from nexflow_codegen.lower.process.asking import Added, ask
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.clauses import check_clauses
from nexflow_codegen.lower.process.sources import Source, find_source, question_of
from nexflow_codegen.lower.process.stage import Part, Stage
from nexflow_codegen.lower.process.streams import Stream
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree.expressions import Placeholder, Text

#: `lookup T by …`; the tree keeps the keys only.
_TABLE = re.compile(r"\blookup\s+(\w+)\s+by\b")


def lower_enrich(job: JobBuilder, entry: Entry, stream: Stream) -> Stream:
    """Lower an `enrich`."""
    node = entry.node
    assert isinstance(node, p.Enrich)
    check_clauses(job, entry, "`enrich`", "select", "add", "timeout", "cache")
    if isinstance(node.source, Placeholder):
        raise Unsupported("a source of an `enrich` from [config]; name a lookup of nexflow.toml")
    name = node.source.value if isinstance(node.source, Text) else node.source.text
    source = find_source(job, name, node.keys)
    _check_table(job, entry, source)
    question = question_of(job, entry, stream, "enrich", source, node.keys)
    return ask(
        job, entry, stream, question, _added(job, entry, stream.stage, source, question.on_miss)
    )


def _check_table(job: JobBuilder, entry: Entry, source: Source) -> None:
    """Refuse `lookup T by` of another table than the source's: a source holds one."""
    written = _TABLE.search(job.text_of(entry, entry.node))
    if written is None:
        return
    definition, settings = source.definition, source.settings
    own = {definition.name, definition.schema, settings.get("table"), settings.get("collection")}
    if normal(written[1]) not in {normal(str(one).rpartition(".")[2]) for one in own if one}:
        raise Unsupported(
            f"`lookup {written[1]}` of `{definition.name}`, which holds no table of that name; declare it as a "
            f"lookup of its own in nexflow.toml, and write `enrich from {written[1]} on …`"
        )


def _added(job: JobBuilder, entry: Entry, before: Stage, source: Source, on_miss: str) -> Added:
    """Return the parts after the step, and the Java of the new ones."""
    missing = on_miss == "null"
    parts = before.parts
    values: list[str] = []
    fallible = False
    for name, field in _selected(entry, source):
        fallible |= field.fallible
        nullable = field.nullable or missing
        part = Part(
            job.part_names(parts).allot(member_name(name)),
            field.type,
            nullable,
            name,
            pii=field.pii,
        )
        parts = (*parts, part)
        code = f"found.{field.name}()"
        values.append(f"found == null ? null : {code}" if missing else code)
    if fallible:
        raise Unsupported(
            "a computed field of a lookup that can fail; select others, and compute it after the `enrich`"
        )
    return Added(parts, tuple(values))


def _selected(entry: Entry, source: Source) -> list[tuple[str, ShapeField]]:
    """Return the fields of the found record that an `enrich` adds, by their new names."""
    node = entry.node
    assert isinstance(node, p.Enrich)
    selected: list[tuple[str, ShapeField]] = []
    for _place, path, name in selections_of(entry):
        field = source.shape.field(path.names[0].text)
        if field is not None:
            selected.append((field.wire if name is path.names[0] else name.text, field))
    if selected:
        return selected
    keys = {*source.definition.key, *(path.names[-1].text for path in node.keys)}
    taken = {normal(key) for key in keys or {one.wire for one in source.keys}}
    return [(one.wire, one) for one in source.shape.fields if normal(one.wire) not in taken]
