"""NX417 and the expressions of a table's parts: its hit policy, and what is computed after its rows."""

from nexflow_analysis import types as t
from nexflow_analysis.declare.rules import HIT_POLICIES
from nexflow_analysis.definitions import TableDefinition
from nexflow_analysis.infer import Inference, Scope
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import nearest, suggestion
from nexflow_analysis.report import Reporter
from nexflow_analysis.rules import results_of, visible_of
from nexflow_analysis.steps import rename_fix
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Phrase, Word, walk
from nexflow_grammar.tree.types import Assignment, Let

_COMPUTING = ("post_calculate", "mappings")
#: Policies under which a result is what one row says.
_ONE_ROW = ("first_match", "single_hit")


def check_table_parts(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Check the parts of a table that stand outside of its rows."""
    if segment.kind != "table" or segment.head is None or segment.name is None:
        return
    _check_policy(segment.head, reporter)
    definition = lookup.find(TableDefinition, "rule", segment.name.text)
    if definition is not None and not segment.problems:
        _check_computed(segment.head, definition, lookup, reporter)


def _check_computed(
    head: Entry, definition: TableDefinition, lookup: Lookup, reporter: Reporter
) -> None:
    """Check what is computed of the inputs and the results; what a list of results holds is not followed."""
    results = results_of(definition, lookup)
    record = visible_of(definition, lookup)
    if record.open or results.open:
        return
    one_row = definition.hit_policy in _ONE_ROW and not definition.inferred
    names = {
        field.name: t.Typed(lookup.deep(field.type), nullable=True) if one_row else t.UNKNOWN_VALUE
        for field in results.fields
    }
    names["lookups"] = names["input"] = t.UNKNOWN_VALUE
    for part in head.every("lookups", "aggregate"):
        words = [node for child in part.children for node in walk(child.node)]
        names.update({one.text: t.UNKNOWN_VALUE for one in words if isinstance(one, Word)})
    scope = Scope(lookup, record, names, "the inputs of this table")
    for entry in (child for part in head.every(*_COMPUTING) for child in part.children):
        node = entry.node
        if isinstance(node, Assignment | Let):
            typed = Inference(scope, reporter.at(entry)).infer(node.value)
            name = node.name if isinstance(node, Let) else node.target.names[0]
            scope = scope.inner({name.text: typed})


def _check_policy(head: Entry, reporter: Reporter) -> None:
    for entry in head.every("hit_policy"):
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
