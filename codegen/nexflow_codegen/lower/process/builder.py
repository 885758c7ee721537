"""A job in the making: its graph, functions, records, side outputs and bindings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from nexflow_analysis.clauses import id_of
from nexflow_analysis.flow import Step as Facts
from nexflow_analysis.flow import flow
from nexflow_analysis.names import normal
from nexflow_codegen.deploy.model import Topic
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import Component, RecordClass
from nexflow_codegen.ir.functions.base import Failure, JobFunction, Parameter
from nexflow_codegen.ir.functions.process import Function
from nexflow_codegen.ir.graph import Binding, Call, Chain, Received, Tag, mapping
from nexflow_codegen.java import (
    KEYWORDS,
    RECORD_MEMBERS,
    Names,
    class_name,
    constant_name,
    member_name,
    string_literal,
)
from nexflow_codegen.lower.context import Context, Place
from nexflow_codegen.lower.definitions import Definitions
from nexflow_codegen.lower.process.classes import JOB_CLASSES
from nexflow_codegen.lower.process.declared_state import DeclaredState, Touch
from nexflow_codegen.lower.process.endpoints import BoundCall, BoundLookup, BoundSink, BoundSource
from nexflow_codegen.lower.process.stage import INPUT, Part, Stage
from nexflow_codegen.lower.process.streams import (
    Destination,
    ErrorTargets,
    Fan,
    Metric,
    Notices,
    Phases,
    Step,
    Stream,
    Time,
)
from nexflow_codegen.lower.settings import Settings
from nexflow_codegen.lower.unit import Unit
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.nodes import Node, Word

STREAM_TYPE = "SingleOutputStreamOperator"
DEAD_LETTERS = "DEAD_LETTERS"
_LOCALS = (INPUT, "context", "out", "error", "result")


@dataclass
class JobBuilder:
    """Collects what a process becomes.

    keeps: what a first pass found out, see `keeps_origin`. named: the streams by their normal names, each as its
    statements so far have left it. emits: those that say how a destination is written; picked: those that a rule
    picks among, by the start of its route; sent: what routes send on. notices: what is written beside the records.
    named_elsewhere: the streams that statements name. answers: inside of a `parallel`, the streams of those records
    that end there. fan: the `parallel` above; copies: whether one record of a source may have become several.
    checkpoint, batches: in milliseconds, as the process says. committed: the streams that are written. topics: those
    with settings of their own. carrying: the records of the variables of `build`. touches: what reads or changes
    states.
    """

    context: Context
    place: Place
    process: str
    settings: Settings
    definitions: Definitions
    keeps: dict[int, bool] | None = None
    errors: ErrorTargets = field(init=False)
    time: Time = field(default_factory=Time)
    event_time: bool = False
    key: tuple[str, ...] = ()
    parallelism: int | None = None
    parallelism_code: str = ""
    patience: str = ""
    checkpoint: int | None = None
    batches: int | None = None
    graph: list[Chain] = field(default_factory=list)
    functions: list[JobFunction] = field(default_factory=list)
    records: dict[ir.ClassName, RecordClass] = field(default_factory=dict)
    stages: dict[ir.ClassName, Stage] = field(default_factory=dict)
    written: dict[ir.ClassName, None] = field(default_factory=dict)
    received: list[Received] = field(default_factory=list)
    tags: dict[str, Tag] = field(default_factory=dict)
    bindings: list[Binding] = field(default_factory=list)
    bound: list[BoundSource | BoundLookup | BoundCall | BoundSink] = field(default_factory=list)
    formats: set[str] = field(default_factory=set)
    failing: dict[int, bool] = field(default_factory=dict)
    side_outputs: dict[str, list[str]] = field(default_factory=dict)
    notices: dict[str, Notices] = field(default_factory=dict)
    emits: dict[str, list[Entry]] = field(default_factory=dict)
    picked: dict[int, list[Entry]] = field(default_factory=dict)
    branches: dict[str, Entry] = field(default_factory=dict)
    sent: dict[str, Destination] = field(default_factory=dict)
    named_elsewhere: set[str] = field(default_factory=set)
    answers: list[Stream] | None = None
    fan: Fan | None = None
    copies: bool = False
    committed: list[Stream] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    phases: Phases = field(default_factory=Phases)
    metrics: dict[str, Metric] = field(default_factory=dict)
    states: dict[str, DeclaredState] = field(default_factory=dict)
    state_types: dict[str, ir.JavaType] = field(default_factory=dict)
    carrying: dict[str, Stage] = field(default_factory=dict)
    touches: list[Touch] = field(default_factory=list)
    machine: str = ""
    uses_tables: bool = False
    batch: bool = False
    named: dict[str, Stream] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.base = class_name(self.process)
        self.cls = ir.ClassName(f"{self.settings.package}.job", f"{self.base}Job")
        self.unit = Unit(self.context, self.cls)
        for name in JOB_CLASSES:
            self.unit.use(name)
        for name in ("DeadLetter", "Origin", "RecordError", "RecordType"):
            self.unit.support(name)
        taken = [name for kind in ("schema", "transform", "rule", "lookup", "action")
                 for name in map(class_name, self.context.lookup.names(kind))]  # fmt: skip
        self.class_names = Names([*taken, *(name.rpartition(".")[2] for name in JOB_CLASSES)])
        self.variables = Names(("env", "bindings"))
        self.methods = Names(("main", "settings", "build", "fail"))
        self.binding_names = Names()
        self._uids: dict[str, int] = {}
        self._facts: dict[int, Facts] = {}
        self.errors = ErrorTargets(self.settings.dead_letter(self.process))

    # Names

    def nested(self, wanted: str) -> ir.ClassName:
        """Return a new class nested in the job's."""
        name = self.class_names.allot(wanted)
        self.unit.reserve(name)
        return self.cls.nested(name)

    def own(self, cls: ir.ClassName) -> str:
        """Return how the job's own code writes a class."""
        return cls.simple if cls.outer == self.cls else self.unit.use(cls)

    def uid(self, *parts: str, digest: str = "") -> str:
        """Return a Java literal that names an operator: by what it is, never by where it stands.

        digest: stands for the name of a statement that has none.
        """
        names = [normal(part) for part in (self.process, *parts)]
        base = ".".join([*names, digest] if digest else names)
        number = self._uids[base] = self._uids.get(base, 0) + 1
        return string_literal(base if number == 1 else f"{base}.{number}")

    def uid_of(self, entry: Entry, kind: str, *names: str, digest: str = "") -> str:
        """Return the uid of the operator that a statement becomes: by its id, if it has one."""
        named = id_of(entry)
        if named is not None:
            return self.uid(kind, named[1].text)
        return self.uid(kind, *names, digest=digest)

    def origin(self, entry: Entry) -> str:
        """Return `order.proc:12` for a statement."""
        return self.place.origin(entry.start)

    def text_of(self, entry: Entry, node: Node) -> str:
        """Return the text of a node on one line."""
        text = self.place.segment.text[entry.start + node.start : entry.start + node.end]
        return " ".join(text.split())

    def hash_of(self, entry: Entry, node: Node) -> str:
        """Return what stands for a nameless statement: a hash of its text."""
        return self.hash_text(self.text_of(entry, node))

    def hash_text(self, text: str) -> str:
        """Return a short hash of a text, white space aside."""
        return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:8]

    def write(self, stage: Stage, use: str = "") -> None:
        """Have a stage's record written, as JSON or in the format of a use."""
        if stage.bare:
            self.context.need_class(stage.cls, f"write {use}".strip())
        else:
            self.written[stage.cls] = None

    def facts(self, entry: Entry) -> Facts:
        """Return what the analysis knows of a statement: the streams before and after it."""
        if not self._facts:
            followed = flow(self.place.segment, self.context.lookup)
            self._facts = {step.entry.start: step for step in followed.steps}
        return self._facts.get(entry.start) or Facts(entry, None, None)

    # What is not generated

    @contextmanager
    def statement(self, entry: Entry, node: Node | None = None) -> Iterator[None]:
        """Collect what is not generated inside as a problem of a statement, or of a part of it."""
        own = entry.node.end if entry.node.end > 0 else entry.end - entry.start
        start, end = (node.start, node.end) if node is not None else (0, own)
        with self.context.statement(self.place, entry.start + start, entry.start + end):
            yield

    # Records

    def stage(
        self, wanted: str, parts: tuple[Part, ...], documentation: str, *, origin: bool
    ) -> Stage:
        """Return the stage of some parts; a record class is made where no schema's is enough."""
        if len(parts) == 1 and not origin and self._is_schema(parts[0]):
            assert isinstance(parts[0].type, ir.RecordOf)
            return Stage(parts[0].type.cls, parts, bare=True)
        cls = self.nested(wanted)
        stage = Stage(cls, parts, origin)
        components = [self._component(part) for part in parts]
        if origin:
            components.append(self.origin_component())
        self.add_record(RecordClass(cls, documentation, tuple(components)), stage)
        return stage

    def _is_schema(self, part: Part) -> bool:
        if part.field or part.nullable or part.hidden or not isinstance(part.type, ir.RecordOf):
            return False
        return part.type.cls.package.endswith(".schema") and part.type.cls.outer == part.type.cls

    def add_record(self, record: RecordClass, stage: Stage | None = None) -> None:
        """Add a record class, and remember which stage it is the record of."""
        self.records[record.cls] = record
        if stage is not None:
            self.stages[record.cls] = stage

    def _component(self, part: Part) -> Component:
        java_type = self.unit.type_name(part.type, nullable=part.nullable)
        information = self.unit.information(part.type)
        return Component(part.name, part.field, part.type, part.nullable, java_type, information)

    def origin_component(self) -> Component:
        """Return the component that carries where a record comes from."""
        cls = self.context.support_class("Origin")
        origin = self.unit.support("Origin")
        return Component("origin", "", ir.RecordOf(cls), nullable=False, java_type=origin,
                         information=f"{origin}.TYPE")  # fmt: skip

    def part_names(self, parts: tuple[Part, ...]) -> Names:
        """Return the names that components of a record have taken."""
        taken = [*(part.name for part in parts), "origin", "TYPE", "write"]
        return Names(taken, KEYWORDS | RECORD_MEMBERS)

    def information(self, stage: Stage) -> str:
        """Return the TypeInformation of a stage's record."""
        return f"{self.own(stage.cls)}.TYPE"

    def new(self, stage: Stage, values: list[str], origin: str) -> str:
        """Return the Java of a record of a stage."""
        if stage.bare:
            return values[0]
        arguments = [*values, origin] if stage.origin else values
        return f"new {self.own(stage.cls)}({', '.join(arguments)})"

    def carried(self, stage: Stage, record: str = INPUT) -> list[str]:
        """Return the parts of a record, to hand them on."""
        return [stage.part_code(part, record) for part in stage.parts]

    def keeps_origin(self, entry: Entry, stage: Stage) -> bool:
        """Whether a later step can still fail, so that a record needs to know its origin.

        A first pass keeps every origin and finds out which steps can fail.
        """
        return stage.origin and (self.keeps is None or self.keeps[entry.start])

    # The graph

    def chain(
        self, entry: Entry | None, wanted: str, stage: Stage | None, start: str, *calls: Call,
        plain: bool = False,
    ) -> str:  # fmt: skip
        """Add a statement to `build`; return the variable that holds its result.

        plain: whether the result is a stream that no operator makes, and so has no side outputs.
        """
        origin = self.origin(entry) if entry is not None else ""
        if stage is None:
            self.graph.append(Chain(origin, "", "", start, calls))
            return ""
        name = self.variables.allot(wanted)
        self.carrying[name] = stage
        type_ = "DataStream" if plain else STREAM_TYPE
        self.graph.append(Chain(origin, f"{type_}<{self.own(stage.cls)}>", name, start, calls))
        return name

    def operator(self, stage: Stage, call: Call, uid: str, name: str) -> tuple[Call, ...]:
        """Return the calls that put an operator on a stream and name it."""
        return (
            call,
            Call("returns", (self.information(stage),)),
            Call("uid", (uid,)),
            Call("name", (string_literal(name),)),
        )

    def function(self, stage: Stage, cls: str, uid: str, name: str) -> tuple[Call, ...]:
        """Return the calls that put a function of the job on a stream."""
        return self.operator(stage, Call("process", (f"new {cls}()",)), uid, name)

    def bind(self, type_: str, wanted: str) -> str:
        """Add a component to the job's bindings; return its name."""
        name = self.binding_names.allot(member_name(wanted))
        self.bindings.append(Binding(type_, name))
        return name

    # Errors

    def failure(self, stage: Stage, label: str, kind: str) -> Failure:
        """Return what becomes of an error at a step."""
        return Failure(string_literal(label), kind, stage.origin_code())

    def fails(self, entry: Entry, variable: str, *kinds: str, to: str = "") -> None:
        """Remember that a step can fail, and connect its side outputs. to: one target for all."""
        self.failing[entry.start] = True
        targets = [to] if to else [self.errors.target(kind) for kind in kinds]
        for target in dict.fromkeys(targets):
            if target is not None:
                self.dead_letter_tag(target)
                self.side_outputs.setdefault(target, []).append(variable)

    def dead_letter_tag(self, target: str) -> str:
        """Return the side output of the dead letters for a target."""
        wanted = DEAD_LETTERS if target == self.errors.default else constant_name(target)
        letter = self.unit.support("DeadLetter")
        return self.tag(f"dead letters {target}", wanted, target, letter, f"{letter}.TYPE")

    def tag(self, key: str, wanted: str, id_: str, type_: str, information: str) -> str:
        """Return the constant of a side output; one key is one side output."""
        if key not in self.tags:
            name = Names(tag.name for tag in self.tags.values()).allot(wanted)
            ids = {tag.id for tag in self.tags.values()}
            literal = string_literal(id_)
            number = 2
            while literal in ids:
                literal, number = string_literal(f"{id_}.{number}"), number + 1
            self.tags[key] = Tag(name, type_, literal, information)
        return self.tags[key].name

    # Steps

    def stream_of(self, word: Word) -> Stream | None:
        """Return the stream that a statement names, called as there.

        None where one of its statements is not generated, which has been said.
        """
        from nexflow_codegen.lower.process.destinations import destination_stream  # noqa: PLC0415 - it needs a job

        self.named_elsewhere.add(normal(word.text))
        found = self.named.get(normal(word.text)) or destination_stream(self, word.text)
        return replace(found, name=word.text) if found is not None else None

    def start_method(self, *taken: str) -> None:
        """Start the code of a function: its local names are given out anew."""
        self.unit.method(*_LOCALS, *taken)

    def step(self, entry: Entry, stream: Stream, step: Step) -> Stream:
        """Put a step on a stream: a lambda where nothing can fail, else a function that catches."""
        code = self.new(step.after, step.values, stream.stage.origin_code())
        after = self.own(step.after.cls)
        if step.plain:
            call = mapping(self.origin(entry), step.cls, self.own(stream.stage.cls), after, code)
            calls = self.operator(step.after, call, step.uid, step.name or step.label)
            return self._result(entry, stream, step, calls)
        cls = self.nested(step.cls)
        value = Parameter(after, "result", code)
        if step.value is not None:  # only what can fail stands inside the `try`
            value = step.value
            made = self.new(step.after, [*step.values[:-1], value.name], stream.stage.origin_code())
            code = INPUT if step.after is stream.stage else made
        made = code if step.value else "result"
        then = step.then(made, after, stream.stage.origin_code())
        failure = self.failure(stream.stage, step.label, step.kinds[0]) if step.fallible else None
        if failure is not None and step.failed is not None:
            failure = replace(failure, tag=step.failed.tag, failed=step.failed.code)
        self.functions.append(
            Function(
                self.origin(entry), cls.simple, self.own(stream.stage.cls), after, value.type,
                value.name, value.code, then, step.before, failure, ahead=step.ahead,
            )
        )  # fmt: skip
        return self._result(
            entry,
            stream,
            step,
            self.function(step.after, cls.simple, step.uid, step.name or step.label),
        )

    def _result(self, entry: Entry, stream: Stream, step: Step, calls: tuple[Call, ...]) -> Stream:
        name = self.chain(entry, step.variable, step.after, stream.code, *calls)
        if step.reports:
            self.fails(entry, name, *step.kinds, to=step.letters)
        return Stream(name, step.after, stream.name)
