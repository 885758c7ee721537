"""NX514, NX530: streams of one name, and a stream that is received and never used."""

from __future__ import annotations

from nexflow_analysis.clauses import clause_of
from nexflow_analysis.diagnostics import Here, Severity
from nexflow_analysis.flow import Flow
from nexflow_analysis.names import normal
from nexflow_analysis.process.settings import every_entry, text_of
from nexflow_analysis.process.state import Received
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Keyword, Node, Phrase, Word
from nexflow_grammar.tree.process import Receive

#: Statements that name the streams they work on.
_NAMING = frozenset({"join", "merge", "await", "hold", "sql"})


def check_streams(state: Flow) -> None:
    """Warn of streams that no statement works on, and report names that two of them have."""
    repeated, worked_on = _repeated(state), _worked_on(state)
    for source in state.received:
        name = normal(source.name.text)
        if name in repeated or name in state.used or source.entry.start in worked_on:
            continue
        if _is_kept(state, source):
            continue
        state.warn(
            source.entry, source.name, "NX530",
            f"the stream `{source.name.text}` is received and never used: the statements below work on the stream "
            "that is received last; use it in a `join` or a `merge`, or remove the `receive`",
        )  # fmt: skip


def _worked_on(state: Flow) -> set[int]:
    """Return where the `receive`s stand whose streams a statement works on as the current one."""
    return {
        source.entry.start
        for step in state.steps
        if not isinstance(step.entry.node, Receive) and step.entry.rule not in _NAMING
        for source in (step.stream_before.sources if step.stream_before is not None else ())
    }


def _is_kept(state: Flow, source: Received) -> bool:
    """Tell whether the `receive` itself does something with its records."""
    acts = any(child.rule == "handler" for child in source.entry.children)
    return acts or clause_of(source.entry, "store in") is not None or len(state.received) == 1


def _repeated(state: Flow) -> set[str]:
    """Report streams and branches that have one name; return the names."""
    first: dict[str, tuple[Entry, Node]] = {}
    found: set[str] = set()
    for entry in every_entry(state.settings.head):
        word = _named(entry)
        name = normal(text_of(word)) if word is not None and not entry.broken else ""
        if word is None or not name:
            continue
        if name in first:
            found.add(name)
            place, node = first[name]
            state.reporter.add(
                entry, word, "NX514",
                f"there are two streams `{text_of(word)}` in this process; give one of them another name",
                severity=Severity.ERROR,
                related=(Here(place.start + node.start, place.start + node.end, "the first is here"),),
            )  # fmt: skip
        first.setdefault(name, (entry, word))
    return found


def _named(entry: Entry) -> Node | None:
    """Return the name that a statement gives to a stream."""
    match entry.node:
        case Receive():
            return entry.node.name
        case Phrase(rule="branch") as node:
            return next((part for part in node.parts if not isinstance(part, Keyword)), None)
        case Phrase(rule="merge") as node if node.has("into"):
            return node.every(Word)[-1]
        case _:
            return None
