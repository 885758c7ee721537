"""Builders of types, fields and the statements that several languages share."""

from __future__ import annotations

from typing import Any

from nexflow_grammar.build.core import Context, builds, every, extent, maybe, one
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import types as tree
from nexflow_grammar.tree.nodes import Keyword, Node, Path, Phrase, Word


@builds("named_type")
def _named(_context: Context, _node: Any, parts: list[Node]) -> Node:
    name = one(parts, Word)
    return tree.NamedType(name.start, name.end, name)


@builds("base_type", "field_part", "option_value", "option_word", "parameter_part")
def _only(_context: Context, _node: Any, parts: list[Node]) -> Node:
    return parts[0]


@builds("type")
def _type(_context: Context, node: Any, parts: list[Node]) -> Node:
    result = one(parts, tree.TypeNode)
    for _array in every(parts, Phrase):
        result = tree.CollectionType(result.start, extent(node), "list", result)
    return result


@builds("collection_type")
def _collection(_context: Context, node: Any, parts: list[Node]) -> Node:
    kind = one(parts, Word).text
    return tree.CollectionType(node.start, extent(node), kind, one(parts, tree.TypeNode))


@builds("map_type")
def _map(_context: Context, node: Any, parts: list[Node]) -> Node:
    key, value = every(parts, tree.TypeNode)
    return tree.MapType(node.start, extent(node), key, value)


@builds("decimal_type")
def _decimal(_context: Context, node: Any, parts: list[Node]) -> Node:
    precision, scale = every(parts, e.Number)
    return tree.DecimalType(node.start, extent(node), int(precision.value), int(scale.value))


@builds("bounds")
def _bounds(_context: Context, node: Any, parts: list[Node]) -> Node:
    dots = next(index for index, part in enumerate(parts) if isinstance(part, Word))
    low = maybe(parts[:dots], e.Expression)
    high = maybe(parts[dots:], e.Expression)
    return tree.Bounds(node.start, extent(node), low, high)


@builds("bound", "value")
def _value(_context: Context, _node: Any, parts: list[Node]) -> Node:
    return parts[0]


@builds("range", "length", "values", "precision", "scale", "count")
def _constraint(_context: Context, node: Any, parts: list[Node]) -> Node:
    values = tuple(part for part in parts if not isinstance(part, Keyword))
    return tree.FieldPart(node.start, extent(node), node.expr_name, values)


@builds("pattern_spec")
def _pattern(_context: Context, node: Any, parts: list[Node]) -> Node:
    return tree.FieldPart(node.start, extent(node), "pattern", (one(parts, e.Text),))


@builds("parameter_option")
def _parameter_option(_context: Context, node: Any, parts: list[Node]) -> Node:
    keyword, *values = parts
    return tree.FieldPart(node.start, extent(node), one([keyword], Keyword).text, tuple(values))


@builds("constraint", "qualifier")
def _part(_context: Context, _node: Any, parts: list[Node]) -> Node:
    return parts[0]


@builds("flag_qualifier")
def _flag(_context: Context, node: Any, _parts: list[Node]) -> Node:
    text = node.match.group(1)
    return tree.FieldPart(node.start, node.start + len(text), text, ())


@builds("required_when", "pii", "default", "text_qualifier", "range_words", "length_words",
        "path_qualifier", "size_qualifier", "values_words")  # fmt: skip
def _qualifier(_context: Context, node: Any, parts: list[Node]) -> Node:
    key = {"required_when": "required when", "range_words": "range", "length_words": "length",
           "values_words": "values"}.get(node.expr_name, node.expr_name)  # fmt: skip
    values = tuple(part for part in parts if not isinstance(part, Keyword))
    if key.endswith("_qualifier"):
        word = one(parts, Word)
        key, values = word.text, tuple(part for part in values if part is not word)
    if key in ("range", "length"):
        low, high = (*values, None)[:2]
        assert isinstance(low, e.Expression)
        assert high is None or isinstance(high, e.Expression)
        values = (tree.Bounds(low.start, (high or low).end, low, high),)
    return tree.FieldPart(node.start, extent(node), key, values)


@builds("field", "alias", "input_field", "parameter")
def _field(_context: Context, node: Any, parts: list[Node]) -> Node:
    inner: list[tree.FieldPart] = []
    for part in parts:
        if isinstance(part, tree.FieldPart):
            inner.append(part)
        elif isinstance(part, Phrase):
            inner.extend(part.every(tree.FieldPart))
    return tree.Field(
        node.start, extent(node), one(parts, Word), one(parts, tree.TypeNode), tuple(inner)
    )


@builds("assignment", "set", "arrow_mapping", "migration_assignment")
def _assignment(_context: Context, node: Any, parts: list[Node]) -> Node:
    value = one(parts, e.Expression)
    return tree.Assignment(node.start, value.end, one(parts, Path), value)


@builds("computed_field", "aggregate_named")
def _computed(_context: Context, node: Any, parts: list[Node]) -> Node:
    name, value = one(parts, Word), one(parts, e.Expression)
    return tree.Assignment(node.start, value.end, Path(name.start, name.end, (name,)), value)


@builds("let")
def _let(_context: Context, node: Any, parts: list[Node]) -> Node:
    value = one(parts, e.Expression)
    return tree.Let(node.start, value.end, one(parts, Word), value)


@builds("require", "constraint_rule")
def _require(_context: Context, node: Any, parts: list[Node]) -> Node:
    condition = one(parts, e.Expression)
    message = every(parts, e.Text)[-1]
    return tree.Require(node.start, message.end, condition, message.value)


@builds("option")
def _option(_context: Context, node: Any, parts: list[Node]) -> Node:
    return tree.Option(node.start, parts[1].end, one(parts, Word), parts[1])
