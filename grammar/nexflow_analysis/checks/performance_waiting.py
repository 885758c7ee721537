"""NX803, NX804: calls that each record waits for (scalability guide, L3 and L4 optimization)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nexflow_analysis.definitions import WAITING, Definition, TableDefinition
from nexflow_analysis.diagnostics import Severity
from nexflow_analysis.functions import Purity, find_function
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.process.settings import every_entry
from nexflow_analysis.remember import ByNode
from nexflow_analysis.report import Reporter
from nexflow_analysis.tables import read_table
from nexflow_grammar.assemble import Entry
from nexflow_grammar.patterns import Pattern
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Node, walk
from nexflow_grammar.tree.rules import CallStatement, Row

_TRANSFORM = (
    "NX803", ("write `enrich` in the process above the transform, which asks for many records at once (scalability "
    "guide, L3 Transform Optimization: no external services synchronously)"),
)  # fmt: skip
_RULE = (
    "NX804", ("write `enrich` in the process above the rule, which asks for many records at once (scalability guide, "
    "L4 Rules Optimization: no I/O in rule evaluation)"),
)  # fmt: skip
#: A cell without a name before a `(` holds no call, and most tables are long.
_MAY_CALL = Pattern(r"\b(?!in\b)[^\W\d]\w*\s*\(", re.IGNORECASE)
_MAY: ByNode[bool] = ByNode()


def check_waiting(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Warn of lookups and synchronous services in transforms and rules."""
    if segment.head is None or segment.kind not in ("transform", "rule", "table"):
        return
    code, advice = _TRANSFORM if segment.kind == "transform" else _RULE
    for entry, call, shift in _calls(segment, segment.head, lookup):
        function = call.function if isinstance(call, e.Call) else call.function.names[0]
        if _waits(function.text, lookup) and not entry.broken:
            reporter.add(
                entry, Node(function.start + shift, function.end + shift), code,
                f"every record waits for `{function.text}` here; {advice}", severity=Severity.WARNING,
            )  # fmt: skip


def _calls(
    segment: Segment, head: Entry, lookup: Lookup
) -> Iterator[tuple[Entry, e.Call | CallStatement, int]]:
    """Yield the calls of a definition, each with the entry and how far it stands from it."""
    for entry in every_entry(head):
        if isinstance(entry.node, Row):  # its cells are read below
            continue
        for node in walk(entry.node):
            if isinstance(node, e.Call | CallStatement):
                yield entry, node, 0
    yield from _calls_in_cells(segment, head, lookup)


def _calls_in_cells(
    segment: Segment, head: Entry, lookup: Lookup
) -> Iterator[tuple[Entry, e.Call | CallStatement, int]]:
    name = segment.name
    definition = lookup.find(TableDefinition, "rule", name.text) if name is not None else None
    if segment.kind == "table" and definition is not None and head.first("decide") is not None:
        for row in read_table(head, definition).rows:
            if not _may_call(row.entry.node):
                continue
            for cell in row.cells:
                for node in walk(cell.node) if cell.node is not None else ():
                    if isinstance(node, e.Call):
                        yield row.entry, node, cell.start


def _may_call(row: Node) -> bool:
    known = _MAY.get(row)
    if known is None:
        cells = row.cells if isinstance(row, Row) else ()
        known = _MAY.put(row, any(_MAY_CALL.search(cell.text) for cell in cells))
    return known


def _waits(name: str, lookup: Lookup) -> bool:
    function = find_function(name)
    if function is not None:
        return function.purity is Purity.IO
    return lookup.find(Definition, WAITING, name) is not None
