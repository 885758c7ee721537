"""What the name at a position means."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nexflow_analysis import types as t
from nexflow_analysis.checks.imports import import_path
from nexflow_analysis.functions import Function, find_function
from nexflow_analysis.index import Declared
from nexflow_analysis.infer import Inference
from nexflow_analysis.lookup import as_record
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree import rules as r
from nexflow_grammar.tree import types as n
from nexflow_grammar.tree.nodes import Node, Path, Phrase, Word
from nexflow_server.features.cursor import Cursor, nodes_at
from nexflow_server.features.scopes import Surroundings, surroundings


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name means; exactly one of the others is there. start, end: offsets in the segment."""

    start: int
    end: int
    declared: Declared | None = None
    field: FieldUse | None = None
    function: Function | None = None
    type: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class FieldUse:
    """A field, or another name with a value. owner: the record that it is a field of, if known."""

    name: str
    typed: t.Typed
    owner: t.Record | None
    around: Surroundings


def meaning_at(cursor: Cursor) -> Meaning | None:
    """Return what the name at a position means, or None."""
    if cursor.segment.kind == "import" and cursor.entry is not None:
        return _import(cursor, cursor.entry)
    name = cursor.segment.name
    if name is not None and name.start <= cursor.offset <= name.end:
        return _definition(cursor, Word(name.start, name.end, name.text), ("own",), 0)
    entry = cursor.entry
    if entry is None:
        return None
    if isinstance(entry.node, r.Row):
        return _cell(cursor, entry)
    nodes = cursor.nodes()
    for word, kinds in _references(entry, nodes):
        if word.start <= cursor.offset - entry.start <= word.end:
            found = _definition(cursor, word, kinds, entry.start)
            if found is not None:
                return found
    return _value(cursor, nodes, entry.start)


def _references(entry: Entry, nodes: list[Node]) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """Yield the words that name definitions, with the kinds of definition they may name."""
    if entry.rule in ("given_schema", "return_schema") and isinstance(entry.node, Phrase):
        yield from ((word, ("schema",)) for word in entry.node.every(Word))
    for node in nodes:
        for word, *kinds in _named_by(node):
            if word is not None:
                yield word, tuple(kinds)


def _named_by(node: Node) -> list[tuple[Any, ...]]:
    match node:
        case p.Receive():
            return [(node.name, "schema", "stream"), (node.schema, "schema")]
        case p.Source(connector=None):
            return [(target, "stream") for target in node.targets]
        case p.Clause(key="schema" | "from"):
            named = "schema" if node.key == "schema" else "stream"
            return [(value, named) for value in node.values]
        case p.Enrich():
            return [(node.source, "lookup")]
        case p.Emit() | p.Persist():
            return [(node.target, "stream")]
        case p.Arm(destination=Word()):
            return [(node.destination, "stream")]
    kind = _NAMING.get(type(node))
    return [(node.name, kind)] if kind is not None else []  # type: ignore[attr-defined]


_NAMING: dict[type[Node], str] = {
    n.NamedType: "schema",
    p.Transform: "transform",
    p.Evaluate: "rule",
}


def _definition(cursor: Cursor, word: Node, kinds: tuple[str, ...], base: int) -> Meaning | None:
    text = word.text if isinstance(word, Word) else getattr(word, "value", "")
    if kinds == ("own",):
        kinds = {"schema": ("schema",), "table": ("rule",)}.get(
            cursor.segment.kind, (cursor.segment.kind,)
        )
    for kind in kinds:
        found = cursor.workspace.index.find(kind, text)
        own = [one for one in found if one.segment is cursor.segment]
        if found:
            return Meaning(word.start + base, word.end + base, declared=(own or found)[0])
    if text in t.BUILT_IN and "schema" in kinds:
        return Meaning(word.start + base, word.end + base, type=text)
    return None


def _import(cursor: Cursor, entry: Entry) -> Meaning | None:
    written = import_path(cursor.segment)
    if written is None:
        return None
    path = os.path.normpath(os.path.join(os.path.dirname(cursor.path), written.text))
    return Meaning(written.start + entry.start, written.end + entry.start, path=path)


