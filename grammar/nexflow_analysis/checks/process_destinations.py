"""NX508, NX509: branches that no route leads to, and destinations that nothing configures."""

from __future__ import annotations

from nexflow_analysis.definitions import StreamDefinition
from nexflow_analysis.diagnostics import Here, Severity
from nexflow_analysis.flow import Flow
from nexflow_analysis.names import nearest, normal
from nexflow_analysis.process.asking import asked_targets
from nexflow_analysis.process.branching import branch_name
from nexflow_analysis.process.edits import moved
from nexflow_analysis.process.settings import every_entry, text_of
from nexflow_analysis.sinks import Place, check_stream
from nexflow_analysis.steps import rename_fix
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Keyword, Node, Phrase, Word
from nexflow_grammar.tree.process import Emit, Persist


def check_destinations(state: Flow) -> None:
    """Check that branches and the destinations of routes find each other."""
    head = state.settings.head
    branches = {normal(branch_name(one)): one for one in head.children if one.rule == "branch"}
    routed = {normal(one.name) for one in state.routed}
    unreached = {
        name: entry
        for name, entry in branches.items()
        if name and name not in routed and name not in state.used and not entry.broken
    }
    if _picks_later(head):
        unreached = {}
    if unreached:
        asked = asked_targets(head, state.lookup)
        unreached = {name: entry for name, entry in unreached.items() if name not in asked}
    emitted = {
        normal(text_of(one.node.target))
        for one in every_entry(head)
        if isinstance(one.node, Emit | Persist)
    }
    known = {*branches, *emitted, *state.used, *map(normal, state.branches)}
    for one in state.routed:
        place, node, name = one.place, one.target, one.name
        if normal(name) in known or place.broken:
            continue
        if state.lookup.find(StreamDefinition, "stream", name) is not None:
            check_stream(state, Place(place, node), name, one.stream)
            continue
        if not isinstance(node, Word):
            continue
        near = nearest(name, map(branch_name, unreached.values()))
        if near is not None:
            _misnamed(state, unreached.pop(normal(near)), place, node)
        else:
            _unconfigured(state, place, node)
    for entry in unreached.values():
        message = f"no route leads to the branch `{branch_name(entry)}`; name it as a destination, or remove it"
        state.warn(entry, _name(entry), "NX508", message)


def _unconfigured(state: Flow, place: Entry, word: Word) -> None:
    name = word.text
    state.reporter.add(
        place, word, "NX509",
        f"nothing configures the destination `{name}`, so its records go to a topic of that name; write "
        f"`branch {name}` or `emit to {name}` below, or declare it under [streams] in nexflow.toml",
        severity=Severity.HINT,
    )  # fmt: skip


def _misnamed(state: Flow, entry: Entry, place: Entry, word: Word) -> None:
    """Warn of a branch that no route leads to, and a destination that nearly does."""
    name = branch_name(entry)
    fixes = tuple(moved(fix, place.start - entry.start) for fix in rename_fix(word, name))
    message = f"no route leads to the branch `{name}`; is it what `{word.text}` means?"
    start, end = place.start + word.start, place.start + word.end
    state.reporter.add(
        entry, _name(entry), "NX508", message, severity=Severity.WARNING, fixes=fixes,
        related=(Here(start, end, "the destination is here"),),
    )  # fmt: skip


def _name(entry: Entry) -> Node:
    parts = entry.node.parts if isinstance(entry.node, Phrase) else ()
    return next(part for part in parts if not isinstance(part, Keyword))


def _picks_later(head: Entry) -> bool:
    """Tell whether a rule's results name the destinations: nobody knows them then."""
    return any(
        isinstance(one.node, Phrase)
        and one.node.rule == "route_using"
        and (not one.children or one.node.phrase("route_target") is None)
        and one.first("destination", "arm") is None
        for one in every_entry(head)
    )
