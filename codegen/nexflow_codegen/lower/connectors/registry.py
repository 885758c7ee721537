"""All connectors, and how a statement finds its own."""

from __future__ import annotations

from nexflow_codegen.lower.connectors.files import CSV, FILE, JSON, PARQUET
from nexflow_codegen.lower.connectors.jdbc import JDBC
from nexflow_codegen.lower.connectors.kafka import KAFKA
from nexflow_codegen.lower.connectors.mongodb import MONGODB
from nexflow_codegen.lower.connectors.protocol import Connector, SinkKind, SourceKind
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.process.endpoints import Endpoint

CONNECTORS = (KAFKA, JDBC, FILE, JSON, CSV, PARQUET, MONGODB)
#: Why the others are not read from or written to, and what comes nearest.
_UNREAD = {
    "mongodb": "nothing tells which documents are new; use a `lookup`, or a topic of its changes",
    "redis": "there is no connector of Flink for it; use a `lookup`",
    "elasticsearch": "nothing tells which documents are new; use the topic that they come from",
    "scheduler": "use `schedule`, or a topic that a scheduler writes to",
    "state_store": "use `state` of the process",
}
_UNWRITTEN = {
    "redis": "there is no connector of Flink for it",
    "elasticsearch": "Kafka Connect hands a topic on to it",
    "scheduler": "use `schedule`",
    "state_store": "use `state` of the process",
}
#: In which order the members of a job's bindings stand.
TEMPLATES = (
    "kafka_sink", "jdbc_sink", "mongodb_sink", "file_sink", "kafka_source", "jdbc_source", "file_source",
)  # fmt: skip


def connector_of(endpoint: Endpoint) -> Connector | None:
    """Return the connector of a stream; None where there is none yet."""
    return next((one for one in CONNECTORS if one.name == endpoint.connector), None)


def source_of(endpoint: Endpoint) -> SourceKind:
    """Return how a stream is read."""
    found = connector_of(endpoint)
    if found is None or found.source is None:
        raise Unsupported(
            f"receiving from {endpoint.connector}; {_instead(_UNREAD, endpoint, 'receive from kafka')}"
        )
    _check(found, endpoint)
    return found.source


def sink_of(endpoint: Endpoint) -> SinkKind:
    """Return how a stream is written."""
    found = connector_of(endpoint)
    if found is None or found.sink is None:
        raise Unsupported(
            f"writing to {endpoint.connector}; {_instead(_UNWRITTEN, endpoint, 'write to kafka, jdbc or mongodb')}"
        )
    _check(found, endpoint)
    return found.sink


def _instead(reasons: dict[str, str], endpoint: Endpoint, nearest: str) -> str:
    reason = reasons.get(endpoint.connector)
    return f"{nearest}: {reason}" if reason else nearest


def _check(connector: Connector, endpoint: Endpoint) -> None:
    unknown = sorted(set(endpoint.settings) - connector.settings)
    if unknown:
        raise Unsupported(f"`{unknown[0]}` of [streams.{endpoint.name}]; remove it")
    for key in connector.required:
        if not endpoint.text(key):
            raise Unsupported(
                f"the {connector.name} stream `{endpoint.name}` without a `{key}`; set it in nexflow.toml"
            )
