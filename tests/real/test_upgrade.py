"""A job is stopped with a savepoint, changed, generated anew, and goes on; or `--against` says that it cannot."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from broker import Broker
from production import Production, wait_until

from nexflow_codegen import generate
from nexflow_codegen.flink_versions import SUPPORTED, FlinkVersion
from nexflow_codegen.run import compile_project
from nexflow_codegen.state import losses
from nexflow_codegen.write import write
from nexflow_server.projects import ProjectFolder

pytestmark = pytest.mark.flink
SOURCES = {
    "nexflow.toml": """[project]
name = "sales"
[targets.flink]
package = "com.example.sales"
max_parallelism = 16
[kafka]
bootstrap_servers = "${BROKERS}"
""",
    "sale.schema": """schema Sale
    streaming
        time_field: at
        idle_timeout: 1 second
    end
    fields
        shop: string required
        country: string required
        amount: integer required
        at: timestamp required
    end
end
""",
    "sizes.rules": """decision_table Sizes
    hit_policy first_match
    given:
        amount: integer
    decide:
        | amount | size    |
        |========|=========|
        | > 100  | "large" |
        | *      | "small" |
    return:
        size: string
end
""",
    "sales.proc": """import sale.schema
import sizes.rules

process Sales
    receive Sale from kafka "TOPIC"
    filter amount > 0
    evaluate using Sizes
    window tumbling 1 minute
        key by shop
        aggregate
            sum(amount) as total
            max(amount) as largest
        end
    emit to "TOPIC.totals"
end
""",
}


@dataclass
class Release:
    """A version of the project, generated and compiled."""

    production: Production
    sources: dict[str, str]
    project: ProjectFolder


def release(
    folder: Path, broker: Broker, version: FlinkVersion, sources: dict[str, str]
) -> Release:
    """Generate and compile a version of the project."""
    source = folder / "source"
    source.mkdir(parents=True)
    for name, text in sources.items():
        (source / name).write_text(text, "utf-8")
    project = ProjectFolder(str(source), deep=True)
    for _path in project.load():
        pass
    result = generate(project.workspace, flink_version=version.flink)
    assert not result.findings, result.findings
    write(folder / "flink", result.files, complete=True)
    production = Production(
        compile_project(folder / "flink", version, print), "com.example.sales.job.SalesJob",
        "com.example.sales.job.SalesConnectors", "", folder, {"BROKERS": broker.address},
    )  # fmt: skip
    return Release(production, sources, project)


def changed(sources: dict[str, str], name: str, *changes: tuple[str, str]) -> dict[str, str]:
    """Return the sources with one edited."""
    text = sources[name]
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return {**sources, name: text}


def sale(minute: int, amount: int, shop: str = "a") -> bytes:
    """Return a sale."""
    at = f"2026-03-02T09:{minute:02}:10Z"
    return json.dumps({"shop": shop, "country": "DE", "amount": amount, "at": at}).encode()


@pytest.mark.parametrize("version", SUPPORTED, ids=lambda version: f"flink-{version.line}")
def test_state_outlives_a_harmless_edit(
    version: FlinkVersion, broker: Broker, tmp_path: Path
) -> None:
    topic = f"sales-{version.line}"
    broker.create(topic, f"{topic}.totals", partitions=1)
    sources = changed(SOURCES, "sales.proc", ("TOPIC", topic))
    first = release(tmp_path / "first", broker, version, sources)

    def totals() -> list[object]:
        return [record["total"] for record in broker.records(f"{topic}.totals")]

    # The first minute's total says that the second minute's sales have been read, too.
    broker.send(topic, [sale(0, 10), sale(1, 1), sale(1, 2)], partitions=1)
    log = tmp_path / "first/job.log"
    with first.production.running() as process:
        wait_until(lambda: totals() == [10], process, log)
        savepoint = first.production.stop(process)
    harmless = changed(
        sources, "sales.proc",
        ("    window", "    set amount = amount + 100\n    window"), ("using Sizes", "using Bands"),
        ("            max", "            count() as sales\n            max"),
    )  # fmt: skip
    harmless = changed(harmless, "sizes.rules", ("Sizes", "Bands"))
    second = release(tmp_path / "second", broker, version, harmless)
    assert not list(_losses(first, second))
    broker.send(topic, [sale(1, 4), sale(3, 1)], partitions=1)
    with second.production.running(savepoint=savepoint) as process:
        wait_until(lambda: len(totals()) == 2, process, tmp_path / "second/job.log")
    assert totals() == [10, 1 + 2 + 104]
    # What is not harmless is foretold, and Flink says the same.
    other_key = changed(sources, "sales.proc", ("key by shop", "key by country"))
    third = release(tmp_path / "third", broker, version, other_key)
    foretold = list(_losses(first, third))
    assert len(foretold) == 1
    assert "`sales.window.shop`" in foretold[0]
    with third.production.running(savepoint=savepoint) as process:
        assert process.wait(240) != 0
    assert "Cannot map checkpoint/savepoint state" in (tmp_path / "third/job.log").read_text(
        "utf-8"
    )


def _losses(before: Release, after: Release) -> list[str]:
    states = [generate(one.project.workspace).state for one in (before, after)]
    assert states[0] is not None
    assert states[1] is not None
    return [loss.message for loss in losses(states[0], states[1])]
