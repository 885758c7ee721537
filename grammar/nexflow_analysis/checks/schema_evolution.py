"""NX260: a change that the declared compatibility of a schema forbids."""

from __future__ import annotations

from nexflow_analysis.definitions import SchemaDefinition
from nexflow_analysis.diagnostics import Elsewhere
from nexflow_analysis.evolution import Break, breaks, previous_of
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.places import field_name
from nexflow_analysis.report import Reporter
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.nodes import Node


def check_schema_evolution(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Compare a schema with its previous version, where the project holds it."""
    head, name = segment.head, segment.name
    if segment.kind != "schema" or head is None or name is None or segment.problems:
        return
    schema = lookup.schema(name.text)
    if schema is None or not schema.compatibility:
        return
    old = previous_of(schema, lookup)
    if old is None:
        return
    start = head.start
    for one in breaks(old, schema, lookup):
        place = field_name(segment, one.path) or name
        node = Node(place.start - start, place.end - start)
        said = "the previous version"
        related = (Elsewhere("previous", name.text, said), Elsewhere("schema", name.text, said))
        reporter.add(head, node, "NX260", _message(one, old, schema), related=related)


def _message(one: Break, old: SchemaDefinition, new: SchemaDefinition) -> str:
    before = f"version {old.version}" if old.version else "the previous version"
    after = f"version {new.version}" if new.version else "this version"
    reads = f"{after} cannot read what {before} wrote"
    if one.mode == "forward":
        reads = f"{before} cannot read what {after} writes"
    return f"`{one.path}` {one.why}, so {reads}, which `{new.compatibility}` demands; {one.advice}"
