"""Lookups in MongoDB: the document of a collection whose fields are the keys."""

from __future__ import annotations

from nexflow_analysis.definitions import LookupDefinition
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import JavaFile
from nexflow_codegen.ir.lookups import MongoLookup
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.context import Context, Unsupported
from nexflow_codegen.lower.lookup_sources.connector import Connector, Library
from nexflow_codegen.lower.lookup_sources.service import (
    capacity_of,
    environment,
    interface,
    lookup_keys,
    need_text,
    parameters,
    reader,
    service_unit,
    text,
)
from nexflow_codegen.lower.unit import Unit

_CLASSES = (
    "com.mongodb.ConnectionString",
    "com.mongodb.MongoClientSettings",
    "com.mongodb.MongoCredential",
    "com.mongodb.client.model.Filters",
    "com.mongodb.reactivestreams.client.MongoClient",
    "com.mongodb.reactivestreams.client.MongoClients",
    "com.mongodb.reactivestreams.client.MongoCollection",
    "org.bson.RawBsonDocument",
    "org.bson.UuidRepresentation",
    "reactor.core.publisher.Mono",
)
_MOST_CONNECTIONS = 100
_KEYS = frozenset({ir.Kind.STRING, ir.Kind.INTEGER, ir.Kind.BOOLEAN, ir.Kind.UUID, ir.Kind.DECIMAL})


def _check(found: LookupDefinition) -> None:
    for key in ("url", "database", "collection"):
        need_text(found, key)


def _filter(key: str, kind: ir.Kind | None, parameter: str) -> str:
    if kind not in _KEYS:
        raise Unsupported(f"the key `{key}` of a collection; use a text, a number or a uuid")
    return f"Filters.eq({string_literal(key)}, {parameter})"


def _lower(context: Context, found: LookupDefinition, cls: ir.ClassName, origin: str) -> JavaFile:
    unit = service_unit(context, cls, *_CLASSES)
    unit.support("MongoJson")
    keys = lookup_keys(context, found)
    filters = tuple(
        _filter(key.wire, ir.kind_of(key.type), one.name)
        for key, one in zip(keys, parameters(unit, keys), strict=True)
    )
    model = MongoLookup(
        interface(unit, found), cls.name, reader(unit, found), filters,
        str(min(_MOST_CONNECTIONS, capacity_of(found))), bool(text(found, "user")),
    )  # fmt: skip
    return unit.file("lookup/mongodb.java.j2", model, origin)


def _arguments(found: LookupDefinition, unit: Unit) -> tuple[str, ...]:
    names = ("url", "database", "collection")
    credentials = ("user", "password") if text(found, "user") else ()
    return tuple(environment(found, name, unit) for name in (*names, *credentials))


MONGODB = Connector(
    "Mongo", frozenset({"url", "database", "collection", "user", "password"}), _check, _lower, _arguments,
    (Library("org.mongodb", "mongodb-driver-reactivestreams", "5.2.1"),),
)  # fmt: skip
