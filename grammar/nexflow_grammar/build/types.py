"""Builders of types, fields and the statements that several languages share."""

from __future__ import annotations

from nexflow_grammar.build.core import TRANSPARENT, builds, every, maybe, one, reads
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import types as tree
from nexflow_grammar.tree.nodes import Keyword, Node, Path, Phrase, Word

TRANSPARENT |= {
    "base_type", "field_part", "option_value", "option_word", "parameter_part", "bound", "value",
    "constraint", "qualifier",
}  # fmt: skip


@builds("named_type")
def _named(parts: list[Node]) -> Node:
    name = one(parts, Word)
    return tree.NamedType(name.start, name.end, name)


@builds("type")
def _type(end: int, parts: list[Node]) -> Node:
    result = one(parts, tree.TypeNode)
    for _array in every(parts, Phrase):
        result = tree.CollectionType(result.start, end, "list", result)
    return result


@builds("collection_type")
def _collection(start: int, end: int, parts: list[Node]) -> Node:
    kind = one(parts, Word).text
    return tree.CollectionType(start, end, kind, one(parts, tree.TypeNode))


@builds("map_type")
def _map(start: int, end: int, parts: list[Node]) -> Node:
    key, value = every(parts, tree.TypeNode)
    return tree.MapType(start, end, key, value)


@builds("decimal_type")
def _decimal(start: int, end: int, parts: list[Node]) -> Node:
    precision, scale = every(parts, e.Number)
    return tree.DecimalType(start, end, int(precision.value), int(scale.value))


@builds("bounds")
def _bounds(start: int, end: int, parts: list[Node]) -> Node:
    dots = next(index for index, part in enumerate(parts) if isinstance(part, Word))
    low = maybe(parts[:dots], e.Expression)
    high = maybe(parts[dots:], e.Expression)
    return tree.Bounds(start, end, low, high)


@builds("range", "length", "values", "precision", "scale", "count")
def _constraint(rule: str, start: int, end: int, parts: list[Node]) -> Node:
    values = tuple(part for part in parts if not isinstance(part, Keyword))
    return tree.FieldPart(start, end, rule, values)


@builds("pattern_spec")
def _pattern(start: int, end: int, parts: list[Node]) -> Node:
    return tree.FieldPart(start, end, "pattern", (one(parts, e.Text),))


@builds("parameter_option")
def _parameter_option(start: int, end: int, parts: list[Node]) -> Node:
    keyword, *values = parts
    return tree.FieldPart(start, end, one([keyword], Keyword).text, tuple(values))


@reads("flag_qualifier")
def _flag(start: int, text: str) -> Node:
    return tree.FieldPart(start, start + len(text), text, ())


@builds("required_when", "pii", "default", "text_qualifier", "range_words", "length_words",
        "path_qualifier", "size_qualifier", "values_words")  # fmt: skip
def _qualifier(rule: str, start: int, end: int, parts: list[Node]) -> Node:
    key = {"required_when": "required when", "range_words": "range", "length_words": "length",
           "values_words": "values"}.get(rule, rule)  # fmt: skip
    values = tuple(part for part in parts if not isinstance(part, Keyword))
    if key.endswith("_qualifier"):
        word = one(parts, Word)
        key, values = word.text, tuple(part for part in values if part is not word)
    if key == "range" or (key == "length" and len(values) > 1):
        low, high = (*values, None)[:2]
        assert isinstance(low, e.Expression)
        assert high is None or isinstance(high, e.Expression)
        values = (tree.Bounds(low.start, (high or low).end, low, high),)
    return tree.FieldPart(start, end, key, values)


@builds("field", "alias", "input_field", "parameter")
def _field(start: int, end: int, parts: list[Node]) -> Node:
    inner: list[tree.FieldPart] = []
    for part in parts:
        if isinstance(part, tree.FieldPart):
            inner.append(part)
        elif isinstance(part, Phrase):
            inner.extend(part.every(tree.FieldPart))
    return tree.Field(start, end, one(parts, Word), one(parts, tree.TypeNode), tuple(inner))


@builds("assignment", "set", "arrow_mapping", "migration_assignment")
def _assignment(start: int, parts: list[Node]) -> Node:
    value = one(parts, e.Expression)
    return tree.Assignment(start, value.end, one(parts, Path), value)


@builds("computed_field")
def _computed(start: int, parts: list[Node]) -> Node:
    name, value = one(parts, Word), one(parts, e.Expression)
    return tree.Assignment(start, value.end, Path(name.start, name.end, (name,)), value)


@builds("let")
def _let(start: int, parts: list[Node]) -> Node:
    value = one(parts, e.Expression)
    return tree.Let(start, value.end, one(parts, Word), value)


@builds("require", "constraint_rule")
def _require(start: int, parts: list[Node]) -> Node:
    condition = one(parts, e.Expression)
    message = every(parts, e.Text)[-1]
    return tree.Require(start, message.end, condition, message.value)


@builds("option")
def _option(start: int, parts: list[Node]) -> Node:
    return tree.Option(start, parts[1].end, one(parts, Word), parts[1])
