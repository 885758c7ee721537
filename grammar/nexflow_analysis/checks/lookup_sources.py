"""NX100: the sources that `lookup(source, key)` asks in transforms and rules."""

from nexflow_analysis.definitions import LookupDefinition
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import normal
from nexflow_analysis.references import refer
from nexflow_analysis.report import Reporter
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Word, walk


def check_lookup_sources(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Check that what is asked is a source of the project, or one that the definition names."""
    if segment.kind not in ("transform", "rule") or "lookup" not in segment.text:
        return
    entries = segment.every_entry
    own = {
        normal(node.text)
        for entry in entries
        if "lookup" in entry.rule
        for node in walk(entry.node)
        if isinstance(node, Word | e.Name)
    }
    for entry in entries:
        for node in walk(entry.node) if not entry.broken else ():
            source = _source(node) if isinstance(node, e.Call) else None
            if source is None or normal(source.text) in own:
                continue
            if lookup.schema(source.text) is None:
                word = Word(source.start, source.end, source.text)
                refer(lookup, reporter, entry, word, LookupDefinition, "lookup")


def _source(call: e.Call) -> e.Name | None:
    """Return the name of the source that a call asks; None where it is no such call."""
    if call.function.text != "lookup" or call.receiver is not None or not call.arguments:
        return None
    first = call.arguments[0]
    return first.value if first.name is None and isinstance(first.value, e.Name) else None
