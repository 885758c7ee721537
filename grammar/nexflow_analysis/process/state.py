"""What is known while a process is followed: the current stream, the named ones, what was said."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct, field
from msgspec.structs import replace

from nexflow_analysis import types as t
from nexflow_analysis.definitions import SchemaDefinition, StreamDefinition, demanded_of
from nexflow_analysis.diagnostics import Diagnostic, LocalFix, Replacement, Severity
from nexflow_analysis.infer import Inference, Scope
from nexflow_analysis.lookup import Lookup, as_record, open_record
from nexflow_analysis.names import nearest, normal
from nexflow_analysis.narrowing import Outcome, path_of
from nexflow_analysis.paths import as_expression
from nexflow_analysis.process.edits import moved
from nexflow_analysis.process.keys import need_key
from nexflow_analysis.process.options import with_options
from nexflow_analysis.process.personal import Personal, of_states
from nexflow_analysis.process.settings import Settings, every_entry, states_beside, text_of
from nexflow_analysis.report import Reporter
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Node, Path, Phrase, Word, walk
from nexflow_grammar.tree.process import Emit, Persist, Terminal, Window

#: Statements that name the streams they need, or need none.
_WITHOUT_STREAM = frozenset(
    {"receive", "join", "merge", "await", "hold", "sql", "branch", "on_error", "on_commit", "phase",
     "signal", "terminal"}
)  # fmt: skip

#: Statements that leave the fields of a record as they are, or add to them.
_ADDING = frozenset(
    {"filter", "set", "let", "enrich", "lookup", "evaluate", "emit", "persist", "deduplicate", "flag",
     "validate_input", "validate_schema", "schedule", "transition", "audit", "metadata", "on_error",
     "adjust_score", "terminal", "branch", "phase", "call_external", "on_commit", "retry"}
)  # fmt: skip


class Received(Struct, frozen=True):
    """A stream that a `receive` opens.

    schema: None where unknown. stream: the one of the project file that it reads, if any.
    bounded: whether it ends. event_time: None where unknown.
    """

    entry: Entry
    name: Word
    schema: SchemaDefinition | None
    stream: StreamDefinition | None
    bounded: bool
    event_time: bool | None


class Stream(Struct, frozen=True):
    """A stream at a point of the process.

    name: "" of one without a name. parts: the streams that it is joined of, by their names; a field
    may be prefixed by them. lets: names for the statements after them. sources: the `receive`s that
    its records come from. refires: the window whose results are emitted again when late records
    arrive, or the query that changes its results, if any. key: the fields that such a result is known
    by. notes: the fields that flags, metadata and scores have added. personal: the profiles of the
    personal data that is no field of the record.
    """

    record: t.Record
    name: str = ""
    parts: tuple[tuple[str, t.Typed], ...] = ()
    lets: tuple[tuple[str, t.Typed], ...] = ()
    sources: tuple[Received, ...] = ()
    refires: Entry | None = None
    key: tuple[str, ...] = ()
    notes: frozenset[str] = frozenset()
    personal: Personal = ()

    @property
    def event_time(self) -> bool | None:
        """Whether its records have a time of their own; None where that is not known."""
        known = [source.event_time for source in self.sources]
        if False in known:
            return False
        return None if None in known or not known else True

    def with_record(self, record: t.Record) -> Stream:
        """Return the stream after a step that adds to its record, or leaves some of it."""
        return replace(self, record=record)

    def replaced(self, record: t.Record) -> Stream:
        """Return the stream after a step whose result takes the record's place."""
        parts = tuple((name, t.Typed(record)) for name, _typed in self.parts)
        kept = of_states(self)
        return replace(self, record=record, parts=parts, lets=(), notes=frozenset(), personal=kept)


def unknown_stream(name: str = "", sources: tuple[Received, ...] = ()) -> Stream:
    """Return a stream of which nothing is known."""
    return Stream(open_record(), name, sources=sources)


class Sink(Struct, frozen=True):
    """An `emit` or a `persist`, and the stream that reaches it."""

    entry: Entry
    stream: Stream


class Routed(Struct, frozen=True):
    """A destination that a route names, and the stream that it sends there."""

    place: Entry
    target: Node
    stream: Stream

    @property
    def name(self) -> str:
        """The name of the destination."""
        return text_of(self.target)


class Step(Struct, frozen=True):
    """A statement and the streams around it; None where no stream is current."""

    entry: Entry
    stream_before: Stream | None
    stream_after: Stream | None

    @property
    def before(self) -> t.Record | None:
        """The record type before the statement."""
        return self.stream_before.record if self.stream_before is not None else None

    @property
    def after(self) -> t.Record | None:
        """The record type after the statement."""
        return self.stream_after.record if self.stream_after is not None else None


#: A route that drops records without saying so: its entry, what to say, and the fixes.
Lossy = tuple[Entry, str, tuple[LocalFix, ...]]
#: Follows one statement: returns the stream after it.
Handler = Callable[["Flow", Entry, Stream | None], Stream | None]


