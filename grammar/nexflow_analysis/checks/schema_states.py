"""NX230–NX234: the states of a schema and the transitions between them."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from nexflow_analysis.definitions import Definition
from nexflow_analysis.diagnostics import Here, Severity
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import nearest, normal, suggestion
from nexflow_analysis.references import refer
from nexflow_analysis.report import Reporter
from nexflow_analysis.steps import rename_fix
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.nodes import Keyword, Path, Phrase, Word

_TERMINAL = ("terminal", "final")
_EVERY = "*"


class State(Struct, frozen=True):
    """A state as declared. kind: initial, terminal, final or ""."""

    entry: Entry
    word: Word
    kind: str


class Transition(Struct, frozen=True):
    """A way from one state to another. source: `*` stands for every state."""

    entry: Entry
    source: Word
    target: Word
    trigger: str = ""


class _Graph(Struct):
    states: dict[str, State] = field(default_factory=dict)
    transitions: list[Transition] = field(default_factory=list)
    initial: list[tuple[Entry, Word]] = field(default_factory=list)


def check_schema_states(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Check that the states form a graph in which every state can be reached."""
    head = segment.head
    if segment.kind != "schema" or head is None:
        return
    for entry in head.every("for_entity"):
        word = entry.node.first(Word) if isinstance(entry.node, Phrase) else None
        # An entity is often a schema, and may be anything else.
        known = word is not None and bool(lookup.declared("schema", word.text))
        if word is not None and known and not entry.broken:
            refer(lookup, reporter, entry, word, Definition, "schema")
    parts = head.every("states", "states_list")
    whole = not any(part.broken or any(c.broken for c in part.children) for part in parts)
    if not parts or not whole:
        return
    graph = _Graph()
    _collect_states(parts, graph, reporter)
    if not graph.states:
        return
    known = _check_names(head, graph, reporter)
    if known and not segment.problems:
        _check_initial(head, parts[0], graph, reporter)
        _check_ways(graph, reporter)


def _collect_states(parts: list[Entry], graph: _Graph, reporter: Reporter) -> None:
    for state in _states(parts):
        first = graph.states.setdefault(normal(state.word.text), state)
        if first is not state:
            message = (
                f"the state `{state.word.text}` is declared twice; remove or rename one of the two"
            )
            start = first.entry.start
            other = Here(start + first.word.start, start + first.word.end, "declared here too")
            reporter.add(state.entry, state.word, "NX234", message, related=(other,))
        elif state.kind == "initial":
            graph.initial.append((state.entry, state.word))


def _states(parts: list[Entry]) -> Iterator[State]:
    for part in parts:
        node = part.node
        names = node.phrase("name_list") if isinstance(node, Phrase) else None
        for path in names.every(Path) if names is not None else ():
            yield State(part, path.names[0], "")
        for child in part.children:
            words = child.node.every(Word) if isinstance(child.node, Phrase) else []
            if words:
                yield State(child, words[0], words[1].text if len(words) > 1 else "")


def _check_names(head: Entry, graph: _Graph, reporter: Reporter) -> bool:
    """Check that every state that is named is declared; tell whether all is known."""
    known = True
    for entry in head.every("initial_state"):
        word = _last_word(entry)
        if word is not None:
            known &= _refer(entry, word, graph, reporter)
            graph.initial.append((entry, word))
    for part in head.every("transitions"):
        for child in part.children:
            known &= not child.broken
            for transition in _transitions(child):
                ends = (transition.source, transition.target)
                found = [_refer(child, word, graph, reporter) for word in dict.fromkeys(ends)]
                known &= all(found)
                graph.transitions.append(transition)
    for part in head.every("on_transition"):
        for child in part.children:
            word = child.node.first(Word) if isinstance(child.node, Phrase) else None
            if word is not None and not child.broken:
                _refer(child, word, graph, reporter)
    return known


