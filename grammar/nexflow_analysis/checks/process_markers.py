"""NX163, NX546, NX547: markers that nothing declares, and signals that nothing sends."""

from __future__ import annotations

from collections.abc import Iterator

from nexflow_analysis.checks.schema_parts import repeated
from nexflow_analysis.definitions import SIGNAL
from nexflow_analysis.flow import Flow
from nexflow_analysis.names import nearest, normal, suggestion
from nexflow_analysis.process.settings import every_entry
from nexflow_analysis.steps import rename_fix
from nexflow_grammar.assemble import Entry
from nexflow_grammar.patterns import Pattern
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Path, Phrase, Word, walk
from nexflow_grammar.tree.process import Arm
from nexflow_grammar.tree.rules import MarkerCell

_TIME = Pattern(r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?")
_COUNTS = frozenset({"drained", "count"})


def check_markers(state: Flow) -> None:
    """Check the markers that phases and conditions name."""
    head = state.settings.head
    markers = {
        normal(word.text): word
        for block in head.every("markers")
        for entry in block.every("marker")
        if isinstance(entry.node, Phrase) and (word := entry.node.first(Word)) is not None
    }
    names = [word.text for word in markers.values()]
    _check_once(state)
    for entry in every_entry(head):
        for word in _named(entry):
            if normal(word.text) not in markers:
                _unknown_marker(state, entry, word, names)
        if entry.rule == "marker" and not entry.broken:
            for path in _conditions(entry):
                _condition(state, entry, path, names)
            for text in (node for node in walk(entry.node) if isinstance(node, e.Text)):
                if "${" not in text.value and not _TIME.fullmatch(text.value):
                    message = f'"{text.value}" is no time of the day, such as "18:00"'
                    state.error(entry, text, "NX163", message)


def _check_once(state: Flow) -> None:
    """Check that no marker is declared twice."""
    for _name, entry, word, first in repeated(_declared(state), "the first is here"):
        message = (
            f"the marker `{word.text}` is declared twice; give one of them another name, or join their "
            "conditions with `or`"
        )
        state.reporter.add(entry, word, "NX546", message, related=(first,))


def _declared(state: Flow) -> Iterator[tuple[str, Entry, Word]]:
    for block in state.settings.head.every("markers"):
        for entry in block.every("marker"):
            word = entry.node.first(Word) if isinstance(entry.node, Phrase) else None
            if word is not None and not entry.broken:
                yield normal(word.text), entry, word


def _named(entry: Entry) -> tuple[Word, ...]:
    """Return the markers that a phase, or an arm of a route, names."""
    match entry.node:
        case Phrase() as phase if entry.rule == "phase":
            return tuple(phase.every(Word))
        case Arm(condition=MarkerCell(names=names)):
            return names
        case _:
            return ()


def _unknown_marker(state: Flow, entry: Entry, word: Word, names: list[str]) -> None:
    otherwise = f"; declare it with `{word.text}: when …` in a `markers` block"
    hint = suggestion(word.text, names, otherwise)
    fixes = rename_fix(word, nearest(word.text, names))
    state.error(entry, word, "NX546", f"there is no marker `{word.text}`{hint}", *fixes)


def _conditions(entry: Entry) -> Iterator[Path]:
    return (node for node in walk(entry.node) if isinstance(node, Path))


def _condition(state: Flow, entry: Entry, path: Path, markers: list[str]) -> None:
    first = path.names[0]
    if len(path.names) == 1:
        known = {*map(normal, markers), *map(normal, state.lookup.names(SIGNAL))}
        if normal(first.text) in known:
            return
        near = nearest(first.text, [*markers, *state.lookup.names(SIGNAL)])
        hint = (
            f"did you mean `{near}`?" if near else f"write `signal {first.text} to …` in a process"
        )
        message = (
            f"no marker and no signal has the name `{first.text}`, so this never comes; {hint}"
        )
        state.warn(entry, first, "NX547", message, *rename_fix(first, near))
    elif len(path.names) == 2 and path.names[1].text in _COUNTS:  # noqa: PLR2004 - `S.count`
        streams = state.settings.streams
        if normal(first.text) not in map(normal, streams):
            hint = suggestion(first.text, streams, "; receive it in this process")
            fixes = rename_fix(first, nearest(first.text, streams))
            message = f"there is no stream `{first.text}` in this process{hint}"
            state.error(entry, first, "NX100", message, *fixes)
