"""Java and Maven that are missing, too old or broken: a message that says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from nexflow_codegen.flink_versions import LONG_TERM, NEWEST, find_version
from nexflow_codegen.result import GeneratedJob
from nexflow_codegen.run import Bindings, RunError, check_bindings
from nexflow_codegen.toolchain import ToolError, find_java, find_maven

JOB = GeneratedJob("P", "PJob.java", "PLocal", ("orders",), ("customers",), ("out", "dead"))


def program(folder: Path, name: str, says: str, code: int = 0) -> None:
    """Put a program into a folder that only says something."""
    folder.mkdir(parents=True, exist_ok=True)
    script = folder / name
    script.write_text(f"#!/bin/sh\nprintf '%s\\n' '{says}'\nexit {code}\n")
    script.chmod(0o755)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which programs are looked for."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    (tmp_path / "bin").mkdir()
    return tmp_path / "bin"


def test_no_java(path: Path) -> None:
    with pytest.raises(ToolError, match="Java is not installed: install a JDK 17 or newer"):
        find_java()


def test_a_runtime_without_a_compiler(path: Path) -> None:
    program(path, "java", 'openjdk version "17.0.15"')
    with pytest.raises(ToolError, match="no compiler: install a JDK 17"):
        find_java()


@pytest.mark.parametrize("says", ["javac 11.0.2", "javac 1.8.0_392"])
def test_an_old_java(path: Path, says: str) -> None:
    program(path, "java", "")
    program(path, "javac", says)
    with pytest.raises(ToolError, match="need Java 17 or newer"):
        find_java()


def test_java_home_comes_first(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(path, "java", "")
    program(path, "javac", "javac 11")
    for name in ("java", "javac"):
        program(tmp_path / "home/bin", name, "javac 21.0.1")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "home"))
    assert find_java().javac == str(tmp_path / "home/bin/javac")


def test_a_java_that_fails(path: Path) -> None:
    program(path, "java", "")
    program(path, "javac", "broken", code=1)
    with pytest.raises(ToolError, match="fails: broken"):
        find_java()


def test_no_maven(path: Path) -> None:
    with pytest.raises(ToolError, match="Maven is not installed"):
        find_maven()


def test_an_old_maven_that_speaks_in_colours(path: Path) -> None:
    program(path, "mvn", "\x1b[1mApache Maven 3.5.4\x1b[m")
    with pytest.raises(ToolError, match=r"is version 3\.5\.4: install Maven 3\.6\.3"):
        find_maven()
    program(path, "mvn", "\x1b[1mApache Maven 3.9.6\x1b[m")
    assert find_maven() == str(path / "mvn")


def test_versions_of_flink() -> None:
    assert find_version("") is NEWEST
    assert find_version("1.20") is LONG_TERM
    found = find_version("1.20.2")
    assert found is not None
    assert (found.flink, found.kafka) == ("1.20.2", LONG_TERM.kafka)
    assert find_version("2.9.0") is None


@pytest.mark.parametrize(
    ("bindings", "message"),
    [
        (
            Bindings(),
            "P needs files of JSON lines in place of what it reads: --input orders=FILE --lookup",
        ),
        (Bindings({"order": Path("x")}), "the process has no input order: it has orders"),
        (Bindings(outputs={"in": "-"}), "the process has no output in: it has out, dead"),
        (Bindings({"orders": Path("/no")}, {"customers": Path("/no")}), "there is no file /no"),
    ],
)
def test_bindings_that_do_not_fit(bindings: Bindings, message: str) -> None:
    with pytest.raises(RunError) as raised:
        check_bindings(JOB, bindings)
    assert str(raised.value).startswith(message)


def test_outputs_go_to_standard_output_unless_bound(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text("")
    bound = check_bindings(JOB, Bindings({"orders": file}, {"customers": file}, {"out": str(file)}))
    assert bound.outputs == {"out": str(file), "dead": "-"}
    with pytest.raises(RunError, match="there is no folder"):
        check_bindings(
            JOB, Bindings({"orders": file}, {"customers": file}, {"out": str(tmp_path / "no/x")})
        )
