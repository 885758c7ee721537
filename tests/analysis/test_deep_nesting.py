"""What is nested too deeply is one diagnostic, and no exception anywhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from nexflow_analysis.declare import declare
from nexflow_grammar.formatting import format_text
from nexflow_grammar.languages import Language
from nexflow_grammar.source_file import SourceFile

N, BLOCKS = 10_000, 5_000


def _transform(expression: str) -> str:
    return f"transform T\n    apply\n        a = {expression}\n    end\nend\n"


PARENTHESES = "(" * N + "a" + ")" * N
TEXTS = {
    "transform parentheses": _transform(PARENTHESES),
    "rules parentheses": f"rule R\n    when {PARENTHESES} then b = 1\nend\n",
    "process parentheses": f"process P\n    filter {PARENTHESES}\nend\n",
    "schema parentheses": (
        f"schema S\n    a: integer\n    computed\n        b = {PARENTHESES}\n    end\nend\n"
    ),
    "schema lists": f"schema S\n    a: {'list<' * N}string{'>' * N}\nend\n",
    "transform brackets": _transform("[" * N + "]" * N),
    "transform nots": _transform("not " * N + "b"),
    "transform signs": _transform("- " * N + "b"),
    "transform whens": _transform("when b then c otherwise " * 3_000 + "b"),
    "transform members": _transform("b" + ".c" * N),
    "transform calls": _transform("b" + "(1)" * N),
    "transform sum": _transform("b" + " + c" * N),
    "transform defaults": _transform("b" + " ?? c" * N),
    "rules ifs": "rule R\n" + "if a then\n" * BLOCKS + "b = 1\n" + "end\n" * (BLOCKS + 1),
    "rules ifs on a line": "rule R\n" + "if a then " * BLOCKS + "b = 1\n" + "end\n" * (BLOCKS + 1),
    "schema objects": "schema S\n"
    + "a: object\n" * BLOCKS
    + "b: string\n"
    + "end\n" * (BLOCKS + 1),
    "schema braces": "schema S {\n"
    + "a: object {\n" * BLOCKS
    + "b: string\n"
    + "}\n" * (BLOCKS + 1),
    "process routes": "process P\n" + "route by x\n" * BLOCKS + "end\n" * (BLOCKS + 1),
}


@pytest.fixture(autouse=True)
def _recursion_of_the_commands() -> Iterator[None]:
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(10_000)
    yield
    sys.setrecursionlimit(limit)


@pytest.mark.parametrize("name", TEXTS)
def test_deep_nesting_is_one_diagnostic(name: str) -> None:
    language = Language(name.split(maxsplit=1)[0])
    file = SourceFile(language, TEXTS[name])
    problems = [problem for segment in file.segments for problem in segment.problems]
    assert [problem.code for problem in problems] == ["NX003"]
    for segment in file.segments:
        assert segment.entries
        declare(segment)
    assert format_text(language, TEXTS[name]) == TEXTS[name]
    line = len(file.lines) // 2
    file.edit((line, 0), (line, 0), "x")
    file.edit((line, 0), (line, 1), "")
    assert [p for segment in file.segments for p in segment.problems] == problems
