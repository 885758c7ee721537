"""NX417: a hit policy that there is not."""

from nexflow_analysis.declare.rules import HIT_POLICIES
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import nearest, suggestion
from nexflow_analysis.report import Reporter
from nexflow_analysis.steps import rename_fix
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Phrase, Word


def check_table_parts(segment: Segment, _lookup: Lookup, reporter: Reporter) -> None:
    """Check the parts of a table that stand outside of its rows."""
    if segment.kind != "table" or segment.head is None:
        return
    for entry in segment.head.every("hit_policy"):
        node = (
            entry.node.first(Word) or entry.node.first(e.Text)
            if isinstance(entry.node, Phrase)
            else None
        )
        if node is None or entry.broken:
            continue
        written = node.text if isinstance(node, Word) else node.value
        if written in HIT_POLICIES:
            continue
        message = f"there is no hit policy `{written}`{suggestion(written, HIT_POLICIES)}"
        near = nearest(written, HIT_POLICIES)
        fixes = rename_fix(node, near) if isinstance(node, Word) else ()
        reporter.add(entry, node, "NX417", message, fixes=fixes)
