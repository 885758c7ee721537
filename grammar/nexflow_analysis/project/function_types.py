"""The types that functions of the user's own are declared with: texts of `nexflow.toml`, read as the language's."""

from __future__ import annotations

from nexflow_analysis.types import BUILT_IN, UNKNOWN, Type, type_of
from nexflow_grammar.languages import Language
from nexflow_grammar.parser import parse_item
from nexflow_grammar.tree.nodes import walk
from nexflow_grammar.tree.types import NamedType, TypeNode


def read_type(written: str) -> Type:
    """Return the type that a text says; one that cannot be read is unknown."""
    node = _node(written)
    return type_of(node) if node is not None else UNKNOWN


def is_type(written: str) -> bool:
    """Tell whether a text can be read as a type; whether its names are known is another question."""
    return _node(written) is not None


def names_in(written: str) -> list[str]:
    """Return the names in a type that only a schema or an alias can have."""
    node = _node(written)
    named = [one.name.text for one in walk(node) if isinstance(one, NamedType)] if node else []
    return [name for name in dict.fromkeys(named) if name and name not in BUILT_IN]


def _node(written: str) -> TypeNode | None:
    parsed = parse_item(Language.RULES, "type", written.strip())
    return parsed.node if isinstance(parsed.node, TypeNode) and not parsed.broken else None
