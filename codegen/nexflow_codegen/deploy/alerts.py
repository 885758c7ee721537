"""`monitoring/alerts.yaml`: Prometheus rules on the metrics that Flink and its Kafka source report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nexflow_codegen.deploy.model import Operated, OperatedJob, resource_name, yaml_file
from nexflow_codegen.result import GeneratedFile


@dataclass(frozen=True, slots=True)
class _Alert:
    """A measure with its two thresholds. expression: of all jobs; per_job: it names the job."""

    name: str
    expression: str
    warning: str
    critical: str
    meaning: str
    per_job: bool = True


_GC = "flink_taskmanager_Status_JVM_GarbageCollector_All"
#: From the project's own planning figures: what is worth a look, and what is worth a call.
_ALERTS = (
    _Alert("ConsumerLag", "flink_taskmanager_job_task_operator_KafkaSourceReader_KafkaConsumer_records_lag_max",
           "10000", "100000", "records wait in Kafka"),
    _Alert("CheckpointDuration", "flink_jobmanager_job_lastCheckpointDuration",
           "30000", "60000", "milliseconds for the last checkpoint"),
    _Alert("BackPressure", "flink_taskmanager_job_task_backPressuredTimeMsPerSecond / 1000",
           "0.1", "0.5", "of the time a task waits for the ones after it"),
    _Alert("GarbageCollection",
           f"quantile_over_time(0.99, (rate({_GC}_Time[1m]) / rate({_GC}_Count[1m]))[10m:1m])",
           "200", "1000", "milliseconds for a pause of the garbage collector", per_job=False),
    _Alert("ProcessorLoad", "flink_taskmanager_Status_JVM_CPU_Load * 100",
           "70", "90", "percent of the processors in use", per_job=False),
)  # fmt: skip


def alert_rules(operated: Operated) -> GeneratedFile:
    """Return the rules: a group per job for its own measures, one for those of the processes."""
    project = resource_name(operated.artifact)
    groups = [
        {
            "name": resource_name(project, job.process),
            "rules": [
                rule
                for alert in _ALERTS if alert.per_job
                for rule in _rules(alert, job.process)
            ] + _held_back(job),
        }
        for job in operated.jobs
    ]  # fmt: skip
    machines = [rule for alert in _ALERTS if not alert.per_job for rule in _rules(alert, "")]
    groups.append({"name": resource_name(project, "task managers"), "rules": machines})
    return yaml_file("monitoring/alerts.yaml", {"groups": groups}, "nexflow.toml")


def _held_back(job: OperatedJob) -> list[dict[str, Any]]:
    """Return the rule of `backpressure … alert after`: a task of the job waits all that time."""
    if not job.patience:
        return []
    held = _Alert(
        "HeldBack", "flink_taskmanager_job_task_isBackPressured", "0", "0", "tasks are held back"
    )
    warning, _critical = _rules(held, job.process)
    return [{**warning, "for": job.patience}]


def _rules(alert: _Alert, process: str) -> list[dict[str, Any]]:
    return [
        {
            "alert": alert.name,
            "expr": f"{_of_job(alert.expression, process)} > {threshold}",
            "for": "5m",
            "labels": {"severity": severity},
            "annotations": {
                "summary": f"{'{{ $labels.job_name }}' if process else '{{ $labels.instance }}'}: "
                f"{{{{ $value }}}} {alert.meaning}",
            },
        }
        for severity, threshold in (("warning", alert.warning), ("critical", alert.critical))
    ]


def _of_job(expression: str, process: str) -> str:
    """Return an expression for the metric of one job."""
    if not process:
        return expression
    metric, operator, rest = expression.partition(" ")
    name = process.replace("\\", "\\\\").replace('"', '\\"')
    return f'{metric}{{job_name="{name}"}}{operator}{rest}'
