"""The settings of a process, and the names that its parts give, read off its tree."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from nexflow_analysis import types as t
from nexflow_analysis.clauses import clause_of, parts_of
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import normal
from nexflow_analysis.process.destinations import with_destinations
from nexflow_analysis.remember import ByNode
from nexflow_grammar.assemble import Entry, below
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree.nodes import Keyword, Node, Path, Phrase, Word

#: Of the definitions that are being checked.
_EVERY: ByNode[tuple[Entry, ...]] = ByNode(64)


class Time(Struct, frozen=True):
    """`time by`. field: None of the clock."""

    entry: Entry
    field: Path | None
    clauses: tuple[tuple[Entry, p.Clause], ...]

    def clause(self, key: str) -> tuple[Entry, p.Clause] | None:
        """Return a clause by its key, and the entry that it stands in."""
        return next((found for found in self.clauses if found[1].key == key), None)


class Settings(Struct, frozen=True):
    """What holds for the whole process. streams: the names of its streams, in order.

    states: the normal names of what it keeps.
    """

    head: Entry
    streams: tuple[str, ...]
    time: Time | None
    parallelism: int | None
    batch: bool
    keys: tuple[tuple[Entry, Path], ...]
    has_source: bool
    states: frozenset[str]


def settings_of(segment: Segment) -> Settings:
    """Read the settings of a process."""
    assert segment.head is not None
    head = with_destinations(segment.head)
    mode = head.first("mode")
    return Settings(
        head,
        tuple(dict.fromkeys(_streams(head))),
        _time(head),
        _parallelism(head),
        batch=mode is not None and isinstance(mode.node, Phrase) and _says(mode.node, "batch"),
        keys=tuple(_keys(head)),
        has_source=any(isinstance(entry.node, p.Receive) for entry in every_entry(head)),
        states=frozenset(normal(name.text) for _entry, _kind, name in declared_states(head)),
    )


def declared_states(head: Entry) -> Iterator[tuple[Entry, Phrase, Word]]:
    """Yield the declarations of a process's states: each with its kind and its name."""
    for block in head.every("state_block"):
        for entry in block.every("state_entry"):
            kind = entry.node.first(Phrase) if isinstance(entry.node, Phrase) else None
            name = kind.first(Word) if kind is not None else None
            if kind is not None and name is not None and not entry.broken:
                yield entry, kind, name


def states_beside(settings: Settings, record: t.Record, lookup: Lookup) -> frozenset[str]:
    """Return the states that `state.x` means though a field is called `state`: it has no fields."""
    found = record.field("state")
    if found is None or not isinstance(lookup.deep(found.type), t.Scalar | t.Collection):
        return frozenset()
    return settings.states


def every_entry(entry: Entry) -> tuple[Entry, ...]:
    """Return the entries below an entry, in the order of the text; many checks go through them."""
    found = _EVERY.get(entry)
    return found if found is not None else _EVERY.put(entry, tuple(below(entry.children)))


def _says(node: Phrase, word: str) -> bool:
    return any(
        isinstance(part, Keyword | Word) and word in part.text.split() for part in node.parts
    )


def _time(head: Entry) -> Time | None:
    entry = head.first("time")
    if entry is None or not isinstance(entry.node, Phrase):
        return None
    path = entry.node.first(Path)
    clauses = [(place, part) for place, part in parts_of(entry) if isinstance(part, p.Clause)]
    by_clock = path is not None and path.text == "processing_time"
    return Time(entry, None if by_clock else path, tuple(clauses))


def _parallelism(head: Entry) -> int | None:
    entry = head.first("parallelism")
    number = entry.node.first(e.Number) if entry and isinstance(entry.node, Phrase) else None
    return int(number.value) if number is not None else None


def _keys(head: Entry) -> Iterator[tuple[Entry, Path]]:
    entry = head.first("partition")
    paths = entry.node.phrase("paths") if entry and isinstance(entry.node, Phrase) else None
    for path in paths.every(Path) if paths is not None else ():
        assert entry is not None
        yield entry, path


def _streams(head: Entry) -> Iterator[str]:
    """Yield the names that receives, merges, branches, routes and aggregated branches give."""
    for entry in every_entry(head):
        match entry.node:
            case p.Receive():
                yield entry.node.name.text
            case p.Arm(destination=Word() | e.Text() as target):
                yield text_of(target)
            case Phrase(rule="merge") as node if node.has("into"):
                yield node.every(Word)[-1].text
            case Phrase(rule="branch" | "arm_target") as node:
                yield from (text_of(part) for part in node.parts if not isinstance(part, Keyword))
            case Phrase(rule="aggregate_from") as node:
                yield node.every(Word)[0].text
            case Phrase(rule="destination") as node:
                yield text_of(node.parts[-1])
            case Phrase(rule="route_using" | "route_when") as node:
                yield from (text_of(part) for part in targets_of(node))
            case _:
                pass


def targets_of(node: Phrase) -> Iterator[Word | e.Text]:
    """Yield the destinations that a `route` names on its own line."""
    for number, part in enumerate(node.parts):
        before = node.parts[number - 1] if number else None
        if isinstance(part, Phrase) and part.rule == "route_target":
            yield from (one for one in part.parts[-1:] if isinstance(one, Word | e.Text))
        elif isinstance(part, Phrase) and part.rule == "route_otherwise":
            yield from (one for one in part.parts if isinstance(one, Word | e.Text))
        elif (
            isinstance(before, Keyword) and before.text == "to" and isinstance(part, Word | e.Text)
        ):
            yield part


def said_after(node: Phrase, word: str) -> Node | None:
    """Return what stands behind a keyword of a phrase, such as `schema` in `state_machine M schema S`."""
    for before, part in pairwise(node.parts):
        if isinstance(before, Keyword) and before.text == word:
            return part
    return None


def machine_schema(machine: Entry) -> tuple[Entry, Node] | None:
    """Return what a `state_machine` says behind `schema`, on its line or below, and where it stands."""
    node = machine.node
    own = said_after(node, "schema") if isinstance(node, Phrase) else None
    if own is not None:
        return machine, own
    clause = clause_of(machine, "schema")
    return (clause[0], clause[1].values[0]) if clause is not None else None


def text_of(node: object) -> str:
    """Return the name that a word, a text or a target says, or ""."""
    return node.value if isinstance(node, e.Text) else str(getattr(node, "text", ""))
