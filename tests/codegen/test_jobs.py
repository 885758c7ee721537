"""Generated projects on real Flink: they compile without warnings, run, and give what is expected."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

import pytest
from sample_runs import RUNS, SAMPLES, Run, run_all, run_source

from nexflow_codegen import generate
from nexflow_codegen.flink_versions import SUPPORTED, FlinkVersion
from nexflow_codegen.result import GenerationResult
from nexflow_codegen.run import (
    Bindings,
    Compiled,
    arguments,
    check_bindings,
    compile_project,
    run_job,
)
from nexflow_codegen.toolchain import find_java, find_maven
from nexflow_codegen.write import write
from nexflow_server.projects import ProjectFolder

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


def load(folder: Path) -> ProjectFolder:
    """Read a project from disk."""
    project = ProjectFolder(str(folder), deep=True)
    for _path in project.load():
        pass
    return project


@cache
def generated(name: str, flink: str) -> GenerationResult:
    """Generate a project for a version of Flink."""
    result = generate(load(SAMPLES[name].folder).workspace, flink_version=flink)
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
    if SAMPLES[name].versions and version.line not in SAMPLES[name].versions:
        pytest.skip(f"{name} is not run on Flink {version.line}")
    folder = folders / f"{name}-{version.line}"
    write(folder, generated(name, version.flink).files, complete=True)
    own = (
        SAMPLES[name].folder / "src/main/java" if generated(name, version.flink).own_java else None
    )
    return folder, compile_project(folder, version, print, own)


@cache
def outputs(folders: Path, name: str, version: FlinkVersion) -> tuple[Path, set[str], str]:
    """Run all runs of a project; return where their outputs lie, which ended well, and what was said."""
    folder, classes = compiled(folders, name, version)
    sample = SAMPLES[name]
    jobs = {job.process: job for job in generated(name, version.flink).jobs}
    mains: list[tuple[str, list[str]]] = []
    for run in sample.runs:
        job = jobs[run.process]
        target = folder / "outputs" / run.process
        target.mkdir(parents=True)
        bindings = Bindings(
            {name: sample.folder / path for name, path in run.inputs.items()},
            {name: sample.folder / path for name, path in run.lookups.items()},
            {name: str(target / f"{name}.jsonl") for name in job.outputs},
        )
        mains.append((job.main, arguments(check_bindings(job, bindings))))
    return folder / "outputs", *run_all(classes, mains, folder)


@pytest.mark.flink
@pytest.mark.parametrize("run", RUNS, ids=lambda run: f"{run.project}-{run.process}")
def test_a_job_gives_what_is_expected(run: Run, version: FlinkVersion, folders: Path) -> None:
    folder, ran, said = outputs(folders, run.project, version)
    jobs = {job.process: job for job in generated(run.project, version.flink).jobs}
    job = jobs[run.process]
    assert job.main in ran, said
    for name in job.outputs:
        all_expected = SAMPLES[run.project].folder / "expected"
        own = all_expected / run.process / f"{name}.jsonl"
        expected = own if own.exists() else all_expected / f"{name}.jsonl"
        exists = expected.exists() and name not in run.empty
        wanted = expected.read_text("utf-8").splitlines() if exists else []
        found = (folder / run.process / f"{name}.jsonl").read_text("utf-8").splitlines()
        if name in run.unordered:
            wanted, found = sorted(wanted), sorted(found)
        assert found == wanted, name


@pytest.mark.flink
def test_a_job_is_run_by_itself(version: FlinkVersion, folders: Path, tmp_path: Path) -> None:
    _folder, classes = compiled(folders, "partitioning", version)
    job = generated("partitioning", version.flink).jobs[0]
    sample = SAMPLES["partitioning"]
    inputs = {name: sample.folder / path for name, path in sample.runs[0].inputs.items()}
    results = {name: str(tmp_path / f"{name}.jsonl") for name in job.outputs}
    assert run_job(classes, job, Bindings(inputs, {}, results), print) == 0
    assert all(Path(path).exists() for path in results.values())


@pytest.mark.flink
@pytest.mark.parametrize("name", SAMPLES)
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
    done = run_source(classes, source.name, tmp_path, [], SAMPLES[name].environment)
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
