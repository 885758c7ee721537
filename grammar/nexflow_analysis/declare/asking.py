"""What rules and tables ask for besides their results: the record sent on, actions, other rules."""

from __future__ import annotations

from collections.abc import Iterator

from nexflow_analysis.declare.copies import passed, passed_in
from nexflow_analysis.definitions import Passed
from nexflow_analysis.functions import find_function
from nexflow_grammar.assemble import Entry
from nexflow_grammar.languages import Language
from nexflow_grammar.parser import parse_item
from nexflow_grammar.patterns import Pattern
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.expressions import Call
from nexflow_grammar.tree.rules import EmitCell, ExpressionCell, RawCell, Row

#: A cell that may do something: it sends the record on, or calls by a name.
_ACTS = Pattern(r"(emit)\s+to\b|([A-Za-z_]\w*)\s*\(")


def may_act(segment: Segment) -> bool:
    """Tell whether a statement or a cell may do something: it calls by a name, or sends the record on."""
    return _has_acts(segment) and any(map(_acts, segment.every_entry))


def emits_of(segment: Segment) -> tuple[str, ...]:
    """Return the streams that the rows of a table send the record to."""
    nodes = _cell_nodes(segment) if _has_acts(segment) else ()
    return tuple(dict.fromkeys(one.target.text for one in nodes if isinstance(one, EmitCell)))


def calls_of(segment: Segment) -> tuple[Passed, ...]:
    """Return the calls in the statements or the cells of a rule, those of built-in functions aside."""
    if not _has_acts(segment):
        return ()
    calls = list(passed_in(segment.every_entry))
    for node in _cell_nodes(segment):
        value = node.value if isinstance(node, ExpressionCell) else None
        if isinstance(value, Call):
            calls.append(passed(value.function.text, value.arguments, {}))
    return tuple(dict.fromkeys(calls))


def _has_acts(segment: Segment) -> bool:
    return "(" in segment.text or "emit" in segment.text


def _acts(entry: Entry) -> bool:
    if isinstance(entry.node, Row):  # its cells are texts still
        return any(_ACTS.match(cell.text) for cell in entry.node.cells)
    return entry.rule in ("calls", "arm_emit")


def _cell_nodes(segment: Segment) -> Iterator[object]:
    """Yield the cells that may do something, read as results."""
    for entry in segment.every_entry:
        for cell in entry.node.cells if isinstance(entry.node, Row) else ():
            if _may_ask(cell):
                yield parse_item(Language.RULES, "result", cell.text).node


def _may_ask(cell: RawCell) -> bool:
    found = _ACTS.match(cell.text)
    return found is not None and (found[1] is not None or find_function(found[2]) is None)
