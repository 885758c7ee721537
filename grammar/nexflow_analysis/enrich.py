"""What an `enrich` adds to the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from nexflow_analysis import types as t
from nexflow_analysis.clauses import selections_of
from nexflow_analysis.definitions import LookupDefinition, SchemaDefinition
from nexflow_analysis.fit import fit_problem
from nexflow_analysis.lookup import open_record
from nexflow_analysis.names import nearest, suggestion
from nexflow_analysis.references import refer
from nexflow_analysis.steps import rename_fix, result_fields
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree.nodes import Path, Word

if TYPE_CHECKING:
    from nexflow_analysis.process.state import Flow, Stream


def enrich(state: Flow, entry: Entry, before: Stream | None) -> Stream | None:
    """Follow `enrich from S on …`: the record with what a lookup source gives."""
    node = entry.node
    assert isinstance(node, p.Enrich)
    asked = [(path, state.field_type(entry, path, before)) for path in node.keys]
    if before is None:
        return None
    return before.with_record(_enriched(state, entry, node, before, asked))


def _enriched(
    state: Flow, entry: Entry, node: p.Enrich, before: Stream, asked: list[tuple[Path, t.Typed]]
) -> t.Record:
    if not isinstance(node.source, Word):
        return open_record()
    source = refer(
        state.lookup, state.reporter, entry, node.source, LookupDefinition, "lookup"
    )  # fmt: skip
    if source is not None and not node.keys:
        need_source_keys(state, entry, node.source, before, source)
    schema = state.lookup.schema(source.schema) if source is not None and source.schema else None
    if source is None or schema is None:
        return open_record()
    found = state.lookup.record(schema)
    check_source_keys(state, entry, source, schema, asked)
    missing = dict(source.settings).get("on_miss", "null") == "null"
    keys = {*source.key, *(path.names[-1].text for path in node.keys)}
    selected = _selected(state, entry, found, keys)
    if selected is None:
        return open_record()
    added = [t.RecordField(f.name, f.type, f.nullable or missing, f.pii) for f in selected]
    instead = "give it another name by `select {} as NAME`"
    return result_fields(state, entry, node.source, before.record, added, instead)


def need_source_keys(
    state: Flow, entry: Entry, word: Word, before: Stream, source: LookupDefinition
) -> None:
    """Check that the record has the source's keys, where a statement names none."""
    if before.record.open:
        return
    missing = [name for name in source.key if before.record.field(name) is None]
    if missing:
        listed = ", ".join(f"`{name}`" for name in missing)
        state.error(
            entry, word, "NX501",
            f"`{source.name}` is asked by its key, and the record at this point has no {listed}; say which field "
            "it is",
        )  # fmt: skip


def check_source_keys(
    state: Flow,
    entry: Entry,
    source: LookupDefinition,
    schema: SchemaDefinition,
    asked: list[tuple[Path, t.Typed]],
) -> None:
    """Check that a source is asked by as many keys as it has, of their types, in their order."""
    names = source.key or schema.identity
    record = state.lookup.record(schema)
    keys = [record.field(name) for name in names]
    if not asked or not names or None in keys:
        return
    if len(asked) != len(names):
        listed = ", ".join(f"`{name}`" for name in names)
        word = asked[-1][0]
        state.error(
            entry, word, "NX506",
            f"`{source.name}` is asked by {listed}, and this names {len(asked)} "
            f"field{'' if len(asked) == 1 else 's'}; name one for each",
        )  # fmt: skip
        return
    for (path, typed), key in zip(asked, keys, strict=True):
        type_ = state.lookup.deep(key.type) if key is not None else t.UNKNOWN
        problem = fit_problem(typed, type_, comparing=True)
        if key is not None and problem and fit_problem(t.Typed(type_), typed.type, comparing=True):
            state.error(
                entry, path, "NX506",
                f"`{path.text}` is of type {typed.type}, and the key `{key.name}` of `{source.name}` of type "
                f"{type_}, so nothing is ever found; convert it above",
            )  # fmt: skip


def _selected(
    state: Flow, entry: Entry, found: t.Record, keys: set[str]
) -> list[t.RecordField] | None:
    """Return the fields that an `enrich` adds: without `select`, all but the keys.

    None: a field that is selected is unknown, and so is the record then.
    """
    selections = selections_of(entry)
    if not selections:
        taken = {known.name for key in keys if (known := found.field(key)) is not None}
        return [f for f in found.fields if f.name not in taken]
    selected: list[t.RecordField] = []
    for place, path, name in selections:
        word = path.names[0]
        one = found.field(word.text)
        if one is not None:
            if one.name != word.text:
                state.reporter.spelling(place, word, one.name)
            selected.append(one if name is word else replace(one, name=name.text))
            continue
        names = [f.name for f in found.fields]
        message = f"`{found.name}` has no field `{word.text}`{suggestion(word.text, names)}"
        fixes = rename_fix(word, nearest(word.text, names))
        if not place.broken:
            state.reporter.add(place, word, "NX103", message, fixes=fixes)
    return selected if len(selected) == len(selections) else None