def _cell(cursor: Cursor, entry: Entry) -> Meaning | None:
    """Return what a name in a table means: of a header, the input or result that it names."""
    from nexflow_analysis.definitions import TableDefinition  # noqa: PLC0415
    from nexflow_analysis.tables import read_table  # noqa: PLC0415

    around = surroundings(cursor)
    name, head = cursor.segment.name, cursor.segment.head
    definition = name and around.scope.lookup.find(TableDefinition, "rule", name.text)
    if not definition or head is None:
        return None
    table = read_table(head, definition)
    offset = cursor.offset - entry.start
    if table.header is entry:
        for column in table.columns:
            if column.start <= offset <= column.end and column.field is not None:
                field, kind = column.field, t.Typed(column.field.type, column.field.nullable)
                use = FieldUse(field.name, kind, around.scope.record, around)
                return Meaning(column.start + entry.start, column.end + entry.start, field=use)
        return None
    for line in table.rows:
        if line.entry is entry:
            for cell in line.cells:
                if cell.node is not None and cell.start <= offset <= cell.end:
                    nodes = nodes_at(cell.node, offset - cell.start)
                    return _value(cursor, nodes, entry.start + cell.start)
    return None


def _value(cursor: Cursor, nodes: list[Node], base: int) -> Meaning | None:
    """Return what a name in an expression, a path or an assignment means."""
    offset = cursor.offset - base
    around = surroundings(cursor)
    for node in reversed(nodes):
        found: FieldUse | None = None
        word: Node = node
        match node:
            case e.Call() if node.function.start <= offset <= node.function.end:
                function = find_function(node.function.text)
                if function is None:
                    return None
                return Meaning(
                    node.function.start + base, node.function.end + base, function=function
                )
            case e.Member() if node.name.start <= offset <= node.name.end:
                found, word = _member(node, nodes, around), node.name
            case e.Name():
                found = _name(node, nodes, around)
            case Path():
                word, found = _path(node, offset, nodes, around)
            case n.Field() | n.Let() if node.name.start <= offset <= node.name.end:
                found, word = _declared_name(cursor, node, around), node.name
            case _:
                continue
        return Meaning(word.start + base, word.end + base, field=found) if found else None
    return None


def _types(nodes: list[Node], around: Surroundings) -> Inference:
    outermost = next(node for node in nodes if isinstance(node, e.Expression))
    inference = Inference(around.scope)
    inference.infer(outermost)
    return inference


def _name(node: e.Name, nodes: list[Node], around: Surroundings) -> FieldUse | None:
    found = around.scope.find(node.text)
    typed = _types(nodes, around).types.get(id(node))
    if typed is None or (found is None and isinstance(typed.type, t.Unknown)):
        return None
    name = found[0] if found is not None else node.text
    record = around.scope.record
    is_field = record is not None and record.field(name) is not None
    return FieldUse(name, typed, record if is_field else None, around)


def _member(node: e.Member, nodes: list[Node], around: Surroundings) -> FieldUse | None:
    types = _types(nodes, around).types
    typed, target = types.get(id(node)), types.get(id(node.target))
    if typed is None or target is None:
        return None
    owner = as_record(target.type)
    if owner is None or owner.field(node.name.text) is None:
        return None
    return FieldUse(node.name.text, typed, owner, around)


def _path(
    node: Path, offset: int, nodes: list[Node], around: Surroundings
) -> tuple[Node, FieldUse | None]:
    """Follow a path to the name at the offset."""
    assigned = next((o for o in nodes if isinstance(o, n.Assignment) and o.target is node), None)
    record = around.target if assigned else around.scope.record
    for clause in nodes:
        if isinstance(clause, p.Clause) and clause.key in ("select", "add") and around.flow:
            record = around.flow.steps[around.index].after  # what the source adds is there then
    for word in node.names:
        field = record.field(word.text) if record is not None else None
        if field is None and assigned is not None and len(node.names) == 1:  # it is made here
            typed = Inference(around.scope).infer(assigned.value)
            return word, FieldUse(word.text, typed, None, around)
        if field is None:
            return word, None
        if word.start <= offset <= word.end:
            typed = t.Typed(around.scope.lookup.deep(field.type), field.nullable)
            return word, FieldUse(field.name, typed, record, around)
        record = as_record(around.scope.lookup.resolve(field.type))
    return node, None


def _declared_name(cursor: Cursor, node: n.Field | n.Let, around: Surroundings) -> FieldUse:
    if isinstance(node, n.Let):
        return FieldUse(node.name.text, Inference(around.scope).infer(node.value), None, around)
    from nexflow_analysis.declare.fields import field_of  # noqa: PLC0415

    required = cursor.segment.kind in ("table", "rule")
    field = field_of(node, required=required)
    return FieldUse(field.name, t.Typed(field.type, field.nullable), around.scope.record, around)
