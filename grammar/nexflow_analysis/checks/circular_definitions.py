"""NX140: definitions that need themselves."""

from __future__ import annotations

from nexflow_analysis.circles import calls_needed, circle_of, names_needed, values_needed
from nexflow_analysis.declare import declare
from nexflow_analysis.definitions import (
    AliasDefinition,
    Definition,
    SchemaDefinition,
    TransformDefinition,
)
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.places import name_places
from nexflow_analysis.report import Reporter
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.nodes import Node


def check_circular_definitions(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Report each definition of the segment that cannot be without itself."""
    if segment.head is None:
        return
    places = {word.text: word for word in name_places(segment)}
    for definition in declare(segment):
        message = _message(definition, lookup)
        word = places.get(definition.name)
        if message and word is not None:
            start = segment.head.start
            place = Node(word.start - start, word.end - start)
            reporter.add(segment.head, place, "NX140", message)


def _message(definition: Definition, lookup: Lookup) -> str:
    name = definition.name
    if isinstance(definition, TransformDefinition):
        circle = circle_of(definition, calls_needed, TransformDefinition, lookup)
        said = (
            f"the transform `{name}` calls itself{_way(circle)}, which would never end; compute the "
            "value in another way"
        )
        return said if circle else ""
    if isinstance(definition, AliasDefinition):
        circle = circle_of(definition, names_needed, AliasDefinition, lookup)
        if circle:
            return f"the type `{name}` stands for itself{_way(circle)}; say what its values are"
    elif not isinstance(definition, SchemaDefinition):
        return ""
    circle = circle_of(definition, values_needed, Definition, lookup)
    said = (
        f"every `{name}` holds another one{_way(circle)}, so none could ever end; make one of the "
        "fields optional, or a list"
    )
    return said if circle else ""


def _way(circle: list[str]) -> str:
    """Return a circle in words; one that is only the thing itself is said already."""
    if len(circle) < 3:  # noqa: PLR2004
        return ""
    return ": " + " → ".join(f"`{name}`" for name in circle)
