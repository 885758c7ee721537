"""NX404, NX417 and the expressions of a table's parts: its hit policy, and what is computed after its rows."""

from msgspec.structs import replace

from nexflow_analysis import types as t
from nexflow_analysis.declare.rules import HIT_POLICIES
from nexflow_analysis.definitions import TableDefinition
from nexflow_analysis.diagnostics import Severity
from nexflow_analysis.fit import article
from nexflow_analysis.infer import Inference, Scope
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import nearest, normal, suggestion
from nexflow_analysis.report import Reporter
from nexflow_analysis.rules import results_of, visible_of
from nexflow_analysis.steps import rename_fix
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Phrase, Word, walk
from nexflow_grammar.tree.types import Assignment, Let

_COMPUTING = ("aggregate", "post_calculate", "mappings")
#: Policies under which a result is what one row says.
_ONE_ROW = ("first_match", "single_hit")
#: Policies under which a result is the list of what all rows say.
_ALL_ROWS = ("multi_hit", "collect_all")
#: Policies under which a result is one value of what all rows say, and the types that have such.
_COLLECTING = {
    "collect_sum": (),
    "collect_min": (t.DATE, t.TIMESTAMP),
    "collect_max": (t.DATE, t.TIMESTAMP),
}


def check_table_parts(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Check the parts of a table that stand outside of its rows."""
    if segment.kind != "table" or segment.head is None or segment.name is None:
        return
    policy = _check_policy(segment.head, reporter)
    definition = lookup.find(TableDefinition, "rule", segment.name.text)
    if definition is not None and not segment.problems:
        _check_computed(segment.head, definition, lookup, reporter)
        _check_assigned(segment.head, definition, lookup, reporter)
        if policy is not None:
            _check_collected(policy, definition, lookup, reporter)


def _check_collected(
    policy: tuple[Entry, Word], definition: TableDefinition, lookup: Lookup, reporter: Reporter
) -> None:
    """Check that a policy such as `collect_sum` has a number to collect."""
    entry, word = policy
    if definition.inferred or word.text not in _COLLECTING:
        return
    fields = results_of(definition, lookup).fields
    types = [lookup.deep(field.type) for field in fields]
    if types and not any(_collected(type_, _COLLECTING[word.text]) for type_ in types):
        message = (
            f"`{word.text}` makes one number of all that match, and the result `{fields[0].name}` is "
            f"{article(types[0])}; make it a number, or write `collect_all`"
        )
        reporter.add(entry, word, "NX417", message)


def _collected(type_: t.Type, besides: tuple[t.Type, ...]) -> bool:
    """Tell whether one value may be made of several of a type; unknown is silent."""
    return not isinstance(type_, t.Scalar) or type_.is_numeric or type_ in (t.UNKNOWN, *besides)


def _check_assigned(
    head: Entry, definition: TableDefinition, lookup: Lookup, reporter: Reporter
) -> None:
    """Check that what is computed after the rows is a result, or used by what is computed below it."""
    results = results_of(definition, lookup)
    if definition.inferred or results.open:
        return
    entries = [child for part in head.every(*_COMPUTING) for child in part.children]
    used = {
        normal(node.text)
        for entry in entries
        if isinstance(entry.node, Assignment | Let)
        for node in walk(entry.node.value)
        if isinstance(node, e.Name)
    }
    names = [field.name for field in results.fields]
    for entry in entries:
        word = entry.node.target.names[0] if isinstance(entry.node, Assignment) else None
        if word is None or results.field(word.text) is not None or normal(word.text) in used:
            continue
        message = f"`{word.text}` is no result of this table{suggestion(word.text, names)}"
        fixes = rename_fix(word, nearest(word.text, names))
        reporter.at(entry)(word, "NX404", message, Severity.WARNING, fixes)


def _check_computed(
    head: Entry, definition: TableDefinition, lookup: Lookup, reporter: Reporter
) -> None:
    """Check what is computed of the inputs and the results."""
    results = results_of(definition, lookup)
    record = visible_of(definition, lookup)
    if record.open or results.open:
        return
    names = {field.name: _value(definition, lookup.deep(field.type)) for field in results.fields}
    names["lookups"] = names["input"] = t.UNKNOWN_VALUE
    for part in head.every("lookups"):
        words = [node for child in part.children for node in walk(child.node)]
        names.update({one.text: t.UNKNOWN_VALUE for one in words if isinstance(one, Word)})
    scope = Scope(lookup, record, names, "the inputs of this table")
    for part in head.every(*_COMPUTING):
        for entry in part.children:
            node = entry.node
            if isinstance(node, Assignment | Let):
                aggregating = replace(scope, aggregating=part.rule == "aggregate")
                typed = Inference(aggregating, reporter.at(entry)).infer(node.value)
                name = node.name if isinstance(node, Let) else node.target.names[0]
                scope = scope.inner({name.text: typed})


def _value(definition: TableDefinition, type_: t.Type) -> t.Typed:
    """Return what a result is after the rows: what one row says, or the list of what all say."""
    if definition.inferred or isinstance(type_, t.Collection):
        return t.UNKNOWN_VALUE
    if definition.hit_policy in _ALL_ROWS:
        return t.Typed(t.Collection("list", type_))
    one_row = definition.hit_policy in _ONE_ROW
    return t.Typed(type_, nullable=True) if one_row else t.UNKNOWN_VALUE


def _check_policy(head: Entry, reporter: Reporter) -> tuple[Entry, Word] | None:
    """Check that there is such a policy; return it where it is known."""
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
            return (entry, node) if isinstance(node, Word) else None
        message = f"there is no hit policy `{written}`{suggestion(written, HIT_POLICIES)}"
        near = nearest(written, HIT_POLICIES)
        fixes = rename_fix(node, near) if isinstance(node, Word) else ()
        reporter.add(entry, node, "NX417", message, fixes=fixes)
    return None
