"""NX100, NX110: the schemas, transforms, rules and lookups that parts of a definition name."""

from collections.abc import Iterator

from nexflow_analysis.definitions import Definition
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.references import refer
from nexflow_analysis.report import Reporter
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.nodes import Phrase, Word

#: What the last name of an item is: by the item's rule.
_NAMESPACES = {
    "given_schema": "schema",
    "return_schema": "schema",
    "used": "transform",
    "compose_case": "transform",
    "lookup_part": "lookup",
    "lookup_binding": "lookup",
    "aggregate": "transform",
}


def check_named_parts(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Check that what the parts of a definition name is there."""
    for entry, word, namespace in _names(segment.every_entry):
        refer(lookup, reporter, entry, word, Definition, namespace)


def _names(entries: tuple[Entry, ...]) -> Iterator[tuple[Entry, Word, str]]:
    for entry in entries:
        namespace = _NAMESPACES.get(entry.rule)
        if namespace is None:
            continue
        node = entry.node
        is_using = entry.rule != "aggregate" or getattr(node, "rule", "") == "aggregate_using"
        if isinstance(node, Phrase) and is_using:
            words = node.every(Word)
            if words and not entry.broken:
                yield entry, words[-1], namespace
