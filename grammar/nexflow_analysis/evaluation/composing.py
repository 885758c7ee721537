"""`compose`: transforms one after another, side by side, or one of several."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from nexflow_analysis.evaluation.expressions import typed_expression
from nexflow_analysis.evaluation.values import NotEvaluableError, Value
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Phrase, Word

if TYPE_CHECKING:
    from nexflow_analysis.evaluation.transforms import TransformEvaluation

_Fields = dict[str, Value]


def composed(
    head: Entry, transform: TransformEvaluation, names: Mapping[str, Any]
) -> Mapping[str, Value]:
    """Run all `compose` and `then` of a block; return the fields of what they make."""
    fields: _Fields = dict(names["input"])
    params = names["params"]
    for part in head.every("compose", "compose_then"):
        assert isinstance(part.node, Phrase)
        words = part.node.every(Word)
        match words[-1].text if words else "sequential":
            case "parallel":
                made = [_applied(entry, fields, params, transform) for entry in part.children]
                fields = {name: value for one in made for name, value in one.items()}
            case "conditional":
                fields = _one_of(part, fields, names, transform)
            case _:
                for entry in part.children:
                    fields = _applied(entry, fields, params, transform)
    return fields


def _one_of(
    part: Entry, fields: _Fields, names: Mapping[str, Any], transform: TransformEvaluation
) -> _Fields:
    """Run the first whose condition holds; where none does, the record stays as it is."""
    for entry in part.children:
        assert isinstance(entry.node, Phrase)
        condition = entry.node.first(e.Expression)
        if condition is not None:
            expression = typed_expression(condition, transform.scope)
            if not expression.holds({**names, **fields}, transform.environment):
                continue
        return _applied(entry, fields, names["params"], transform)
    return fields


def _applied(
    entry: Entry, fields: _Fields, params: Mapping[str, Any], transform: TransformEvaluation
) -> _Fields:
    assert isinstance(entry.node, Phrase)
    name = entry.node.every(Word)[-1].text
    found = transform.environment.call(name, [{**params, **fields}], {}, True)  # noqa: FBT003
    if not isinstance(found, dict):
        raise NotEvaluableError(name)
    return found
