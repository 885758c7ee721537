"""A job as it runs in production, on an embedded cluster: real connectors, checkpoints, and a death."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from nexflow_codegen import generate
from nexflow_codegen.flink_versions import NEWEST
from nexflow_codegen.run import Compiled, compile_project
from nexflow_codegen.write import write
from nexflow_server.projects import ProjectFolder

_MAIN = """
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.configuration.*;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

public final class Production {{
    public static void main(String[] args) throws Exception {{
        Configuration settings = {job}.settings();
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500));
        settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "file://" + args[0]);
        settings.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        settings.set(StateBackendOptions.STATE_BACKEND, "hashmap"); // the other is the cluster's
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        if (args.length > 1) {{
            settings.set(StateRecoveryOptions.SAVEPOINT_PATH, args[1]);
        }}
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, settings);
        {job}.build(env, {connectors}.production());
        JobClient job = env.executeAsync();
        CompletableFuture<?> end = job.getJobExecutionResult();
        Path stop = Path.of(args[0], "stop");
        while (!Files.exists(stop)) {{
            if (end.isDone()) {{
                end.get(); // throws what ended it
                System.exit(0); // its sources have ended
            }}
            Thread.sleep(200);
        }}
        String savepoint = job.stopWithSavepoint(false, args[0], SavepointFormatType.CANONICAL).get();
        Files.writeString(Path.of(args[0], "savepoint"), savepoint);
        System.exit(0);
    }}
}}
"""
_SECONDS = 240


@dataclass(frozen=True)
class Production:
    """A compiled job. job: its class; drivers: what a cluster has in its `lib`."""

    classes: Compiled
    job: str
    connectors: str
    drivers: str
    folder: Path
    environment: dict[str, str]

    @contextlib.contextmanager
    def running(
        self, *, restored: bool = False, savepoint: str = ""
    ) -> Iterator[subprocess.Popen[bytes]]:
        """Run the job; in the end it dies without a chance to tidy up.

        restored: whether it goes on from its newest checkpoint; savepoint: from which one it does.
        """
        main = self.folder / "Production.java"
        main.write_text(_MAIN.format(job=self.job, connectors=self.connectors), "utf-8")
        checkpoints = self.folder / "checkpoints"
        checkpoints.mkdir(exist_ok=True)
        path = os.pathsep.join([*map(str, self.classes.path), self.drivers])
        command = [self.classes.java, "-XX:+UseSerialGC", "-cp", path, str(main), str(checkpoints)]
        if restored:
            command.append(f"file://{newest_checkpoint(checkpoints)}")
        if savepoint:
            command.append(savepoint)
        with (self.folder / "job.log").open("a") as log:
            environment = {**os.environ, **self.environment}
            process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
            try:
                yield process
            finally:
                process.kill()
                process.wait()

    def stop(self, process: subprocess.Popen[bytes]) -> str:
        """End a running job as an operator does, with a savepoint; return where that lies."""
        checkpoints = self.folder / "checkpoints"
        (checkpoints / "stop").touch()
        assert process.wait(_SECONDS) == 0, (self.folder / "job.log").read_text("utf-8")[-5000:]
        return (checkpoints / "savepoint").read_text("utf-8")


def newest_checkpoint(folder: Path) -> Path:
    """Return the newest checkpoint that was completed."""
    found = sorted(folder.glob("*/chk-*/_metadata"), key=lambda path: path.stat().st_mtime)
    assert found, "there is no completed checkpoint"
    return found[-1].parent


def wait_until(holds: Callable[[], bool], process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until something holds, while a job runs."""
    end = time.monotonic() + _SECONDS
    while not holds():
        assert process.poll() is None, log.read_text("utf-8")[-5000:]
        assert time.monotonic() < end, log.read_text("utf-8")[-5000:]
        time.sleep(0.3)


def compiled(folder: Path) -> Compiled:
    """Generate the project below a folder's `source` into its `flink`, and compile that."""
    project = ProjectFolder(str(folder / "source"), deep=True)
    for _path in project.load():
        pass
    result = generate(project.workspace)
    assert not result.findings, result.findings
    write(folder / "flink", result.files, complete=True)
    return compile_project(folder / "flink", NEWEST, print)
