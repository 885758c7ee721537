"""NX806–NX807: rules that are slow to decide (scalability guide, L4 Rules Optimization)."""

from __future__ import annotations

from collections.abc import Iterator

from nexflow_analysis.diagnostics import Severity
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.process.settings import every_entry
from nexflow_analysis.remember import ByNode
from nexflow_analysis.report import Reporter
from nexflow_grammar.assemble import Entry
from nexflow_grammar.patterns import Pattern
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Keyword, Node, Phrase, walk
from nexflow_grammar.tree.rules import Row

_DEEPEST_IF = 3
#: A group that holds a repetition, or alternatives, and is repeated itself.
_NESTED = Pattern(r"\((?:[^()\\]|\\.)*(?:[*+]|\{\d+,\d*\}|\|)(?:[^()\\]|\\.)*\)(?:[*+]|\{\d+,\})")
_BACK_REFERENCE = Pattern(r"(?<!\\)(?:\\\\)*\\(?:[1-9]|k<)")
_CELL_PATTERN = Pattern(r"\bmatches\s+(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')")

_PATTERNS: ByNode[tuple[tuple[Node, str], ...]] = ByNode()


def check_rule_performance(segment: Segment, _lookup: Lookup, reporter: Reporter) -> None:
    """Warn of deeply nested rules, and regular expressions that may take for ever."""
    head = segment.head
    if head is None or segment.kind not in ("table", "rule"):
        return
    for entry in head.children:
        _nesting(entry, 1, reporter)
    for entry in every_entry(head):
        for place, pattern in _patterns_of(entry.node):
            _pattern(entry, place, pattern, reporter)


def _nesting(entry: Entry, depth: int, reporter: Reporter) -> None:
    """Report the outermost `if` that is nested too deeply."""
    if entry.rule == "if":
        if depth > _DEEPEST_IF:
            word = entry.node.first(Keyword) if isinstance(entry.node, Phrase) else None
            reporter.add(
                entry, word or entry.node, "NX806",
                f"this `if` is the {depth}th inside one another; write a decision table, or a rule of its own "
                "(scalability guide, L4 Rules Optimization: no deeply nested rules)",
                severity=Severity.HINT,
            )  # fmt: skip
            return
        depth += 1
    for child in entry.children:
        _nesting(child, depth, reporter)


def _patterns_of(node: Node) -> tuple[tuple[Node, str], ...]:
    """Return the regular expressions in an item, with their places; most rows hold none."""
    found = _PATTERNS.get(node)
    return _PATTERNS.put(node, tuple(_patterns(node))) if found is None else found


def _patterns(item: Node) -> Iterator[tuple[Node, str]]:
    if isinstance(item, Row):
        for cell in item.cells:
            for found in _CELL_PATTERN.finditer(cell.text):
                start = cell.start + found.start(1)
                yield Node(start, start + len(found[1])), found[1][1:-1]
        return
    for node in walk(item):
        match node:
            case e.Binary(operator="matches", right=e.Text() as text):
                yield text, text.value
            case e.Call() if node.function.text == "matches":
                for argument in node.arguments:
                    if isinstance(argument.value, e.Text):
                        yield argument.value, argument.value.value
            case _:
                pass


def _pattern(entry: Entry, place: Node, pattern: str, reporter: Reporter) -> None:
    if _BACK_REFERENCE.search(pattern):
        what = "refers back to a group"
    elif _NESTED.search(pattern):
        what = "repeats what repeats"
    else:
        return
    if not entry.broken:
        reporter.add(
            entry, place, "NX807",
            f"this regular expression {what}, so some texts take exponential time; write a simpler one, or "
            "`starts_with`, `contains`, `ends_with` (scalability guide, L4 Rules Optimization: no complex regex)",
            severity=Severity.WARNING,
        )  # fmt: skip
