"""Records whose schemas a registry knows, on a real broker; documents in a server of MongoDB's protocol."""

from __future__ import annotations

import base64
import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from broker import Broker, free_port
from mongo_server import Mongo, mongo_server
from production import Production, compiled, wait_until
from schema_registry import Registry, schema_registry

pytestmark = pytest.mark.flink
TOML = """
[project]
name = "farm"
[targets.flink]
package = "com.example.farm"
[kafka]
bootstrap_servers = "${KAFKA_BROKERS}"
[serialization]
default_format = "confluent_avro"
[serialization.registry]
url = "${REGISTRY_URL}"
user = "farmer"
password = "${REGISTRY_PASSWORD}"
[streams.plots]
connector = "kafka"
topic = "farm.plots"
schema = "Plot"
[streams.kept]
connector = "mongodb"
url = "${MONGO_URL}"
database = "farm"
collection = "plots"
schema = "Plot"
flush_interval = "200ms"
[streams.history]
connector = "mongodb"
url = "${MONGO_URL}"
database = "farm"
collection = "history"
schema = "Entry"
flush_interval = "200ms"
[streams.names]
connector = "mongodb"
url = "${MONGO_URL}"
database = "farm"
collection = "names"
schema = "Entry"
[errors]
dead_letter = "farm.failed"
"""
SCHEMA = """
schema Plot
    identity
        name: string
        year: integer
    end
    fields
        crop: string
        yield: decimal(8, 2)
        seen_at: timestamp
        rows: integer default 1
        marks: list<string>
    end
end

schema Entry
    fields
        name: string required
        crop: string
    end
end
"""
PROCESS = """
process KeepPlots
    receive plots
    emit to "farm.copies"
        schema Plot
        key name
    emit to kept
    emit to history
    persist to names
        on error emit to "farm.refused"
end
"""
#: As another team wrote them first: other names, another order, an enumeration, milliseconds, and more fields.
THEIRS = {
    "type": "record", "name": "Field", "namespace": "org.other", "fields": [
        {"name": "year", "type": "int"},
        {"name": "crop", "type": ["null", {"type": "enum", "name": "Crop", "symbols": ["RYE", "OATS"]}]},
        {"name": "soil", "type": {"type": "map", "values": "float"}},
        {"name": "name", "type": "string"},
        {"name": "seen_at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
        {"name": "yield", "type": {
            "type": "fixed", "name": "Kilos", "size": 3, "logicalType": "decimal", "precision": 6, "scale": 1}},
    ],
}  # fmt: skip
#: A later version of theirs.
LATER = {
    "type": "record", "name": "Field", "namespace": "org.other", "fields": [
        {"name": "name", "type": "string"},
        {"name": "year", "type": "long"},
        {"name": "rows", "type": "int"},
        {"name": "marks", "type": {"type": "array", "items": "string"}},
    ],
}  # fmt: skip
#: Our own schema, by the table of docs/connectors.md.
OURS = {
    "type": "record", "name": "Plot", "namespace": "com.example.farm.schema", "fields": [
        {"name": "name", "type": "string"},
        {"name": "year", "type": "long"},
        {"name": "crop", "type": ["null", "string"], "default": None},
        {"name": "yield", "default": None, "type": [
            "null", {"type": "bytes", "logicalType": "decimal", "precision": 8, "scale": 2}]},
        {"name": "seen_at", "default": None, "type": [
            "null", {"type": "long", "logicalType": "timestamp-micros"}]},
        {"name": "rows", "type": "long", "default": 1},
        {"name": "marks", "type": ["null", {"type": "array", "items": "string"}], "default": None},
    ],
}  # fmt: skip

#: Writes one record for each registry and subject among the arguments, and tells what happened.
ASK = """
import com.example.farm.support.ConfluentWriter;
import com.example.farm.support.SchemaRegistry;
import java.time.Duration;

public final class Ask {
    public static void main(String[] args) {
        for (int at = 0; at < args.length; at += 2) {
            SchemaRegistry registry = new SchemaRegistry(args[at], Duration.ofSeconds(5));
            try {
                new ConfluentWriter<String>(registry, args[at + 1], "\\"string\\"", String::getBytes).apply("x");
                System.out.println("written");
            } catch (IllegalStateException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
"""


def number(value: int) -> bytes:
    """Return a number as Avro encodes it: its sign last, seven bits a byte."""
    doubled, made = (value << 1) ^ (value >> 63), bytearray()
    while doubled > 0x7F:
        made.append(doubled & 0x7F | 0x80)
        doubled >>= 7
    return bytes([*made, doubled])


def text(value: str) -> bytes:
    """Return a text as Avro encodes it."""
    return number(len(value.encode())) + value.encode()


def with_id(schema: int, record: bytes) -> bytes:
    """Return a record with the id of its schema before it."""
    return b"\x00" + schema.to_bytes(4) + record


@dataclass(frozen=True)
class Farm:
    """The job, and what it reads and writes."""

    production: Production
    broker: Broker
    registry: Registry
    mongo: Mongo


@pytest.fixture(scope="module")
def farm(broker: Broker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Farm]:
    """The project, generated and compiled, with its servers; MongoDB is not started yet."""
    folder = tmp_path_factory.mktemp("farm")
    source = folder / "source"
    source.mkdir()
    for name, content in (("nexflow.toml", TOML), ("p.schema", SCHEMA), ("p.proc", PROCESS)):
        (source / name).write_text(content, "utf-8")
    classes = compiled(folder)
    assert avsc(folder) == OURS
    broker.create("farm.plots", "farm.copies", "farm.failed", "farm.refused")
    package = "com.example.farm.job.KeepPlots"
    with schema_registry() as registry, mongo_server(folder) as mongo:
        environment = {
            "KAFKA_BROKERS": broker.address, "REGISTRY_URL": registry.address,
            "REGISTRY_PASSWORD": "secret", "MONGO_URL": mongo.address,
        }  # fmt: skip
        job = Production(classes, f"{package}Job", f"{package}Connectors", "", folder, environment)
        yield Farm(job, broker, registry, mongo)


def avsc(folder: Path) -> object:
    """Return the Avro schema that is generated beside the Java."""
    path = folder / "flink/src/main/resources/schema/Plot.avsc"
    return json.loads(path.read_text("utf-8"))


def test_schemas_of_others_are_read_and_documents_replaced(farm: Farm) -> None:
    theirs, later = farm.registry.register("farm.plots-value", THEIRS), farm.registry.add(LATER)
    no_record = farm.registry.add("string")
    # 18.25 tons at scale 1 are the digits 182 in three bytes; a map of one float, 6.5, in one block.
    soil = number(1) + text("ph") + bytes.fromhex("0000d040") + number(0)
    first = with_id(
        theirs,
        number(2025) + number(1) + number(1) + soil + text("north") + number(1_700_000_000_123)
        + (1825).to_bytes(3),
    )  # fmt: skip
    marks = number(2) + text("a") + text("ü") + number(0)
    second = with_id(later, text("north") + number(2025) + number(3) + marks)
    third = with_id(later, text("south") + number(-5) + number(0) + number(0))
    garbage = {
        b"{}": "no id of a schema before the record",
        with_id(99, b"x"): "a schema that the registry does not know: 99",
        with_id(no_record, text("x")): f"a schema of no record: {no_record}",
        first[:-1]: "malformed Avro",
        third + b"x": "bytes after the Avro record",
        with_id(later, number(10_000_000)): "malformed Avro",
    }
    farm.registry.away = 2  # it is asked again
    farm.broker.send("farm.plots", [first, *garbage], partitions=1)
    log = farm.production.folder / "job.log"

    def kept() -> dict[tuple[object, object], dict[str, Any]]:
        found = farm.mongo.documents("farm", "plots")
        return {(one.pop("name"), one.pop("year")): one for one in found}

    with farm.production.running() as process:
        wait_until(lambda: bool(farm.broker.values("farm.copies")), process, log)
        farm.mongo.start()  # what waits for it is written then
        wait_until(lambda: bool(kept()), process, log)
        wait_until(lambda: len(farm.broker.values("farm.failed")) == len(garbage), process, log)
        document = kept()["north", 2025]
        assert document.pop("yield").to_decimal() == Decimal("182.50")
        assert document.pop("seen_at").replace(tzinfo=UTC) == datetime(
            2023, 11, 14, 22, 13, 20, 123000, tzinfo=UTC
        )
        assert document == {"crop": "OATS", "rows": 1}

        farm.mongo.make_unique("farm", "names", "name")
        farm.broker.send("farm.plots", [second, third], partitions=1)
        wait_until(lambda: len(kept()) == 2, process, log)
        wait_until(lambda: len(farm.mongo.documents("farm", "history")) == 3, process, log)
        wait_until(lambda: bool(farm.broker.values("farm.refused")), process, log)
        wait_until(lambda: len(farm.mongo.documents("farm", "names")) == 2, process, log)
        assert kept() == {
            ("north", 2025): {"rows": 3, "marks": ["a", "ü"]}, ("south", -5): {"rows": 0, "marks": []},
        }  # fmt: skip
    letters = [json.loads(value) for value in farm.broker.values("farm.failed")]
    assert {letter["kind"] for letter in letters} == {"parse_error"}
    found = {
        base64.b64decode(letter["original_base64"]) if "original_base64" in letter
        else letter["original"].encode(): letter["message"]
        for letter in letters
    }  # fmt: skip
    assert found == garbage
    history = farm.mongo.documents("farm", "history")
    assert sorted(history, key=str) == [
        {"name": "north", "crop": "OATS"}, {"name": "north"}, {"name": "south"},
    ]  # fmt: skip


def test_a_document_that_the_collection_refuses_goes_on_by_itself(farm: Farm) -> None:
    [id_] = farm.registry.subjects["farm.refused-value"]
    assert farm.broker.values("farm.refused") == [with_id(id_, text("north") + number(0))]
    names = farm.mongo.documents("farm", "names")
    assert sorted(names, key=str) == [{"name": "north", "crop": "OATS"}, {"name": "south"}]


def test_what_is_written_is_in_the_registry(farm: Farm) -> None:
    [id_] = farm.registry.subjects["farm.copies-value"]
    assert json.loads(farm.registry.schemas[id_ - 1]) == OURS
    basic = base64.b64encode(b"farmer:secret").decode()
    assert farm.registry.credentials == {f"Basic {basic}"}
    assert sorted(farm.broker.values("farm.copies")) == sorted([
        with_id(id_, text("north") + number(2025) + number(1) + text("OATS")
                + number(1) + number(2) + (18250).to_bytes(2) + number(1) + number(1_700_000_000_123_000)
                + number(1) + number(0)),
        with_id(id_, text("north") + number(2025) + number(0) * 3 + number(3)
                + number(1) + number(2) + text("a") + text("ü") + number(0)),
        with_id(id_, text("south") + number(-5) + number(0) * 3 + number(0) + number(1) + number(0)),
    ])  # fmt: skip
    # Each of two readers asks once for a schema, again for one that is not known, and while it was away.
    assert farm.registry.asked.count("POST /subjects/farm.copies-value/versions") <= 2 + 2


def test_a_registry_that_refuses_a_schema_or_stays_away_fails_the_job(farm: Farm) -> None:
    farm.registry.incompatible = "old-value"
    classes, source = farm.production.classes, farm.production.folder / "Ask.java"
    source.write_text(ASK, "utf-8")
    path = os.pathsep.join(map(str, classes.path))
    asked = [farm.registry.address, "new ü/value", farm.registry.address, "old-value"]
    asked += [f"http://localhost:{free_port()}", "away-value"]
    command = [classes.java, "-cp", path, str(source), *asked]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        "written",
        "the schema registry answers /subjects/old-value/versions with status 409",
        "the schema registry does not answer",
    ]
    assert "new ü/value" in farm.registry.subjects
