"""NX808, NX810: transforms that do more than they need to (scalability guide, L3 Transform Optimization)."""

from __future__ import annotations

from collections.abc import Iterator

from nexflow_analysis import types as t
from nexflow_analysis.aggregates import AGGREGATES
from nexflow_analysis.declare.transform import ASSIGNING
from nexflow_analysis.definitions import AGGREGATION, Definition, TransformDefinition
from nexflow_analysis.diagnostics import LocalFix, Replacement, Severity
from nexflow_analysis.fit import fit_problem
from nexflow_analysis.lookup import Lookup, as_record
from nexflow_analysis.names import normal
from nexflow_analysis.narrowing import path_of
from nexflow_analysis.process.settings import every_entry
from nexflow_analysis.report import Reporter
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import walk
from nexflow_grammar.tree.types import Assignment


def check_transform_performance(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Hint at fields that are copied as they are, and at aggregates within aggregates."""
    head, name = segment.head, segment.name
    if head is None or name is None or segment.kind != "transform":
        return
    definition = lookup.find(TransformDefinition, "transform", name.text)
    if definition is None or lookup.find(Definition, AGGREGATION, name.text) is not None:
        return
    for part in head.every(*ASSIGNING):
        if len(part.children) > 1:
            for entry in part.children:
                _copy(segment, entry, definition, lookup, reporter)
    for entry in every_entry(head):
        for call in _nested(entry):
            _aggregation(entry, call, reporter)


def _copy(
    segment: Segment,
    entry: Entry,
    definition: TransformDefinition,
    lookup: Lookup,
    reporter: Reporter,
) -> None:
    """Report an assignment of a field to itself that happens without it too."""
    node = entry.node
    if not isinstance(node, Assignment) or entry.broken or len(node.target.names) != 1:
        return
    name = node.target.names[0].text
    if path_of(node.value) not in ((normal(name),), ("input", normal(name))):
        return
    given = as_record(lookup.resolve(definition.input_type)) if definition.input_type else None
    wanted = as_record(lookup.resolve(definition.output_type)) if definition.output_type else None
    one, other = (record.field(name) if record is not None else None for record in (given, wanted))
    if one is None or other is None or {one.name, other.name} != {name}:
        return
    if one.nullable or other.nullable:  # only what is required is copied unasked
        return
    if definition.assigned.count(name) > 1 or fit_problem(
        t.Typed(lookup.deep(one.type), one.nullable), lookup.deep(other.type)
    ):
        return
    text = segment.text
    start = text.rfind("\n", 0, entry.start) + 1
    end = text.find("\n", entry.end) + 1
    alone = not text[start : entry.start].strip() and not text[entry.end : end].strip()
    changes = (Replacement(start - entry.start, end - entry.start, ""),)
    fixes = (LocalFix("Remove the assignment", changes),) if alone and end > 0 else ()
    reporter.add(
        entry, node, "NX808",
        f"`{name}` is copied without this too, since input and output both have it; remove the line (scalability "
        "guide, L3 Transform Optimization: no unnecessary field mappings)",
        severity=Severity.HINT, fixes=fixes,
    )  # fmt: skip


def _nested(entry: Entry) -> Iterator[e.Call]:
    """Yield the aggregates of lists that stand within others."""
    for outer in walk(entry.node):
        if isinstance(outer, e.Call) and outer.function.text in AGGREGATES:
            for argument in outer.arguments:
                for inner in walk(argument.value):
                    if isinstance(inner, e.Call) and _is_over_list(inner):
                        yield inner
                        break


def _is_over_list(call: e.Call) -> bool:
    count = len(call.arguments) + (call.receiver is not None)
    return call.function.text in AGGREGATES and count > 1


def _aggregation(entry: Entry, call: e.Call, reporter: Reporter) -> None:
    if not entry.broken:
        reporter.add(
            entry, call.function, "NX810",
            f"`{call.function.text}` aggregates lists within lists, record by record; let the process do it with a "
            "`window` and an `aggregate` (scalability guide, L3 Transform Optimization: no complex aggregations)",
            severity=Severity.HINT,
        )  # fmt: skip
