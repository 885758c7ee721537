"""Functions and files stay small enough to be read at once."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LONGEST_FUNCTION, LONGEST_FILE = 60, 400
#: Names of functions (`path:name`) and files that may be longer, each with its reason.
EXCEPTIONS: dict[str, str] = {}
SOURCES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("grammar", "codegen", "server", "benchmarks")
    for path in (ROOT / folder).rglob("*.py")
    if path.parent.name != "compiled"  # written by a program
)


@pytest.mark.parametrize("path", SOURCES)
def test_files_and_functions_are_short(path: str) -> None:
    text = (ROOT / path).read_text("utf-8")
    lines = text.count("\n")
    assert lines <= LONGEST_FILE or path in EXCEPTIONS, f"{lines} lines"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION or f"{path}:{node.name}" in EXCEPTIONS, (
                f"{node.name} has {length} lines"
            )


def test_every_exception_is_needed() -> None:
    assert all((ROOT / name.partition(":")[0]).exists() for name in EXCEPTIONS)
