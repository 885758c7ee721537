"""NX260: a change that the declared compatibility of a schema forbids."""

from __future__ import annotations

from nexflow_analysis.definitions import SchemaDefinition
from nexflow_analysis.diagnostics import Elsewhere, LocalFix, Replacement
from nexflow_analysis.evolution import Break, breaks, previous_of
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.places import field_name, field_node
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
        reporter.add(
            head,
            node,
            "NX260",
            _message(one, old, schema),
            fixes=_fixes(segment, one),
            related=related,
        )


def _fixes(segment: Segment, one: Break) -> tuple[LocalFix, ...]:
    """Return the fix that makes a field optional, or required, as it has to be."""
    wanted, there = ("optional", "required") if one.mode == "backward" else ("required", "optional")
    found = field_node(segment, one.path) if one.wants == wanted else None
    if found is None:
        return ()
    shift, field = found[0] - (segment.head.start if segment.head else 0), found[1]
    part = field.part(there)
    if part is not None:
        change = Replacement(shift + part.start, shift + part.end, wanted)
    elif wanted == "required":
        end = max([field.type.end, *(said.end for said in field.parts)])
        change = Replacement(shift + end, shift + end, " required")
    else:  # a part of the identity: it is required in any case
        return ()
    return (LocalFix(f"Make it {wanted}", (change,), safe=False),)


def _message(one: Break, old: SchemaDefinition, new: SchemaDefinition) -> str:
    before = f"version {old.version}" if old.version else "the previous version"
    after = f"version {new.version}" if new.version else "this version"
    reads = f"{after} cannot read what {before} wrote"
    if one.mode == "forward":
        reads = f"{before} cannot read what {after} writes"
    return f"`{one.path}` {one.why}, so {reads}, which `{new.compatibility}` demands; {one.advice}"
