"""NX809: fields of which the types are known only at run time (scalability guide, L3 Transform Optimization)."""

from __future__ import annotations

from nexflow_analysis.diagnostics import Severity
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.process.settings import every_entry
from nexflow_analysis.report import Reporter
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.nodes import walk
from nexflow_grammar.tree.types import Field, MapType, NamedType


def check_untyped(segment: Segment, _lookup: Lookup, reporter: Reporter) -> None:
    """Hint at fields of type `object`."""
    if segment.head is None or segment.kind != "schema":
        return
    for entry in every_entry(segment.head):
        if not isinstance(entry.node, Field) or entry.broken:
            continue
        for node in walk(entry.node.type):
            if isinstance(node, MapType):
                break  # its values may well be anything
            if isinstance(node, NamedType) and node.name.text == "object":
                reporter.add(
                    entry, node, "NX809",
                    "an `object` is a map whose values are boxed and looked up by name, and nothing that uses it is "
                    "checked; list its fields, or leave it out (scalability guide, L3 Transform Optimization: "
                    "primitive types over objects)",
                    severity=Severity.HINT,
                )  # fmt: skip
