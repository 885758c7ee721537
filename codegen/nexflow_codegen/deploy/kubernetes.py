"""`deploy/kubernetes`: a FlinkDeployment of Flink's Kubernetes operator per process and region."""

from __future__ import annotations

from typing import Any

from nexflow_codegen.deploy.configuration import as_text, flink_options
from nexflow_codegen.deploy.model import (
    Operated,
    OperatedJob,
    Region,
    resource_name,
    yaml_file,
)
from nexflow_codegen.lower.settings import TOPIC_SUFFIX
from nexflow_codegen.result import GeneratedFile

_STATE = "/flink-state"
_SLOTS = 2


def flink_deployments(operated: Operated) -> list[GeneratedFile]:
    """Return the deployments, in files named after process and region."""
    return [
        yaml_file(
            f"deploy/kubernetes/{resource_name(job.process, region.name)}.yaml",
            _deployment(operated, job, region),
            f"process {job.process}, and nexflow.toml",
        )
        for job in operated.jobs
        for region in operated.regions
    ]


def _deployment(operated: Operated, job: OperatedJob, region: Region) -> dict[str, Any]:
    name = resource_name(operated.artifact, job.process, region.name)
    line = operated.settings.version.line.replace(".", "_")
    return {
        "apiVersion": "flink.apache.org/v1beta1",
        "kind": "FlinkDeployment",
        "metadata": {
            "name": name,
            "labels": {
                "app.kubernetes.io/name": name,
                "app.kubernetes.io/part-of": resource_name(operated.artifact),
            },
        },
        "spec": {
            "image": f"{operated.artifact}:{operated.version}",
            "flinkVersion": f"v{line}",
            "serviceAccount": "flink",
            "flinkConfiguration": _configuration(operated, name),
            "podTemplate": _pods(operated, region),
            "jobManager": {"resource": {"cpu": 1, "memory": "2048m"}},
            "taskManager": {"resource": {"cpu": _SLOTS, "memory": "4096m"}},
            "job": {
                "jarURI": f"local:///opt/flink/usrlib/{operated.jar}",
                "entryClass": job.cls,
                "parallelism": job.parallelism or operated.settings.parallelism or 1,
                "upgradeMode": "savepoint",
                "state": "running",
            },
        },
    }


def _configuration(operated: Operated, name: str) -> dict[str, str]:
    """Return Flink's options as the operator wants them: all of them texts."""
    options = flink_options(operated.settings.project.settings)
    options.pop("parallelism.default", None)  # the job's own says it
    options |= {
        "taskmanager.numberOfTaskSlots": _SLOTS,
        "execution.checkpointing.dir": f"file://{_STATE}/{name}/checkpoints",
        "execution.checkpointing.savepoint-dir": f"file://{_STATE}/{name}/savepoints",
        "high-availability.type": "kubernetes",
        "high-availability.storageDir": f"file://{_STATE}/{name}/high-availability",
    }
    return {key: as_text(value) for key, value in options.items()}


def _pods(operated: Operated, region: Region) -> dict[str, Any]:
    """Return what all pods have: the project's environment variables, and a place for state."""
    container: dict[str, Any] = {
        "name": "flink-main-container",
        "volumeMounts": [{"name": "state", "mountPath": _STATE}],
    }
    if operated.variables:
        # No value is written here: they come from a secret of the cluster.
        secret = f"{resource_name(operated.artifact)}-environment"
        container["envFrom"] = [{"secretRef": {"name": secret}}]
    if region.name:
        container["env"] = [{"name": TOPIC_SUFFIX, "value": region.suffix}]
    claim = {"claimName": f"{resource_name(operated.artifact)}-state"}
    volumes = [{"name": "state", "persistentVolumeClaim": claim}]
    return {"spec": {"containers": [container], "volumes": volumes}}
