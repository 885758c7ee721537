"""Readers and writers of records in other formats than JSON."""

from __future__ import annotations

from dataclasses import dataclass

from nexflow_codegen.ir.classes import Constant


@dataclass(frozen=True, slots=True)
class RowClass:
    """The reader and writer of rows. read: arguments of the record; written: texts of its fields."""

    name: str
    record: str
    constants: tuple[Constant, ...]
    columns: tuple[str, ...]
    read: tuple[str, ...]
    written: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableClass:
    """The reader of a table's rows. read: arguments of the record."""

    name: str
    record: str
    constants: tuple[Constant, ...]
    read: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordCodec:
    """How one record is read and written. read: arguments; written: statements. suffix: of its methods' names."""

    java_name: str
    suffix: str
    read: tuple[str, ...]
    written: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AvroClass:
    """The Avro reader and writer of a schema; nested records have their own methods."""

    name: str
    reads: bool
    writes: bool
    records: tuple[RecordCodec, ...]


@dataclass(frozen=True, slots=True)
class ProtobufField:
    """A field of a Protobuf message.

    start: of its local; read: a statement; result: what the record gets. given: when it is written,
    "" for always.
    """

    number: int
    java_type: str
    name: str
    start: str
    read: str
    result: str
    given: str
    written: str


@dataclass(frozen=True, slots=True)
class ProtobufRecord:
    """How one message is read and written, as `RecordCodec`."""

    java_name: str
    suffix: str
    fields: tuple[ProtobufField, ...]


@dataclass(frozen=True, slots=True)
class ProtobufClass:
    """The Protobuf reader and writer of a schema; nested records have their own methods."""

    name: str
    constants: tuple[Constant, ...]
    reads: bool
    writes: bool
    records: tuple[ProtobufRecord, ...]


@dataclass(frozen=True, slots=True)
class ParquetClass:
    """The reader and writer of a schema's rows. schema: the lines of Parquet's own, in Java."""

    name: str
    constants: tuple[Constant, ...]
    schema: tuple[str, ...]
    reads: bool
    writes: bool
    records: tuple[RecordCodec, ...]


@dataclass(frozen=True, slots=True)
class BsonClass:
    """The writer of a schema's documents; nested records have their own methods."""

    name: str
    records: tuple[RecordCodec, ...]


@dataclass(frozen=True, slots=True)
class ConfluentClass:
    """How a schema's records are read by their fields' names. schema: pieces of Avro's, in Java; () for none."""

    name: str
    record: str
    constants: tuple[Constant, ...]
    schema: tuple[str, ...]
    records: tuple[RecordCodec, ...]
