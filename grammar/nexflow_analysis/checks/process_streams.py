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
    repeated = _repeated(state)
    for source in state.received:
        name = normal(source.name.text)
        if name in repeated or name in state.used or _is_worked_on(state, source):
            continue
        state.warn(
            source.entry, source.name, "NX530",
            f"the stream `{source.name.text}` is received and never used: the statements below work on the stream "
            "that is received last; use it in a `join` or a `merge`, or remove the `receive`",
        )  # fmt: skip


def _is_worked_on(state: Flow, source: Received) -> bool:
    """Tell whether a statement works on the stream as the current one."""
    for step in state.steps:
        stream = step.stream_before
        if stream is None or isinstance(step.entry.node, Receive) or step.entry.rule in _NAMING:
            continue
        if any(one.entry is source.entry for one in stream.sources):
            return True
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
