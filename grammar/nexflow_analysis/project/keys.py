"""The keys that `nexflow.toml` knows, and what their values may be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Union

from msgspec import Struct

from nexflow_analysis.diagnostics import Severity
from nexflow_analysis.project import forms
from nexflow_analysis.project.function_types import is_type


class Value(Struct, frozen=True):
    """What a key's value may be. words: the only texts allowed; least, most: bounds of a number.

    is_right: what a value of the right type must also be. each: what each part of a list must be.
    tables: whether a table of such values, each by a name, may stand for one.
    """

    what: str
    types: tuple[type, ...]
    words: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    is_right: Callable[[Any], bool] | None = None
    each: Value | None = None
    tables: bool = False


Table = dict[str, Union["Value", "Table", None]]
"""The keys of a table; `*` stands for any other key; None: anything goes."""

TEXT = Value("a text", (str,))
NAME = Value("a name", (str,), is_right=bool)
BOOLEAN = Value("true or false", (bool,))
COUNT = Value("a whole number from 1", (int,), least=1)
WHOLE = Value("a whole number", (int,), least=0)
FRACTION = Value("a number from 0 to 1", (int, float), least=0, most=1)
TEXTS = Value("a list of texts", (list,), each=TEXT)
DURATION = Value(
    "a duration such as `500ms`, `30s`, `5m`, `2h` or `1 day`",
    (str, int),
    is_right=forms.is_duration,
)
TIME_ZONE = Value("a time zone such as `Europe/Berlin`", (str,), is_right=forms.is_time_zone)
SCALAR = Value("a text, a number, or true or false", (str, int, float, bool))
ANY: Table = {"*": None}


def _one_of(*words: str) -> Value:
    return Value("one of " + ", ".join(f"`{word}`" for word in words), (str,), words)


_FLINK: Table = {
    "enabled": BOOLEAN, "version": TEXT, "java_version": Value("a version such as `17`", (str, int)),
    "package": Value("a Java package such as `com.example.shop`", (str,), is_right=forms.is_java_name),
    "parallelism": COUNT,
    "buffer_timeout_ms": WHOLE, "network_memory_fraction": FRACTION, "checkpoint_interval": DURATION,
    "state_backend": _one_of("hashmap", "rocksdb"), "object_reuse": BOOLEAN,
    "max_parallelism": Value("a whole number from 1 to 32768", (int,), least=1, most=32768),
    "delivery": _one_of("at_least_once", "exactly_once"),
}  # fmt: skip
STREAM_CONNECTORS = (
    "csv", "elasticsearch", "file", "jdbc", "json", "kafka", "mongodb", "parquet", "redis",
    "scheduler", "state_store",
)  # fmt: skip
LOOKUP_CONNECTORS = ("file", "http", "jdbc", "mongodb", "redis")
_CONNECTION: Table = {
    "url": TEXT, "user": TEXT, "username": TEXT, "password": TEXT, "database": TEXT, "table": TEXT,
    "secret": TEXT, "api_secret": TEXT, "api_key": TEXT, "key_store_password": TEXT,
    "driver": TEXT, "host": TEXT, "port": None, "token": TEXT, "headers": None, "method": TEXT,
    "path": TEXT, "file": TEXT, "collection": TEXT, "key_pattern": TEXT, "index": TEXT, "format": TEXT,
    "delimiter": TEXT, "quote": TEXT, "escape_char": TEXT, "null_value": TEXT, "header": BOOLEAN,
    "batch_size": COUNT, "flush_interval": DURATION, "schema": TEXT, "description": TEXT, "options": ANY,
    "bootstrap_servers": TEXT, "properties": ANY, "registry": TEXT,
}  # fmt: skip
_SOURCES: Table = {
    kind: {"path": Value("a path, or a list of paths", (str, list), each=TEXT), "*": None}
    for kind in ("proc", "flow", "schema", "transform", "rules")
}
_PRODUCER: Table = {
    "batch_size": WHOLE, "linger_ms": WHOLE, "buffer_memory": WHOLE, "transaction_timeout_ms": COUNT,
    "compression_type": _one_of("gzip", "lz4", "none", "snappy", "zstd"),
    "acks": Value("`0`, `1`, `-1` or `all`", (int, str), is_right=forms.is_acks), "*": SCALAR,
}  # fmt: skip
_CONSUMER: Table = {
    "fetch_min_bytes": WHOLE,
    "fetch_max_wait_ms": WHOLE,
    "max_poll_records": COUNT,
    "*": SCALAR,
}
_COMPATIBILITIES = [
    f"{kind}{reach}" for kind in ("BACKWARD", "FORWARD", "FULL") for reach in ("", "_TRANSITIVE")
]
_WEEKDAYS = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
#: Which figures there are is up to the plan; all of them are rates, shares, or how many there are.
_FIGURE = Value("a number from 0", (int, float), least=0, tables=True)
_TYPE = Value("a type such as `list<string>`", (str,), is_right=is_type)
_HOLIDAY = Value("a date such as `2026-12-25`", (str, date), is_right=forms.is_date)

#: The whole file.
KEYS: Table = {
    "project": {
        "name": TEXT, "version": TEXT, "time_zone": TIME_ZONE, "description": TEXT,
        "requires": Value("a version such as `>=1`", (str,), is_right=forms.is_requirement),
    },
    "paths": {"src": TEXT, "output": TEXT, "java": TEXT},
    "targets": {"flink": {**_FLINK, "options": _FLINK}, "spark": {"enabled": BOOLEAN, "*": None}},
    "kafka": {"bootstrap_servers": TEXT, "producer": _PRODUCER, "consumer": _CONSUMER, "*": SCALAR},
    "serialization": {
        "default_format": _one_of("avro", "confluent_avro", "json", "protobuf"),
        "registry": {"url": TEXT, "user": TEXT, "password": TEXT, "token": TEXT, "timeout": DURATION},
        "avro": {
            "compatibility": _one_of(*_COMPATIBILITIES, "NONE"), "use_logical_types": BOOLEAN,
            "subject_naming": _one_of(
                "RecordNameStrategy", "TopicNameStrategy", "TopicRecordNameStrategy"
            ),
        },
        "json": {"include_null_fields": BOOLEAN, "date_format": _one_of("EPOCH_MILLIS", "ISO8601")},
        "protobuf": {"include_default_values": BOOLEAN},
    },
    "streams": {
        "*": {
            **_CONNECTION, "connector": _one_of(*STREAM_CONNECTORS), "topic": NAME, "partitions": COUNT, "group": TEXT,
            "start_offset": _one_of("earliest", "latest"), "key": None, "replication_factor": COUNT,
            "fetch_size": COUNT,
        }
    },
    "lookups": {
        "*": {
            **_CONNECTION, "connector": _one_of(*LOOKUP_CONNECTORS), "key": TEXTS, "timeout": DURATION, "capacity": COUNT,
            "cache_ttl": DURATION, "cache_size": WHOLE, "retry": WHOLE,
            "on_miss": _one_of("dead_letter", "fail", "null"),
        }
    },
    "functions": {
        "*": {
            "class": Value("a Java class such as `com.example.Devices`", (str,), is_right=forms.is_java_name),
            "method": Value("a Java method's name", (str,), is_right=forms.is_java_identifier),
            "parameters": Value("a list of types", (list,), each=_TYPE), "returns": _TYPE, "pure": BOOLEAN,
            "description": TEXT,
        }
    },
    "pii": {"*": {"keep_first": WHOLE, "keep_last": WHOLE, "keep_domain": BOOLEAN}},
    "calendars": {
        "*": {
            "weekend": Value("a list of weekdays", (list,), each=_one_of(*_WEEKDAYS)),
            "holidays": Value("a list of dates", (list,), each=_HOLIDAY), "time_zone": TIME_ZONE,
        }
    },
    "regions": {"*": {"suffix": TEXT}},
    "errors": {"dead_letter": NAME},
    "config": ANY,
    "plan": {"*": _FIGURE},
    "evolution": {"previous": TEXT},
    "lint": {
        "select": TEXTS, "ignore": TEXTS,
        "severity": {"*": _one_of(*(severity.value for severity in Severity))},
    },
    "sources": _SOURCES,
}  # fmt: skip
