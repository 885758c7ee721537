"""Gathers the diagnostics of one segment; nodes are relative to their entry, diagnostics are not."""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import replace

from nexflow_analysis.diagnostics import (
    Diagnostic,
    Elsewhere,
    Here,
    LocalFix,
    Replacement,
    Severity,
)
from nexflow_analysis.infer import Report
from nexflow_analysis.names import spelling_message
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Node, Word


class Reporter(Struct):
    """A list of diagnostics to add to."""

    diagnostics: list[Diagnostic] = field(default_factory=list)

    def at(self, entry: Entry) -> Report:
        """Return a function that reports about nodes of an entry; a broken one has said enough."""

        def report(
            node: Node, code: str, message: str, severity: Severity, fixes: tuple[LocalFix, ...]
        ) -> None:
            if not entry.broken:
                self.add(entry, node, code, message, severity=severity, fixes=fixes)

        return report

    def spelling(self, entry: Entry, word: Word, declared: str) -> None:
        """Report a name in another spelling than its definition's, unless that is a text's alone."""
        if not declared.isidentifier():
            return
        fix = LocalFix(f"Write `{declared}`", (Replacement(word.start, word.end, declared),))
        message = spelling_message(word.text, declared)
        self.at(entry)(word, "NX110", message, Severity.HINT, (fix,))

    def add(
        self,
        entry: Entry,
        node: Node,
        code: str,
        message: str,
        *,
        severity: Severity = Severity.ERROR,
        fixes: tuple[LocalFix, ...] = (),
        related: tuple[Elsewhere | Here, ...] = (),
    ) -> None:
        """Add a diagnostic about a node of an entry."""
        moved = tuple(
            replace(
                fix,
                replacements=tuple(
                    replace(r, start=r.start + entry.start, end=r.end + entry.start)
                    for r in fix.replacements
                ),
            )
            for fix in fixes
        )
        start, end = entry.start + node.start, entry.start + node.end
        self.diagnostics.append(Diagnostic(start, end, code, severity, message, moved, related))
