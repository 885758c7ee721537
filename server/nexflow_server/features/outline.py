"""The outline of a file: its definitions, with their parts, fields and steps."""

from __future__ import annotations

from nexflow_analysis.workspace import Workspace
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment, SourceFile
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree import types as n
from nexflow_server.features.model import Symbol, SymbolKind

_STEPS = (p.Receive, p.Emit, p.Persist, p.Filter, p.Transform, p.Evaluate, p.RouteBy, p.Enrich,
          p.Window)  # fmt: skip

_KINDS = frozenset(kind.value for kind in SymbolKind)


def outline(workspace: Workspace, path: str) -> list[Symbol]:
    """Return the outline of a file."""
    file = workspace.files.get(path)
    if file is None:
        return []
    return [
        _definition(file, number, segment)
        for number, segment in enumerate(file.segments)
        if segment.kind in _KINDS
    ]


def _definition(file: SourceFile, number: int, segment: Segment) -> Symbol:
    head, name = segment.head, segment.name
    assert head is not None
    kind = SymbolKind(segment.kind)
    start, end = (name.start, name.end) if name is not None else (head.start, head.start)
    children: list[Symbol] = []
    for entry in head.children:
        children += _below(file, number, segment, entry)
    return Symbol(
        name.text if name is not None else segment.kind,
        segment.kind,
        kind,
        file.position(number, head.start),
        file.position(number, head.end),
        file.position(number, start),
        file.position(number, end),
        tuple(children),
    )


def _below(file: SourceFile, number: int, segment: Segment, entry: Entry) -> list[Symbol]:
    node = entry.node
    if isinstance(node, n.Field):
        if not node.name.text:
            return []
        span = (entry.start + node.name.start, entry.start + node.name.end)
        return [_symbol(file, number, entry, span, node.name.text, SymbolKind.FIELD)]
    if isinstance(node, _STEPS):
        first = segment.text[entry.start : entry.end].split("\n", 1)[0].rstrip()
        span = (entry.start, entry.start + len(first))
        return [_symbol(file, number, entry, span, first, SymbolKind.STEP)]
    children: list[Symbol] = []
    for child in entry.children:
        children += _below(file, number, segment, child)
    return children


def _symbol(
    file: SourceFile,
    number: int,
    entry: Entry,
    span: tuple[int, int],
    name: str,
    kind: SymbolKind,
) -> Symbol:
    return Symbol(
        name,
        "",
        kind,
        file.position(number, entry.start),
        file.position(number, entry.end),
        file.position(number, span[0]),
        file.position(number, span[1]),
    )
