"""What a generated project is operated with: configuration, deployments and alerts, a file per kind."""

from __future__ import annotations

from nexflow_codegen.deploy.alerts import alert_rules
from nexflow_codegen.deploy.compose import compose_file, dockerfile
from nexflow_codegen.deploy.configuration import flink_configuration
from nexflow_codegen.deploy.kubernetes import flink_deployments
from nexflow_codegen.deploy.model import Operated
from nexflow_codegen.deploy.topics import topics_script
from nexflow_codegen.result import GeneratedFile


def deployment_files(operated: Operated) -> list[GeneratedFile]:
    """Return the files below `conf`, `deploy` and `monitoring`."""
    return [
        *flink_configuration(operated),
        *flink_deployments(operated),
        compose_file(operated),
        dockerfile(operated),
        alert_rules(operated),
        *topics_script(operated),
    ]


__all__ = ["Operated", "deployment_files"]
