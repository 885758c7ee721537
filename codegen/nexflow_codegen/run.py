"""Compiles a generated project and runs one of its jobs on an embedded Flink, with files bound."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from nexflow_codegen.flink_versions import FlinkVersion
from nexflow_codegen.result import GeneratedJob
from nexflow_codegen.toolchain import (
    Progress,
    Toolchain,
    ToolError,
    class_path,
    find_java,
    run_tool,
)

SOURCES = ("src/main/java", "src/test/java")
STANDARD_OUTPUT = "-"
_STOP_SECONDS = 5
#: javac runs too briefly to gain by what Java would optimise of it: less than half of the processor time.
_BRIEF = ("-J-XX:+UseSerialGC", "-J-XX:TieredStopAtLevel=1")


class RunError(Exception):
    """A job cannot be run as asked; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Bindings:
    """What stands in for streams and lookups, by their names. outputs: a path, or `-`."""

    inputs: Mapping[str, Path] = field(default_factory=dict)
    lookups: Mapping[str, Path] = field(default_factory=dict)
    outputs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A compiled project. path: its class path, its own classes first."""

    java: str
    path: tuple[Path, ...]


def compile_project(
    project: Path, version: FlinkVersion, progress: Progress, own: Path | None = None
) -> Compiled:
    """Compile a generated project, unless its sources are as they were the last time.

    own: the folder of the user's own classes that it calls.
    """
    tools = find_java()
    jars = class_path(project / "pom.xml", version, progress)
    roots = [*(project / root for root in SOURCES), *([own] if own is not None else [])]
    sources = sorted(path for root in roots for path in root.rglob("*.java"))
    classes = project / "target" / "nexflow" / f"flink-{version.line}"
    stamp = classes.with_suffix(".sources")
    state = _state_of(sources, jars)
    if not (stamp.is_file() and stamp.read_text(encoding="utf-8") == state):
        progress(f"Compiling {len(sources)} classes")
        stamp.unlink(missing_ok=True)
        shutil.rmtree(classes, ignore_errors=True)
        classes.mkdir(parents=True)
        _compile(tools, sources, jars, classes)
        stamp.write_text(state, encoding="utf-8")
    return Compiled(tools.java, (classes, *jars))


def check_own_classes(own: Path, classes: tuple[str, ...]) -> None:
    """Check that the user's own classes are there that a project calls."""
    for name in classes:
        if not (own / name).is_file():
            cls = name.removesuffix(".java").replace("/", ".")
            raise RunError(
                f"the class {cls} is missing: write {own / name}, or have `nexflow skeleton` begin it"
            )


def _state_of(sources: list[Path], jars: tuple[Path, ...]) -> str:
    digest = hashlib.sha256(os.pathsep.join(map(str, jars)).encode())
    for source in sources:
        digest.update(str(source).encode())
        digest.update(source.read_bytes())
    return digest.hexdigest()


def _compile(tools: Toolchain, sources: list[Path], jars: tuple[Path, ...], classes: Path) -> None:
    options = [
        "--release", "17", "-encoding", "UTF-8", "-Xlint:all", "-Werror", "-proc:none",
        "-d", str(classes), "-cp", os.pathsep.join(map(str, jars)), *map(str, sources),
    ]  # fmt: skip
    arguments = classes.with_suffix(".args")
    arguments.write_text("\n".join(_quoted(option) for option in options), encoding="utf-8")
    run_tool(
        [tools.javac, *_BRIEF, f"@{arguments}"],
        "the generated Java does not compile; edited files of the generated folder aside, this is an "
        "error of Nexflow",
    )


def _quoted(argument: str) -> str:
    """Return an argument as javac's argument files want it."""
    escaped = argument.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def check_bindings(job: GeneratedJob, bindings: Bindings) -> Bindings:
    """Check what is bound against what the job has; unbound outputs go to the standard output."""
    _check_names("input", bindings.inputs, job.inputs)
    _check_names("lookup", bindings.lookups, job.lookups)
    _check_names("output", bindings.outputs, job.outputs)
    missing = [f"--input {name}=FILE" for name in job.inputs if name not in bindings.inputs]
    missing += [f"--lookup {name}=FILE" for name in job.lookups if name not in bindings.lookups]
    if missing:
        raise RunError(
            f"{job.process} needs files of JSON lines in place of what it reads: {' '.join(missing)}"
        )
    for path in (*bindings.inputs.values(), *bindings.lookups.values()):
        if not path.is_file():
            raise RunError(f"there is no file {path}")
    for target in bindings.outputs.values():
        if target != STANDARD_OUTPUT and not Path(target).absolute().parent.is_dir():
            raise RunError(f"there is no folder {Path(target).absolute().parent} to write to")
    outputs = {name: bindings.outputs.get(name, STANDARD_OUTPUT) for name in job.outputs}
    return Bindings(bindings.inputs, bindings.lookups, outputs)


def _check_names(kind: str, bound: Mapping[str, object], known: tuple[str, ...]) -> None:
    for name in bound:
        if name not in known:
            have = f"it has {', '.join(known)}" if known else "it has none"
            raise RunError(f"the process has no {kind} {name}: {have}")


def run_job(compiled: Compiled, job: GeneratedJob, bindings: Bindings, progress: Progress) -> int:
    """Run a job to the end of its inputs; return its exit code. An interrupt ends it."""
    bound = check_bindings(job, bindings)
    progress(f"Running {job.process}")
    with tempfile.TemporaryDirectory(prefix="nexflow-run-", ignore_cleanup_errors=True) as folder:
        command = [
            compiled.java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8",
            f"-Djava.io.tmpdir={folder}", "-cp", os.pathsep.join(map(str, compiled.path)), job.main,
            *arguments(bound), *(("--progress", "terminal") if sys.stderr.isatty() else ()),
        ]  # fmt: skip
        process = subprocess.Popen(command)  # noqa: S603 - the Java that was found
        try:
            return process.wait()
        except BaseException:
            _stop(process)
            if sys.stderr.isatty():
                sys.stderr.write("\n")  # behind the line that says how far it was
            raise


def arguments(bindings: Bindings) -> list[str]:
    """Return what a job's local runner is called with."""
    made: list[str] = []
    for name, path in bindings.inputs.items():
        made += ["--input", f"{name}={path.absolute()}"]
    for name, path in bindings.lookups.items():
        made += ["--lookup", f"{name}={path.absolute()}"]
    for name, target in bindings.outputs.items():
        place = target if target == STANDARD_OUTPUT else str(Path(target).absolute())
        made += ["--output", f"{name}={place}"]
    return made


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a job that is no longer wanted."""
    process.terminate()
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


__all__ = [
    "Bindings",
    "Compiled",
    "RunError",
    "ToolError",
    "arguments",
    "check_bindings",
    "check_own_classes",
    "compile_project",
    "run_job",
]
