"""NX300, NX303: parts that a transform lacks, and assignments that go in a circle."""

from nexflow_analysis.diagnostics import Diagnostic, Severity
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.report import Reporter
from nexflow_analysis.transforms import segment_order, statements_of, target_of
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.nodes import Node


def check_transform_parts(segment: Segment, _lookup: Lookup, reporter: Reporter) -> None:
    """Check that a transform does something, and that its assignments can be ordered."""
    if segment.kind != "transform" or segment.head is None or segment.name is None:
        return
    if segment.head.first("apply", "mappings", "compose", "on_change") is None:
        message = (
            f"the transform `{segment.name.text}` says nothing about its output; give it an `apply`, a "
            "`mappings` or a `compose` part"
        )
        name = segment.name
        reporter.diagnostics.append(
            Diagnostic(name.start, name.end, "NX300", Severity.ERROR, message)
        )
    statements = statements_of(segment)
    _order, circle = segment_order(segment)
    if circle:
        names = [target_of(statements[index][1]) for index in circle]
        entry, node = statements[circle[0]]
        target: Node = node.name if hasattr(node, "name") else node.target
        path = " → ".join(f"`{name}`" for name in [*names, names[0]])
        message = f"these assignments need each other: {path}; compute one of them from the input"
        reporter.add(entry, target, "NX303", message)
