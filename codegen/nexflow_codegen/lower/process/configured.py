"""`${path}` in place of a name, a topic, a number or a duration: the value that `[config]` gives it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from nexflow_analysis.config_values import config_value
from nexflow_analysis.lookup import Lookup
from nexflow_codegen.lower.environment import Environment
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Node, Path, Phrase, Word
from nexflow_grammar.tree.process import Clause

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_DURATION = re.compile(
    r"(\d+)\s*(ms|s|m|h|d|w|(?:millisecond|second|minute|hour|day|week|month|year)s?)"
)
_UNITS = {"ms": "millisecond", "s": "second", "m": "minute", "h": "hour", "d": "day", "w": "week"}
#: Clauses whose values are names.
_NAMES = frozenset({
    "schema", "offset", "isolation", "format", "output", "header", "preserve_state",
    "include_error_context", "persistence", "late data to",
})  # fmt: skip


def configured(lookup: Lookup, entry: Entry) -> Entry:
    """Return an entry with the values of `[config]` in place of what names them.

    A value that comes from the environment is known when the job starts.
    """
    node: Node = _replaced(lookup, entry.node, named=False)
    children = tuple(configured(lookup, child) for child in entry.children)
    return replace(entry, node=node, children=children)


def _replaced(lookup: Lookup, value: Any, *, named: bool) -> Any:
    if isinstance(value, e.Placeholder):
        text = _value(lookup, value)
        return _later(lookup, value) if text is None else _literal(value, text, named=named)
    if isinstance(value, tuple):
        return tuple(_replaced(lookup, part, named=named) for part in value)
    if not isinstance(value, Node):
        return value
    if isinstance(value, Phrase) and value.rule == "route_using":
        return replace(value, parts=tuple(_field(lookup, part) for part in value.parts))
    inner = isinstance(value, Clause) and value.key in _NAMES
    changed = {
        name: _replaced(lookup, getattr(value, name), named=inner)
        for name in value.__struct_fields__[2:]
    }
    return replace(value, **changed)


def _field(lookup: Lookup, part: Node) -> Node:
    """Return what a route is by: a value of `[config]` names a field or a rule."""
    text = _value(lookup, part) if isinstance(part, e.Placeholder) else None
    if text is None:
        replaced: Node = _replaced(lookup, part, named=False)
        return replaced
    return Path(part.start, part.end, tuple(Word(part.start, part.end, w) for w in text.split(".")))


def _value(lookup: Lookup, node: e.Placeholder) -> str | None:
    found = config_value(lookup, node.path.removeprefix("config."))
    if found is None:
        return node.default
    return None if found.is_table or found.from_environment else found.value


def _later(lookup: Lookup, node: e.Placeholder) -> e.Placeholder:
    """Return what stands for a value that comes from the environment."""
    found = config_value(lookup, node.path.removeprefix("config."))
    if found is None or not found.from_environment:
        return node
    return Environment(node.start, node.end, node.path, node.default, found.value)


def _literal(node: Node, text: str, *, named: bool) -> Node:
    start, end = node.start, node.end
    if named:
        return Word(start, end, text)
    if _NUMBER.fullmatch(text):
        return e.Number(start, end, Decimal(text), e.NumberKind.PLAIN)
    if (found := _DURATION.fullmatch(text)) is not None:
        amount = e.Number(start, end, Decimal(found[1]), e.NumberKind.PLAIN)
        unit = _UNITS.get(found[2]) or found[2].removesuffix("s")
        return e.Duration(start, end, amount, unit)
    if text in ("true", "false"):
        return e.Boolean(start, end, text == "true")
    return e.Text(start, end, text)
