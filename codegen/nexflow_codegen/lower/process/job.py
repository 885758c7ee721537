"""A process as a job: what its statements made, put together."""

from __future__ import annotations

from dataclasses import dataclass

from nexflow_analysis.index import Declared
from nexflow_analysis.process.destinations import with_destinations
from nexflow_codegen.deploy.model import Topic
from nexflow_codegen.ir.classes import JavaFile
from nexflow_codegen.ir.graph import Job, StageRecord
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.context import Context, Place, Unsupported
from nexflow_codegen.lower.definitions import Definitions
from nexflow_codegen.lower.json_code import write_field
from nexflow_codegen.lower.lookup import connector_of
from nexflow_codegen.lower.lookup_sources import Library
from nexflow_codegen.lower.process.audit import lower_notices
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.commit import lower_commits
from nexflow_codegen.lower.process.configured import configured
from nexflow_codegen.lower.process.connectors import lower_connectors
from nexflow_codegen.lower.process.destinations import deliver, find_destinations
from nexflow_codegen.lower.process.endpoints import BoundCall, BoundLookup, BoundSink, BoundSource
from nexflow_codegen.lower.process.errors import (
    find_invalid,
    handlers,
    lower_dead_letters,
    lower_on_error,
)
from nexflow_codegen.lower.process.fuse import fuse
from nexflow_codegen.lower.process.job_settings import lower_settings, options
from nexflow_codegen.lower.process.kept import kept_state
from nexflow_codegen.lower.process.keyed import join_keyed
from nexflow_codegen.lower.process.local import lower_local
from nexflow_codegen.lower.process.markers import find_markers
from nexflow_codegen.lower.process.metrics import check_metrics
from nexflow_codegen.lower.process.stage import Stage
from nexflow_codegen.lower.process.steps import lower_steps
from nexflow_codegen.lower.settings import Settings
from nexflow_codegen.result import GeneratedJob
from nexflow_codegen.state import JobState
from nexflow_grammar.assemble import Entry, below
from nexflow_grammar.tree import process as p


@dataclass(frozen=True, slots=True)
class LoweredProcess:
    """What a process becomes. lookups: the names of those that it asks; connectors, formats: those it needs.

    parallelism: what the process says, None where it says nothing. asks_tables: whether a lookup is a
    table; libraries: what its lookups need; calls: whether it asks a service. state: what it keeps. topics:
    with settings of their own. patience: how long it may be held back before an alert, "" for no alert.
    """

    job: GeneratedJob
    files: tuple[JavaFile, ...]
    lookups: tuple[str, ...]
    connectors: frozenset[str]
    formats: frozenset[str]
    parallelism: int | None = None
    asks_tables: bool = False
    libraries: tuple[Library, ...] = ()
    calls: bool = False
    state: JobState | None = None
    topics: tuple[Topic, ...] = ()
    patience: str = ""
    rows: bool = False


def lower_process(
    context: Context, declared: Declared, settings: Settings, definitions: Definitions
) -> LoweredProcess | None:
    """Lower a process; None where something in it is not generated.

    Which records must carry their origin depends on what can fail after them, and that is known
    once everything is lowered: so it is lowered twice.
    """
    place = Place.of(context, declared)
    assert place.segment.head is not None
    head = with_destinations(place.segment.head)
    if "${" in place.segment.text:
        head = configured(context.lookup, head)
    name = declared.definition.name
    problems = len(context.problems)
    first = JobBuilder(context, place, name, settings, definitions)
    _lower(first, head)
    if len(context.problems) > problems:
        return None
    job = JobBuilder(context, place, name, settings, definitions, _keeps(first, head))
    _lower(job, head)
    return _finish(job, head) if len(context.problems) == problems else None


def _lower(job: JobBuilder, head: Entry) -> None:
    find_destinations(job, head.children, set())
    lower_settings(job, head)
    find_markers(job, head)
    on_error = head.first("on_error")
    for entry in head.every("on_error"):
        lower_on_error(job, entry)
    find_invalid(job, head.children)
    lower_steps(job, head.children, None)
    deliver(job)
    lower_commits(job, head)
    with job.statement(on_error or head):
        lower_dead_letters(job, on_error)
    lower_notices(job)
    check_metrics(job)
    join_keyed(job)


def _keeps(first: JobBuilder, head: Entry) -> dict[int, bool]:
    """Return, by the start of each statement, whether a record that leaves it needs its origin."""
    keeps: dict[int, bool] = {}
    _mark(first, head.children, keeps, after=False)
    return keeps


