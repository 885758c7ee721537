"""NX155 and what expressions say: the checks of a transform's output, and its invariants."""

from __future__ import annotations

from nexflow_analysis import types as t
from nexflow_analysis.definitions import TransformDefinition
from nexflow_analysis.infer import Inference
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.report import Reporter
from nexflow_analysis.transforms import scope_of, shape_of
from nexflow_analysis.validation import conditions_of
from nexflow_grammar.source_file import Segment


def check_transform_checks(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Check that what `validate_output` and `invariant` demand is true or false."""
    head, name = segment.head, segment.name
    if segment.kind != "transform" or head is None or name is None:
        return
    parts = head.every("validate_output", "invariant")
    definition = lookup.find(TransformDefinition, "transform", name.text) if parts else None
    if definition is None:
        return
    shape = shape_of(definition, lookup)
    if shape.output is None or shape.output.open:
        return  # what it makes is not known
    names = {field.name: lookup.value_of(field) for field in shape.output.fields}
    names["output"] = t.Typed(shape.output)
    scope = scope_of(definition, shape, lookup).inner(names)
    for part in parts:
        for child in part.children:
            for entry, condition, inner, what in conditions_of(child, scope):
                Inference(inner, reporter.at(entry)).condition(condition, what)
