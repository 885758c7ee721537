"""Generates every golden project and writes, as JSON, what of the generator they reach.

Run as a program: in a Python of its own nothing has been generated before, so that no cache hides
a call. `test_coverage.py` reads what it prints.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "codegen/nexflow_codegen"
TEMPLATES = PACKAGE / "templates"


class Reached:
    """What has run. templates: lines of their Python, by path; what jinja2 makes of them is Python."""

    def __init__(self) -> None:
        self.functions: set[CodeType] = set()
        self.lines: dict[str, set[int]] = {}

    def call(self, frame: FrameType, _event: str, _argument: Any) -> Callable[..., Any] | None:
        """Note a call; only of templates what runs inside of it."""
        code = frame.f_code
        self.functions.add(code)
        if not code.co_filename.startswith(str(TEMPLATES)):
            return None
        lines = self.lines.setdefault(code.co_filename, set())

        def line(inner: FrameType, _event: str, _argument: Any) -> Callable[..., Any]:
            lines.add(inner.f_lineno)
            return line

        return line


def generate_all() -> list[str]:
    """Generate every golden project; return the generated paths."""
    from generated import generate as generate_definitions  # noqa: PLC0415 - traced from its import on
    from generated import texts_of  # noqa: PLC0415
    from sample_runs import SAMPLES  # noqa: PLC0415
    from test_definitions import ON, SAMPLE  # noqa: PLC0415
    from test_every_expression import schema, toml  # noqa: PLC0415
    from test_table_plans import TABLES, text_of  # noqa: PLC0415

    from nexflow_codegen import generate  # noqa: PLC0415
    from nexflow_server.projects import ProjectFolder  # noqa: PLC0415

    paths: list[str] = []
    for sample in SAMPLES.values():
        project = ProjectFolder(str(sample.folder), deep=True)
        for _path in project.load():
            pass
        result = generate(project.workspace)
        assert result.ok, (sample.name, result.findings)
        paths += [file.path for file in result.files]
    paths += generate_definitions({"sample.schema": schema()}, toml=toml()).java
    paths += generate_definitions(texts_of(ROOT / "tests/samples/expressions/src")).java
    definitions = generate_definitions(
        texts_of(SAMPLE), toml=(SAMPLE / "nexflow.toml").read_text("utf-8"), on=ON
    )
    assert not definitions.problems, definitions.problems
    paths += definitions.java
    paths += generate_definitions({f"{name}.rules": text_of(name) for name in TABLES}).java
    return paths


def main() -> None:
    """Generate all and print what was reached."""
    reached = Reached()
    sys.settrace(reached.call)
    paths = generate_all()
    sys.settrace(None)
    functions = sorted(
        f"{Path(code.co_filename).relative_to(PACKAGE).as_posix()}:{code.co_qualname}"
        for code in reached.functions
        if code.co_filename.startswith(str(PACKAGE)) and code.co_filename.endswith(".py")
    )
    lines = {
        Path(path).relative_to(TEMPLATES).as_posix(): sorted(found)
        for path, found in reached.lines.items()
    }
    support = sorted({Path(path).stem for path in paths if "/support/" in path})
    json.dump({"functions": functions, "lines": lines, "support": support}, sys.stdout)


if __name__ == "__main__":
    main()
