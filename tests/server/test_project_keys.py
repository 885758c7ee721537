"""Hover and completion in `nexflow.toml`: a `|` marks the place."""

from __future__ import annotations

import pytest
import shop
from marked_project import load

from nexflow_analysis.project.keys import KEYS, Table
from nexflow_analysis.project.model import Project
from nexflow_analysis.workspace import Workspace
from nexflow_server.features.project_file import (
    is_project_file,
    project_completion,
    project_hover,
)
from nexflow_server.features.project_keys import DOCUMENTATION


def place(text: str) -> tuple[list[str], int, int]:
    before = text[: text.index("|")]
    column = len(before) - (before.rfind("\n") + 1)
    return text.replace("|", "", 1).split("\n"), before.count("\n"), column


def said(text: str) -> str:
    found = project_hover(*place(text))
    return found.markdown if found is not None else ""


def offered(text: str, workspace: Workspace | None = None) -> dict[str, str]:
    """Return what is offered, with what it writes in place of what is there."""
    lines, line, column = place(text)
    found = project_completion(workspace or Workspace(Project.default("shop")), lines, line, column)
    start, end = found.start[1], found.end[1]
    return {
        item.label: lines[line][:start] + (item.insert or item.label) + lines[line][end:]
        for item in found.items
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[kafka]\nbootstrap_|servers = 1", "The brokers"),
        ("[kaf|ka.producer]", "The brokers; any other key"),
        ("[kafka.prod|ucer]", "What sinks are given"),
        ('[streams.orders]\ntop|ic = "x"', "The topic of Kafka"),
        ('[streams.orders]\nconnec|tor = "x"', "One of `csv`"),
        ("[streams.ord|ers]", "Binds a stream's name"),
        ("[streams.orders]\n\n# why\npartitions| = 3", "A whole number from 1"),
        ("[targets.flink.options]\nparal|lelism = 3", "How many subtasks"),
        ("targets.flink.del|ivery = 3", "Whether a record may be written again"),
        ("[nonsense]\nkey| = 1", ""),
        ("[config.topics]\norders| = 1", ""),
        ("[kafka]\nacks = |1", ""),
        ("|", ""),
    ],
)  # fmt: skip
def test_hover_says_what_a_key_means(text: str, expected: str) -> None:
    found = said(text)
    assert expected in found if expected else found == ""


def test_keys_of_the_table_are_offered_that_are_not_there() -> None:
    found = offered('[project]\nname = "x"\nver|\n\n[kafka]\n')
    assert found["version"] == 'version = "${1}"'
    assert "name" not in found
    assert "bootstrap_servers" not in found
    assert offered("[streams.orders]\n|")["partitions"] == "partitions = ${1}"
    assert offered("[lookups.c]\n|")["key"] == "key = [${1}]"
    assert offered("|") == {}


def test_tables_are_offered_in_brackets() -> None:
    found = offered("[str|]")
    assert found["project"] == "[project]"
    assert found["streams.NAME"] == "[streams.${1:name}]"
    assert found["kafka.producer"] == "[kafka.producer]"
    assert {"config", "plan", "targets.flink"} <= set(found)
    assert "targets" not in found


def test_values_are_offered_where_they_are_words() -> None:
    assert offered('[streams.o]\nconnector = "ka|"')["kafka"] == 'connector = "kafka"'
    assert offered("[streams.o]\nconnector = |")["kafka"] == 'connector = "kafka"'
    assert offered("[targets.flink]\nobject_reuse = |") == {
        "true": "object_reuse = true", "false": "object_reuse = false",
    }  # fmt: skip
    assert offered('[calendars.t]\nweekend = ["sun|"]')["sunday"] == 'weekend = ["sunday"]'
    assert offered("[streams.o]\npartitions = |") == {}


def test_schemas_are_offered_by_name(tmp_path: object) -> None:
    marked = load(tmp_path, shop.with_cursor("orders.proc", "filter", "fil$0ter"))  # type: ignore[arg-type]
    found = offered('[streams.o]\nschema = "|"', marked.project.workspace)
    assert found["Order"] == 'schema = "Order"'


def test_every_key_is_documented() -> None:
    def paths(table: Table, above: str) -> set[str]:
        found = set()
        for key, rule in table.items():
            path = f"{above}.{key}" if above else key
            found |= {path} if key != "*" and not path.startswith("sources") else set()
            found |= paths(rule, path) if isinstance(rule, dict) else set()
        return found

    assert paths(KEYS, "") - set(DOCUMENTATION) == {"targets.spark.enabled"}


def test_project_files_are_known_by_name() -> None:
    assert is_project_file("/a/nexflow.toml")
    assert is_project_file("/a/nexflow.prod.toml")
    assert not is_project_file("/a/pyproject.toml")
