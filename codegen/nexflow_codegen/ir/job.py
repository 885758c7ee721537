"""A process as a Flink job: what the templates of a job, its connectors and its local runner lay out."""

from __future__ import annotations

from dataclasses import dataclass, field

from nexflow_codegen.ir.classes import Constant, RecordClass
from nexflow_codegen.ir.code import Statement
from nexflow_codegen.ir.types import ClassName


@dataclass(frozen=True, slots=True)
class Call:
    """A call in a chain; the arguments are Java."""

    name: str
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """A statement of `build`: calls one after the other.

    type, name: of the variable that holds the result; "" for none. start: what is called upon.
    origin: `order.proc:12`, "" for none.
    """

    origin: str
    type: str
    name: str
    start: str
    calls: tuple[Call, ...]


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
    the record has its time, "" where it always has.
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


@dataclass(frozen=True, slots=True)
class Failure:
    """What becomes of an error in a function. step: a Java literal; origin: the record's, in Java."""

    step: str
    kind: str
    origin: str


@dataclass(frozen=True, slots=True)
class Reject:
    """A condition under which a record is sent away. error: a RecordError; both are Java."""

    condition: str
    error: str


@dataclass(frozen=True, slots=True)
class Function:
    """A ProcessFunction that computes one result and hands it on.

    type, name, code: of the result, "" for none; then: the statements that hand it on. failure:
    None where nothing can fail. rejects: what a record is sent away for. before: what runs ahead of
    the result, inside the same try; catches: whether there is one.
    """

    origin: str
    cls: str
    input: str
    output: str
    type: str
    name: str
    code: str
    then: tuple[Statement, ...]
    before: tuple[Statement, ...] = ()
    failure: Failure | None = None
    rejects: tuple[Reject, ...] = ()
    catches: bool = True


@dataclass(frozen=True, slots=True)
class Check:
    """The function behind a source that sends what could not be read to the dead letters."""

    origin: str
    cls: str
    input: str
    output: str
    component: str
    result: str
    step: str


@dataclass(frozen=True, slots=True)
class Ask:
    """An asynchronous lookup. answer: the record of a record and what was found for it.

    keys: locals (type, name, code); name: of the source. absent: the test that a key is null, "" where none can be.
    cache_key: what the cache is asked with, "" for no cache. service: its class.
    """

    origin: str
    cls: str
    answer: str
    input: str
    input_information: str
    found: str
    found_information: str
    service: str
    name: str
    keys: tuple[Parameter, ...]
    absent: str
    cache_type: str
    cache_key: str
    cache_size: str
    cache_ttl: str
    timeout_millis: str
    failed: str
    retries: bool


@dataclass(frozen=True, slots=True)
class Parameter:
    """A typed name with its value; all are Java."""

    type: str
    name: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Accumulated:
    """A field of a window's totals. start: its first value, "" for Java's own."""

    type: str
    name: str
    start: str
    information: str


@dataclass(frozen=True, slots=True)
class Aggregates:
    """An incremental aggregation.

    add, merge: statements over `totals` and `in`, or `one` and `other`.
    """

    origin: str
    cls: str
    totals: str
    input: str
    fields: tuple[Accumulated, ...]
    add: tuple[Statement, ...]
    merge: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class WindowResult:
    """What makes a window's record of its totals. key_type: "" where all records are one group."""

    origin: str
    cls: str
    totals: str
    output: str
    key_type: str
    type: str
    code: str
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class StageRecord:
    """The record at a point of a process. write: statements of its JSON writer; () for none."""

    record: RecordClass
    write: tuple[str, ...] = ()


JobFunction = Check | Function | Ask | Aggregates | WindowResult


@dataclass(frozen=True, slots=True)
class Job:
    """A process."""

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


@dataclass(frozen=True, slots=True)
class KafkaReader:
    """A Kafka source. reset: EARLIEST or LATEST; properties: names and values in Java."""

    cls: str
    record: str
    method: str
    brokers: str
    topics: tuple[str, ...]
    group: str
    reset: str
    properties: tuple[tuple[str, str], ...]
    strategy: str


@dataclass(frozen=True, slots=True)
class KafkaSink:
    """A Kafka sink. key, value: Java functions of a record."""

    type: str
    brokers: str
    topic: str
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class JdbcSink:
    """A table that records are put into. rows: statements that fill `row` from `value`."""

    type: str
    method: str
    statement: tuple[str, ...]
    rows: tuple[str, ...]
    url: str
    user: str
    password: str
    batch_size: str
    batch_interval: str


@dataclass(frozen=True, slots=True)
class LookupUse:
    """A lookup service that a job is given. arguments: of its constructor, in Java."""

    cls: str
    arguments: tuple[str, ...]


Endpoint = KafkaReader | KafkaSink | JdbcSink | LookupUse


@dataclass(frozen=True, slots=True)
class Connectors:
    """What a job is bound to in production. endpoints: one per binding, time aside, in order."""

    cls: ClassName
    process: str
    job: str
    brokers: str
    endpoints: tuple[Endpoint, ...]
    producer: tuple[tuple[str, str], ...]
    exactly_once: str
    keyed: bool

    @property
    def readers(self) -> tuple[KafkaReader, ...]:
        """The Kafka sources."""
        return tuple(e for e in self.endpoints if isinstance(e, KafkaReader))

    @property
    def writes_kafka(self) -> bool:
        """Whether there is a Kafka sink."""
        return any(isinstance(e, KafkaSink) for e in self.endpoints)

    @property
    def tables(self) -> tuple[JdbcSink, ...]:
        """The tables that are written to."""
        return tuple(e for e in self.endpoints if isinstance(e, JdbcSink))


@dataclass(frozen=True, slots=True)
class LocalLookup:
    """A lookup from a file. key_type, key: of what its records are found by."""

    cls: str
    service: str
    name: str
    record: str
    json: str
    parameters: tuple[Parameter, ...]
    key_type: str
    key_of_record: str
    key_of_call: str


@dataclass(frozen=True, slots=True)
class Local:
    """The class that runs a job on files. arguments: one piece of Java per binding, in order."""

    cls: ClassName
    process: str
    job: str
    arguments: tuple[str, ...]
    lookups: tuple[LocalLookup, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class LookupColumn:
    """A column of a lookup's table. code: reads it from `row`."""

    name: str
    code: str


@dataclass(frozen=True, slots=True)
class LookupClass:
    """A lookup source: an interface, and its implementation over a table."""

    cls: ClassName
    name: str
    record: str
    parameters: tuple[Parameter, ...]
    table: str = ""
    query: tuple[str, ...] = ()
    bind: tuple[str, ...] = ()
    columns: tuple[LookupColumn, ...] = ()
    jdbc: str = ""
    credentials: bool = False