class Flow(Struct):
    """The steps of a process in the order of the text, and what is wrong along the way.

    streams: those with a name, as they are when their statements are through. destinations: the
    streams that routes, or rules, send to a name. deferred: branches above the routes that lead to them.
    fanned_out: what the `parallel` above gave its branches. used: the names of streams that
    statements name. state_uses: the reads and writes of state. routed: the destinations that routes
    name; personal: the states that are set to personal data, somewhere in the process; lossy: the
    routes that drop records without saying so.
    """

    segment: Segment
    lookup: Lookup
    settings: Settings
    handlers: Callable[[Entry], Handler | None]
    steps: list[Step] = field(default_factory=list)
    reporter: Reporter = field(default_factory=Reporter)
    streams: dict[str, Stream] = field(default_factory=dict)
    destinations: dict[str, list[Stream]] = field(default_factory=dict)
    branches: dict[str, Stream | None] = field(default_factory=dict)
    deferred: list[Entry] = field(default_factory=list)
    fanned_out: Stream | None = None
    used: set[str] = field(default_factory=set)
    state_uses: list[tuple[Entry, Word]] = field(default_factory=list)
    sinks: list[Sink] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)
    routed: list[Routed] = field(default_factory=list)
    personal: dict[str, str] = field(default_factory=dict)
    lossy: list[Lossy] = field(default_factory=list)

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """What is wrong along the way."""
        return self.reporter.diagnostics

    def walk(self, entries: Iterable[Entry], current: Stream | None) -> Stream | None:
        """Follow statements one after another."""
        ended: Entry | None = None
        for entry in with_options(self.lookup, tuple(entries)):
            handler = self.handlers(entry)
            if handler is None:
                continue
            if entry.broken:
                after = self._unsure(entry, current)
                self.walk(entry.children, after)
            else:
                if current is None and needs_stream(self, entry):
                    self._unreached(entry, ended)
                    current = unknown_stream()
                after = handler(self, entry, current)
            self.steps.append(Step(entry, current, after))
            ended = entry if after is None else None
            current = after
            if current is not None and current.name:
                self.streams[normal(current.name)] = current
        return current

    def _unsure(self, entry: Entry, current: Stream | None) -> Stream | None:
        """Return the stream after a statement that cannot be read: it may have added fields."""
        if current is None or entry.rule not in _ADDING:
            return unknown_stream(current.name if current is not None else "")
        return current.with_record(replace(current.record, open=True))

    def statement(self, entry: Entry) -> Entry:
        """Return the statement that an entry stands in: of a window's parts, the window."""
        found = entry
        for one in every_entry(self.settings.head):
            if one.start <= entry.start < one.end and self.handlers(one) is not None:
                found = one
                if isinstance(one.node, Window):
                    break
        return found

    def _unreached(self, entry: Entry, ended: Entry | None) -> None:
        """Report a statement that no stream reaches; what is below it has been said then."""
        start = first_line(self.segment, entry)
        if ended is not None and isinstance(ended.node, Terminal):
            self.warn(
                entry, start, "NX513", "nothing reaches this statement: `terminate` above ends every record's way; "
                "remove it, or move it above",
            )  # fmt: skip
            return
        fixes: tuple[LocalFix, ...] = ()
        if self.lossy and ended is self.lossy[-1][0]:
            route, _message, offered = self.lossy.pop()
            shift = route.start - entry.start
            fixes = tuple(moved(fix, shift) for fix in offered if "continue" in fix.title)
        self.error(
            entry, start, "NX512", "no stream reaches this statement: write a `receive` above it, or let the "
            "`route` above go on with `otherwise continue`",
            *fixes,
        )  # fmt: skip

    # What is said

    def error(self, entry: Entry, node: Node, code: str, message: str, *fixes: LocalFix) -> None:
        """Report an error; a broken entry has said enough."""
        if not entry.broken:
            self.reporter.add(entry, node, code, message, fixes=fixes)

    def warn(self, entry: Entry, node: Node, code: str, message: str, *fixes: LocalFix) -> None:
        """Report a warning; a broken entry has said enough."""
        if not entry.broken:
            self.reporter.add(entry, node, code, message, severity=Severity.WARNING, fixes=fixes)

    def hint(self, entry: Entry, node: Node, code: str, message: str, *fixes: LocalFix) -> None:
        """Report a hint; a broken entry has said enough."""
        if not entry.broken:
            self.reporter.add(entry, node, code, message, severity=Severity.HINT, fixes=fixes)

    # Expressions

    def scope(self, stream: Stream | None, what: str = "the record at this point") -> Scope:
        """Return the names that an expression of a statement sees. what: the record in words."""
        if stream is None:
            stream = unknown_stream()
        known = stream.record
        names = {"state": t.UNKNOWN_VALUE, "config": t.UNKNOWN_VALUE, "input": t.Typed(known)}
        names.update(stream.parts)
        if stream.name:
            names[stream.name] = t.Typed(known)
        names = {name: typed for name, typed in names.items() if known.field(name) is None}
        states = states_beside(self.settings, known, self.lookup)
        return Scope(self.lookup, known, {**names, **dict(stream.lets)}, what, states=states)

    def infer(
        self,
        entry: Entry,
        node: e.Expression,
        stream: Stream | None,
        what: str = "the record at this point",
        *,
        alone: bool = False,
    ) -> t.Typed:
        """Infer an expression of an entry over a stream's record. alone: whether nothing gives it a type."""
        self._note_state(entry, node, stream)
        inference = Inference(self.scope(stream, what), self.reporter.at(entry))
        return inference.alone(node) if alone else inference.infer(node)

    def condition(self, entry: Entry, node: e.Expression, stream: Stream | None, what: str) -> None:
        """Infer a condition of an entry over a stream's record."""
        self._note_state(entry, node, stream)
        Inference(self.scope(stream), self.reporter.at(entry)).condition(node, what)

    def field_type(
        self,
        entry: Entry,
        path: Path,
        stream: Stream | None,
        what: str = "the record at this point",
    ) -> t.Typed:
        """Return the type of a path into the record, which must be there."""
        return self.infer(entry, as_expression(path), stream, what)

    def demanded(self, type_: t.Type) -> t.Record | None:
        """Return what a named type demands of a record: what is computed or has a default is not."""
        definition = self.lookup.schema(type_.name) if isinstance(type_, t.Named) else None
        if definition is None:
            return as_record(self.lookup.resolve(type_))
        return self.demanded_by(definition)

    def demanded_by(self, schema: SchemaDefinition) -> t.Record:
        """Return what a schema demands of a record."""
        return demanded_of(schema.record(), schema.fields)

    def _note_state(self, entry: Entry, node: e.Expression, stream: Stream | None) -> None:
        """Remember which of the process's states an expression reads; what looks back needs a key."""
        for part in walk(node):
            if isinstance(part, e.Recent):
                need_key(self, entry, part, stream, "what `in last` looks at")
            elif isinstance(part, e.Member) and path_of(part.target) == ("state",):
                seen = self.scope(stream)
                if "state" in seen.names or normal(part.name.text) in seen.states:
                    self.state_uses.append((entry, part.name))

    def passing(self, condition: e.Expression, stream: Stream, *, holds: bool = True) -> Stream:
        """Return the stream of the records for which a condition is true, or is not."""
        outcome = Outcome.TRUE if holds else Outcome.NOT_TRUE
        paths = self.scope(stream).given(condition, outcome).known
        prefixes = {normal(stream.name), "input"}
        record = stream.record
        for path in paths:
            inner = path[1:] if path[0] in prefixes and len(path) > 1 else path
            record = self._without_null(record, inner)
        return stream if record is stream.record else stream.with_record(record)

    def _without_null(self, record: t.Record, path: tuple[str, ...]) -> t.Record:
        found = record.field(path[0])
        if found is None:
            return record
        type_ = found.type
        if len(path) > 1:
            inner = self.lookup.resolve(type_)
            if isinstance(inner, t.Record):
                type_ = self._without_null(inner, path[1:])
        changed = replace(found, type=type_, nullable=False)
        if changed == found:
            return record
        fields = tuple(changed if one is found else one for one in record.fields)
        return replace(record, fields=fields)

    # Streams

    def named(self, entry: Entry, word: Word) -> Stream:
        """Return the stream that a statement names; an unknown one is an error, and is unknown."""
        self.used.add(normal(word.text))
        found = self.streams.get(normal(word.text))
        if found is None:
            found = self._destination(word.text)
        if found is not None:
            if found.name and found.name != word.text and normal(found.name) == normal(word.text):
                self.reporter.spelling(entry, word, found.name)
            return replace(found, name=word.text)
        if normal(word.text) not in map(normal, self.settings.streams):
            self._unknown(entry, word)
        return unknown_stream(word.text)

    def _destination(self, name: str) -> Stream | None:
        sent = self.destinations.get(normal(name))
        return sent[0] if sent else None

    def _unknown(self, entry: Entry, word: Word) -> None:
        if any(problem.start < entry.start for problem in self.segment.problems):
            return  # what is broken above may be its `receive`
        near = nearest(word.text, self.settings.streams)
        message = f"there is no stream `{word.text}` in this process"
        if near is not None:
            fix = LocalFix(
                f"Write `{near}`", (Replacement(word.start, word.end, near),), safe=False
            )
            self.error(entry, word, "NX100", f"{message}; did you mean `{near}`?", fix)
            return
        self.error(entry, word, "NX100", f"{message}; write `receive {word.text}` above")


def needs_stream(state: Flow, entry: Entry) -> bool:
    """Tell whether a statement works on the current stream; an `emit` may configure a destination."""
    node = entry.node
    if isinstance(node, Emit | Persist):
        return normal(text_of(node.target)) not in state.destinations
    if isinstance(node, Phrase) and node.rule == "aggregate_from":
        return False
    return entry.rule not in _WITHOUT_STREAM


def first_line(segment: Segment, entry: Entry) -> Node:
    """Return the part of a statement that stands on its first line."""
    text = segment.text[entry.start : entry.start + entry.node.end] or segment.text[entry.start :]
    return Node(0, len(text.split("\n", 1)[0].rstrip()))
