"""Files: JSON lines, CSV and Parquet, read from a path and written into a folder."""

from __future__ import annotations

from dataclasses import dataclass

from nexflow_codegen.ir.endpoints import FileReader, FileWriter
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.connectors.maker import Maker
from nexflow_codegen.lower.connectors.pom import Dependency
from nexflow_codegen.lower.connectors.protocol import Connector, SinkKind, SourceKind
from nexflow_codegen.lower.connectors.rows import CLAUSES, Rows, read_rows, rows_code
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.endpoints import BoundSink, BoundSource, Endpoint
from nexflow_codegen.lower.process.writers import writer
from nexflow_grammar.assemble import Entry

_SETTINGS = frozenset({
    "connector", "schema", "path", "file", "format", "delimiter", "quote", "escape_char", "header",
    "null_value", "description", "topic", "partitions",
})  # fmt: skip
_FLINK = "org.apache.flink"
_CLASSES = (
    "java.util.List",
    f"{_FLINK}.api.connector.sink2.Sink",
    f"{_FLINK}.connector.file.sink.FileSink",
    f"{_FLINK}.connector.file.src.FileSource",
    f"{_FLINK}.core.fs.Path",
    f"{_FLINK}.streaming.api.functions.sink.filesystem.OutputFileConfig",
)
_FILES = Dependency(
    _FLINK, "flink-connector-files", "flink.version", lambda flink: flink.flink, cluster=True
)


@dataclass(frozen=True, slots=True)
class Files:
    """What is said of files. rows: of those that are CSV."""

    paths: tuple[str, ...]
    rows: Rows


def _read_source(
    job: JobBuilder, entry: Entry, endpoint: Endpoint, targets: tuple[str, ...]
) -> Files:
    del job
    path = _path(endpoint)
    return Files((path,) if path else targets, read_rows(entry, endpoint))


def _path(endpoint: Endpoint) -> str:
    """Return the path that `nexflow.toml` gives a stream; "" for one that a statement names by its path."""
    path = endpoint.text("path") or endpoint.text("file")
    if not path and endpoint.settings:
        raise Unsupported(
            f"the files of `{endpoint.name}` without a `path`; set it in nexflow.toml"
        )
    return path


def _read_sink(job: JobBuilder, entry: Entry, endpoint: Endpoint) -> Files:
    del job
    return Files((_path(endpoint) or endpoint.topic,), read_rows(entry, endpoint))


def _source(maker: Maker, bound: BoundSource) -> FileReader:
    options, unit = bound.options, maker.unit
    assert isinstance(options, Files)
    record, origin = maker.written(bound.record), string_literal(bound.endpoint.name)
    job = maker.job.cls.name
    if bound.codec == f"{bound.value.name}Parquet":
        made, codec = unit.support("ParquetFile"), maker.codec(bound)
        receive = f"(origin, row) -> {job}.{bound.other}(origin, bytes -> {codec}.read(row))"
        code = f"new {made}<>({origin}, {codec}.SCHEMA, {receive}, {record}.TYPE)"
    elif bound.codec == f"{bound.value.name}Csv":
        made = unit.support("CsvFile")
        codec = maker.codec(bound)
        receive = f"(origin, row) -> {job}.{bound.other}(origin, bytes -> {codec}.read(row))"
        code = f"new {made}<>({origin}, {rows_code(unit, options.rows)}, {codec}.COLUMNS, {receive}, {record}.TYPE)"
    else:
        code = f"new {unit.support('FileLines')}<>({origin}, {job}::{bound.method}, {record}.TYPE)"
    return FileReader(
        record, code, tuple(maker.text(path) for path in options.paths), f"{job}.{bound.strategy}()"
    )


def _sink(maker: Maker, bound: BoundSink) -> FileWriter:
    options = bound.options
    assert isinstance(options, Files)
    assert bound.stage is not None
    path = maker.text(options.paths[0])
    write = writer(maker.job, maker.unit, bound.stage, bound.codec)
    if bound.codec == "Parquet":
        codec = write.removesuffix("::write")
        code = f"new {maker.unit.support('ParquetRows')}<>({codec}.SCHEMA, {write})"
        return FileWriter(maker.written(bound.stage), path, code, string_literal(".parquet"))
    made = maker.unit.support("FileRows")
    if bound.codec == "Csv":
        codec = write.removesuffix("::write")
        head = f"{codec}.COLUMNS"
        code = f"{made}.of({rows_code(maker.unit, options.rows)}, {head}, {codec}::row)"
    else:
        code = f"{made}.of({write})"
    return FileWriter(maker.written(bound.stage), path, code)


def _connector(name: str) -> Connector:
    return Connector(
        name, _SETTINGS, _CLASSES,
        (_FILES,),
        SourceKind(CLAUSES, _read_source, _source),
        SinkKind(CLAUSES, _read_sink, _sink),
    )  # fmt: skip


FILE, JSON, CSV, PARQUET = map(_connector, ("file", "json", "csv", "parquet"))
