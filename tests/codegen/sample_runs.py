"""What the files of `tests/codegen/runs` say: a project each, and the runs of its processes."""

from __future__ import annotations

import os
import subprocess
import tomllib
from dataclasses import dataclass
from pathlib import Path

from nexflow_codegen.run import Compiled

ROOT = Path(__file__).parents[2]
_FOLDER = Path(__file__).parent / "runs"
#: Runs jobs one after the other in one Java, which starts once; a job's failure ends only itself.
_RUNS = """
public final class Runs {
    public static void main(String[] args) {
        for (int at = 0; at < args.length; ) {
            String main = args[at];
            int count = Integer.parseInt(args[at + 1]);
            String[] own = java.util.Arrays.copyOfRange(args, at + 2, at + 2 + count);
            at += 2 + count;
            try {
                Class.forName(main).getMethod("main", String[].class).invoke(null, (Object) own);
                System.out.println("ran " + main);
            } catch (ReflectiveOperationException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                cause.printStackTrace();
            }
        }
    }
}
"""


@dataclass(frozen=True)
class Run:
    """A run of a process. inputs: from `data` or, for what another process writes, `expected`.

    empty: outputs of which this run writes nothing, though another process's run does.
    unordered: outputs of several streams, whose records meet in any order.
    """

    project: str
    process: str
    inputs: dict[str, str]
    lookups: dict[str, str]
    empty: tuple[str, ...]
    unordered: tuple[str, ...]


@dataclass(frozen=True)
class Sample:
    """A project whose processes are generated, compiled and run.

    environment: every variable that its settings name; what they are bound to is not reached.
    versions: the lines of Flink that it runs on; () for all.
    """

    name: str
    folder: Path
    environment: dict[str, str]
    runs: tuple[Run, ...]
    versions: tuple[str, ...]


def _read(path: Path) -> Sample:
    read = tomllib.loads(path.read_text("utf-8"))
    runs = tuple(
        Run(path.stem, run["process"], run.get("inputs", {}), run.get("lookups", {}),
            tuple(run.get("empty", ())), tuple(run.get("unordered", ())))
        for run in read.get("runs", ())
    )  # fmt: skip
    versions = tuple(read.get("versions", ()))
    return Sample(path.stem, ROOT / read["folder"], read.get("environment", {}), runs, versions)


SAMPLES = {path.stem: _read(path) for path in sorted(_FOLDER.glob("*.toml"))}
RUNS = [run for sample in SAMPLES.values() for run in sample.runs]


def run_source(
    classes: Compiled, source: str, folder: Path, arguments: list[str], environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run a single Java file with a project's classes."""
    path = os.pathsep.join(map(str, classes.path))
    command = [
        classes.java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8",
        "-cp", path, str(folder / source), *arguments,
    ]  # fmt: skip
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )


def run_all(
    classes: Compiled, mains: list[tuple[str, list[str]]], folder: Path
) -> tuple[set[str], str]:
    """Run main classes with arguments; return those that ended well, and what was said."""
    (folder / "Runs.java").write_text(_RUNS, "utf-8")
    arguments = [word for main, given in mains for word in (main, str(len(given)), *given)]
    done = run_source(classes, "Runs.java", folder, arguments, {})
    ran = {
        line.removeprefix("ran ") for line in done.stdout.splitlines() if line.startswith("ran ")
    }
    return ran, done.stdout + done.stderr
