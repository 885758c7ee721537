"""Generated projects on real Flink: they compile without warnings, run, and give what is expected."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from nexflow_codegen import generate
from nexflow_codegen.flink_versions import SUPPORTED, FlinkVersion
from nexflow_codegen.result import GenerationResult
from nexflow_codegen.run import Bindings, Compiled, compile_project, run_job
from nexflow_codegen.toolchain import find_java, find_maven
from nexflow_codegen.write import write
from nexflow_server.projects import ProjectFolder

ROOT = Path(__file__).parents[2]
PROJECTS = {
    "orders": ROOT / "examples/orders",
    "partitioning": ROOT / "examples/partitioning",
    "tiered": ROOT / "examples/tiered",
    "jobs": ROOT / "tests/samples/jobs",
}
#: Every variable that the projects' settings name: what they are bound to is not reached.
ENVIRONMENT = {
    "KAFKA_BROKERS": "localhost:1", "BROKERS": "localhost:1", "CUSTOMERS_URL": "jdbc:none:",
    "ARCHIVE_URL": "jdbc:none:", "ARCHIVE_PASSWORD": "none", "DB_PASSWORD": "none",
    "DEVICES_URL": "jdbc:none:", "DEVICES_PASSWORD": "none",
}  # fmt: skip
#: Builds the graph of each job as it is submitted to a cluster: serialisers, names and sinks are checked.
PLANS = """
import org.apache.flink.configuration.*;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

public final class Plans {{
    public static void main(String[] args) {{
{jobs}
    }}

    private static StreamExecutionEnvironment env(Configuration settings) {{
        // The backend's classes are the cluster's.
        settings.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        return StreamExecutionEnvironment.createLocalEnvironment(2, settings);
    }}

    private static void show(String job, StreamExecutionEnvironment env) {{
        System.out.println(job + " " + env.getStreamGraph().getJobGraph().getNumberOfVertices());
    }}
}}
"""
PLAN = """
        StreamExecutionEnvironment {name} = env({package}.job.{name}Job.settings());
        {package}.job.{name}Job.build({name}, {package}.job.{name}Connectors.production());
        show("{name}", {name});"""


@dataclass(frozen=True)
class Run:
    """A run of a process. inputs: from `data` or, for what another process writes, `expected`."""

    project: str
    process: str
    inputs: dict[str, str]
    lookups: dict[str, str]


CUSTOMERS = {"customer_service": "data/customer_service.jsonl"}
READINGS = {"readings": "data/readings.jsonl"}
RUNS = [
    Run("partitioning", "RevenueByCustomer", {"orders": "data/orders.jsonl"}, {}),
    Run("tiered", "FastPath", {"orders": "data/orders.jsonl"}, {}),
    Run("tiered", "ReviewPath", {"review-queue": "expected/review-queue.jsonl"}, CUSTOMERS),
    Run("orders", "OrderIntake", {"orders": "data/orders.jsonl"}, CUSTOMERS),
    Run("orders", "SalesByRegion", {"accepted_orders": "expected/accepted_orders.jsonl"}, {}),
    Run("jobs", "WatchDevices", READINGS, {"devices": "data/devices.jsonl"}),
    Run("jobs", "SumPerDevice", READINGS, {}),
    Run("jobs", "SumAll", READINGS, {}),
]


def load(folder: Path) -> ProjectFolder:
    """Read a project from disk."""
    project = ProjectFolder(str(folder), deep=True)
    for _path in project.load():
        pass
    return project


@cache
def generated(name: str, flink: str) -> GenerationResult:
    """Generate a project for a version of Flink."""
    result = generate(load(PROJECTS[name]).workspace, flink_version=flink)
    assert not result.findings, result.findings
    return result


@pytest.fixture(scope="session", params=SUPPORTED, ids=lambda version: f"flink-{version.line}")
def version(request: pytest.FixtureRequest) -> FlinkVersion:
    """Each supported version of Flink."""
    found: FlinkVersion = request.param
    return found


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the generated projects lie."""
    find_java()  # without Java and Maven these tests fail, and say so
    find_maven()
    return tmp_path_factory.mktemp("generated")


def compiled(folders: Path, name: str, version: FlinkVersion) -> tuple[Path, Compiled]:
    """Write and compile a project; the second time nothing changes."""
    folder = folders / f"{name}-{version.line}"
    write(folder, generated(name, version.flink).files, complete=True)
    return folder, compile_project(folder, version, print)


@pytest.mark.flink
@pytest.mark.parametrize("run", RUNS, ids=lambda run: run.process)
def test_a_job_gives_what_is_expected(
    run: Run, version: FlinkVersion, folders: Path, tmp_path: Path
) -> None:
    _folder, classes = compiled(folders, run.project, version)
    source = PROJECTS[run.project]
    job = next(
        job for job in generated(run.project, version.flink).jobs if job.process == run.process
    )
    bindings = Bindings(
        {name: source / path for name, path in run.inputs.items()},
        {name: source / path for name, path in run.lookups.items()},
        {name: str(tmp_path / f"{name}.jsonl") for name in job.outputs},
    )
    assert run_job(classes, job, bindings, print) == 0
    for name in job.outputs:
        expected = source / "expected" / f"{name}.jsonl"
        if name == "orders.dead-letter" and run.process != "OrderIntake":
            wanted = ""  # both processes write there, and this one has nothing to complain about
        else:
            wanted = expected.read_text("utf-8") if expected.exists() else ""
        assert (tmp_path / f"{name}.jsonl").read_text("utf-8") == wanted, name


@pytest.mark.flink
@pytest.mark.parametrize("name", PROJECTS)
def test_the_graph_for_a_cluster_can_be_built(
    name: str, version: FlinkVersion, folders: Path, tmp_path: Path
) -> None:
    _folder, classes = compiled(folders, name, version)
    result = generated(name, version.flink)
    jobs = [(job.main.removesuffix("Local"), job) for job in result.jobs]
    plans = [
        PLAN.format(name=main.rpartition(".")[2], package=main.rsplit(".", 2)[0])
        for main, _job in jobs
    ]
    source = tmp_path / "Plans.java"
    source.write_text(PLANS.format(jobs="".join(plans)), "utf-8")
    path = os.pathsep.join(map(str, classes.path))
    command = [
        classes.java,
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        path,
        str(source),
    ]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, **ENVIRONMENT}
    )
    assert done.returncode == 0, done.stderr
    shown = dict(line.split(" ") for line in done.stdout.splitlines())
    assert set(shown) == {job.process for _main, job in jobs}
    assert all(int(count) > 0 for count in shown.values())


@pytest.mark.flink
def test_maven_packages_the_orders(version: FlinkVersion, folders: Path) -> None:
    folder, _classes = compiled(folders, "orders", version)
    command = [
        find_maven(),
        "--batch-mode",
        "--quiet",
        "--file",
        str(folder / "pom.xml"),
        "package",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (folder / "target/orders-1.0.0.jar").stat().st_size > 1_000_000
