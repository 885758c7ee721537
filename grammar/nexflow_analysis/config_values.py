"""`${path}` and `${path:default}`: values of `[config]`, where a text names them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from nexflow_analysis.definitions import ConfigDefinition
from nexflow_analysis.lookup import Lookup
from nexflow_grammar.assemble import Entry
from nexflow_grammar.patterns import Pattern
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.expressions import Placeholder, Text
from nexflow_grammar.tree.nodes import Word, walk

_PATH = r"[A-Za-z_][\w-]*(?:\.[\w-]+)*"
#: Inside a text, any other `${…}` is an expression over the record.
_IN_TEXT = Pattern(rf"(?<!\\)\$\{{\s*config\.(?P<path>{_PATH})\s*(?P<default>:[^}}]*)?\}}")
_BARE = Pattern(rf"\$\{{\s*(?P<path>{_PATH})\s*(?P<default>:[^}}]*)?\}}")


class ConfigUse(Struct, frozen=True):
    """A use of a value. path: with its offsets in the entry; start, end: of the whole `${…}`."""

    entry: Entry
    path: Word
    start: int
    end: int
    has_default: bool


def config_uses(segment: Segment) -> Iterator[ConfigUse]:
    """Yield the uses of values in a segment."""
    if "${" in segment.text:
        yield from _uses(segment, segment.entries)


def _uses(segment: Segment, entries: Iterable[Entry]) -> Iterator[ConfigUse]:
    for entry in entries:
        for node in walk(entry.node):
            if isinstance(node, Placeholder | Text):
                form = _BARE if isinstance(node, Placeholder) else _IN_TEXT
                written = segment.text[entry.start + node.start : entry.start + node.end]
                for found in form.finditer(written):
                    first, last = found.span("path")
                    path = Word(node.start + first, node.start + last, found["path"])
                    start, end = node.start + found.start(), node.start + found.end()
                    yield ConfigUse(entry, path, start, end, found["default"] is not None)
        yield from _uses(segment, entry.children)


def config_value(lookup: Lookup, path: str) -> ConfigDefinition | None:
    """Return the value, or the table, that stands at a path of `[config]`."""
    for declared in lookup.declared("config", path):
        definition = declared.definition
        if isinstance(definition, ConfigDefinition) and definition.name == path:
            return definition
    return None


def has_config(lookup: Lookup) -> bool:
    """Tell whether there is a project file, which says what `[config]` holds."""
    return config_value(lookup, "") is not None


def config_paths(lookup: Lookup) -> list[str]:
    """Return the paths of all values, without those of tables."""
    found = ((name, config_value(lookup, name)) for name in lookup.names("config"))
    return [name for name, value in found if value is not None and not value.is_table]
