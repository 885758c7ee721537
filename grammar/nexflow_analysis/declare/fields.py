"""Field nodes to field definitions."""

from __future__ import annotations

from nexflow_analysis.definitions import FieldDefinition
from nexflow_analysis.names import normal
from nexflow_analysis.remember import ByNode
from nexflow_analysis.types import UNKNOWN, AnyRecord, Collection, type_of
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import types as tree
from nexflow_grammar.tree.nodes import Node, Phrase, Word

_CONSTRAINTS = frozenset({
    "range", "length", "pattern", "values", "count", "min_length", "max_length", "min_count",
    "max_count",
})  # fmt: skip


#: The definitions of fields, and of those that are required even without the word.
_OPTIONAL: ByNode[FieldDefinition] = ByNode()
_REQUIRED: ByNode[FieldDefinition] = ByNode()


def field_of(node: tree.Field, *, required: bool = False) -> FieldDefinition:
    """Return the definition of a field. required: whether it is even without the word."""
    known = _REQUIRED if required else _OPTIONAL
    return known.get(node) or known.put(node, _field_of(node, required=required))


def _field_of(node: tree.Field, *, required: bool) -> FieldDefinition:
    precision, scale = _size(node, "precision"), _size(node, "scale")
    default = node.part("default")
    value = default.values[0] if default is not None and default.values else None
    pii = node.part("pii")
    profile = next((v.text for v in pii.values if isinstance(v, Word)), "pii") if pii else ""
    if node.part("nullable") or node.part("optional"):
        required = False
    nullable = not (required or node.part("required") or default is not None)
    constraints = tuple(
        (part.key, tuple(plain_value(value) for value in part.values))
        for part in node.parts
        if part.key in _CONSTRAINTS
    )
    return FieldDefinition(
        node.name.text,
        type_of(node.type, precision, scale),
        nullable,
        constraints,
        value if isinstance(value, e.Expression) else None,
        profile,
    )


def fields_of(entries: tuple[Entry, ...], *, required: bool = False) -> tuple[FieldDefinition, ...]:
    """Make the definitions of the fields among some entries, nested objects included."""
    fields: list[FieldDefinition] = []
    for entry in entries:
        if isinstance(entry.node, tree.Field):
            fields.append(field_of(entry.node, required=required))
        elif entry.rule in ("nested", "input_group") and isinstance(entry.node, Phrase):
            name = entry.node.first(Word)
            if name is None:
                continue
            inner = fields_of(entry.children)
            is_list = len(entry.node.every(Word)) > 1
            kind = Collection("list", AnyRecord()) if is_list else AnyRecord()
            fields.append(FieldDefinition(name.text, kind, nullable=not required, fields=inner))
    names = [normal(field.name) for field in fields]
    if len({*names}) < len(names):
        fields = [
            _unsure(field)
            if any(normal(one.name) == name and one.type != field.type for one in fields)
            else field
            for field, name in zip(fields, names, strict=True)
        ]
    return tuple(fields)


def _unsure(field: FieldDefinition) -> FieldDefinition:
    """Return a field that is declared twice: nothing says which declaration is meant."""
    return FieldDefinition(field.name, UNKNOWN, nullable=field.nullable)


def _size(node: tree.Field, key: str) -> int | None:
    part = node.part(key)
    if part is None or not part.values:
        return None
    value = part.values[0]
    if isinstance(value, e.Number):
        return int(value.value)
    return int(value.text) if isinstance(value, Word) and value.text.isdigit() else None


def plain_value(value: Node) -> object:
    """Return what a constraint's value says, without positions."""
    match value:
        case tree.Bounds():
            low = plain_value(value.low) if value.low is not None else None
            high = plain_value(value.high) if value.high is not None else None
            return (low, high)
        case e.Number() | e.Text() | e.Boolean():
            return value.value
        case Word():
            return value.text
        case _:
            return None
