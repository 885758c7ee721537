"""Where definitions and fields are declared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nexflow_analysis import types as t
from nexflow_analysis.flow import Step
from nexflow_analysis.index import Declared
from nexflow_analysis.names import normal
from nexflow_analysis.workspace import Workspace
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree import types as n
from nexflow_grammar.tree.nodes import Node, Phrase, Word
from nexflow_grammar.tree.rules import Row
from nexflow_server.features.cursor import Cursor
from nexflow_server.features.meaning import FieldUse
from nexflow_server.features.model import Target


def place_of(
    workspace: Workspace, declared: Declared, project_lines: Sequence[str]
) -> Target | None:
    """Return where a definition is declared; of the project file's own, its table's name."""
    place = workspace.definition_place(declared)
    if place is not None:
        return Target(*place)
    if not declared.path:
        return None
    found = declared.definition
    header = re.compile(
        rf"""\s*\[\s*{found.kind}s\s*\.\s*["']?({re.escape(found.name)})["']?\s*\]"""
    )
    for number, line in enumerate(project_lines):
        if match := header.match(line):
            return Target(declared.path, (number, match.start(1)), (number, match.end(1)))
    return Target(declared.path, (0, 0), (0, 0))


def field_place(cursor: Cursor, use: FieldUse) -> Target | None:
    """Return where a field is declared, or where the process adds it to the record."""
    workspace = cursor.workspace
    if use.owner is not None and use.owner.name:
        found = _in_definition(workspace, "schema", use.owner.name, use.name)
        if found is not None:
            return found
    if use.around.flow is not None:
        return _in_process(cursor, use)
    return _in_segment(workspace, cursor.path, cursor.segment, use.name)


def _in_process(cursor: Cursor, use: FieldUse) -> Target | None:
    """Go up the process to the step that the field comes from."""
    flow = use.around.flow
    assert flow is not None
    name = use.name
    for step in reversed(flow.steps[: use.around.index + 1]):
        had = step.before is not None and step.before.field(name) is not None
        has = step.after is not None and step.after.field(name) is not None
        if (
            (has and not had)
            or isinstance(step.entry.node, p.Transform | p.Receive)
            or (isinstance(step.entry.node, n.Let) and step.entry.node.name.text == name)
        ):
            found = _of_step(cursor, step, name)
            if found is not None:
                return found
    return None


def _of_step(cursor: Cursor, step: Step, name: str) -> Target | None:
    workspace = cursor.workspace
    node = step.entry.node
    if isinstance(step.after, t.Record) and step.after.name:
        return _in_definition(workspace, "schema", step.after.name, name)
    match node:
        case p.Transform():
            return _in_definition(workspace, "transform", node.name.text, name)
        case p.Evaluate():
            return _in_definition(workspace, "rule", node.name.text, name)
        case p.Enrich(source=Word() as source):
            for declared in workspace.index.find("lookup", source.text):
                schema = getattr(declared.definition, "schema", "")
                return _in_definition(workspace, "schema", schema, name)
    return _named_in(workspace, cursor.path, cursor.segment, step.entry, name)


def _in_definition(workspace: Workspace, kind: str, owner: str, name: str) -> Target | None:
    for declared in workspace.index.find(kind, owner):
        if declared.segment is not None:
            found = _in_segment(workspace, declared.path, declared.segment, name)
            if found is not None:
                return found
    return None


def _in_segment(workspace: Workspace, path: str, segment: Segment, name: str) -> Target | None:
    return (
        _named_in(workspace, path, segment, segment.head, name)
        if segment.head is not None
        else None
    )


def _named_in(
    workspace: Workspace, path: str, segment: Segment, entry: Entry, name: str
) -> Target | None:
    file = workspace.files.get(path)
    if file is None or segment not in file.segments:
        return None
    number = file.segments.index(segment)
    wanted = normal(name)
    found = [(place, word) for place, word in _names(entry) if normal(word[0]) == wanted]
    # A field's declaration says more than an assignment to it.
    found.sort(key=lambda one: not isinstance(one[0].node, n.Field))
    for place, (_text, start, end) in found:
        base = place.start
        return Target(path, file.position(number, base + start), file.position(number, base + end))
    return None


def _names(entry: Entry) -> Iterator[tuple[Entry, tuple[str, int, int]]]:
    """Yield the names that entries give, with their ranges in the entry."""
    node = entry.node
    for word in _words(node):
        yield entry, (word.text, word.start, word.end)
    if isinstance(node, Row):
        for cell in node.cells:
            yield entry, (cell.text, cell.start, cell.end)
    for child in entry.children:
        yield from _names(child)


def _words(node: Node) -> Iterator[Word]:
    match node:
        case n.Field() | n.Let():
            yield node.name
        case n.Assignment():
            yield node.target.names[0]
        case p.AggregateCall(alias=Word() as alias):
            yield alias
        case p.Aggregate():
            for call in node.calls:
                yield from _words(call)
        case Phrase(rule="nested" | "input_group"):
            yield from node.every(Word)[:1]
        case Phrase():
            for part in node.parts:
                if isinstance(part, p.AggregateCall):
                    yield from _words(part)
