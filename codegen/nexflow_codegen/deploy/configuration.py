"""`conf/<environment>/config.yaml`: what the cluster is configured with, by Flink's own names."""

from __future__ import annotations

from typing import Any

from nexflow_codegen.deploy.model import Operated, yaml_file
from nexflow_codegen.result import GeneratedFile

_DEFAULT = "default"
#: The settings of `[targets.flink]` that are a cluster's or a deployment's, by Flink's option.
_OPTIONS = {
    "parallelism": "parallelism.default",
    "network_memory_fraction": "taskmanager.memory.network.fraction",
    "checkpoint_interval": "execution.checkpointing.interval",
    "state_backend": "state.backend.type",
    "buffer_timeout_ms": "execution.buffer-timeout.interval",
}
_REPORTER = "org.apache.flink.metrics.prometheus.PrometheusReporterFactory"


def flink_configuration(operated: Operated) -> list[GeneratedFile]:
    """Return the configuration of each environment."""
    project = operated.settings.project
    environments = {_DEFAULT: project.settings, **operated.environments}
    return [
        yaml_file(f"conf/{name}/config.yaml", flink_options(settings), "nexflow.toml")
        for name, settings in sorted(environments.items())
    ]


def as_text(value: object) -> str:
    """Return the value of an option as the one text that it is in Flink, on one line."""
    return str(value).lower() if isinstance(value, bool) else " ".join(str(value).split())


def flink_options(settings: dict[str, Any]) -> dict[str, Any]:
    """Return Flink's options for the settings of a project. Durations and sizes stay texts."""
    targets = settings.get("targets", {}).get("flink", {})
    flink = {**targets, **targets.get("options", {})}
    found: dict[str, Any] = {}
    for key, option in _OPTIONS.items():
        if key in flink:
            found[option] = f"{flink[key]} ms" if key == "buffer_timeout_ms" else flink[key]
    if found.get("state.backend.type") == "rocksdb":
        found["execution.checkpointing.incremental"] = True
    found["metrics.reporter.prom.factory.class"] = _REPORTER
    found["metrics.reporter.prom.port"] = 9249
    return found
