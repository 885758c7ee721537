"""Deployment files: what the operator, Prometheus and a compose file's readers take, and nothing broken out of."""

from __future__ import annotations

import os
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import promql_parser
import pytest
import yaml

from nexflow_analysis.project.read import read_project
from nexflow_analysis.workspace import Workspace
from nexflow_codegen import generate
from nexflow_codegen.toolchain import find_maven

#: The release whose jar carries the definition of its resources.
OPERATOR = "1.10.0"
TOML = """
[project]
name = "shop"
[targets.flink]
package = "com.example.shop"
version = "1.20"
parallelism = 4
buffer_timeout_ms = 10
network_memory_fraction = 0.2
checkpoint_interval = "60s"
state_backend = "rocksdb"
[kafka]
bootstrap_servers = "${BROKERS:localhost:9092}"
[streams.orders]
connector = "kafka"
topic = "${ORDERS:orders}"
schema = "Order"
[regions.east]
suffix = "-east"
[regions.west]
suffix = "-$(west)\\n\\"'`"
"""
SOURCE = {
    "order.schema": "schema Order\n    fields\n        id: string required\n    end\nend\n",
    "a.proc": "process OrderIntake\n    parallelism 8\n    receive orders\n    emit to copies\nend\n",
    "b.proc": f"process {'Long' * 20}\n    receive orders\n    emit to copies\nend\n",
}


def files(
    toml: str = TOML,
    environments: dict[str, dict[str, Any]] | None = None,
    source: dict[str, str] = SOURCE,
) -> dict[str, str]:
    """Generate a project; return its files."""
    project = Workspace(read_project("/project/nexflow.toml", toml)[0])
    for path, text in source.items():
        project.set_text(f"/project/{path}", text)
    result = generate(project, environments=environments)
    assert not result.findings, result.findings
    return {file.path: file.text for file in result.files}


def documents(prefix: str) -> dict[str, Any]:
    """Return the YAML files of a folder."""
    return {path: yaml.safe_load(text) for path, text in files().items() if path.startswith(prefix)}


