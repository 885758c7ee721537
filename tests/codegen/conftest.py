"""What tests of generated code share."""

from __future__ import annotations

import os
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from nexflow_codegen.flink_versions import JACKSON, SLF4J, SUPPORTED
from nexflow_codegen.lower.connectors.registry import CONNECTORS
from nexflow_codegen.lower.formats.registry import FORMATS
from nexflow_codegen.lower.lookup_sources import CONNECTORS as LOOKUPS
from nexflow_codegen.project import Pom
from nexflow_codegen.render import environment
from nexflow_codegen.toolchain import class_path


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what rewrites the baselines."""
    parser.addoption("--update", action="store_true", help="rewrite the expected Java")


@pytest.fixture(scope="session", params=SUPPORTED, ids=lambda version: f"flink-{version.line}")
def flink_class_path(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """The jars that a generated project with every connector is compiled and run with."""
    version = request.param
    others = [other for other in SUPPORTED if other is not version]
    needed = [one for known in (*CONNECTORS, *FORMATS) for one in known.dependencies]
    model = Pom(
        group="com.example", artifact="tests", version="1", flink=version, other=others[0],
        dependencies=tuple(dict.fromkeys(needed)), sql=False, tables=True,
        libraries=tuple(one for connector in LOOKUPS.values() for one in connector.libraries), jackson=JACKSON, slf4j=SLF4J, sources=(), jobs=(), variables=(), regional=False,
    )  # fmt: skip
    templates = environment()
    templates.filters.setdefault("xml", escape)
    pom = tmp_path_factory.mktemp("pom") / "pom.xml"
    pom.write_text(templates.get_template("project/pom.xml.j2").render(model=model), "utf-8")
    return os.pathsep.join(map(str, class_path(Path(pom), version, print)))
