"""What a lookup can be asked of: a file per connector."""

from __future__ import annotations

from nexflow_codegen.lower.lookup_sources.connector import Connector, Library
from nexflow_codegen.lower.lookup_sources.file import FILE
from nexflow_codegen.lower.lookup_sources.http import HTTP
from nexflow_codegen.lower.lookup_sources.jdbc import JDBC
from nexflow_codegen.lower.lookup_sources.mongodb import MONGODB
from nexflow_codegen.lower.lookup_sources.redis import REDIS

CONNECTORS: dict[str, Connector] = {
    "file": FILE,
    "http": HTTP,
    "jdbc": JDBC,
    "mongodb": MONGODB,
    "redis": REDIS,
}

__all__ = ["CONNECTORS", "Connector", "Library"]
