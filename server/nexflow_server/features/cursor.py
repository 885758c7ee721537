"""What stands at a position: the definition, the entries and the nodes around it."""

from __future__ import annotations

from dataclasses import dataclass

from nexflow_analysis.diagnostics import Position
from nexflow_analysis.workspace import Workspace
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment, SourceFile
from nexflow_grammar.tree.nodes import Node, walk


@dataclass(frozen=True, slots=True)
class Cursor:
    """A position in a file. offset: in the segment; entries: around it, the outermost first."""

    workspace: Workspace
    path: str
    file: SourceFile
    number: int
    segment: Segment
    offset: int
    entries: tuple[Entry, ...]

    @property
    def entry(self) -> Entry | None:
        """The innermost entry."""
        return self.entries[-1] if self.entries else None

    def position(self, offset: int) -> Position:
        """Return the position of an offset in the segment."""
        return self.file.position(self.number, offset)

    def nodes(self) -> list[Node]:
        """Return the nodes of the innermost entry around the position, the outermost first."""
        return nodes_at(self.entry.node, self.offset - self.entry.start) if self.entry else []


def cursor_at(workspace: Workspace, path: str, position: Position) -> Cursor | None:
    """Return what stands at a position; None where no such file is held."""
    file = workspace.files.get(path)
    if file is None or not file.segments:
        return None
    number, offset = file.locate(*position)
    segment = file.segments[number]
    return Cursor(
        workspace, path, file, number, segment, offset, _entries_at(segment.entries, offset)
    )


def nodes_at(node: Node, offset: int) -> list[Node]:
    """Return the nodes around an offset, the outermost first."""
    return [one for one in walk(node) if one.start <= offset <= one.end]


def _entries_at(entries: tuple[Entry, ...], offset: int) -> tuple[Entry, ...]:
    for entry in entries:
        # An `end` or a brace behind the children belongs to the entry, and so does its last place.
        if entry.start <= offset <= entry.end:
            return (entry, *_entries_at(entry.children, offset))
    return ()
