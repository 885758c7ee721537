"""Go to definition."""

from __future__ import annotations

from collections.abc import Sequence

from nexflow_server.features.cursor import Cursor
from nexflow_server.features.meaning import meaning_at
from nexflow_server.features.model import Target
from nexflow_server.features.places import field_place, place_of


def definition(cursor: Cursor, project_lines: Sequence[str]) -> Target | None:
    """Return where the name at a position is declared. project_lines: of `nexflow.toml`."""
    meaning = meaning_at(cursor)
    if meaning is None:
        return None
    if meaning.declared is not None:
        return place_of(cursor.workspace, meaning.declared, project_lines)
    if meaning.field is not None:
        return field_place(cursor, meaning.field)
    if meaning.path and meaning.path in cursor.workspace.files:
        return Target(meaning.path, (0, 0), (0, 0))
    return None
