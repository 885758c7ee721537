"""MongoDB: collections that records are put into, as documents."""

from __future__ import annotations

from nexflow_codegen.ir.endpoints import MongoSink
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.connectors.batches import CLAUSES, Writing, key_names, read_writing
from nexflow_codegen.lower.connectors.maker import Maker
from nexflow_codegen.lower.connectors.pom import Dependency
from nexflow_codegen.lower.connectors.protocol import Connector, SinkKind
from nexflow_codegen.lower.durations import duration_code, grouped
from nexflow_codegen.lower.formats.members import codec_of
from nexflow_codegen.lower.process.endpoints import BoundSink

_SETTINGS = frozenset({
    "connector", "schema", "url", "database", "collection", "user", "password", "batch_size",
    "flush_interval", "description", "topic", "partitions",
})  # fmt: skip
_CLASSES = ("java.time.Duration", "java.util.List")
#: What is written together, and how long a document waits for others.
_BATCH_SIZE, _FLUSH_INTERVAL = 1000, 1000


def _sink(maker: Maker, bound: BoundSink) -> MongoSink:
    options, endpoint, unit = bound.options, bound.endpoint, maker.unit
    assert bound.stage is not None
    assert isinstance(options, Writing)
    fields = [field for field in maker.job.context.shape(bound.stage).fields if not field.computed]
    keys = options.keys or _identity(maker, bound.schema)
    user, password = endpoint.text("user"), endpoint.text("password")
    address = [endpoint.text(key) for key in ("url", "database", "collection")]
    credentials = [user, password] if user else []
    return MongoSink(
        unit.support("MongoRows" if bound.rows else "MongoWriter"), bound.rows, unit.support("MongoTarget"),
        tuple(maker.text(text) for text in (*address, *credentials)),
        tuple(string_literal(name) for name in key_names(fields, keys)),
        grouped(options.batch_size or _BATCH_SIZE),
        duration_code(options.flush_interval or _FLUSH_INTERVAL, unit),
        f"{codec_of(unit, bound.stage, 'Bson', 'write bson')}::write",
    )  # fmt: skip


def _identity(maker: Maker, schema: str) -> tuple[str, ...]:
    """Return the fields that the schema of a sink tells its records apart by."""
    found = maker.job.context.lookup.schema(schema) if schema else None
    return found.identity if found is not None else ()


MONGODB = Connector(
    "mongodb", _SETTINGS, _CLASSES,
    (Dependency("org.mongodb", "mongodb-driver-sync", "mongodb.version", lambda _flink: "5.2.1"),),
    sink=SinkKind(CLAUSES, read_writing, _sink, lines=False, rows=True),
    required=("url", "database", "collection"),
)  # fmt: skip
