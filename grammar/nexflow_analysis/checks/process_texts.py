"""NX001, NX101 and others: `${expression}` inside a text, over the record that reaches the statement."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from nexflow_analysis import types as t
from nexflow_analysis.flow import Flow, Stream
from nexflow_analysis.functions import find_function
from nexflow_grammar.assemble import Entry
from nexflow_grammar.languages import Language
from nexflow_grammar.parser import parse_item
from nexflow_grammar.patterns import Pattern
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Node, moved, walk
from nexflow_grammar.tree.types import Require

#: Statements whose texts are about other records than the one that reaches them, or about none.
_OTHER_RECORDS = frozenset(
    {"receive", "join", "merge", "await", "hold", "sql", "lookup", "on_error", "on_commit"}
)
_HOLE = Pattern(r"(?<!\\)\$\{(?P<inside>[^{}\\]*)\}")
_CONFIG = Pattern(r"\s*config\s*\.")


def check_texts(state: Flow) -> None:
    """Check the expressions in the texts of every statement."""
    if "${" not in state.segment.text:
        return
    steps = {id(step.entry) for step in state.steps}
    for step in list(state.steps):
        stream = step.stream_before
        if stream is None or step.entry.rule in _OTHER_RECORDS:
            continue
        if stream.record.field("error") is None and "error" not in dict(stream.lets):
            stream = replace(stream, lets=(*stream.lets, ("error", t.UNKNOWN_VALUE)))
        for entry in _parts(step.entry, steps):
            if not entry.broken:
                _check_entry(state, entry, stream)


def _parts(entry: Entry, steps: set[int]) -> Iterator[Entry]:
    """Yield a statement and what is below it, without other statements."""
    yield entry
    for child in entry.children:
        if id(child) not in steps:
            yield from _parts(child, steps)


def _check_entry(state: Flow, entry: Entry, stream: Stream) -> None:
    for place in _texts(entry.node):
        start = entry.start + place.start
        for found in _HOLE.finditer(state.segment.text, start, entry.start + place.end):
            inside = found["inside"]
            if _CONFIG.match(inside) is None:
                shift = found.start("inside") + len(inside) - len(inside.lstrip()) - entry.start
                whole = Node(found.start() - entry.start, found.end() - entry.start)
                _check_hole(state, entry, stream, inside.strip(), shift, whole)


def _check_hole(
    state: Flow, entry: Entry, stream: Stream, text: str, shift: int, whole: Node
) -> None:
    if not text:
        message = "`${}` names nothing; write an expression, or `\\${` for the text itself"
        state.error(entry, whole, "NX001", message)
        return
    parsed = parse_item(Language.PROCESS, "expression", text)
    for problem in parsed.problems[:1]:
        place = Node(problem.start + shift, problem.end + shift)
        state.error(entry, place, problem.code, problem.message)
    expression = moved(parsed.node, shift, 0)
    if isinstance(expression, e.Expression) and not parsed.broken:
        state.infer(entry, expression, stream)


def _texts(node: Node) -> Iterator[Node]:
    """Yield the places of texts, without those that are evaluated per element of a list."""
    nodes = list(walk(node))
    inner = [(one.start, one.end) for one in nodes if _has_names_of_its_own(one)]
    for one in nodes:
        if isinstance(one, e.Text) and not any(s <= one.start < end for s, end in inner):
            yield one
    if isinstance(node, Require):  # its message is a plain text
        yield Node(node.condition.end, node.end)


def _has_names_of_its_own(node: Node) -> bool:
    if isinstance(node, e.Lambda):
        return True
    known = find_function(node.function.text) if isinstance(node, e.Call) else None
    return known is not None and known.group == "collections"
