"""What a job is bound to in production: a model per template of `templates/job/connectors`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from nexflow_codegen.ir.classes import Constant
from nexflow_codegen.ir.types import ClassName


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A model of a template: an argument of the bindings, and what it needs beside it."""

    template: ClassVar[str]


@dataclass(frozen=True, slots=True)
class KafkaReader(Endpoint):
    """A Kafka source. properties: names and values in Java. reading: the Java of a record that was read.

    start, end: the Java of the offsets where it starts and ends, end is "" for never. registry: the
    variable that holds its registry of schemas, "" for none.
    """

    template = "kafka_source"

    cls: str
    record: str
    reading: str
    brokers: str
    topics: tuple[str, ...]
    group: str
    start: str
    end: str
    properties: tuple[tuple[str, str], ...]
    strategy: str
    registry: str = ""


@dataclass(frozen=True, slots=True)
class KafkaSink(Endpoint):
    """A Kafka sink. key, value: Java functions of a record; writer: what stands in for both, "" for none.

    topic: of all records; with a writer, what the sink is called by.
    """

    template = "kafka_sink"

    type: str
    brokers: str
    topic: str
    key: str
    value: str
    writer: str = ""


@dataclass(slots=True)
class KafkaSinks:
    """What all topics of a job are written with. exactly_once: the transactions' prefix, "" for none.

    keyed: whether one has a key; writers: whether one has a writer of its own.
    """

    producer: tuple[tuple[str, str], ...]
    exactly_once: str
    keyed: bool = False
    writers: bool = False


@dataclass(frozen=True, slots=True)
class JdbcReader(Endpoint):
    """A table whose rows are read once. query: lines of Java; reading: the Java of how a row becomes a record.

    exactly_once: whether it goes on behind the rows of a checkpoint, else it starts again. whole: the class that asks
    the query once.
    """

    template = "jdbc_source"

    record: str
    method: str
    query: tuple[str, ...]
    url: str
    user: str
    password: str
    fetch_size: str
    exactly_once: bool
    whole: str
    reading: str
    strategy: str


@dataclass(frozen=True, slots=True)
class JdbcSink(Endpoint):
    """A table that records are put into. rows: statements that fill `row` from `value`.

    writer, writes: the classes of what writes rows one by one, "" where they are written in batches.
    """

    template = "jdbc_sink"

    type: str
    method: str
    statement: tuple[str, ...]
    rows: tuple[str, ...]
    url: str
    user: str
    password: str
    batch_size: str
    batch_interval: str
    writer: str = ""
    writes: str = ""


@dataclass(frozen=True, slots=True)
class MongoSink(Endpoint):
    """A collection that documents are put into. writer, target: classes; address: what the target is made of.

    rows: whether documents are written one by one. keys: the fields that a document is found by; interval,
    write: in Java.
    """

    template = "mongodb_sink"

    writer: str
    rows: bool
    target: str
    address: tuple[str, ...]
    keys: tuple[str, ...]
    batch_size: str
    interval: str
    write: str


@dataclass(frozen=True, slots=True)
class FileReader(Endpoint):
    """Files that records are read from. format: the Java of how their records are told apart."""

    template = "file_source"

    record: str
    format: str
    paths: tuple[str, ...]
    strategy: str


@dataclass(frozen=True, slots=True)
class FileWriter(Endpoint):
    """A folder that records are written to. writer: the Java of what makes a file's records.

    suffix: of the files' names, in Java.
    """

    template = "file_sink"

    type: str
    path: str
    writer: str
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class LookupUse(Endpoint):
    """A lookup service that a job is given. arguments: of its constructor, in Java."""

    template = "lookup"

    cls: str
    arguments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The endpoints of one template. shared: what they have together."""

    template: str
    endpoints: tuple[Endpoint, ...]
    shared: object


@dataclass(frozen=True, slots=True)
class Connectors:
    """What a job is bound to in production.

    endpoints: one per binding, time aside, in order; groups: the same by their templates. locals:
    (type, name, code). warnings: what the compiler is not to warn about, and why.
    """

    cls: ClassName
    process: str
    job: str
    endpoints: tuple[Endpoint, ...]
    groups: tuple[Group, ...]
    locals: tuple[tuple[str, str, str], ...]
    warnings: tuple[tuple[str, str], ...]
    constants: tuple[Constant, ...] = ()
