"""What tests of generated code share."""

from __future__ import annotations

import pytest
from generated import jars

from nexflow_codegen.flink_versions import SUPPORTED


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what rewrites the baselines."""
    parser.addoption("--update", action="store_true", help="rewrite the expected Java")


@pytest.fixture(scope="session", params=SUPPORTED, ids=lambda version: f"flink-{version.line}")
def flink_class_path(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """The jars that a generated project with every connector is compiled and run with."""
    return jars(request.param, tmp_path_factory.mktemp("pom"))
