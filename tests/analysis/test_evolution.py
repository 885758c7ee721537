"""Released versions of schemas are compared with, and with nothing else, however they come in."""

from sample import all_findings, put, workspace_of

from nexflow_analysis.workspace import Workspace

RELEASED = "schema Order\n    version 1.0.0\n    fields\n        id: uuid required\n    end\nend\n"
CURRENT = """\
schema Order
    version 2.0.0
        previous_version 1.0.0
        compatibility backward
    fields
        id: uuid required
        note: string required
    end
end
"""
PROJECT = '[project]\nname = "p"\n'
EVOLUTION = f'{PROJECT}[evolution]\nprevious = "released"\n'
FILES = {"/released/order.schema": RELEASED, "/order.schema": CURRENT}


def codes(workspace: Workspace) -> list[tuple[str, str]]:
    return [(f.path, f.code) for findings in all_findings(workspace).values() for f in findings]


def test_a_project_file_that_comes_later_makes_files_released_ones() -> None:
    workspace = workspace_of({**FILES, "/nexflow.toml": EVOLUTION})
    assert codes(workspace) == [("/order.schema", "NX260")]
    found = workspace.findings("/order.schema")[0]
    assert [(one.path, one.start) for one in found.related] == [("/released/order.schema", (0, 7))]


def test_released_files_are_files_like_others_once_the_project_file_says_so() -> None:
    workspace = workspace_of({"/nexflow.toml": EVOLUTION, **FILES})
    released = FILES["/released/order.schema"].replace("1.0.0", "3.0.0")
    put(workspace, "/released/order.schema", released)
    assert codes(workspace) == [("/order.schema", "NX260")]
    put(workspace, "/nexflow.toml", PROJECT)
    assert codes(workspace) == [("/order.schema", "NX120"), ("/released/order.schema", "NX120")]
    put(workspace, "/nexflow.toml", EVOLUTION)
    assert codes(workspace) == [("/order.schema", "NX260")]


def test_a_change_of_the_released_version_is_seen_at_once() -> None:
    workspace = workspace_of({"/nexflow.toml": EVOLUTION, **FILES})
    assert codes(workspace) == [("/order.schema", "NX260")]
    put(workspace, "/released/order.schema", RELEASED.replace("id:", "note: string required\n id:"))
    assert workspace.stale_paths() >= {"/order.schema"}
    assert codes(workspace) == []


def test_a_previous_version_beside_the_new_one_is_compared_and_no_duplicate() -> None:
    workspace = workspace_of({"/nexflow.toml": PROJECT, "/order.schema": RELEASED + CURRENT})
    assert codes(workspace) == [("/order.schema", "NX260")]
    put(workspace, "/order.schema", RELEASED.replace("1.0.0", "1.5.0") + CURRENT)
    assert codes(workspace) == [("/order.schema", "NX120"), ("/order.schema", "NX120")]
