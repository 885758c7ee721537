"""What a job is bound to in production."""

from __future__ import annotations

from dataclasses import dataclass

from nexflow_codegen.ir.types import ClassName


@dataclass(frozen=True, slots=True)
class KafkaReader:
    """A Kafka source. reset: EARLIEST or LATEST; properties: names and values in Java.

    bounded: whether it ends with what is there when the job starts.
    """

    cls: str
    record: str
    method: str
    brokers: str
    topics: tuple[str, ...]
    group: str
    reset: str
    properties: tuple[tuple[str, str], ...]
    strategy: str
    bounded: bool


@dataclass(frozen=True, slots=True)
class KafkaSink:
    """A Kafka sink. key, value: Java functions of a record; writer: what stands in for both, "" for none.

    topic: of all records; with a writer, what the sink is called by.
    """

    type: str
    brokers: str
    topic: str
    key: str
    value: str
    writer: str = ""


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
    def writers(self) -> bool:
        """Whether a Kafka sink has a writer of its own."""
        return any(isinstance(e, KafkaSink) and e.writer for e in self.endpoints)

    @property
    def tables(self) -> tuple[JdbcSink, ...]:
        """The tables that are written to."""
        return tuple(e for e in self.endpoints if isinstance(e, JdbcSink))
