"""NX155, NX215: what fields say of other fields: `required when`, `after` and `before`."""

from __future__ import annotations

from nexflow_analysis import types as t
from nexflow_analysis.declare.fields import fields_of
from nexflow_analysis.definitions import record_of
from nexflow_analysis.infer import Inference, Scope
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.paths import follow
from nexflow_analysis.report import Reporter
from nexflow_analysis.types import type_of
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Node, Path
from nexflow_grammar.tree.types import Field

_MOMENTS = (t.DATE, t.TIMESTAMP)


def check_schema_conditions(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Check that the conditions of fields are about fields that are there, and fit."""
    head, name = segment.head, segment.name
    if segment.kind != "schema" or head is None or name is None:
        return
    schema = lookup.schema(name.text)
    if schema is None:
        return
    record = lookup.record(schema)
    blocks = [part.children for part in head.every("identity", "fields")]
    for entries in (*blocks, tuple(head.every("field", "nested"))):
        _check_fields(entries, record, record, lookup, reporter)


def _check_fields(
    entries: tuple[Entry, ...],
    siblings: t.Record,
    record: t.Record,
    lookup: Lookup,
    reporter: Reporter,
) -> None:
    """Check fields that stand side by side. record: the whole, whose fields inner ones see too."""
    for entry in entries:
        if entry.rule == "nested":
            inner = record_of("", fields_of(entry.children))
            _check_fields(entry.children, inner, record, lookup, reporter)
        elif isinstance(entry.node, Field) and not entry.broken:
            _check_field(entry, entry.node, siblings, record, lookup, reporter)


def _check_field(
    entry: Entry,
    node: Field,
    siblings: t.Record,
    record: t.Record,
    lookup: Lookup,
    reporter: Reporter,
) -> None:
    for part in node.parts:
        value = part.values[0] if part.values else None
        if part.key == "required when" and isinstance(value, e.Expression):
            names = {field.name: t.Typed(field.type, field.nullable) for field in siblings.fields}
            scope = Scope(lookup, record, names, f"`{record.name}`")
            Inference(scope, reporter.at(entry)).condition(value, "when a field is required")
        elif part.key in ("after", "before") and isinstance(value, Path):
            owner = siblings if siblings.field(value.names[0].text) else record
            _check_order(entry, node, part.key, value, owner, lookup, reporter)


def _check_order(
    entry: Entry,
    node: Field,
    key: str,
    path: Path,
    owner: t.Record,
    lookup: Lookup,
    reporter: Reporter,
) -> None:
    own = lookup.deep(type_of(node.type))
    if own not in _MOMENTS and not isinstance(own, t.Unknown | t.Named):
        message = (
            f"`{key}` compares dates and timestamps, and `{node.name.text}` is of type {own}; use "
            "`constraints` to compare other values"
        )
        reporter.add(entry, node.type, "NX215", message)
        return
    other = follow(owner, path.names, lookup, entry, reporter).type
    if other in _MOMENTS or isinstance(other, t.Unknown | t.Named):
        if {own, other} == set(_MOMENTS):
            message = (
                f"`{node.name.text}` is a {own} and `{path.text}` a {other}, which have no order; make "
                "them of one type"
            )
            reporter.add(entry, path, "NX215", message)
        elif path.text == node.name.text:
            reporter.add(entry, path, "NX215", f"`{path.text}` cannot be {key} itself")
        return
    message = f"`{key}` compares dates and timestamps, and `{path.text}` is of type {other}"
    reporter.add(entry, Node(path.start, path.end), "NX215", message)
