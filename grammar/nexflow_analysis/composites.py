"""Lists, records, and what is picked out of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nexflow_analysis import types as t
from nexflow_analysis.choices import choice_type, first_unlike
from nexflow_analysis.fit import article, fit_problem, is_literal, may_be
from nexflow_grammar.tree import expressions as e

if TYPE_CHECKING:
    from nexflow_analysis.infer import Inference


def index(inference: Inference, node: e.Index) -> t.Typed:
    """Infer `target[index]`: null where the list or map has nothing there."""
    target = inference.infer(node.target)
    key = inference.infer(node.index)
    match target.type:
        case t.Collection():
            if not may_be(key, "integer"):
                message = f"a list is indexed by an integer, and this is {article(key.type)}"
                inference.error(node.index, "NX150", message)
            return t.Typed(target.type.element, nullable=True)
        case t.Mapping():
            problem = fit_problem(key, target.type.key, literal=is_literal(node.index))
            if problem:
                message = f"the keys of this map are of type {target.type.key}: {problem}"
                inference.error(node.index, "NX150", message)
            return t.Typed(target.type.value, nullable=True)
        case t.Scalar() if target.type != t.NULL:
            message = f"`[…]` picks from a list or a map, and this is {article(target.type)}"
            inference.error(node.target, "NX150", message)
            return t.UNKNOWN_VALUE
        case _:
            return t.UNKNOWN_VALUE


def each(inference: Inference, node: e.Each) -> t.Typed:
    """Infer `target[]`: every element."""
    target = inference.infer(node.target)
    if isinstance(target.type, t.Scalar) and target.type != t.NULL:
        message = f"`[]` stands for every element of a list, and this is {article(target.type)}"
        inference.error(node.target, "NX150", message)
    if not isinstance(target.type, t.Collection):
        return t.UNKNOWN_VALUE
    element = inference.scope.lookup.resolve(target.type.element)
    return t.Typed(t.Projection("list", element), target.nullable)


def list_literal(inference: Inference, node: e.ListLiteral) -> t.Typed:
    """Infer `[a, b]`: the elements have one type."""
    typed = [inference.infer(value) for value in node.elements]
    wrong = first_unlike(node.elements, typed)
    if wrong is not None:
        value, problem = wrong
        inference.error(value, "NX154", f"all elements of a list must have one type: {problem}")
        return t.Typed(t.Collection("list", t.UNKNOWN))
    return t.Typed(t.Collection("list", choice_type(inference, node.elements)))


def record_literal(inference: Inference, node: e.RecordLiteral) -> t.Typed:
    """Infer `{ key: value }`."""
    fields: list[t.RecordField] = []
    seen: set[str] = set()
    for name, value in node.entries:
        typed = inference.infer(value)
        if name.text in seen:
            message = f"the key `{name.text}` is there twice; remove or rename one of the two"
            inference.error(name, "NX166", message)
            continue
        seen.add(name.text)
        fields.append(t.RecordField(name.text, typed.type, typed.nullable))
    return t.Typed(t.Record("", tuple(fields)))


def function_value(inference: Inference, node: e.Lambda) -> t.Typed:
    """Report a lambda that is no argument."""
    message = (
        "a function `x -> …` is no value: it stands only as an argument of a function of "
        "collections, such as `map(items, x -> …)`"
    )
    inference.error(node, "NX169", message)
    return t.UNKNOWN_VALUE
