"""What `enrich`, `lookup` and `call` share: an asynchronous question per record, and its answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from nexflow_analysis.clauses import clause_of
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import Component, RecordClass
from nexflow_codegen.ir.code import HandOn, Statement
from nexflow_codegen.ir.functions.ask import Ask, Breaker, Cache
from nexflow_codegen.ir.functions.base import Parameter, Reject
from nexflow_codegen.ir.functions.process import Function
from nexflow_codegen.ir.graph import Call
from nexflow_codegen.java import class_name, string_literal
from nexflow_codegen.lower.durations import DAY, grouped, millis
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.stage import Part, Stage
from nexflow_codegen.lower.process.streams import FOREVER, Stream
from nexflow_codegen.lower.values import JavaValue
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree.nodes import walk

ASKED = "in.asked()"
_RETRY_DELAY = 100
_LONGEST_DELAY = 10_000
#: What an answer may come later than its own limit, before the operator gives up.
_MARGIN = 100
#: A hundred years: Flink wants a limit for what is repeated.
_NEVER = 36_500 * DAY
#: Steps whose result depends on the order of the records of a key.
_ORDERED_RULES = frozenset({"deduplicate", "transition", "hold"})
_ORDERED_AGGREGATES = frozenset({"first", "last"})


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for each record.

    verb: of the statement; name: of what is asked; found: the type of an answer; service, binding:
    who answers. keys, absent, fallible, code, cache, breaker: as of `Ask`. on_miss: null, fail or
    dead_letter.
    """

    verb: str
    name: str
    found: ir.JavaType
    service: str
    binding: str
    keys: tuple[Parameter, ...]
    absent: str
    fallible: bool
    code: str
    timeout: int
    capacity: int
    retries: int
    on_miss: str = "null"
    cache: Cache | None = None
    breaker: Breaker | None = None

    @property
    def label(self) -> str:
        """How the step is called."""
        return f"{self.verb} {self.name}"


@dataclass(frozen=True, slots=True)
class Added:
    """What an answer adds. parts: all of the record after it; values: the Java of the new ones.

    code: the answer that they are made of, where a filter still decides on it; fallible: whether
    that may fail.
    """

    parts: tuple[Part, ...]
    values: tuple[str, ...]
    code: str = "in.found()"
    fallible: bool = False


def clause_millis(entry: Entry, key: str, written: object, default: int) -> int:
    """Return the duration of a clause, else of a setting, else the default."""
    found = clause_of(entry, key)
    if found is not None:
        return millis(found[1].values[0])
    return millis(written) if written is not None else default


def ask(job: JobBuilder, entry: Entry, stream: Stream, question: Question, added: Added) -> Stream:
    """Put a question on a stream, and the step that adds its answer or sends the record away."""
    answer = _answer(job, stream.stage, question)
    call = _question(job, entry, stream, question, answer)
    before, name = stream.stage, question.name
    after = job.stage(
        f"After{class_name(name)}", added.parts, f"The record after {question.label}.",
        origin=job.keeps_origin(entry, before),
    )  # fmt: skip
    cls = job.nested(f"{question.verb.capitalize()}{class_name(name)}")
    job.functions.append(
        _add(job, entry, before, after, question, added, (answer.cls.simple, cls.simple))
    )
    uid = job.uid_of(entry, question.verb, name)
    variable = job.chain(
        entry, f"after{class_name(name)}", after, "AsyncDataStream", call,
        *job.operator(answer, call, uid, question.label)[1:],
        *job.function(after, cls.simple, job.uid(question.verb, name, "add"), f"add {name}"),
    )  # fmt: skip
    kinds = ["lookup_error"]
    if question.fallible or added.fallible:
        kinds.append("transform_error")
    job.fails(entry, variable, *kinds)
    return Stream(variable, after, stream.name)


def _answer(job: JobBuilder, before: Stage, question: Question) -> Stage:
    """Make the record of a record, and what was found for it or why nothing could be."""
    cls = job.nested(f"{class_name(question.name)}Answer")
    asked = job.own(before.cls)
    text = job.unit.type_name(ir.STRING, nullable=True)
    information = job.unit.information(ir.STRING)
    error = Component(
        "error", "", ir.STRING, nullable=True, java_type=text, information=information
    )
    components = [
        Component("asked", "", ir.RecordOf(before.cls), nullable=False, java_type=asked,
                  information=f"{asked}.TYPE"),
        Component("found", "", question.found, nullable=True,
                  java_type=job.unit.type_name(question.found, nullable=True),
                  information=job.unit.information(question.found)),
        *([replace(error, name="kind")] if question.fallible else []),
        error,
    ]  # fmt: skip
    if question.retries:
        components.append(
            Component("again", "", ir.BOOLEAN, nullable=False, java_type="boolean",
                      information=job.unit.information(ir.BOOLEAN))
        )  # fmt: skip
    documentation = f"The answer to {question.label} for one record."
    job.add_record(RecordClass(cls, documentation, tuple(components)))
    return Stage(cls, (), origin=True)


