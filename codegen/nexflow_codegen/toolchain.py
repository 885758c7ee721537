"""Java and Maven on this machine: found, new enough, and the class path that they resolve."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from nexflow_codegen.flink_versions import JAVA, FlinkVersion

Progress = Callable[[str], None]
_TIMEOUT = 20
_OLDEST_MAVEN = (3, 6, 3)
_TAIL = 30
_COLOR = re.compile(r"\x1b\[[0-9;]*m")


class ToolError(Exception):
    """Something outside of Nexflow is missing or failed; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Toolchain:
    """The programs that compile and run Java."""

    java: str
    javac: str


def find_java() -> Toolchain:
    """Find a Java that is new enough: that of JAVA_HOME, else the one on the path."""
    java, javac = _java_program("java"), _java_program("javac")
    if java is None:
        raise ToolError(
            f"Java is not installed: install a JDK {JAVA} or newer, or set JAVA_HOME to one"
        )
    if javac is None:
        raise ToolError(
            f"there is a Java runtime ({java}) but no compiler: install a JDK {JAVA} or newer, "
            "not only a JRE, or set JAVA_HOME to one"
        )
    found = _version(javac, "-version")
    if found < (JAVA,):
        raise ToolError(
            f"{javac} is version {_dotted(found)}, and generated projects need Java {JAVA} or newer: "
            "install one, or set JAVA_HOME to it"
        )
    return Toolchain(java, javac)


def find_maven() -> str:
    """Find a Maven that is new enough."""
    maven = shutil.which("mvn")
    if maven is None:
        raise ToolError("Maven is not installed: install it, so that `mvn` is on the path")
    found = _version(maven, "-version")
    if found < _OLDEST_MAVEN:
        raise ToolError(
            f"{maven} is version {_dotted(found)}: install Maven {_dotted(_OLDEST_MAVEN)} or newer"
        )
    return maven


def class_path(pom: Path, version: FlinkVersion, progress: Progress) -> tuple[Path, ...]:
    """Return the jars that a generated project is compiled and run with.

    Maven resolves them once per version and dependencies; the answer is kept in the user's cache.
    """
    text = pom.read_text(encoding="utf-8")
    dependencies = text[text.index("<properties>") : text.rindex("</dependencies>")]
    key = hashlib.sha256(f"{version.flink}\n{dependencies}".encode()).hexdigest()[:32]
    cached = cache_folder() / "class-path" / f"{key}.txt"
    jars = _read_class_path(cached)
    if jars:
        return jars
    progress(f"Resolving Flink {version.flink} with Maven (the first time this downloads it)")
    cached.parent.mkdir(parents=True, exist_ok=True)
    fresh = cached.with_suffix(f".{os.getpid()}")
    command = [
        find_maven(), "--batch-mode", "--quiet", "--file", str(pom), "dependency:build-classpath",
        "-Dmdep.includeScope=test", f"-Dmdep.outputFile={fresh}",
    ]  # fmt: skip
    run_tool(command, f"Maven could not resolve Flink {version.flink}")
    fresh.replace(cached)
    jars = _read_class_path(cached)
    if not jars:
        raise ToolError(f"Maven resolved no class path for {pom}")
    return jars


def cache_folder() -> Path:
    """Return the folder of what can be made again."""
    return platformdirs.user_cache_path("nexflow", appauthor=False)


def run_tool(command: list[str], failure: str) -> str:
    """Run a program to its end and return what it says; failure: what to say if it fails."""
    result = subprocess.run(  # noqa: S603 - the programs are those of the user's own path
        command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False
    )
    said = (result.stdout + result.stderr).strip()
    if result.returncode != 0:
        tail = "\n".join(said.splitlines()[-_TAIL:])
        raise ToolError(f"{failure}:\n{tail}")
    return said


def _read_class_path(file: Path) -> tuple[Path, ...]:
    """Return the jars of a kept class path; none where one of them is gone."""
    try:
        text = file.read_text(encoding="utf-8").strip()
    except OSError:
        return ()
    jars = tuple(Path(entry) for entry in text.split(os.pathsep) if entry)
    return jars if all(jar.exists() for jar in jars) else ()


def _java_program(name: str) -> str | None:
    home = os.environ.get("JAVA_HOME")
    if home:
        found = shutil.which(name, path=str(Path(home) / "bin"))
        if found is not None:
            return found
    return shutil.which(name)


def _version(program: str, option: str) -> tuple[int, ...]:
    try:
        result = subprocess.run(  # noqa: S603 - the same
            [program, option], capture_output=True, text=True, timeout=_TIMEOUT, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ToolError(f"{program} cannot be started: {error}") from error
    said = _COLOR.sub("", result.stdout + result.stderr).strip()
    found = re.search(r"\b(\d+(?:\.\d+)*)", said)
    if result.returncode != 0 or found is None:
        raise ToolError(f"{program} {option} fails: {said}")
    return tuple(int(number) for number in found.group(1).split("."))


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(str(number) for number in version)
