"""A process as a Flink job: its graph, side outputs, settings and records."""

from __future__ import annotations

from dataclasses import dataclass

from nexflow_codegen.ir.classes import Constant, RecordClass
from nexflow_codegen.ir.code import HandOn, Statement
from nexflow_codegen.ir.functions.base import JobFunction
from nexflow_codegen.ir.functions.process import Function
from nexflow_codegen.ir.types import ClassName


@dataclass(frozen=True, slots=True)
class Call:
    """A call in a chain; the arguments are Java. function: what a lambda among them does, to be fused."""

    name: str
    arguments: tuple[str, ...] = ()
    function: Function | None = None


def mapping(origin: str, cls: str, before: str, after: str, code: str) -> Call:
    """Return the call of a lambda from one record class to another. cls: of the function that it stands for."""
    function = Function(origin, cls, before, after, "", "", "", (HandOn("", code),))
    return Call("map", (f"in -> {code}",), function)


@dataclass(frozen=True, slots=True)
class Chain:
    """A statement of `build`: calls one after the other.

    type, name: of the variable that holds the result; "" for none. start: what is called upon.
    origin: `order.proc:12`, "" for none; fused: those of further steps that it does.
    """

    origin: str
    type: str
    name: str
    start: str
    calls: tuple[Call, ...]
    fused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """A Flink option that the job fixes; both are Java."""

    option: str
    value: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A side output. id: a Java literal; information: of its type."""

    name: str
    type: str
    id: str
    information: str


@dataclass(frozen=True, slots=True)
class Binding:
    """A component of the job's bindings."""

    type: str
    name: str


@dataclass(frozen=True, slots=True)
class Handler:
    """Where records with an error go. kinds: of the error; tag: "" where they are skipped."""

    kinds: tuple[str, ...]
    tag: str


@dataclass(frozen=True, slots=True)
class Watermarks:
    """How a stream's time is told. field: as declared; delay, idleness: Java durations.

    time: the milliseconds of a received record `in`; "" where there is no event time.
    delay_millis: the delay as a Java literal, for local runs. idleness: "" for none.
    """

    field: str = ""
    time: str = ""
    delay: str = ""
    delay_millis: str = ""
    idleness: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """A `receive`: its record of what was read, and the functions that read it.

    record: the class of a reading; component: that holds its value. receive, time_of, watermarks:
    names of methods; json, validator: classes, "" for no validator. required_time: the check that
    the record has its time, "" where it always has. codec: the class that reads other bytes than
    JSON, and other: the method that is told how; "" where they are JSON.
    """

    record: str
    value_type: str
    value_information: str
    component: str
    method: str
    time_of: str
    strategy: str
    json: str
    validator: str
    watermarks: Watermarks
    required_time: str
    codec: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class StageRecord:
    """The record at a point of a process. write: statements of its JSON writer; () for none."""

    record: RecordClass
    write: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """A process. logs: what `fail` writes to the log."""

    cls: ClassName
    process: str
    literal: str
    documentation: str
    connectors: str
    constants: tuple[Constant, ...]
    tags: tuple[Tag, ...]
    settings: tuple[Setting, ...]
    bindings: tuple[Binding, ...]
    graph: tuple[Chain, ...]
    received: tuple[Received, ...]
    records: tuple[StageRecord, ...]
    functions: tuple[JobFunction, ...]
    handlers: tuple[Handler, ...]
    otherwise: str
    fails: bool
    logs: tuple[Statement, ...] = ()
