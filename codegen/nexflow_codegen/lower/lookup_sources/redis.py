"""Lookups in Redis: a JSON object as the text of a key that is made of the record's keys."""

from __future__ import annotations

from nexflow_analysis.definitions import LookupDefinition
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import JavaFile
from nexflow_codegen.ir.lookups import RedisLookup
from nexflow_codegen.lower.context import Context
from nexflow_codegen.lower.lookup_sources.connector import Connector, Library
from nexflow_codegen.lower.lookup_sources.service import (
    environment,
    interface,
    keys_of,
    need_text,
    pattern,
    reader,
    service_unit,
    text,
)
from nexflow_codegen.lower.settings import environment_text
from nexflow_codegen.lower.unit import Unit

_CLASSES = (
    "io.lettuce.core.ClientOptions",
    "io.lettuce.core.RedisClient",
    "io.lettuce.core.RedisURI",
    "io.lettuce.core.StaticCredentialsProvider",
    "io.lettuce.core.api.StatefulRedisConnection",
    "io.lettuce.core.codec.ByteArrayCodec",
    "io.lettuce.core.codec.RedisCodec",
    "io.lettuce.core.codec.StringCodec",
)


def _check(found: LookupDefinition) -> None:
    need_text(found, "url")
    need_text(found, "key_pattern")


def _split(found: LookupDefinition, unit: Unit) -> tuple[str, str]:
    _parameters, keys = keys_of(unit.context, found, unit)
    what = f"the `key_pattern` of [lookups.{found.name}]"
    return pattern(text(found, "key_pattern"), keys, what, str)


def _lower(context: Context, found: LookupDefinition, cls: ir.ClassName, origin: str) -> JavaFile:
    unit = service_unit(context, cls, *_CLASSES)
    _prefix, key = _split(found, unit)
    model = RedisLookup(
        interface(unit, found), cls.name, reader(unit, found), key, bool(text(found, "password"))
    )
    return unit.file("lookup/redis.java.j2", model, origin)


def _arguments(found: LookupDefinition, unit: Unit) -> tuple[str, ...]:
    prefix, _key = _split(found, unit)
    made = (environment_text(prefix, unit), environment(found, "url", unit))
    if not text(found, "password"):
        return made
    user = environment(found, "user", unit) if text(found, "user") else "null"
    return (*made, user, environment(found, "password", unit))


REDIS = Connector(
    "Redis", frozenset({"url", "user", "password", "key_pattern"}), _check, _lower, _arguments,
    (Library("io.lettuce", "lettuce-core", "6.5.5.RELEASE"),),
)  # fmt: skip
