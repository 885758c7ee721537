"""NX406, NX407: parts of tables and rules that are said twice, and tables without rows."""

from collections.abc import Iterator

from nexflow_analysis.checks.schema_parts import check_once, keyword_of
from nexflow_analysis.diagnostics import Diagnostic, Severity
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.report import Reporter
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.nodes import Node
from nexflow_grammar.tree.rules import Row

#: Parts that stand once. The fields of a table may be listed in several parts, as what is computed may.
_ONCE = {
    "table": {
        "hit_policy": "hit_policy", "description": "description", "table_version": "version",
        "given_schema": "given", "decide": "decide", "return_schema": "return", "execute": "execute",
    },
    "rule": {
        "description": "description", "given": "given", "given_schema": "given",
        "return_schema": "return",
    },
}  # fmt: skip
_COMPUTING = ("post_calculate", "aggregate", "mappings")


def check_rule_parts(segment: Segment, _lookup: Lookup, reporter: Reporter) -> None:
    """Check that each part of a table or a rule stands once, and that a table has rows."""
    head, name = segment.head, segment.name
    once = _ONCE.get(segment.kind)
    if once is None or head is None or name is None:
        return
    check_once(_parts(head, once), reporter, "NX406", segment.kind)
    if segment.kind == "table" and not segment.problems and not _decides(head):
        missing = "rows below its header" if head.first("decide") else "a `decide` part"
        message = f"the table `{name.text}` decides nothing; give it {missing}"
        reporter.diagnostics.append(
            Diagnostic(name.start, name.end, "NX407", Severity.ERROR, message)
        )


def _parts(head: Entry, once: dict[str, str]) -> Iterator[tuple[str, Entry, Node]]:
    for entry in head.children:
        if entry.rule in once:
            yield once[entry.rule], entry, keyword_of(entry)


def _decides(head: Entry) -> bool:
    """Tell whether a table has rows; one without `decide` may compute its results besides."""
    decide = head.first("decide")
    if decide is None:
        return head.first(*_COMPUTING) is not None
    rows = [child for child in decide.children if isinstance(child.node, Row)]
    return any(not row.node.separator for row in rows[1:] if isinstance(row.node, Row))
