"""NX120: two definitions of one kind have one name."""

from nexflow_analysis.declare import declare
from nexflow_analysis.diagnostics import Diagnostic, Elsewhere, Severity
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.report import Reporter
from nexflow_grammar.source_file import Segment


def check_duplicate_definitions(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Report each definition of the segment whose name another one has too."""
    if segment.kind in ("types", "services", "actions"):
        places = {
            getattr(child.node, "name", None) or child.node: child
            for child in (segment.head.children if segment.head else ())
        }
        named = {getattr(node, "text", ""): (node, entry) for node, entry in places.items()}
    else:
        named = {}
    for definition in declare(segment):
        if len(lookup.declared(definition.kind, definition.name)) < 2:  # noqa: PLR2004
            continue
        if definition.name in named:
            node, entry = named[definition.name]
            start, end = entry.start + node.start, entry.start + node.end
        elif segment.name is not None:
            start, end = segment.name.start, segment.name.end
        else:
            continue
        message = f"there is more than one {definition.kind} named `{definition.name}`; rename all but one"
        related = (Elsewhere(definition.kind, definition.name, "also defined here"),)
        reporter.diagnostics.append(
            Diagnostic(start, end, "NX120", Severity.ERROR, message, related=related)
        )
