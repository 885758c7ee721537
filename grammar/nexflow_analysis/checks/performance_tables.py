"""NX805: tables of many rows, and how they are compiled (scalability guide, L4 Rules Optimization)."""

from __future__ import annotations

from nexflow_analysis.diagnostics import Severity
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.report import Reporter
from nexflow_analysis.table.budget import Budget
from nexflow_analysis.table.reading import read_segment
from nexflow_analysis.table.strategy import Strategy, plan_of
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.nodes import Node
from nexflow_grammar.tree.rules import Row

_MOST_ROWS = 100
_GUIDE = "(scalability guide, L4 Rules Optimization)"


def check_table_size(segment: Segment, lookup: Lookup, reporter: Reporter, _budget: Budget) -> None:
    """Warn of a long table whose rows are asked one by one; of another say how it is compiled."""
    head, name = segment.head, segment.name
    decide = head.first("decide") if head is not None else None
    if head is None or name is None or decide is None:
        return
    nodes = [child.node for child in decide.children[1:]]
    count = sum(isinstance(node, Row) and not node.separator for node in nodes)
    if count <= _MOST_ROWS:
        return
    reading = read_segment(segment, lookup)
    model = reading.model if reading is not None else None
    strategy = plan_of(model).strategy if model is not None else Strategy.CHAIN
    place = Node(name.start - head.start, name.end - head.start)
    if strategy is Strategy.CHAIN:
        reporter.add(
            head, place, "NX805",
            f"this table has {count} rows, and each record may be tried against all of them; keep tables under "
            f"{_MOST_ROWS} rows: split it, or look the result up with `enrich` {_GUIDE}",
            severity=Severity.WARNING,
        )  # fmt: skip
        return
    reporter.add(
        head, place, "NX805",
        f"this table has {count} rows, and is compiled to a {strategy}, so they cost a record no more than few "
        f"would; if they are data that changes without the rules, `enrich` from a lookup source {_GUIDE}",
        severity=Severity.INFORMATION,
    )  # fmt: skip