def _transitions(entry: Entry) -> Iterator[Transition]:
    node = entry.node
    if entry.broken or not isinstance(node, Phrase):
        return
    words = node.every(Word)
    names = node.phrase("name_list")
    if names is not None and words:
        for path in names.every(Path):
            yield Transition(entry, words[0], path.names[0])
    elif len(words) > 1:
        yield Transition(entry, words[0], words[1], words[2].text if len(words) > 2 else "")  # noqa: PLR2004


def _last_word(entry: Entry) -> Word | None:
    words = entry.node.every(Word) if isinstance(entry.node, Phrase) and not entry.broken else []
    return words[-1] if words else None


def _refer(entry: Entry, word: Word, graph: _Graph, reporter: Reporter) -> bool:
    if word.text == _EVERY:
        return True
    state = graph.states.get(normal(word.text))
    if state is None:
        names = [other.word.text for other in graph.states.values()]
        message = f"there is no state `{word.text}`{suggestion(word.text, names)}"
        fixes = rename_fix(word, nearest(word.text, names))
        reporter.add(entry, word, "NX230", message, fixes=fixes)
        return False
    if state.word.text != word.text:
        reporter.spelling(entry, word, state.word.text)
    return True


def _check_initial(head: Entry, part: Entry, graph: _Graph, reporter: Reporter) -> None:
    names = {normal(word.text): (entry, word) for entry, word in reversed(graph.initial)}
    if not names and head.first("transitions") is not None:
        example = next(iter(graph.states.values())).word.text
        message = (
            f"no state is the initial one; write `initial_state: {example}`, or `{example}: initial` among "
            "the states"
        )
        node = part.node
        keyword = node.first(Keyword) if isinstance(node, Phrase) else None
        reporter.add(part, keyword or node, "NX231", message)
    for name, (entry, word) in names.items():
        first = graph.initial[0][1]
        if name != normal(first.text):
            message = f"`{first.text}` is the initial state already, and there is only one"
            reporter.add(entry, word, "NX231", message)


def _check_ways(graph: _Graph, reporter: Reporter) -> None:
    seen: set[tuple[str, str]] = set()
    triggered: set[tuple[str, str, str]] = set()
    for transition in graph.transitions:
        source, target = normal(transition.source.text), normal(transition.target.text)
        if transition.source.text == _EVERY:
            source = _EVERY
        state = graph.states.get(source)
        if state is not None and state.kind in _TERMINAL and (source, target) not in seen:
            message = (
                f"`{state.word.text}` is {state.kind}, so nothing can follow it; remove this transition, "
                f"or the word `{state.kind}`"
            )
            reporter.add(transition.entry, transition.source, "NX233", message)
        elif (source, target, transition.trigger) in triggered:
            message = f"this way from `{transition.source.text}` to `{transition.target.text}` is there already"
            severity = Severity.WARNING
            reporter.add(transition.entry, transition.target, "NX234", message, severity=severity)
        seen.add((source, target))
        triggered.add((source, target, transition.trigger))
    if graph.transitions and len({normal(word.text) for _entry, word in graph.initial}) == 1:
        _check_reach(graph, seen, reporter)


def _check_reach(graph: _Graph, ways: set[tuple[str, str]], reporter: Reporter) -> None:
    """Report the states that no way leads to; of those after one another, the first."""
    reached: set[str] = set()
    _reach(normal(graph.initial[0][1].text), ways, reached)
    lost = [name for name in graph.states if name not in reached]
    inner = {target for source, target in ways if source in lost and source != target}
    for name in sorted(lost, key=lambda name: name in inner):
        if name in reached:
            continue
        state = graph.states[name]
        message = (
            f"the state `{state.word.text}` is never reached: no transition leads to it from "
            f"`{graph.initial[0][1].text}`; add one, or remove the state"
        )
        reporter.add(state.entry, state.word, "NX232", message)
        _reach(name, ways, reached)


def _reach(start: str, ways: set[tuple[str, str]], reached: set[str]) -> None:
    """Add the states that ways lead to from one state, itself included."""
    waiting = [start]
    while waiting:
        state = waiting.pop()
        if state not in reached:
            reached.add(state)
            waiting += [target for source, target in ways if source in (state, _EVERY)]
