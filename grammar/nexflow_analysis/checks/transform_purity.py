"""NX305: a transform that is declared pure, and is not."""

from __future__ import annotations

from collections.abc import Iterator

from nexflow_analysis.diagnostics import LocalFix, Replacement
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.purity import IMPURE_PARTS, impurity_of_call, impurity_of_transform
from nexflow_analysis.report import Reporter
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.expressions import Boolean, Call
from nexflow_grammar.tree.nodes import Node, Phrase, Word, walk


def check_transform_purity(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Check that a transform that says `pure: true` calls nothing impure."""
    head, name = segment.head, segment.name
    if segment.kind != "transform" or head is None or name is None:
        return
    flag = _pure_flag(head)
    if flag is None:
        return
    for entry, node, why in _impure(head, lookup):
        message = (
            f"`{name.text}` is declared pure, and this {why}, so its result does not depend on its input "
            "alone; compute that elsewhere, or remove `pure: true`"
        )
        fixes: tuple[LocalFix, ...] = ()
        value = flag.node.first(Boolean) if isinstance(flag.node, Phrase) else None
        if value is not None:
            start = flag.start + value.start - entry.start
            change = Replacement(start, start + value.end - value.start, "false")
            fixes = (LocalFix("Write `pure: false`", (change,), safe=False),)
        reporter.add(entry, node, "NX305", message, fixes=fixes)


def _pure_flag(head: Entry) -> Entry | None:
    """Return the entry that says `pure: true`, or None."""
    for entry in head.every("flag"):
        node = entry.node
        if not isinstance(node, Phrase) or entry.broken:
            continue
        word, value = node.first(Word), node.first(Boolean)
        if word is not None and word.text == "pure" and value is not None and value.value:
            return entry
    return None


def _impure(entry: Entry, lookup: Lookup) -> Iterator[tuple[Entry, Node, str]]:
    """Yield what is impure below an entry: its entry, its node, and why."""
    for child in entry.children:
        if child.broken:
            continue
        part = IMPURE_PARTS.get(child.rule)
        if part is not None and isinstance(child.node, Phrase):
            yield child, child.node.parts[0], part
            continue
        for node in walk(child.node):
            why = impurity_of_call(node, lookup) if isinstance(node, Call) else ""
            if why and isinstance(node, Call):
                yield child, node.function, why
        if entry.rule in ("compose", "compose_then") and isinstance(child.node, Phrase):
            words = child.node.every(Word)
            why = impurity_of_transform(words[-1].text, lookup) if words else ""
            if why:
                yield child, words[-1], why
        yield from _impure(child, lookup)
