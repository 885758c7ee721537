"""What steps hand on: a stream, a step that makes one of another, where errors go, and the time."""

from __future__ import annotations

from dataclasses import dataclass, field

from nexflow_codegen.ir.code import Arm, Branch, Declare, ForEach, HandOn, Run, Statement
from nexflow_codegen.ir.functions.base import Parameter
from nexflow_codegen.lower.process.stage import Stage
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.expressions import Placeholder, Text
from nexflow_grammar.tree.nodes import Phrase, Word


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream at a point of `build`. code: Java; name: of the process's stream, for qualified names."""

    code: str
    stage: Stage
    name: str = ""


@dataclass
class Destination:
    """Where routes send records. target: as the first of them names it, at a place; done: delivered."""

    name: str
    target: Word | Text | Placeholder
    place: Entry
    streams: list[Stream] = field(default_factory=list)
    done: bool = False


@dataclass(frozen=True, slots=True)
class FanBranch:
    """A branch of a `parallel`. end: what it leaves, None for nothing.

    answers: the records that end in it; failures: the variables and targets of those that fail there.
    """

    name: str
    end: Stream | None
    answers: tuple[Stream, ...]
    failures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Fan:
    """A `parallel`. stream: what its branches get; needed: how many must answer, -1 for all."""

    stream: Stream
    branches: tuple[FanBranch, ...]
    timeout: int | None
    needed: int


@dataclass
class Notices:
    """What a process writes beside its records: audit events, signals.

    cls: of the support package; written: how the job writes it. kind, target: what it is called, and
    where it goes; streams: the side outputs, in Java.
    """

    cls: str
    written: str
    kind: str
    target: str
    tag: str
    place: Entry
    streams: list[str] = field(default_factory=list)


class Gate:
    """What the records that are received must pass."""

    __slots__ = ()


@dataclass
class Phases:
    """What phases wait for. markers: their conditions, by normal names; opened: streams as they are received.

    signals: the markers that end the phases which send them; watches: the variables of what tells
    that something has come. gate: of the phase that statements are in. stores: what `store in`
    keeps, by normal names, and whether it has event time.
    """

    markers: dict[str, Phrase] = field(default_factory=dict)
    signals: dict[str, str] = field(default_factory=dict)
    watches: dict[str, str] = field(default_factory=dict)
    opened: dict[str, Stream] = field(default_factory=dict)
    gate: Gate | None = None
    stores: dict[str, tuple[Stream, bool]] = field(default_factory=dict)


@dataclass
class Metric:
    """A metric of a process. span: of a rate, in milliseconds.

    counts: whether it counts a stream's records; used: whether something is measured.
    """

    kind: str
    name: str
    place: Entry
    span: int
    counts: bool = False
    used: bool = False


#: How often is asked again of what is asked until there is an answer: Flink counts in an int.
FOREVER = 2**31 - 1


#: Where records go that are skipped, but that an audit event tells of; no stream is called so.
SKIPPED = "skipped records"


@dataclass
class ErrorTargets:
    """Where records go that fail. by_kind: a name, or None to skip them; default: for all others.

    logs: what is written to the log of each; audits: the audit events of each. lookup_retries: how
    often a lookup is asked again, after a delay that may grow up to the longest. backoff: how it
    grows, "" for not at all. later: the targets that the environment names, by what they are called.
    """

    default: str
    by_kind: dict[str, str | None] = field(default_factory=dict)
    logs: list[Run] = field(default_factory=list)
    audits: list[Entry] = field(default_factory=list)
    lookup_retries: int | None = None
    retry_delay: int | None = None
    longest_delay: int | None = None
    backoff: str = ""
    later: dict[str, Placeholder] = field(default_factory=dict)

    def target(self, kind: str) -> str | None:
        """Return where an error of a kind sends its record."""
        found = self.by_kind.get(kind, self.default)
        return SKIPPED if found is None and self.audits else found


@dataclass
class Time:
    """The process's own time settings. field: None where the schema decides, "" for the clock."""

    field: str | None = None
    delay: int | None = None
    lateness: int | None = None
    late_data: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """The records that fail at a step. tag: of their side output; code: the record but for its error.

    target: where they go as dead letters, "" where they become records of the process.
    """

    stage: Stage
    tag: str
    code: tuple[str, str]
    target: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a step collects in a list, and what becomes of it. type, name: of the list; element: of it.

    information: of its elements. tag, record: of the side output of an action; keeps: whether the latter has
    the origin. targets: the texts of the streams that the record itself is sent to, and their side outputs.
    """

    type: str
    name: str
    element: str
    information: str
    tag: str = ""
    record: str = ""
    keeps: bool = False
    targets: tuple[tuple[str, str], ...] = ()

    def sent(self, made: str, origin: str) -> Statement:
        """Return the statement that sends it aside. made: the record after the step."""
        if self.tag:
            record = f"new {self.record}(asked{', ' + origin if self.keeps else ''})"
            one: Statement = Run("", f"context.output({self.tag}, {record})")
            return ForEach("", self.element, "asked", self.name, (one,))
        arms = tuple(
            Arm(f"target.equals({text})", (Run("", f"context.output({tag}, {made})"),))
            for text, tag in self.targets
        )
        return ForEach("", self.element, "target", self.name, (Branch("", arms, None),))


@dataclass(frozen=True, slots=True)
class Step:
    """A step that makes one record of another. values: the parts of the new record, in Java.

    value: the last of them as a local of its own, where only it can fail. before: what runs ahead.
    kinds: of the errors that it can raise, its own first. name: of the operator, if not the label.
    skips: whether a record whose value is null goes no further.
    failed: what records that fail become, where the step itself says what is done with them.
    asked: what the step asks for; made: a free name for its record.
    """

    after: Stage
    values: list[str]
    cls: str
    variable: str
    uid: str
    label: str
    kinds: tuple[str, ...]
    fallible: bool
    value: Parameter | None = None
    before: tuple[Statement, ...] = ()
    name: str = ""
    skips: bool = False
    failed: Failed | None = None
    asked: tuple[Asked, ...] = ()
    made: str = ""

    @property
    def letters(self) -> str:
        """Where the letters about what fails go, "" where `on error` says it."""
        return self.failed.target if self.failed is not None else ""

    @property
    def reports(self) -> bool:
        """Whether what fails is written about, rather than goes on as a record."""
        return self.fallible and (self.failed is None or bool(self.letters))

    @property
    def plain(self) -> bool:
        """Whether the step is nothing but an expression."""
        return not (self.fallible or self.before or self.skips or self.asked)

    @property
    def ahead(self) -> tuple[Statement, ...]:
        """What is declared before the step."""
        return tuple(Declare("", one.type, one.name, "new ArrayList<>()") for one in self.asked)

    def then(self, record: str, type_: str, origin: str) -> tuple[Statement, ...]:
        """Return the statements that hand a new record on, and send what was asked for aside."""
        then: tuple[Statement, ...] = (HandOn("", record),)
        if self.skips and self.value is not None:
            then = (Branch("", (Arm(f"{self.value.name} != null", then),), None),)
        if any(one.targets for one in self.asked) and not record.isidentifier():
            declared = Declare("", type_, self.made, record)
            sent = (one.sent(self.made, origin) for one in self.asked)
            return (declared, *sent, HandOn("", self.made))
        return (*(one.sent(record, origin) for one in self.asked), *then)
