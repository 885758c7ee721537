"""What `nexflow.toml` fixes for generation, read once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from nexflow_analysis.project.model import Project
from nexflow_codegen.flink_versions import FlinkVersion, find_version, supported_text
from nexflow_codegen.java import KEYWORDS, string_literal, words
from nexflow_codegen.lower.unit import Unit

_PACKAGE = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*", re.ASCII)
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", re.ASCII)
_PLACEHOLDER = re.compile(r"\\\$\{|\$\{([A-Za-z_]\w*)(?::([^}]*))?\}")
_FLINK_KEYS = frozenset({
    "enabled", "package", "version", "java_version", "parallelism", "buffer_timeout_ms",
    "network_memory_fraction",
    "checkpoint_interval", "state_backend", "object_reuse", "max_parallelism", "delivery", "options",
})  # fmt: skip
MOST_PARALLELISM = 32768
#: The variable whose value the connectors append to every topic; a region's deployment sets it.
TOPIC_SUFFIX = "NEXFLOW_TOPIC_SUFFIX"


class SettingError(Exception):
    """A setting that nothing can be generated from; the message says why."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The project's settings, with their defaults."""

    project: Project
    package: str
    version: FlinkVersion
    parallelism: int | None
    max_parallelism: int
    checkpoint_interval: str
    state_backend: str
    object_reuse: bool
    buffer_timeout_ms: int | None
    exactly_once: bool

    @property
    def name(self) -> str:
        """The project's name."""
        return self.project.name

    def dead_letter(self, process: str) -> str:
        """Return where records go that nothing else is said about."""
        written = self.project.table("errors").get("dead_letter")
        return written if isinstance(written, str) else f"{self.name}.{process}.dead-letter"

    @property
    def regional(self) -> bool:
        """Whether topics are a region's."""
        return bool(self.project.table("regions"))

    @property
    def brokers(self) -> str:
        """The Kafka brokers, as written."""
        written = self.project.table("kafka").get("bootstrap_servers")
        return written if isinstance(written, str) else "localhost:9092"

    @property
    def default_format(self) -> str:
        """The format of records that nothing else is said of."""
        return str(self.project.table("serialization").get("default_format", "json"))

    def kafka_properties(self, client: str) -> dict[str, str]:
        """Return the properties of a Kafka client by Kafka's names. client: consumer or producer."""
        kafka = self.project.table("kafka")
        shared = {
            key: value
            for key, value in kafka.items()
            if not isinstance(value, dict) and key != "bootstrap_servers"
        }
        found = {**shared, **self.project.table("kafka", client)}
        return {key.replace("_", "."): _property(value) for key, value in sorted(found.items())}


def read_settings(project: Project, flink_version: str = "") -> Settings:
    """Read the settings of a project. flink_version: what to use in place of the file's."""
    flink = {**project.table("targets", "flink"), **project.table("targets", "flink", "options")}
    unknown = sorted(set(flink) - _FLINK_KEYS)
    if unknown:
        raise SettingError(
            f"not generated yet: `{unknown[0]}` of [targets.flink]; set it in the cluster's configuration"
        )
    if flink.get("enabled") is False:
        raise SettingError("[targets.flink] is not enabled; set `enabled = true`")
    written = flink_version or str(flink.get("version", ""))
    version = find_version(written)
    if version is None:
        raise SettingError(f"Flink {written} is not supported; use {supported_text()}")
    if str(flink.get("java_version", "17")) != "17":
        raise SettingError(
            "not generated yet: a `java_version` other than 17; the code runs on newer ones"
        )
    most = _integer(flink, "max_parallelism", 4096)
    assert most is not None
    if not 0 < most <= MOST_PARALLELISM:
        raise SettingError(f"`max_parallelism` must be within 1..{MOST_PARALLELISM}")
    delivery = flink.get("delivery", "at_least_once")
    if delivery not in ("at_least_once", "exactly_once"):
        raise SettingError('`delivery` must be "at_least_once" or "exactly_once"')
    if not _VERSION.fullmatch(project.version):
        raise SettingError(
            f"the version `{project.version}` cannot be part of a file name; use letters, digits, `.`, `_`, `-`"
        )
    _check_serialization(project)
    settings = Settings(
        project, _package(flink, project), version,
        parallelism=_integer(flink, "parallelism", None),
        max_parallelism=most,
        checkpoint_interval=str(flink.get("checkpoint_interval", "")),
        state_backend=str(flink.get("state_backend", "")),
        object_reuse=flink.get("object_reuse") is not False,
        buffer_timeout_ms=_integer(flink, "buffer_timeout_ms", None),
        exactly_once=delivery == "exactly_once",
    )  # fmt: skip
    acks = settings.kafka_properties("producer").get("acks", "all")
    if settings.exactly_once and acks not in ("all", "-1"):
        raise SettingError('`delivery = "exactly_once"` needs `acks = "all"` in [kafka.producer]')
    return settings


def _check_serialization(project: Project) -> None:
    if project.table("serialization", "avro").get("use_logical_types") is False:
        raise SettingError(
            "not generated yet: `use_logical_types = false` of [serialization.avro]; remove it"
        )


def _package(flink: dict[str, Any], project: Project) -> str:
    written = flink.get("package")
    if not isinstance(written, str):
        own = "".join(words(project.name)) or "project"
        return f"nexflow.{own}" if own[0].isalpha() and own not in KEYWORDS else f"nexflow.p{own}"
    if not _PACKAGE.fullmatch(written) or KEYWORDS & set(written.split(".")):
        raise SettingError(f"`{written}` cannot be a Java package; write names joined by dots")
    return written


def _integer(table: dict[str, Any], key: str, default: int | None) -> int | None:
    value = table.get(key, default)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
        raise SettingError(f"`{key}` of [targets.flink] must be a number")
    return value


def _property(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def environment_text(text: str, unit: Unit) -> str:
    """Return Java that is a text of `nexflow.toml`, its `${NAME:default}` resolved as the job starts."""
    pieces: list[str] = []
    literal = ""
    last = 0
    for found in _PLACEHOLDER.finditer(text):
        literal += text[last : found.start()]
        last = found.end()
        if found.group(1) is None:
            literal += "${"
            continue
        if literal:
            pieces.append(string_literal(literal))
            literal = ""
        default = f", {string_literal(found.group(2))}" if found.group(2) is not None else ""
        pieces.append(f"{unit.support('Env')}.get({string_literal(found.group(1))}{default})")
    literal += text[last:]
    if literal or not pieces:
        pieces.append(string_literal(literal))
    return " + ".join(pieces)
