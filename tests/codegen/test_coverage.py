"""Golden projects together reach the whole generator: what none of them needs is untested or dead."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from reached import PACKAGE, TEMPLATES

from nexflow_codegen.render import environment

#: In the Python that jinja2 makes of a template: what puts out text.
_OUTPUT = re.compile(r"\s*(?:yield |t_\d+\.(?:append|extend)\()")
#: Words for what is not generated, which no project that generates needs; `test_generation.py` reads them.
ALLOWED = [
    "lower/connectors/registry.py:_instead",
    "lower/context.py:NotGenerated.message",
    "lower/convert.py:describe",
    "lower/environment.py:EnvironmentMillis.__bool__",
    "lower/environment.py:EnvironmentMillis._refuse",
    "lower/numbers.py:_what",
    "lower/process/clauses.py:not_generated",
    "lower/process/keyed_region.py:_between",
    "lower/process/keyed_region.py:_what",
    "lower/process/steps.py:_report",
]


@dataclass(frozen=True)
class Found:
    """What the golden projects reach, as `reached.py` tells it."""

    functions: frozenset[str]
    lines: dict[str, frozenset[int]]
    support: frozenset[str]


@pytest.fixture(scope="module")
def found() -> Found:
    """Generate all golden projects in a Python of its own."""
    program = Path(__file__).with_name("reached.py")
    done = subprocess.run(
        [sys.executable, str(program)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    read = json.loads(done.stdout)
    lines = {name: frozenset(numbers) for name, numbers in read["lines"].items()}
    return Found(frozenset(read["functions"]), lines, frozenset(read["support"]))


def _functions(tree: ast.AST, outer: str = "") -> Iterator[str]:
    """Return the functions of a module as Python names them; the methods of protocols have no body."""
    for node in ast.iter_child_nodes(tree):
        match node:
            case ast.FunctionDef(body=[ast.Expr(value=ast.Constant(value=str()))]):
                pass
            case ast.FunctionDef():
                yield f"{outer}{node.name}"
                yield from _functions(node, f"{outer}{node.name}.<locals>.")
            case ast.ClassDef():
                yield from _functions(node, f"{outer}{node.name}.")
            case _:
                yield from _functions(node, outer)


def test_every_function_that_lowers_is_reached(found: Found) -> None:
    declared = {
        f"{path.relative_to(PACKAGE).as_posix()}:{name}"
        for folder in ("ir", "lower", "deploy")
        for path in (PACKAGE / folder).rglob("*.py")
        for name in _functions(ast.parse(path.read_text("utf-8")))
    }
    assert sorted(declared - found.functions) == ALLOWED


def test_every_text_of_a_template_is_reached(found: Found) -> None:
    missing: list[str] = []
    for path in sorted(TEMPLATES.rglob("*.j2")):
        name = path.relative_to(TEMPLATES).as_posix()
        source = path.read_text("utf-8")
        python = environment().compile(source, name, raw=True).splitlines()
        template = environment().get_template(name)
        missing += [
            f"{name}, from line {template.get_corresponding_lineno(number)} on: {line.strip()}"
            for number, line in enumerate(python, 1)
            if _OUTPUT.match(line) and number not in found.lines.get(name, ())
        ]
    assert missing == []


def test_every_support_class_is_reached(found: Found) -> None:
    classes = {path.stem for path in (PACKAGE / "support").glob("*.java")}
    assert sorted(classes - found.support) == []
