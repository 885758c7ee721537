"""`if`, `when`, `branch`, `parallel`, `phase` and handlers: statements that hold statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nexflow_analysis import types as t
from nexflow_analysis.fit import common
from nexflow_analysis.lookup import with_fields
from nexflow_analysis.names import normal
from nexflow_analysis.process.settings import every_entry, text_of
from nexflow_analysis.process.state import unknown_stream
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Keyword, Node, Phrase, Word
from nexflow_grammar.tree.process import Receive
from nexflow_grammar.tree.types import Assignment

if TYPE_CHECKING:
    from nexflow_analysis.process.state import Flow, Stream

#: The statements that name the streams that they work on.
_OPENING = frozenset({"join", "merge", "await", "hold", "sql"})
Arm = tuple[Entry, tuple[Entry, ...]]


def condition_of(entry: Entry) -> e.Expression | None:
    """Return the condition of an `if`, an `elseif` or a `when`."""
    return entry.node.first(e.Expression) if isinstance(entry.node, Phrase) else None


def choice(state: Flow, entry: Entry, before: Stream | None) -> Stream | None:
    """Follow an `if` or a `when … end`: the arms' records together."""
    ends: list[tuple[Arm, Stream | None]] = []
    rest, has_else = before, False
    for head, children in _arms(entry):
        condition = condition_of(head)
        taken = rest
        if condition is not None:
            state.condition(head, condition, rest, "a condition")
            if rest is not None:
                taken = state.passing(condition, rest)
                rest = state.passing(condition, rest, holds=False)
        has_else |= head.rule == "else"
        ends.append(((head, children), state.walk(children, taken)))
    if not has_else:
        ends.append(((entry, ()), rest))
    return together(state, ends)


def _arms(entry: Entry) -> Iterator[Arm]:
    head, children = entry, list[Entry]()
    for child in entry.children:
        if child.rule in ("elseif", "else"):
            yield head, tuple(children)
            head, children = child, []
        else:
            children.append(child)
    yield head, tuple(children)


def together(state: Flow, ends: Sequence[tuple[Arm, Stream | None]]) -> Stream | None:
    """Return the stream of several arms: a field that an arm lacks becomes nullable."""
    present = [(arm, stream) for arm, stream in ends if stream is not None]
    if not present:
        return None
    first = present[0][1]
    if all(stream.record == first.record for _arm, stream in present):
        return first
    fields: dict[str, t.RecordField] = {}
    for arm, stream in present:
        for one in stream.record.fields:
            known = fields.get(normal(one.name))
            lacking = any(other.record.field(one.name) is None for _arm, other in present)
            nullable = lacking or one.nullable or (known is not None and known.nullable)
            type_ = one.type
            if known is not None:
                type_ = _joined(state, arm, known, one)
            pii = one.pii or (known.pii if known is not None else "")
            fields[normal(one.name)] = t.RecordField(one.name, type_, nullable, pii)
    names = {stream.record.name for _arm, stream in present}
    name = names.pop() if len(names) == 1 else ""
    is_open = any(stream.record.open for _arm, stream in present)
    notes = frozenset[str]().union(*(stream.notes for _arm, stream in present))
    return replace(first, record=t.Record(name, tuple(fields.values()), is_open), notes=notes)


def with_detours(state: Flow, entry: Entry, rule: str, stream: Stream | None) -> Stream | None:
    """Return a stream of which some records go through the statements below an entry."""
    below = entry.every(rule)
    detours = [((one, one.children), state.walk(one.children, stream)) for one in below]
    return together(state, [((entry, ()), stream), *detours])


def _joined(state: Flow, arm: Arm, known: t.RecordField, one: t.RecordField) -> t.Type:
    left, right = state.lookup.deep(known.type), state.lookup.deep(one.type)
    if left == right:
        return known.type
    both = common(left, right)
    unsure = (t.Unknown, t.AnyRecord, t.Named, t.Record)
    if both != t.UNKNOWN or isinstance(left, unsure) or isinstance(right, unsure):
        return both
    place, node = _setting(arm, one.name)
    state.error(
        place, node, "NX504",
        f"`{one.name}` is of type {right} here and of type {left} in an arm above; give it one type in all "
        "arms",
    )  # fmt: skip
    return t.UNKNOWN