def _mark(
    first: JobBuilder, entries: tuple[Entry, ...], keeps: dict[int, bool], *, after: bool
) -> bool:
    """Mark statements from the last to the first; return whether one of them can fail.

    after: whether a record that leaves the last one needs its origin.
    """
    needed = after
    branches = {branch.start for branch in first.branches.values()}
    # What a branch leaves, a statement anywhere may name.
    leaves = bool(first.named_elsewhere) and any(first.failing.values())
    for entry in reversed(entries):
        branch = entry.start in branches
        nested = _mark(first, entry.children, keeps, after=leaves if branch else needed)
        fails = first.failing.get(entry.start, False) or (nested and not branch)
        # The filters of a `receive` are part of it, and stand behind what it reads.
        keeps[entry.start] = needed or (fails and isinstance(entry.node, p.Receive))
        if entry.rule == "handler" or entry.first("handler") is not None:
            keeps[entry.start] |= nested  # they work on what the step has made
        if entry.rule == "route":
            fails |= _fails_elsewhere(first)
        # A window's record comes from many: it has no origin of its own.
        needed = fails or (needed and not isinstance(entry.node, p.Window))
    return needed


def _fails_elsewhere(first: JobBuilder) -> bool:
    """Tell whether one of the destinations of routes can fail."""
    emits = (emit for emits in first.emits.values() for emit in emits)
    steps = (step for branch in first.branches.values() for step in below(branch.children))
    return any(first.failing.get(entry.start, False) for entry in (*emits, *steps))


def _finish(job: JobBuilder, head: Entry) -> LoweredProcess | None:
    """Put a job together; None where it could not be bound to what it reads and writes."""
    made: LoweredProcess | None = None
    with job.statement(head):
        made = _made(job, head)
    return made  # noqa: RET504 - the block may have ended before


def _made(job: JobBuilder, head: Entry) -> LoweredProcess:
    fuse(job)
    connectors, local = lower_connectors(job), lower_local(job)
    records = tuple(
        StageRecord(record, _write(job, job.stages[cls]) if cls in job.written else ())
        for cls, record in job.records.items()
    )
    found, otherwise = handlers(job)
    model = Job(
        cls=job.cls, process=job.process, literal=string_literal(job.process),
        documentation=job.place.documentation(), connectors=f"{job.base}Connectors",
        constants=tuple(job.unit.constants), tags=tuple(job.tags.values()), settings=options(job),
        bindings=tuple(job.bindings), graph=tuple(job.graph), received=tuple(job.received),
        records=records, functions=tuple(job.functions), handlers=found, otherwise=otherwise,
        fails=bool(job.side_outputs), logs=tuple(job.errors.logs),
    )  # fmt: skip
    origin = job.place.header(f"process {job.process}")
    files = (job.unit.file("job.java.j2", model, origin), connectors, local)
    calls = any(isinstance(bound, BoundCall) for bound in job.bound)
    asked = [bound.definition for bound in job.bound if isinstance(bound, BoundLookup)]
    return LoweredProcess(
        _generated(job), files, tuple(one.name for one in asked), _connectors(job),
        frozenset(job.formats), job.parallelism,
        any(one.connector == "jdbc" for one in asked),
        tuple(dict.fromkeys(library for one in asked for library in connector_of(one).libraries)),
        calls, kept_state(job, head), tuple(job.topics), job.patience,
        any(isinstance(bound, BoundSink) and bound.rows for bound in job.bound),
    )  # fmt: skip


def _write(job: JobBuilder, stage: Stage) -> tuple[str, ...]:
    job.unit.support("Json", "write")
    job.unit.method("out", "value")
    fields = stage.fields(job.context, "value", named=False)
    computed = stage.computed(job.context)
    return tuple(
        write_field(job.unit, name, value) for name, value in fields.items() if name not in computed
    )


def _generated(job: JobBuilder) -> GeneratedJob:
    names: dict[type, list[str]] = {BoundSource: [], BoundLookup: [], BoundSink: []}
    for bound in job.bound:
        kind: type = BoundLookup if isinstance(bound, BoundCall) else type(bound)
        name = _name_of(bound)
        if name not in names[kind]:
            names[kind].append(name)
    main = f"{job.settings.package}.local.{job.base}Local"
    return GeneratedJob(
        job.process,
        f"src/main/java/{job.cls.path}",
        main,
        tuple(names[BoundSource]),
        tuple(names[BoundLookup]),
        tuple(names[BoundSink]),
    )


def _name_of(bound: BoundSource | BoundLookup | BoundCall | BoundSink) -> str:
    """Return what a local run calls a binding."""
    match bound:
        case BoundLookup():
            return bound.definition.name
        case BoundCall():
            return bound.name
        case _:
            return bound.endpoint.name


def _connectors(job: JobBuilder) -> frozenset[str]:
    found = {b.endpoint.connector for b in job.bound if isinstance(b, BoundSource | BoundSink)}
    return frozenset({*found, "sql"} if job.uses_tables else found)


__all__ = ["LoweredProcess", "Unsupported", "lower_process"]
