"""`-> emit to X` where the process has a branch X: the records go there, as with `-> X`."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from nexflow_analysis.names import normal
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.expressions import Text
from nexflow_grammar.tree.nodes import Keyword, Phrase, Word
from nexflow_grammar.tree.process import Emit


def with_destinations(head: Entry) -> Entry:
    """Return a process in which arms that emit to a branch name it as their destination."""
    names = branch_names(head)
    return _rewritten(head, names) if names else head


def branch_names(head: Entry) -> frozenset[str]:
    """Return the (normal) names of the branches that something may lead to."""
    return frozenset(_branches(head))


def _branches(entry: Entry) -> Iterator[str]:
    """Yield the (normal) names of branches; those of a `parallel` are no destinations."""
    for child in entry.children:
        if child.rule == "branch" and isinstance(child.node, Phrase) and entry.rule != "parallel":
            yield from (
                normal(_name(part)) for part in child.node.parts if not isinstance(part, Keyword)
            )
        yield from _branches(child)


def _name(node: object) -> str:
    return node.value if isinstance(node, Text) else str(getattr(node, "text", ""))


def _rewritten(entry: Entry, names: frozenset[str]) -> Entry:
    children = tuple(_rewritten(child, names) for child in entry.children)
    if entry.rule == "route":
        children = tuple(_destination(child, names) for child in children)
    same = all(new is old for new, old in zip(children, entry.children, strict=True))
    return entry if same else replace(entry, children=children)


def _destination(entry: Entry, names: frozenset[str]) -> Entry:
    """Return an `emit to` of an arm as a destination, where it names a branch and says nothing else."""
    node = entry.node
    if not isinstance(node, Emit) or node.clauses or entry.children or entry.broken:
        return entry
    if not isinstance(node.target, Word | Text) or normal(_name(node.target)) not in names:
        return entry
    target = Phrase(node.start, node.end, "arm_target", (node.target,))
    return replace(entry, rule="arm_target", node=target)
