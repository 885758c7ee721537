"""NX100: a type that no schema, no alias and no built-in type has as its name."""

from nexflow_analysis.definitions import Definition
from nexflow_analysis.diagnostics import LocalFix, Replacement
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import nearest, suggestion
from nexflow_analysis.report import Reporter
from nexflow_analysis.types import BUILT_IN
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.expressions import Expression
from nexflow_grammar.tree.nodes import walk
from nexflow_grammar.tree.rules import Row
from nexflow_grammar.tree.types import Assignment, Let, NamedType, Option, Require

_WITHOUT_TYPES = (Assignment, Expression, Let, Option, Require, Row)


def check_unknown_types(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Report every name in a type's place that means nothing."""
    if segment.kind in ("process", "import", ""):
        return
    for entry in segment.every_entry:
        if entry.broken or isinstance(entry.node, _WITHOUT_TYPES):
            continue
        for node in walk(entry.node):
            if not isinstance(node, NamedType) or not node.name.text:
                continue
            name = node.name.text
            if name in BUILT_IN:
                continue
            declared = lookup.find(Definition, "schema", name)
            if declared is not None:
                if declared.name != name:
                    reporter.spelling(entry, node.name, declared.name)
                continue
            known = [*BUILT_IN, *lookup.names("schema")]
            near = nearest(name, known)
            fixes: tuple[LocalFix, ...] = ()
            if near is not None:
                change = Replacement(node.start, node.end, near)
                fixes = (LocalFix(f"Write `{near}`", (change,), safe=False),)
            hint = suggestion(name, known) if near else "; define a schema or a type of this name"
            reporter.add(entry, node, "NX100", f"there is no type `{name}`{hint}", fixes=fixes)
