"""What the results of a transform or a rule may be copies of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from nexflow_analysis.definitions import Passed
from nexflow_analysis.functions import find_function
from nexflow_analysis.names import normal
from nexflow_analysis.pii import Copies, copied_paths
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.expressions import Argument, Call, Expression
from nexflow_grammar.tree.nodes import walk
from nexflow_grammar.tree.rules import CallStatement
from nexflow_grammar.tree.types import Assignment, Let


def copies_of(statements: Iterable[Entry]) -> Iterator[Copies]:
    """Yield the variables that may be copies, with the paths of what they copy, seen through `let`s."""
    lets: dict[str, tuple[str, ...]] = {}
    for entry in statements:
        node = entry.node
        if not isinstance(node, Assignment | Let):
            continue
        paths = _copied(node.value, lets)
        if isinstance(node, Let):
            lets[node.name.text] = paths
        elif paths and len(node.target.names) == 1:
            yield normal(node.target.text), paths


def passed_in(statements: Iterable[Entry]) -> Iterator[Passed]:
    """Yield the calls of what is not built in, with what their arguments may be copies of."""
    variables: dict[str, tuple[str, ...]] = {}
    for entry in statements:
        node = entry.node
        for part in walk(node):
            built_in = isinstance(part, Call) and find_function(part.function.text) is not None
            if isinstance(part, CallStatement | Call) and not built_in:
                yield passed(part.function.text, part.arguments, variables)
        if isinstance(node, Let):
            variables[node.name.text] = _copied(node.value, variables)
        elif isinstance(node, Assignment) and len(node.target.names) == 1:
            name = node.target.text
            paths = (*variables.get(name, ()), *_copied(node.value, variables))
            variables[name] = tuple(dict.fromkeys(paths))


def passed(
    name: str, arguments: Iterable[Argument], variables: Mapping[str, tuple[str, ...]]
) -> Passed:
    """Return a call with what its arguments may be copies of, seen through variables."""
    given = (
        (normal(one.name.text) if one.name is not None else "", _copied(one.value, variables))
        for one in arguments
    )
    return Passed(name, tuple(given))


def _copied(value: Expression, variables: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    paths: list[str] = []
    for path in copied_paths(value):
        first, dot, rest = path.partition(".")
        known = variables.get(first)
        paths += [path] if known is None else [one + dot + rest for one in known]
    return tuple(dict.fromkeys(paths))
