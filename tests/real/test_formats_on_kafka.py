"""Avro and Protobuf on a real broker, and rows that are replaced in a real database."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Iterator

import pytest
from broker import Broker
from jars import resolve
from postgres import Database
from production import Production, compiled, wait_until

pytestmark = pytest.mark.flink
DRIVER = "org.postgresql:postgresql:42.7.7"
TOML = """
[project]
name = "readings"
[targets.flink]
package = "com.example.readings"
[kafka]
bootstrap_servers = "${KAFKA_BROKERS}"
[streams.readings]
connector = "kafka"
topic = "readings.avro"
schema = "Reading"
format = "avro"
[streams.latest]
connector = "jdbc"
url = "${LATEST_URL}"
user = "postgres"
table = "latest"
schema = "Reading"
[errors]
dead_letter = "readings.failed"
"""
SCHEMA = """
schema Reading
    fields
        device: string required
        level: integer required
        note: string
    end
end
"""
PROCESS = """
process KeepLatest
    receive readings
    emit to "readings.protobuf"
        schema Reading
        format protobuf
        key device
    persist to latest
        upsert by device
        flush interval 200 milliseconds
end
"""
TABLE = "CREATE TABLE latest (device text PRIMARY KEY, level bigint, note text)"


def avro(device: str, level: int, note: str | None) -> bytes:
    """Return a reading in Avro's encoding, by hand: lengths and numbers are small, and doubled."""
    text = device.encode()
    said = bytes([0]) if note is None else bytes([2, len(note) * 2]) + note.encode()
    return bytes([len(text) * 2]) + text + bytes([level * 2]) + said


def protobuf(device: str, level: int, note: str | None) -> bytes:
    """Return a reading in Protobuf's encoding, by hand: zero is not written."""
    text = device.encode()
    made = bytes([0x0A, len(text)]) + text
    made += bytes([0x10, level]) if level else b""
    return made + (bytes([0x1A, len(note)]) + note.encode() if note is not None else b"")


@pytest.fixture(scope="module")
def job(
    broker: Broker, database: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Production]:
    """The job with its topics and its table."""
    folder = tmp_path_factory.mktemp("readings")
    source = folder / "source"
    source.mkdir()
    for name, text in (("nexflow.toml", TOML), ("r.schema", SCHEMA), ("r.proc", PROCESS)):
        (source / name).write_text(text, "utf-8")
    classes = compiled(folder)
    broker.create("readings.avro", "readings.protobuf", "readings.failed")
    database.run(TABLE)
    package = "com.example.readings.job.KeepLatest"
    environment = {"KAFKA_BROKERS": broker.address, "LATEST_URL": database.jdbc}
    drivers = resolve(folder / "drivers", DRIVER)
    yield Production(classes, f"{package}Job", f"{package}Connectors", drivers, folder, environment)
    shutil.rmtree(folder / "flink", ignore_errors=True)


def test_bytes_go_through_a_broker_and_rows_are_replaced(
    job: Production, broker: Broker, database: Database
) -> None:
    # A device's readings are on one partition: every second one is.
    readings = [
        ("a", 1, None), ("b", 2, "warm"), ("a", 3, "hot"), ("b", 0, None), ("a", 5, None),
    ]  # fmt: skip
    values = [avro(*reading) for reading in readings]
    garbage = [b"\xff\xff\xff\xff\x7f", avro("c", 1, None) + b"x"]
    broker.send("readings.avro", [*values, garbage[0], garbage[1]])

    def rows() -> dict[object, tuple[object, ...]]:
        return {row[0]: row[1:] for row in database.run("SELECT device, level, note FROM latest")}

    def written() -> bool:
        return (
            len(broker.values("readings.protobuf")) == len(readings)
            and len(broker.values("readings.failed")) == len(garbage)
            and rows() == {"a": (5, None), "b": (0, None)}
        )

    with job.running() as process:
        wait_until(written, process, job.folder / "job.log")
    assert sorted(broker.values("readings.protobuf")) == sorted(protobuf(*one) for one in readings)
    letters = [json.loads(value) for value in broker.values("readings.failed")]
    assert {letter["kind"] for letter in letters} == {"parse_error"}
    originals = {
        base64.b64decode(letter["original_base64"]) if "original_base64" in letter
        else letter["original"].encode()
        for letter in letters
    }  # fmt: skip
    assert originals == set(garbage)