def _setting(arm: Arm, name: str) -> tuple[Entry, Node]:
    """Return where an arm sets a field; its head where that is not to be seen."""
    head, children = arm
    found: tuple[Entry, Node] = (head, head.node)
    for child in children:
        for one in (child, *every_entry(child)):
            node = one.node
            if isinstance(node, Assignment) and normal(node.target.names[0].text) == normal(name):
                found = (one, node.target)
    return found


def branch(state: Flow, entry: Entry, before: Stream | None) -> Stream | None:
    """Follow a branch that routes lead to; the current stream goes on below it."""
    name = branch_name(entry)
    sent = state.destinations.get(normal(name))
    if sent is None and name:
        state.deferred.append(entry)  # the route may stand below
        return before
    run_branch(state, entry)
    return before


def run_branch(state: Flow, entry: Entry) -> None:
    """Follow the statements of a branch over what the routes send to it."""
    name = branch_name(entry)
    sent = state.destinations.get(normal(name), [])
    ends = [((entry, ()), stream) for stream in sent]
    start = together(state, ends) if ends else None
    current = replace(start, name=name) if start is not None else unknown_stream(name)
    state.branches[normal(name)] = state.walk(entry.children, current)


def branch_name(entry: Entry) -> str:
    """Return the name of a branch."""
    parts = entry.node.parts if isinstance(entry.node, Phrase) else ()
    return next((text_of(part) for part in parts if not isinstance(part, Keyword)), "")


def parallel(state: Flow, entry: Entry, before: Stream | None) -> Stream | None:
    """Follow a `parallel`: every branch gets every record; what follows joins the results."""
    state.fanned_out = before
    for child in entry.children:
        if child.rule == "branch":
            name = branch_name(child)
            start = replace(before, name=name) if before is not None else None
            state.branches[normal(name)] = state.walk(child.children, start)
    return unknown_stream("", before.sources) if before is not None else None


def gathered(state: Flow, entry: Entry, before: Stream | None) -> Stream | None:
    """Follow `aggregate n from a, b`: the original fields and one nullable field per branch."""
    node = entry.node
    assert isinstance(node, Phrase)
    named, *branches = node.every(Word)
    added: list[t.RecordField] = []
    known = True
    for word in branches:
        known = known and normal(word.text) in state.branches
        end = _branch(state, entry, word)
        type_ = end.record if end is not None else t.UNKNOWN
        added.append(t.RecordField(word.text, type_, nullable=True))
    original = state.fanned_out
    joined = before
    if original is not None:
        record = with_fields(original.record, added)
        joined = original.with_record(record if known else replace(record, open=True))
    result = with_detours(state, entry, "on_partial_timeout", joined)
    return replace(result, name=named.text) if result is not None and original else result


def _branch(state: Flow, entry: Entry, word: Word) -> Stream | None:
    if normal(word.text) in state.branches:
        state.used.add(normal(word.text))
        return state.branches[normal(word.text)]
    state.named(entry, word)
    return None


def own_stream(statements: tuple[Entry, ...]) -> bool:
    """Tell whether the statements of a phase begin with a stream of their own."""
    return bool(statements) and (
        isinstance(statements[0].node, Receive) or statements[0].rule in _OPENING
    )


def phase(state: Flow, entry: Entry, before: Stream | None) -> Stream | None:
    """Follow the statements of a phase: the records of other times pass them by."""
    statements = tuple(child for child in entry.children if child.rule != "on_complete")
    after = state.walk(statements, before)
    if before is not None and not own_stream(statements):
        after = together(state, [((entry, statements), after), ((entry, ()), before)])
    for child in entry.every("on_complete"):
        condition = condition_of(child)
        if condition is not None:
            state.condition(child, condition, after, "a condition")
    return after
