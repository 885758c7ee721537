"""NX418: statements of a rule that are never reached."""

from __future__ import annotations

from nexflow_analysis.diagnostics import Here, LocalFix, Replacement, Severity
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.report import Reporter
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.nodes import Node

_BRANCHES = ("elseif", "else")
_STATEMENTS = ("set", "let", "if", "calls", "return_now", "assignment")


def check_rule_flow(segment: Segment, _lookup: Lookup, reporter: Reporter) -> None:
    """Report the first statement behind every `return`."""
    if segment.kind == "rule" and segment.head is not None and not segment.problems:
        _returns(segment.head.children, reporter)


def _returns(entries: tuple[Entry, ...], reporter: Reporter) -> bool:
    """Check the statements of a rule or an `if`; tell whether every branch of the `if` returns."""
    gone: Entry | None = None
    reported = has_else = False
    ends: list[bool] = []
    for entry in entries:
        if entry.rule in _BRANCHES:
            ends.append(gone is not None)
            gone, reported = None, False
            has_else |= entry.rule == "else"
        elif gone is not None:
            if not reported and entry.rule in _STATEMENTS:
                _report(entry, gone, reporter)
                reported = True
        elif entry.rule == "return_now" or (
            entry.rule == "if" and _returns(entry.children, reporter)
        ):
            gone = entry
    return has_else and gone is not None and all(ends)


def _report(entry: Entry, gone: Entry, reporter: Reporter) -> None:
    after = "`return`" if gone.rule == "return_now" else "this `if`, of which every branch returns"
    message = f"this is never reached: it stands behind {after}; remove it, or move it above"
    node = Node(0, entry.node.end)
    fix = LocalFix("Remove it", (Replacement(0, entry.end - entry.start, ""),), safe=False)
    other = Here(gone.start, gone.start + gone.node.end, "here the rule is over")
    warning = Severity.WARNING
    reporter.add(entry, node, "NX418", message, severity=warning, fixes=(fix,), related=(other,))
