"""What features give: plain data, positions as (line, column in code points)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from nexflow_analysis.diagnostics import Edit, Finding, Position
from nexflow_codegen.result import Scope


@dataclass(frozen=True, slots=True)
class Target:
    """A place to go to."""

    path: str
    start: Position
    end: Position


@dataclass(frozen=True, slots=True)
class Hover:
    """Markdown about the text from start to end."""

    markdown: str
    start: Position
    end: Position


class ItemKind(StrEnum):
    """What a completion offers."""

    KEYWORD = "keyword"
    FIELD = "field"
    VARIABLE = "variable"
    FUNCTION = "function"
    SCHEMA = "schema"
    TYPE = "type"
    TRANSFORM = "transform"
    RULE = "rule"
    STREAM = "stream"
    LOOKUP = "lookup"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Item:
    """A completion. insert: what to write, a snippet with `${1:…}` places where is_snippet is set.

    rank: items of a lower rank come first.
    """

    label: str
    kind: ItemKind
    detail: str = ""
    documentation: str = ""
    insert: str = ""
    is_snippet: bool = False
    rank: int = 1

    @classmethod
    def snippet(
        cls, label: str, kind: ItemKind, insert: str, detail: str = "", documentation: str = ""
    ) -> Item:
        """Return a completion with places to fill in."""
        return cls(label, kind, detail, documentation, insert, is_snippet=True)

    def ranked(self, rank: int) -> Item:
        """Return the same at another rank."""
        return replace(self, rank=rank)


@dataclass(frozen=True, slots=True)
class Completion:
    """Completions that replace the text from start to end."""

    items: tuple[Item, ...]
    start: Position
    end: Position


@dataclass(frozen=True, slots=True)
class Action:
    """A code action: edits that mend a finding, or a generation."""

    title: str
    edits: tuple[Edit, ...] = ()
    finding: Finding | None = None
    preferred: bool = False
    generate: Scope | None = None


class SymbolKind(StrEnum):
    """What an outline shows."""

    PROCESS = "process"
    SCHEMA = "schema"
    TYPES = "types"
    TRANSFORM = "transform"
    TABLE = "table"
    RULE = "rule"
    SERVICES = "services"
    ACTIONS = "actions"
    FIELD = "field"
    STEP = "step"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Symbol:
    """An entry of the outline; name_start, name_end: what to select in it."""

    name: str
    detail: str
    kind: SymbolKind
    start: Position
    end: Position
    name_start: Position
    name_end: Position
    children: tuple[Symbol, ...] = ()
