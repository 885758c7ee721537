"""A table of a real database, read from its first row to its last, and after a death."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from broker import Broker
from jars import resolve
from postgres import Database
from production import Production, compiled, wait_until

pytestmark = pytest.mark.flink
DRIVER = "org.postgresql:postgresql:42.7.7"
TOML = """
[project]
name = "stock"
[targets.flink]
package = "com.example.stock"
delivery = "DELIVERY"
[kafka]
bootstrap_servers = "${KAFKA_BROKERS}"
[streams.stock]
connector = "jdbc"
url = "${STOCK_URL}"
user = "postgres"
password = "${STOCK_PASSWORD}"
schema = "Item"
fetch_size = 100
[streams.copied]
connector = "jdbc"
url = "${STOCK_URL}"
user = "postgres"
schema = "Item"
batch_size = 50
[errors]
dead_letter = "stock.DELIVERY.failed"
"""
SCHEMA = """
schema Item
    identity
        item_id: integer
    end
    fields
        code: uuid
        price: decimal(10, 2) required
        total: decimal
        weight: double
        active: boolean
        sold_on: date
        seen_at: timestamp
        label: string
        picture: bytes
    end
end
"""
PROCESS = """
process Copy
    receive stock
    persist to copied
end
"""
TABLES = """
DROP TABLE IF EXISTS stock, copied;
CREATE TABLE stock (item_id integer PRIMARY KEY, code uuid, price numeric, total numeric, weight double precision,
    active boolean, sold_on date, seen_at timestamptz, label varchar(40), picture bytea);
CREATE TABLE copied (LIKE stock);
INSERT INTO stock VALUES
    (1, '0b0e7a4e-0000-4000-8000-00000000000a', 12.345, 12345678901234567890.5, 0.1, true, '2026-02-28',
     '2026-03-01 00:30:00.123456+02', 'Grüße "x"', '\\x00ff'),
    (2, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    (3, NULL, NULL, 1, 2.5, false, NULL, NULL, 'no price', NULL),
    (4, NULL, 123456789, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    (5, NULL, 1, 'NaN', NULL, NULL, NULL, NULL, NULL, NULL)
"""
#: More rows than are fetched together, each of which takes its time to be written.
FIRST, LAST = 6, 12000
MANY = f"INSERT INTO stock (item_id, price) SELECT i, i FROM generate_series({FIRST}, {LAST}) i"  # noqa: S608
SLOW = """
CREATE OR REPLACE FUNCTION slow() RETURNS trigger AS 'BEGIN PERFORM pg_sleep(0.001); RETURN NEW; END' LANGUAGE plpgsql;
CREATE TRIGGER slow BEFORE INSERT ON copied FOR EACH ROW EXECUTE FUNCTION slow()
"""


@dataclass(frozen=True)
class Copying:
    """The job and what it reads and writes. delivery: that of the project."""

    production: Production
    database: Database
    broker: Broker
    delivery: str

    def run(self) -> None:
        """Run the job until its table has been read."""
        with self.production.running() as process:
            assert process.wait(240) == 0, self.log.read_text("utf-8")[-5000:]

    @property
    def log(self) -> Path:
        """What the job says."""
        return self.production.folder / "job.log"

    def copied(self) -> list[int]:
        """Return which rows have been written, those that were written twice twice."""
        rows = self.database.run("SELECT item_id FROM copied ORDER BY item_id")
        return [int(str(row[0])) for row in rows]


@pytest.fixture(scope="module", params=["at_least_once", "exactly_once"])
def copying(
    request: pytest.FixtureRequest, broker: Broker, database: Database,
    tmp_path_factory: pytest.TempPathFactory,
) -> Copying:  # fmt: skip
    """The job with its tables, once for each delivery."""
    delivery = str(request.param)
    folder = tmp_path_factory.mktemp("stock")
    source = folder / "source"
    source.mkdir()
    files = {"nexflow.toml": TOML, "stock.schema": SCHEMA, "stock.proc": PROCESS}
    for name, text in files.items():
        (source / name).write_text(text.replace("DELIVERY", delivery), "utf-8")
    classes = compiled(folder)
    broker.create(f"stock.{delivery}.failed")
    package = "com.example.stock.job.Copy"
    environment = {
        "KAFKA_BROKERS": broker.address, "STOCK_URL": database.jdbc, "STOCK_PASSWORD": "none",
    }  # fmt: skip
    drivers = resolve(folder / "drivers", DRIVER)
    production = Production(
        classes, f"{package}Job", f"{package}Connectors", drivers, folder, environment
    )
    return Copying(production, database, broker, delivery)


def test_rows_are_read_as_they_are(copying: Copying) -> None:
    copying.database.run(TABLES)
    copying.run()
    found = copying.database.run("SELECT * FROM copied ORDER BY item_id")
    assert found == [
        (1, uuid.UUID("0b0e7a4e-0000-4000-8000-00000000000a"), Decimal("12.34"),
         Decimal("12345678901234567890.5"), 0.1, True, dt.date(2026, 2, 28),
         dt.datetime(2026, 2, 28, 22, 30, 0, 123456, dt.UTC), 'Grüße "x"', b"\x00\xff"),
        (2, None, Decimal("0.00"), None, None, None, None, None, None, None),
    ]  # fmt: skip
    letters = copying.broker.records(f"stock.{copying.delivery}.failed")
    said = {letter["offset"]: (letter["kind"], letter["message"]) for letter in letters}
    assert said == {
        2: ("validation_error", "price: required"),
        3: ("validation_error", "price: more than 8 digits before the point"),
        4: ("parse_error", "SQL state 22003"),
    }
    third = next(letter for letter in letters if letter["offset"] == 2)
    assert json.loads(str(third["original"])) == {
        "item_id": "3", "total": "1", "weight": "2.5", "active": "f", "label": "no price",
    }  # fmt: skip


def test_a_job_that_dies_goes_on_where_it_was_or_from_the_first_row(copying: Copying) -> None:
    database = copying.database
    for statement in (TABLES, "DELETE FROM stock", MANY, SLOW):
        database.run(statement)
    with copying.production.running() as process:
        wait_until(lambda: len(copying.copied()) > LAST // 3, process, copying.log)
    before = copying.copied()
    assert before == list(range(FIRST, before[-1] + 1)), "all rows in their order"
    assert before[-1] < LAST, "the test is too slow to see a death in the middle"
    database.run("DELETE FROM copied")
    with copying.production.running(restored=True) as process:
        assert process.wait(240) == 0, copying.log.read_text("utf-8")[-5000:]
    after = copying.copied()
    assert after == list(range(after[0], LAST + 1))
    if copying.delivery == "exactly_once":
        assert FIRST < after[0] <= before[-1] + 1
    else:
        assert after[0] == FIRST
