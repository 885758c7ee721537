"""Declares schemas and type aliases."""

from __future__ import annotations

from msgspec.structs import replace

from nexflow_analysis.declare.fields import field_of, fields_of
from nexflow_analysis.declare.lifecycle import versions_of
from nexflow_analysis.declare.states import states_of, transitions_of
from nexflow_analysis.definitions import (
    AliasDefinition,
    Definition,
    FieldDefinition,
    SchemaDefinition,
)
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import types as tree
from nexflow_grammar.tree.nodes import Path, Phrase, Word


def declare_types(segment: Segment) -> tuple[Definition, ...]:
    """Declare the aliases of a `types` block."""
    assert segment.head is not None
    found: list[Definition] = [
        AliasDefinition(entry.node.name.text, field_of(entry.node, required=True))
        for entry in segment.head.children
        if isinstance(entry.node, tree.Field)
    ]
    found += [
        AliasDefinition(field.name, field)
        for field in fields_of(tuple(segment.head.every("nested")), required=True)
    ]
    return tuple(found)


def declare_schema(segment: Segment) -> tuple[Definition, ...]:
    """Declare a schema."""
    head, name = segment.head, segment.name
    if head is None or name is None:
        return ()
    identity: tuple[FieldDefinition, ...] = ()
    fields: list[FieldDefinition] = []
    computed: list[tuple[str, e.Expression]] = []
    constraints: list[tuple[e.Expression, str]] = []
    streaming: list[tuple[str, object]] = []
    patterns: tuple[str, ...] = ()
    for part in head.children:
        match part.rule:
            case "identity":
                identity = fields_of(part.children, required=True)
            case "fields":
                fields.extend(fields_of(part.children))
            case "field" | "nested":
                fields.extend(fields_of((part,)))
            case "computed":
                computed += [
                    (child.node.target.text, child.node.value)
                    for child in part.children
                    if isinstance(child.node, tree.Assignment)
                ]
            case "constraints_head":
                constraints += [
                    (child.node.condition, child.node.message)
                    for child in part.children
                    if isinstance(child.node, tree.Require)
                ]
            case "streaming":
                streaming += [
                    (child.node.name.text, option_value(child.node))
                    for child in part.children
                    if isinstance(child.node, tree.Option)
                ]
            case "pattern" if isinstance(part.node, Phrase):
                patterns = tuple(word.text for word in part.node.every(Word))
            case _:
                pass
    repeated = {field.name for field in identity}
    own = tuple(field for field in fields if field.name not in repeated)
    return (
        SchemaDefinition(
            name.text,
            (*identity, *(_unblamed(own) if segment.problems else own)),
            tuple(field.name for field in identity),
            tuple(computed),
            tuple(constraints),
            tuple(streaming),
            patterns,
            states_of(head),
            transitions_of(head),
            *versions_of(head),
        ),
    )


def _unblamed(fields: tuple[FieldDefinition, ...]) -> tuple[FieldDefinition, ...]:
    """Return fields as never null: a mistake may have cut off what says so."""
    return tuple(replace(field, nullable=False) for field in fields)


def option_value(node: tree.Option) -> object:
    """Return what an option says, without positions: a word, a list of paths, (amount, unit)."""
    match node.value:
        case Phrase(rule="option_value") as phrase if phrase.parts:
            value = phrase.parts[0]
        case other:
            value = other
    match value:
        case Word():
            return value.text
        case e.Name():
            return value.text
        case e.Duration(amount=e.Number() as amount):
            return (amount.value, value.unit)
        case e.Number() | e.Text() | e.Boolean():
            return value.value
        case e.ListLiteral():
            return tuple(name_of(item) for item in value.elements)
        case Path():
            return value.text
        case e.Member():
            return name_of(value)
        case _:
            return None


def name_of(expression: e.Expression) -> str:
    """Return the path that an expression of names and dots spells, or ""."""
    match expression:
        case e.Name():
            return expression.text
        case e.Member():
            return f"{name_of(expression.target)}.{expression.name.text}"
        case _:
            return ""
