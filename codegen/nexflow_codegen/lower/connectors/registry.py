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
#: What can be said of the others: why not, or what comes nearest.
_INSTEAD = {
    "mongodb": "nothing tells which documents are new; use a `lookup`, or a topic of its changes",
    "redis": "there is no connector of Flink for it",
    "elasticsearch": "its documents are changed by their ids",
    "scheduler": "use `schedule`, or a topic that a scheduler writes to",
    "state_store": "use `state` of the process",
}
#: In which order the members of a job's bindings stand.
TEMPLATES = ("kafka_sink", "jdbc_sink", "mongodb_sink", "file_sink", "kafka_source", "file_source")


def connector_of(endpoint: Endpoint) -> Connector | None:
    """Return the connector of a stream; None where there is none yet."""
    return next((one for one in CONNECTORS if one.name == endpoint.connector), None)


def source_of(endpoint: Endpoint) -> SourceKind:
    """Return how a stream is read."""
    found = connector_of(endpoint)
    if found is None or found.source is None:
        raise Unsupported(
            f"receiving from {endpoint.connector}; {_instead(endpoint, 'receive from kafka')}"
        )
    _check(found, endpoint)
    return found.source


def sink_of(endpoint: Endpoint) -> SinkKind:
    """Return how a stream is written."""
    found = connector_of(endpoint)
    if found is None or found.sink is None:
        raise Unsupported(
            f"writing to {endpoint.connector}; {_instead(endpoint, 'write to kafka, jdbc or mongodb')}"
        )
    _check(found, endpoint)
    return found.sink


def _instead(endpoint: Endpoint, nearest: str) -> str:
    reason = _INSTEAD.get(endpoint.connector)
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
