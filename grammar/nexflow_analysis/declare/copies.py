"""What the results of a transform or a rule may be copies of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nexflow_analysis.names import normal
from nexflow_analysis.pii import Copies, copied_paths
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.types import Assignment, Let


def copies_of(statements: Iterable[Entry]) -> Iterator[Copies]:
    """Yield the variables that may be copies, with the paths of what they copy, seen through `let`s."""
    lets: dict[str, tuple[str, ...]] = {}
    for entry in statements:
        node = entry.node
        if not isinstance(node, Assignment | Let):
            continue
        paths: list[str] = []
        for path in copied_paths(node.value):
            first, dot, rest = path.partition(".")
            known = lets.get(first)
            paths += [path] if known is None else [one + dot + rest for one in known]
        if isinstance(node, Let):
            lets[node.name.text] = tuple(paths)
        elif paths and len(node.target.names) == 1:
            yield normal(node.target.text), tuple(dict.fromkeys(paths))
