"""Every operator and every function of the language: it generates, and gives what it must."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from generated import ROOT, Generated, compile_java, generate, run_java

from nexflow_analysis.functions import FUNCTIONS, Purity
from nexflow_analysis.project.read import read_project
from nexflow_analysis.workspace import Workspace
from nexflow_codegen.java import string_literal

SAMPLE = ROOT / "tests/samples/every_expression"
#: Written as (expression, what it gives); worked out by hand.
VALUES = [
    tuple(line.split(" ==> "))
    for line in (SAMPLE / "values.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
MAIN = """
package com.example.generated;

import com.example.generated.schema.Sample;
import com.example.generated.schema.SampleJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        Sample sample = SampleJson.read(Files.readAllBytes(Path.of(SAMPLE)));
        List<Function<Sample, Object>> values = List.of(VALUES);
        for (Function<Sample, Object> value : values) {
            System.out.println(value.apply(sample));
        }
    }
}
"""


def schema() -> str:
    """Return the sample's schema with a computed field for every expression."""
    computed = [f"        v{number} = {code}" for number, (code, _value) in enumerate(VALUES)]
    text = (SAMPLE / "sample.schema").read_text("utf-8")
    return text.replace(
        "end\n\nschema", "\n".join(("    computed", *computed, "    end", "end\n\nschema")), 1
    )


def toml() -> str:
    """Return the sample's project file."""
    return (SAMPLE / "nexflow.toml").read_text("utf-8")


@pytest.fixture(scope="module")
def made() -> Generated:
    """The Java of the sample with all expressions."""
    return generate({"sample.schema": schema()}, toml=toml())


def test_the_expressions_are_right_by_the_checker() -> None:
    workspace = Workspace(read_project("nexflow.toml", toml())[0])
    text = schema()
    workspace.set_text("sample.schema", text)
    lines = text.splitlines()
    assert [
        (found.code, found.message, lines[found.start[0]])
        for found in workspace.findings("sample.schema")
        if found.severity.name == "ERROR"
    ] == []


def test_every_function_is_among_the_expressions() -> None:
    called = {name for code, _value in VALUES for name in re.findall(r"(\w+)\(", code)}
    missing = {name for name in FUNCTIONS if name not in called}
    assert {name for name in missing if FUNCTIONS[name].purity is not Purity.IO} == set()


def test_every_expression_generates(made: Generated) -> None:
    assert made.problems == []


@pytest.mark.flink
def test_every_expression_gives_what_it_must(
    made: Generated, flink_class_path: str, tmp_path: Path
) -> None:
    values = ", ".join(f"Sample::v{number}" for number in range(len(VALUES)))
    main = MAIN.replace("VALUES", values)
    main = main.replace("SAMPLE", string_literal(str(SAMPLE / "sample.jsonl")))
    java = {**made.java, "src/main/java/com/example/generated/Main.java": main}
    assert compile_java(java, tmp_path, flink_class_path) == ""
    shown = run_java("com.example.generated.Main", tmp_path, flink_class_path).splitlines()
    wrong = [
        f"{code}: {found}, not {value}"
        for (code, value), found in zip(VALUES, shown, strict=True)
        if found != value
    ]
    assert wrong == []
