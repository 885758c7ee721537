"""A project as a value."""

from __future__ import annotations

import os.path
from typing import Any

from msgspec import Struct, field

from nexflow_analysis.definitions import Definition
from nexflow_analysis.diagnostics import Position
from nexflow_analysis.lint import Lint

NamePlace = tuple[str, str, Position, Position]
"""A name in a project file: the file, the name, and the range."""
KeyPlace = tuple[str, str, str, Position, Position]
"""A key of a lookup in a project file: the file, the schema, the key, and the range."""


class Project(Struct, frozen=True):
    """What a project's file says.

    path: of `nexflow.toml`, "" where there is none. overlay: of the environment's file that is laid
    over it, "" for none. others: of the other environments' files, which are only checked.
    settings: all tables and values, as parsed.
    definitions: the streams, lookups and functions that the file declares.
    schema_places: the schemas that streams and lookups name: each file, name and range.
    type_places: the types that functions name and that are not built in, likewise. key_places: the keys of
    lookups: each file, schema, name and range. lint: which codes count.
    source, output, java: folders relative to the project's, with `/`. previous: where the released
    version of the schemas lies, a folder or a file, likewise.
    """

    name: str
    path: str = ""
    overlay: str = ""
    others: tuple[str, ...] = ()
    version: str = "1.0.0"
    time_zone: str = "UTC"
    source: str = "."
    output: str = "generated"
    java: str = "src/main/java"
    previous: str = ""
    settings: dict[str, Any] = field(default_factory=dict)
    definitions: tuple[Definition, ...] = ()
    schema_places: tuple[NamePlace, ...] = ()
    type_places: tuple[NamePlace, ...] = ()
    key_places: tuple[KeyPlace, ...] = ()
    lint: Lint = field(default_factory=Lint)

    @classmethod
    def default(cls, name: str) -> Project:
        """Return the project of a folder that has no `nexflow.toml`."""
        return cls(name)

    @property
    def own_paths(self) -> tuple[str, ...]:
        """Return the paths of `nexflow.toml` and of all environments' files."""
        return tuple(path for path in (self.path, self.overlay, *self.others) if path)

    def is_previous(self, path: str) -> bool:
        """Tell whether a file holds released versions of schemas, which are only compared with."""
        if not self.previous:
            return False
        folder = os.path.dirname(self.path)  # noqa: PTH120 - a path as text
        previous = os.path.normpath(os.path.join(folder, self.previous))  # noqa: PTH118
        return path == previous or path.startswith(previous.rstrip(os.sep) + os.sep)

    def table(self, *keys: str) -> dict[str, Any]:
        """Return a table of the settings by its keys; {} where there is none."""
        value: Any = self.settings
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        return value if isinstance(value, dict) else {}
