"""NX405: results that `return` lists, and nothing makes."""

from nexflow_analysis.declare.rules import assigned, calculated
from nexflow_analysis.definitions import Definition, RuleDefinition, TableDefinition
from nexflow_analysis.diagnostics import LocalFix, Severity
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import normal
from nexflow_analysis.process.edits import removal
from nexflow_analysis.report import Reporter
from nexflow_analysis.tables import ColumnKind, read_table
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.types import Field


def check_unmade_results(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Check that a table or a rule makes every result that it lists."""
    head, name = segment.head, segment.name
    if head is None or name is None or segment.problems:
        return
    listed = [entry for part in head.every("return") for entry in part.children]
    made = _made(head, lookup.find(Definition, "rule", name.text))
    for entry in listed if made is not None else ():
        node = entry.node
        if isinstance(node, Field) and made is not None and normal(node.name.text) not in made:
            change = removal(segment, entry, entry.start, entry.end)
            fix = LocalFix(f"Remove `{node.name.text}`", (change,), safe=False)
            reporter.add(
                entry, node.name, "NX405",
                f"nothing makes the result `{node.name.text}`, so it is always null; give it a value, or remove it "
                "from `return`",
                severity=Severity.WARNING, fixes=(fix,) if len(listed) > 1 else (),
            )  # fmt: skip


def _made(head: Entry, definition: Definition | None) -> set[str] | None:
    """Return the normal names of what is made; None where a name that is wrong may be one of them."""
    if isinstance(definition, TableDefinition):
        columns = read_table(head, definition).columns
        if not columns or any(column.kind is ColumnKind.UNKNOWN for column in columns):
            return None
        results = {normal(one.text) for one in columns if one.kind is ColumnKind.RESULT}
        return results.union(map(normal, calculated(head)))
    if isinstance(definition, RuleDefinition):
        made = set(map(normal, assigned(head)))
        known = made <= {normal(one.name) for one in definition.results}
        return made.union(normal(one.name) for one in definition.inputs) if known else None
    return None
