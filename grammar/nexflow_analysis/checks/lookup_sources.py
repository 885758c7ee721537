"""NX100: the sources that `lookup(source, key)` asks in transforms and rules."""

from collections.abc import Iterator

from nexflow_analysis.definitions import LookupDefinition, TableDefinition
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import normal
from nexflow_analysis.references import refer
from nexflow_analysis.report import Reporter
from nexflow_analysis.tables import moved_entry, read_table
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import rules as r
from nexflow_grammar.tree.nodes import Node, Word, walk

_ASKING = frozenset({"transform", "rule", "table", "schema"})


def check_lookup_sources(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Check that what is asked is a source of the project, or one that the definition names."""
    if segment.kind not in _ASKING or "lookup" not in segment.text:
        return
    entries = segment.every_entry
    own = {
        normal(node.text)
        for entry in entries
        if "lookup" in entry.rule
        for node in walk(entry.node)
        if isinstance(node, Word | e.Name)
    }
    for entry, whole in (*((entry, entry.node) for entry in entries), *_cells(segment, lookup)):
        for node in walk(whole) if not entry.broken else ():
            source = _source(node) if isinstance(node, e.Call) else None
            if source is None or normal(source.text) in own:
                continue
            if lookup.schema(source.text) is None:
                word = Word(source.start, source.end, source.text)
                refer(lookup, reporter, entry, word, LookupDefinition, "lookup")


def _cells(segment: Segment, lookup: Lookup) -> Iterator[tuple[Entry, Node]]:
    """Yield the cells of a table, each with an entry that starts where it does."""
    name = segment.name
    if segment.kind != "table" or segment.head is None or name is None:
        return
    definition = lookup.find(TableDefinition, "rule", name.text)
    for row in read_table(segment.head, definition).rows if definition is not None else ():
        for cell in row.cells:
            if isinstance(cell.node, r.ExpressionCell):
                yield moved_entry(row.entry, cell.start), cell.node


def _source(call: e.Call) -> e.Name | None:
    """Return the name of the source that a call asks; None where it is no such call."""
    if call.function.text != "lookup" or call.receiver is not None or not call.arguments:
        return None
    first = call.arguments[0]
    return first.value if first.name is None and isinstance(first.value, e.Name) else None
