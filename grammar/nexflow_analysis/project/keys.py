"""The keys that `nexflow.toml` knows, and what their values may be."""

from __future__ import annotations

from typing import Union

from msgspec import Struct


class Value(Struct, frozen=True):
    """What a key's value may be. words: the only texts allowed; least, most: bounds of a number."""

    what: str
    types: tuple[type, ...]
    words: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None


Table = dict[str, Union["Value", "Table", None]]
"""The keys of a table; `*` stands for any other key; None: anything goes."""

TEXT = Value("a text", (str,))
BOOLEAN = Value("true or false", (bool,))
COUNT = Value("a whole number from 1", (int,), least=1)
WHOLE = Value("a whole number", (int,), least=0)
FRACTION = Value("a number from 0 to 1", (int, float), least=0, most=1)
TEXTS = Value("a list of texts", (list,))
DURATION = Value("a duration such as `60s`", (str, int))
ANY: Table = {"*": None}


def _one_of(*words: str) -> Value:
    return Value("one of " + ", ".join(f"`{word}`" for word in words), (str,), words)


_FLINK: Table = {
    "enabled": BOOLEAN, "package": TEXT, "version": TEXT, "java_version": None, "parallelism": COUNT,
    "buffer_timeout_ms": WHOLE, "network_memory_fraction": FRACTION, "checkpoint_interval": DURATION,
    "state_backend": _one_of("hashmap", "rocksdb"), "object_reuse": BOOLEAN,
    "max_parallelism": Value("a whole number from 1 to 32768", (int,), least=1, most=32768),
    "delivery": _one_of("at_least_once", "exactly_once"),
}  # fmt: skip
_CONNECTION: Table = {
    "url": TEXT, "user": TEXT, "username": TEXT, "password": TEXT, "database": TEXT, "table": TEXT,
    "secret": TEXT, "api_secret": TEXT, "api_key": TEXT, "key_store_password": TEXT,
    "driver": TEXT, "host": TEXT, "port": None, "token": TEXT, "headers": None, "method": TEXT,
    "path": TEXT, "file": TEXT, "collection": TEXT, "key_pattern": TEXT, "index": TEXT, "format": TEXT,
    "delimiter": TEXT, "header": BOOLEAN, "schema": TEXT, "description": TEXT, "options": ANY,
    "bootstrap_servers": TEXT, "properties": ANY, "registry": TEXT,
}  # fmt: skip
_SOURCES: Table = {
    kind: {"*": None} for kind in ("proc", "flow", "schema", "transform", "rules")
}  # fmt: skip

#: The whole file.
KEYS: Table = {
    "project": {
        "name": TEXT, "version": TEXT, "requires": TEXT, "time_zone": TEXT, "description": TEXT,
    },
    "paths": {"src": TEXT, "output": TEXT, "java": TEXT},
    "targets": {"flink": {**_FLINK, "options": _FLINK}, "spark": {"enabled": BOOLEAN, "*": None}},
    "kafka": {"bootstrap_servers": TEXT, "producer": ANY, "consumer": ANY, "*": None},
    "serialization": {
        "default_format": _one_of("avro", "confluent_avro", "json", "protobuf"),
        "registry": {"url": TEXT, "*": None},
        "avro": {"compatibility": TEXT, "subject_naming": TEXT, "use_logical_types": BOOLEAN},
        "json": {"include_null_fields": BOOLEAN, "date_format": _one_of("EPOCH_MILLIS", "ISO8601")},
        "protobuf": {"include_default_values": BOOLEAN},
    },
    "streams": {
        "*": {
            **_CONNECTION, "connector": TEXT, "topic": TEXT, "partitions": COUNT, "group": TEXT,
            "start_offset": TEXT, "key": None, "replication_factor": COUNT,
        }
    },
    "lookups": {
        "*": {
            **_CONNECTION, "connector": TEXT, "key": TEXTS, "timeout": DURATION, "capacity": COUNT,
            "cache_ttl": DURATION, "cache_size": WHOLE, "retry": WHOLE,
            "on_miss": _one_of("dead_letter", "fail", "null"),
        }
    },
    "functions": {
        "*": {
            "class": TEXT, "method": TEXT, "parameters": TEXTS, "returns": TEXT, "pure": BOOLEAN,
            "description": TEXT,
        }
    },
    "pii": {"*": {"keep_first": WHOLE, "keep_last": WHOLE, "keep_domain": BOOLEAN}},
    "calendars": {"*": {"weekend": TEXTS, "holidays": Value("a list", (list,)), "time_zone": TEXT}},
    "regions": {"*": {"suffix": TEXT}},
    "errors": {"dead_letter": TEXT},
    "config": ANY,
    "plan": ANY,
    "evolution": {"previous": TEXT},
    "lint": {"select": TEXTS, "ignore": TEXTS, "severity": ANY},
    "sources": _SOURCES,
}  # fmt: skip
