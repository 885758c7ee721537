"""NX556, NX557: whether what keeps state can be told apart, so that a savepoint finds its state again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import count

from nexflow_analysis.clauses import id_of
from nexflow_analysis.diagnostics import LocalFix, Replacement
from nexflow_analysis.flow import Flow
from nexflow_analysis.names import normal
from nexflow_analysis.process.combining import paths_in
from nexflow_analysis.process.windows import window_keys
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Phrase, Word
from nexflow_grammar.tree.process import Window

#: How many of its words name a statement that keeps state: its streams, or what it calls itself.
_NAMED_BY = {"join": 2, "await": 2, "hold": 1, "schedule": 1, "aggregate_from": 1}
Name = tuple[str, ...]


def check_identity(state: Flow) -> None:
    """Check that the statements that keep state have names that are theirs alone."""
    ids: dict[str, Word] = {}
    for entry in _once(state):
        found = id_of(entry)
        if found is None:
            continue
        place, word = found
        if normal(word.text) in ids:
            message = (
                f"two statements have the id `{word.text}`; give one of them another, so that a "
                "savepoint can tell their state apart"
            )
            state.error(place, word, "NX557", message)
        ids.setdefault(normal(word.text), word)
    if state.settings.batch:
        return
    names = {entry.start: name for entry in _once(state) if (name := _name(entry)) is not None}
    counts, taken = Counter(names.values()), set(ids)
    for entry in _once(state):
        name = names.get(entry.start)
        if name is not None and id_of(entry) is None and (len(name) == 1 or counts[name] > 1):
            _nameless(state, entry, name, taken)


def _once(state: Flow) -> Iterator[Entry]:
    """Yield the statements that were followed, each once."""
    seen: set[int] = set()
    for step in state.steps:
        if step.entry.start not in seen:
            seen.add(step.entry.start)
            yield step.entry


def _name(entry: Entry) -> Name | None:
    """Return the kind of a statement that keeps state, and what tells it from others of the kind."""
    node = entry.node
    if isinstance(node, Window):
        named = [path.text for _place, path in window_keys(entry)]
    elif not isinstance(node, Phrase):
        return None
    elif node.rule == "deduplicate":
        named = [path.text for path in paths_in(node)]
    elif node.rule in _NAMED_BY:
        named = [word.text for word in node.every(Word)[: _NAMED_BY[node.rule]]]
    else:
        return None
    found = id_of(entry)
    return (entry.rule, *map(normal, [found[1].text] if found is not None else named))


def _nameless(state: Flow, entry: Entry, name: Name, taken: set[str]) -> None:
    wanted = "_".join(name).replace(".", "_")
    offered = next(one for n in count(1) if (one := _numbered(wanted, n)) not in taken)
    taken.add(offered)
    why = (
        "is known by its text only, so a change of it"
        if len(name) == 1
        else "is known by what others here say too, so moving one of them"
    )
    message = f"the state of this `{name[0]}` {why} would lose it; name it: `id {offered}`"
    state.hint(entry, entry.node, "NX556", message, _fix(entry, offered))


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name}_{number}"


def _fix(entry: Entry, offered: str) -> LocalFix:
    """Return the fix that names a statement: before what it does at its timeout, else behind it."""
    node = entry.node
    timeout = node.phrase("timeout") if isinstance(node, Phrase) else None
    if timeout is not None:
        change = Replacement(timeout.start, timeout.start, f"id {offered} ")
    else:
        change = Replacement(node.end, node.end, f" id {offered}")
    return LocalFix(f"Write `id {offered}`", (change,), safe=False)