def _question(
    job: JobBuilder, entry: Entry, stream: Stream, question: Question, answer: Stage
) -> Call:
    name = class_name(question.name)
    cls = job.nested(f"Ask{name}")
    job.functions.append(
        Ask(
            job.origin(entry), cls.simple, answer.cls.simple, job.own(stream.stage.cls),
            job.unit.type_name(question.found, nullable=True), question.service, question.name, question.keys,
            question.absent, question.fallible, question.code, question.cache, question.breaker,
            grouped(question.timeout) if _limited(question) else "", repetition(job, question.retries),
        )
    )  # fmt: skip
    limit = question.timeout
    if _limited(question):
        limit = patience(job, question.timeout, question.retries)
    arguments = (stream.code, f"new {cls.simple}(bindings.{question.binding}())", grouped(limit),
                 "TimeUnit.MILLISECONDS", str(question.capacity))  # fmt: skip
    wait = "orderedWait" if order_matters(job, entry) else "unorderedWait"
    return Call(wait, arguments)


def repetition(job: JobBuilder, retries: int) -> str:
    """Return the Java of how a question is repeated that has failed, "" where it is not."""
    if not retries:
        return ""
    made = job.unit.support("Repeat", job.errors.backoff or "fixed")
    times = "Integer.MAX_VALUE" if retries >= FOREVER else str(retries)
    first, longest = _delays(job)
    delays = (first, longest) if job.errors.backoff else (first,)
    return f"{made}({', '.join((times, *map(grouped, delays)))})"


def _limited(question: Question) -> bool:
    """Tell whether each question has a limit of its own, and not only the operator's for the record."""
    return bool(question.retries) or question.breaker is not None


def patience(job: JobBuilder, timeout: int, retries: int) -> int:
    """Return after how many milliseconds an operator gives up a question with all its repetitions."""
    if retries >= FOREVER:
        return _NEVER
    return min(timeout * (retries + 1) + _waits(job, retries) + _MARGIN, _NEVER)


def _delays(job: JobBuilder) -> tuple[int, int]:
    """Return how long is waited before a question is repeated for the first time, and at most."""
    first, longest = job.errors.retry_delay, job.errors.longest_delay
    first = _RETRY_DELAY if first is None else first
    return first, max(first, _LONGEST_DELAY if longest is None else longest)


def _waits(job: JobBuilder, retries: int) -> int:
    """Return how long is waited before all the repetitions, in milliseconds."""
    first, longest = _delays(job)
    if not job.errors.backoff:
        return first * retries
    total, wait = 0, first
    for number in range(1, retries + 1):
        if wait >= longest:
            return total + longest * (retries - number + 1)
        total += wait
        wait += wait if job.errors.backoff == "exponential" else first
    return total


def order_matters(job: JobBuilder, entry: Entry) -> bool:
    """Whether the result of another step depends on the order in which a key's records come.

    A branch may run after any step, so that its steps count wherever they stand.
    """
    head = job.place.segment.head
    assert head is not None
    return any(
        _is_ordered(one) for one, branch in _steps(head.children) if branch or one.start > entry.start
    )  # fmt: skip


def _steps(entries: tuple[Entry, ...], *, branch: bool = False) -> Iterator[tuple[Entry, bool]]:
    for entry in entries:
        yield entry, branch
        yield from _steps(entry.children, branch=branch or entry.rule == "branch")


def _is_ordered(entry: Entry) -> bool:
    if entry.rule in _ORDERED_RULES or clause_of(entry, "upsert by") is not None:
        return True
    calls = (one for one in walk(entry.node) if isinstance(one, p.AggregateCall))
    return any(one.function.text in _ORDERED_AGGREGATES for one in calls)


def _add(
    job: JobBuilder, entry: Entry, before: Stage, after: Stage, question: Question, added: Added,
    classes: tuple[str, str],
) -> Function:  # fmt: skip
    """Return the function that adds what was found; an error sends the record away.

    classes: of the answer, and of the function.
    """
    answer, cls = classes
    origin = before.origin_code(ASKED)
    failure = replace(job.failure(before, question.label, "transform_error"), origin=origin)
    kept = {part.name for part in added.parts}
    carried = [before.part_code(part, ASKED) for part in before.parts if part.name in kept]
    record = job.new(after, [*carried, *added.values], origin)
    then: tuple[Statement, ...] = (HandOn("", record),)
    return Function(
        job.origin(entry), cls, answer, job.own(after.cls),
        job.unit.type_name(question.found, nullable=True), "found", added.code, then,
        failure=failure, rejects=_rejects(job, question), catches=added.fallible,
    )  # fmt: skip


def _rejects(job: JobBuilder, question: Question) -> tuple[Reject, ...]:
    error = job.unit.support("RecordError", "of")
    kind = "in.kind()" if question.fallible else '"lookup_error"'
    rejects = [Reject("in.error() != null", f"{error}({kind}, in.error())")]
    if question.on_miss != "null":
        message = string_literal(f"{question.name}: not found")
        rejects.append(Reject("in.found() == null", f'{error}("lookup_error", {message})'))
    return tuple(rejects)


def absent_where_null(values: list[tuple[str, JavaValue]]) -> str:
    """Return the test that one of the keys is null, which finds nothing; values: by their locals."""
    return " || ".join(f"{local} == null" for local, value in values if value.nullable)
