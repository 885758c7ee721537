"""Which tests stay together where they run in several processes: `make test` starts one per core."""

from __future__ import annotations

from pathlib import Path

import pytest

_TESTS = Path(__file__).parent
#: Folders whose tests start servers, run Maven or jobs.
_SLOWEST = ("real", "codegen", "differential", "server", "evaluation")


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist writes the groups into the tests' names
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep together what shares something costly: a file's fixtures, a compiled project, a server.

    The slowest come first: what is quick fills up what the processes have left in the end.
    """
    items.sort(key=_turn)
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_group(item)))


def _turn(item: pytest.Item) -> int:
    folder = item.path.relative_to(_TESTS).parts[0]
    return _SLOWEST.index(folder) if folder in _SLOWEST else len(_SLOWEST)


def _group(item: pytest.Item) -> str:
    folder, name = item.path.relative_to(_TESTS).parts[0], item.path.stem
    if folder == "real":
        return folder  # its servers are started once
    if name == "test_jobs" and isinstance(item, pytest.Function) and hasattr(item, "callspec"):
        given = item.callspec.params
        project = getattr(given.get("run"), "project", given.get("name"))
        return f"{name} {project} {given['version'].line}"
    return f"{folder} {name}"
