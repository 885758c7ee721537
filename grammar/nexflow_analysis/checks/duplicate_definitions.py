"""NX120: two definitions of one kind have one name."""

from nexflow_analysis.declare import declare
from nexflow_analysis.definitions import AGGREGATION
from nexflow_analysis.diagnostics import Elsewhere, Here
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import normal
from nexflow_analysis.places import name_places
from nexflow_analysis.report import Reporter
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.nodes import Node


def check_duplicate_definitions(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Report each definition of the segment whose name another one has too."""
    words = name_places(segment)
    if not words or segment.head is None:
        return
    kind = next((d.kind for d in declare(segment) if d.kind != AGGREGATION), "")
    for word in words:
        if len(lookup.declared(kind, word.text)) < 2:  # noqa: PLR2004
            continue
        message = f"there is more than one {kind} named `{word.text}`; rename all but one"
        said = "also defined here"
        here = tuple(
            Here(other.start, other.end, said)
            for other in words
            if other is not word and normal(other.text) == normal(word.text)
        )
        start = segment.head.start
        place = Node(word.start - start, word.end - start)
        related: tuple[Elsewhere | Here, ...] = (*here, Elsewhere(kind, word.text, said))
        reporter.add(segment.head, place, "NX120", message, related=related)