@pytest.fixture(scope="module")
def definition(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The operator's own definition of a FlinkDeployment."""
    folder = tmp_path_factory.mktemp("operator")
    artifact = f"org.apache.flink:flink-kubernetes-operator-api:{OPERATOR}"
    command = [
        find_maven(), "--batch-mode", "--quiet", "dependency:copy", f"-Dartifact={artifact}",
        f"-DoutputDirectory={folder}",
    ]  # fmt: skip
    subprocess.run(command, check=True, cwd=folder)
    name = "META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml"
    with zipfile.ZipFile(next(Path(folder).glob("*.jar"))) as jar:
        found = yaml.safe_load(jar.read(name))
    schema: dict[str, Any] = found["spec"]["versions"][0]["schema"]["openAPIV3Schema"]
    return _closed(schema)


def _closed(schema: dict[str, Any]) -> dict[str, Any]:
    """Allow no other properties than those named: what the operator does not know, it drops."""
    properties = schema.get("properties")
    if isinstance(properties, dict):
        schema = {
            **schema,
            "properties": {name: _closed(one) for name, one in properties.items()},
        }
        schema.setdefault("additionalProperties", False)
    if isinstance(schema.get("items"), dict):
        schema = {**schema, "items": _closed(schema["items"])}
    return schema


@pytest.mark.flink
def test_the_operator_takes_every_deployment(definition: dict[str, Any]) -> None:
    found = documents("deploy/kubernetes/")
    assert len(found) == 4  # two processes in two regions
    schema = definition
    for name in ("apiVersion", "kind"):
        schema["properties"].setdefault(name, {"type": "string"})
    schema["properties"]["metadata"] = {"type": "object"}
    for document in found.values():
        jsonschema.Draft202012Validator(schema).validate(document)
        assert len(document["metadata"]["name"]) <= 45


def test_a_deployment_is_a_process_in_a_region() -> None:
    east = documents("deploy/kubernetes/")["deploy/kubernetes/order-intake-east.yaml"]
    job = east["spec"]["job"]
    assert job["entryClass"] == "com.example.shop.job.OrderIntakeJob"
    assert job["parallelism"] == 8
    assert job["jarURI"].endswith("/shop-1.0.0.jar")
    options = east["spec"]["flinkConfiguration"]
    assert options["execution.checkpointing.interval"] == "60s"
    assert options["taskmanager.memory.network.fraction"] == "0.2"
    container = east["spec"]["podTemplate"]["spec"]["containers"][0]
    assert container["env"] == [{"name": "NEXFLOW_TOPIC_SUFFIX", "value": "-east"}]
    assert container["envFrom"] == [{"secretRef": {"name": "shop-environment"}}]


def test_topics_have_the_suffix_of_the_region() -> None:
    java = files()["src/main/java/com/example/shop/job/OrderIntakeConnectors.java"]
    suffix = 'Env.get("NEXFLOW_TOPIC_SUFFIX", "")'
    flat = " ".join(java.split())
    assert f'"ORDERS", "orders") + {suffix}' in flat
    assert f'"copies" + {suffix}' in flat


def test_text_of_the_project_file_stays_data() -> None:
    suffix = "-$(west)\n\"'`"
    name = "deploy/kubernetes/order-intake-west.yaml"
    west = documents("deploy/kubernetes/")[name]
    assert west["spec"]["podTemplate"]["spec"]["containers"][0]["env"][0]["value"] == suffix
    services = documents("deploy/docker-compose.yml")["deploy/docker-compose.yml"]["services"]
    environment = services["order-intake-west-taskmanager"]["environment"]
    assert environment["NEXFLOW_TOPIC_SUFFIX"] == suffix.replace("$", "$$")


def test_a_version_cannot_leave_its_file_name() -> None:
    toml = TOML.replace('name = "shop"', 'name = "shop"\nversion = "1\\nRUN x"')
    project = Workspace(read_project("/project/nexflow.toml", toml)[0])
    for path, text in SOURCE.items():
        project.set_text(f"/project/{path}", text)
    assert not generate(project).ok


def test_compose_binds_the_broker_and_asks_for_the_rest() -> None:
    found = documents("deploy/docker-compose.yml")["deploy/docker-compose.yml"]["services"]
    assert found["kafka"]["environment"]["KAFKA_PROCESS_ROLES"] == "broker,controller"
    manager = found["order-intake-east-jobmanager"]
    assert manager["environment"]["BROKERS"] == "kafka:9092"
    assert manager["environment"]["ORDERS"] == "${ORDERS:-orders}"
    assert manager["command"][-1] == "com.example.shop.job.OrderIntakeJob"
    ports = [service["ports"][0] for service in found.values() if "ports" in service]
    assert len(set(ports)) == len(ports)


KEPT = {
    "order.schema": SOURCE["order.schema"],
    "a.proc": """process OrderIntake
    backpressure strategy block alert after 10 seconds
    receive orders
    emit to copies
        retention 7 days
        compaction compact_delete
    emit to "x`id`$(id)"
        retention infinite
end
""",
}


def test_a_script_makes_the_topics_that_processes_say_something_of(tmp_path: Path) -> None:
    found = files(source=KEPT)
    script = tmp_path / "topics.sh"
    script.write_text(found["deploy/topics.sh"], "utf-8")
    for name in ("kafka-topics.sh", "kafka-configs.sh"):
        (tmp_path / name).write_text(
            '#!/bin/sh\nprintf "%s|" "$(basename "$0")" "$@"\nprintf "\\n"\n'
        )
        (tmp_path / name).chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", str(script)],
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": path, "BROKERS": "k:1"},
    )
    said = done.stdout.split("|\n")
    assert (
        "kafka-topics.sh|--bootstrap-server|k:1|--create|--if-not-exists|--topic|copies-east"
        in said
    )
    change = "kafka-configs.sh|--bootstrap-server|k:1|--alter|--entity-type|topics|--entity-name"
    assert (
        f"{change}|copies-east|--add-config|cleanup.policy=[compact,delete],retention.ms=604800000"
        in said
    )
    assert f"{change}|x`id`$(id)-east|--add-config|retention.ms=-1" in said
    assert any("-$(west)" in line for line in said)
    services = yaml.safe_load(found["deploy/docker-compose.yml"])["services"]
    assert services["topics"]["volumes"] == ["./topics.sh:/topics.sh:ro"]
    assert "deploy/topics.sh" not in files()


def test_a_process_that_is_held_back_for_too_long_alerts() -> None:
    rules = yaml.safe_load(files(source=KEPT)["monitoring/alerts.yaml"])["groups"][0]["rules"]
    [held] = [rule for rule in rules if rule["alert"] == "HeldBack"]
    promql_parser.parse(held["expr"])
    assert (held["for"], held["labels"]["severity"]) == ("10000ms", "warning")


def test_alerts_are_queries_that_prometheus_reads() -> None:
    groups = documents("monitoring/")["monitoring/alerts.yaml"]["groups"]
    rules = [rule for group in groups for rule in group["rules"]]
    thresholds = {}
    for rule in rules:
        query = promql_parser.parse(rule["expr"])
        thresholds[rule["alert"], rule["labels"]["severity"]] = query.rhs.val
    assert thresholds == {
        ("ConsumerLag", "warning"): 10_000, ("ConsumerLag", "critical"): 100_000,
        ("CheckpointDuration", "warning"): 30_000, ("CheckpointDuration", "critical"): 60_000,
        ("BackPressure", "warning"): 0.1, ("BackPressure", "critical"): 0.5,
        ("GarbageCollection", "warning"): 200, ("GarbageCollection", "critical"): 1000,
        ("ProcessorLoad", "warning"): 70, ("ProcessorLoad", "critical"): 90,
    }  # fmt: skip
    assert any('job_name="OrderIntake"' in rule["expr"] for rule in rules)


def test_each_environment_has_its_configuration() -> None:
    slow = {"targets": {"flink": {"parallelism": 1, "checkpoint_interval": "5m"}}}
    made = files(environments={"dev": slow})
    default = yaml.safe_load(made["conf/default/config.yaml"])
    dev = yaml.safe_load(made["conf/dev/config.yaml"])
    assert default["parallelism.default"] == 4
    assert default["execution.checkpointing.incremental"] is True
    assert dev["parallelism.default"] == 1
    assert "state.backend.type" not in dev
