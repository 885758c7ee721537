"""The classes that a project calls and its user writes: begun once, and never overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest
from generated import ROOT, compile_java, generate, texts_of

from nexflow_analysis.project.read import read_project
from nexflow_analysis.workspace import Workspace
from nexflow_codegen.skeleton import skeletons
from nexflow_server.commands.nexflow import main

SAMPLE = ROOT / "tests/samples/definitions"
ON = {"gains": "Order", "Tier": "Order", "OnRecord": "Order"}


def workspace() -> Workspace:
    """Return the sample's workspace."""
    toml = (SAMPLE / "nexflow.toml").read_text("utf-8")
    made = Workspace(read_project("nexflow.toml", toml)[0])
    for path, text in texts_of(SAMPLE).items():
        made.set_text(path, text)
    return made


def test_every_function_and_service_has_a_method() -> None:
    found = {file.path: file.text for file in skeletons(workspace())}
    assert sorted(found) == ["com/example/generated/Devices.java", "com/example/generated/Geo.java"]
    devices, geo = (found[path] for path in sorted(found))
    assert "public static double score(String value1, long value2) {" in devices
    assert "public static CompletionStage<String> later(String ip) {" in geo
    assert geo.count("public static String locate(String ip) {") == 1


def test_the_command_writes_a_class_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in ("nexflow.toml", "src/shop.rules", "src/shop.schema", "src/shop.xform"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text((SAMPLE / path).read_text("utf-8"), "utf-8")
    geo = tmp_path / "src/main/java/com/example/generated/Geo.java"
    assert main(["skeleton", str(tmp_path)]) == 0
    assert "Geo" in geo.read_text("utf-8")
    geo.write_text("mine", "utf-8")
    assert main(["skeleton", str(tmp_path)]) == 0
    assert geo.read_text("utf-8") == "mine"
    words = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert words == ["written", "written", "kept", "kept"]


@pytest.mark.flink
def test_what_calls_the_skeletons_compiles(flink_class_path: str, tmp_path: Path) -> None:
    toml = (SAMPLE / "nexflow.toml").read_text("utf-8")
    made = generate(texts_of(SAMPLE), toml=toml, on=ON)
    own = {f"src/main/java/{file.path}": file.text for file in skeletons(workspace())}
    assert compile_java({**made.java, **own}, tmp_path, flink_class_path) == ""
