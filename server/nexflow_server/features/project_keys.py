"""What the keys of `nexflow.toml` mean, by their path; `*` stands for a name of the user's own."""

from __future__ import annotations

_FLINK = {
    "enabled": "Whether jobs for Flink are generated.",
    "version": "The version of Flink that the generated pom asks for.",
    "java_version": "The version of Java that the generated code is compiled for.",
    "package": "The package of the generated classes.",
    "parallelism": "How many subtasks a process has that does not say it.",
    "buffer_timeout_ms": "How long Flink waits for a network buffer to fill.",
    "network_memory_fraction": "The share of the memory that network buffers take.",
    "checkpoint_interval": "The time between two checkpoints of a process that does not say it.",
    "state_backend": "Where state is kept: on the heap, or in RocksDB where it may outgrow the memory.",
    "object_reuse": "Whether operators may hand on one object without copying it.",
    "max_parallelism": "The most subtasks a job may ever have; a savepoint fixes it.",
    "delivery": 'Whether a record may be written again after a failure. `exactly_once` needs `acks = "all"`.',
}  # fmt: skip
_CONNECTION = {
    "url": "Where the server is; take what is secret in it from the environment: `${NAME}`.",
    "user": "Who connects.", "username": "Who connects.",
    "password": "A secret: `${NAME}`, without a default.", "secret": "A secret: `${NAME}`, without a default.",
    "token": "A secret: `${NAME}`, without a default.", "api_key": "A secret: `${NAME}`, without a default.",
    "api_secret": "A secret: `${NAME}`, without a default.",
    "key_store_password": "A secret: `${NAME}`, without a default.",
    "database": "The database on the server.", "table": "The table; else the name of this source.",
    "collection": "The collection of MongoDB.", "key_pattern": "The key in Redis, with `{field}` for a key's value.",
    "path": "The path below the URL, or of the file.", "file": "The file that holds the records.",
    "index": "The index of Elasticsearch.", "driver": "The JDBC driver's class.",
    "format": "How records are written; else `[serialization] default_format`.",
    "delimiter": "What stands between two values of a CSV file.", "header": "Whether a CSV file begins with the names.",
    "batch_size": "How many records are written at once.", "flush_interval": "How long a batch may wait.",
    "fetch_size": "How many rows of a table are fetched together.",
    "schema": "The schema of the records.", "description": "What this is, for readers.",
    "bootstrap_servers": "The brokers of this stream, where they are not those of `[kafka]`.",
    "host": "The host of the server.", "port": "Its port.", "method": "The method of HTTP.",
    "headers": "Headers that are sent with each request.", "quote": "What quotes a value of a CSV file.",
    "escape_char": "What stands before a quote in a quoted value.", "null_value": "What stands for null in a CSV file.",
    "options": "Further settings of the connector.", "registry": "The schema registry of this stream.", "properties": "Further settings of the client.",
}  # fmt: skip
_GROUPS: dict[str, dict[str, str]] = {
    "": {
        "project": "The project: its name, version and time zone.",
        "paths": "Where the files are, and where generated ones go.",
        "targets": "What is generated.", "targets.flink": "The generated Flink jobs.",
        "targets.flink.options": "The older place of the settings of Flink.", "targets.spark": "No target: leave it out.",
        "kafka": "The brokers; any other key is one of the Kafka clients, in snake case.",
        "kafka.producer": "What sinks are given, in snake case.",
        "kafka.consumer": "What sources are given, in snake case.",
        "serialization": "How records are written where neither the process nor the schema says it.",
        "serialization.registry": "The schema registry.", "serialization.avro": "How Avro is written.",
        "serialization.json": "How JSON is written.", "serialization.protobuf": "How Protobuf is written.",
        "streams": "Streams by name.", "streams.*": "Binds a stream's name to something real.",
        "lookups": "Sources that are asked, by name.", "lookups.*": "A source that `enrich` and `lookup` ask.",
        "functions": "Functions of Java classes of your own.", "functions.*": "A static method that expressions call.",
        "pii": "Masks of your own.", "pii.*": "A mask: `pii.NAME` on a field.",
        "calendars": "Calendars of business days.", "calendars.*": "The days on which no business is done.",
        "regions": "One deployment of each process per region.", "regions.*": "A region.",
        "errors": "What becomes of records that fail.", "config": "Values that `${path}` in a process means.",
        "plan": "Rates and cardinalities measured on your own cluster.",
        "evolution": "What the schemas are compared with.", "lint": "Which diagnostics are reported, and how.",
        "lint.severity": "The severity of a code.", "sources": "The older layout of the paths.",
    },
    "project": {
        "name": "The Maven artifact; else the folder's name.", "version": "The version of the generated artifact.",
        "requires": "The versions of the language that understand these files.",
        "time_zone": 'Rules every calendar question: days, `end_of_day`, "18:00", daily windows.',
        "description": "What this is, for readers.",
    },
    "paths": {
        "src": "Where the Nexflow files are; else here.", "output": "Where generated files go; else `generated`.",
        "java": "Where Java classes of your own are.",
    },
    "targets.flink": _FLINK, "targets.flink.options": _FLINK,
    "kafka": {"bootstrap_servers": "The brokers, as a rule from the environment."},
    "kafka.producer": {
        "batch_size": "How many bytes a batch has at most.", "linger_ms": "How long a batch waits for more.",
        "compression_type": "How batches are compressed.", "buffer_memory": "How many bytes wait to be sent.",
        "acks": "Which replicas must have a record before it counts as written.",
        "transaction_timeout_ms": "How long a transaction may be open; no longer than the broker allows.",
    },
    "kafka.consumer": {
        "fetch_min_bytes": "How many bytes the broker waits for.", "fetch_max_wait_ms": "How long it waits for them.",
        "max_poll_records": "How many records one poll returns at most.",
    },
    "serialization": {"default_format": "The format of what does not say its own."},
    "serialization.registry": {
        "url": "Where the schema registry is.", "user": "Whom the registry knows us as.",
        "password": "The user's password, from the environment.",
        "token": "A token to ask with, from the environment.",
        "timeout": "How long an answer of the registry may take.",
    },
    "serialization.avro": {
        "compatibility": "What the registry demands of a new version.",
        "subject_naming": "How subjects are called in the registry.",
        "use_logical_types": "Whether dates, timestamps and decimals are written as such.",
    },
    "serialization.json": {
        "include_null_fields": "Whether a field that is null is written.", "date_format": "How timestamps are written.",
    },
    "serialization.protobuf": {"include_default_values": "Whether a value that is the default is written."},
    "streams.*": {
        **_CONNECTION, "connector": "What holds the stream.", "topic": "The topic of Kafka; else the stream's name.",
        "partitions": "How many partitions the topic has; the parallelism is checked against it.",
        "group": "The consumer group.", "start_offset": "Where reading starts that has no committed offset.",
        "replication_factor": "How many replicas a new topic has.", "key": "The key of what is written.",
    },
    "lookups.*": {
        **_CONNECTION, "connector": "What is asked.", "key": "The fields of the schema that it is asked by.",
        "timeout": "How long an answer may take.", "capacity": "How many questions are under way per subtask.",
        "cache_ttl": "How long an answer is remembered.", "cache_size": "How many answers are remembered.",
        "on_miss": "What becomes of a record for which nothing is found.", "retry": "How often a failed question is asked again.",
    },
    "functions.*": {
        "class": "The Java class.", "method": "Its static method.", "parameters": "The types of what it takes.",
        "returns": "The type of what it returns.", "pure": "Whether it always returns the same of the same.",
        "description": "What this is, for readers.",
    },
    "pii.*": {
        "keep_first": "How many characters at the beginning stay.", "keep_last": "How many characters at the end stay.",
        "keep_domain": "Whether what follows an `@` stays.",
    },
    "calendars.*": {
        "weekend": "The days of the week without business.", "holidays": "The other days without business.",
        "time_zone": "Where the calendar's days begin.",
    },
    "regions.*": {"suffix": "What the region's topics end with."},
    "errors": {"dead_letter": "Where failing records go; else `<project>.<process>.dead-letter`."},
    "evolution": {"previous": "Where the released version of the schemas lies."},
    "lint": {"select": "The codes that are reported.", "ignore": "The codes that are not."},
}  # fmt: skip

#: By the key's path, such as `streams.*.topic`.
DOCUMENTATION = {
    f"{above}.{key}" if above else key: text
    for above, group in _GROUPS.items()
    for key, text in group.items()
}
