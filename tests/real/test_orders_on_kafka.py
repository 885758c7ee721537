"""The orders example on a real broker and real databases: it dies in the middle, and loses nothing."""

from __future__ import annotations

import base64
import collections
import json
import shutil
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from broker import Broker
from jars import resolve
from postgres import Database, postgres_server
from production import Production, compiled, wait_until

pytestmark = pytest.mark.flink
ORDERS = Path(__file__).parents[2] / "examples/orders"
DRIVER = "org.postgresql:postgresql:42.7.7"
OUTPUTS = (
    "orders.accepted", "orders.rejected", "orders.review", "orders.failed", "orders.dead-letter",
)  # fmt: skip
PACKAGE = "com.example.orders.job"
#: Whoever is asked for slowly takes longer than the lookup's timeout.
CUSTOMERS = """
CREATE TABLE people (customer_id text PRIMARY KEY, full_name text, tier text, risk_score integer);
INSERT INTO people VALUES ('c-1', 'Ada', 'gold', 12), ('c-3', 'Bob', 'basic', 91);
INSERT INTO people SELECT 'new-' || i, 'New', 'basic', 10 FROM generate_series(1, 9) i;
INSERT INTO people SELECT 'slow-' || i, 'Slow', 'basic', 10 FROM generate_series(1, 9) i;
CREATE VIEW customers AS SELECT customer_id, tier, risk_score, full_name
    || (CASE WHEN customer_id LIKE 'slow-%' THEN pg_sleep(2)::text ELSE '' END) AS full_name FROM people
"""
ARCHIVE = """
CREATE TABLE accepted_orders (
    order_id uuid, customer_id text, full_name text, country text, currency text, label text,
    quantity integer, total numeric, carrier text, shipping_fee numeric, points integer, gift boolean,
    coupon text, requested_on date, placed_at timestamptz)
"""


@dataclass(frozen=True)
class Shop:
    """The job with all that it needs. customers: the database that lookups ask."""

    production: Production
    broker: Broker
    archive: Database
    customers: Database

    def found(self, topic: str) -> collections.Counter[str]:
        """Return how often each order stands in a topic, dead letters by what was read."""
        return collections.Counter(_order_of(record) for record in self.broker.records(topic))

    def count(self) -> int:
        """Return how many records came out."""
        return sum(self.found(topic).total() for topic in OUTPUTS)

    def letters(self) -> dict[str, str]:
        """Return the kind of error of each dead letter."""
        return {
            _order_of(record): str(record["kind"])
            for topic in ("orders.failed", "orders.dead-letter")
            for record in self.broker.records(topic)
        }


def _order_of(record: dict[str, object]) -> str:
    if "original_base64" in record:
        return base64.b64decode(str(record["original_base64"])).decode("latin-1")
    if "original" not in record:
        return str(record["order_id"])
    try:
        return str(json.loads(str(record["original"]))["order_id"])
    except ValueError:
        return str(record["original"])


def order(customer: str = "c-1", **changed: object) -> dict[str, object]:
    """Return an order that is accepted, but for what is changed."""
    return {
        "order_id": str(uuid.uuid4()), "customer_id": customer, "channel": "web", "country": "DE",
        "product": "Lupe", "quantity": 1, "unit_price": 20, "placed_at": "2026-03-02T09:02:00Z",
        **changed,
    }  # fmt: skip


@pytest.fixture(scope="module")
def shop(
    broker: Broker, database: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Shop]:
    """The orders example, generated to write each record once, with its topics and tables."""
    folder = tmp_path_factory.mktemp("orders")
    shutil.copytree(ORDERS, folder / "source", ignore=shutil.ignore_patterns("generated"))
    settings = folder / "source/nexflow.toml"
    once = settings.read_text("utf-8").replace('"at_least_once"', '"exactly_once"')
    settings.write_text(once, "utf-8")
    classes = compiled(folder)
    broker.create("orders", *OUTPUTS)
    database.run(ARCHIVE)
    with postgres_server(tmp_path_factory.mktemp("customers")) as customers:
        for statement in CUSTOMERS.split(";"):
            customers.run(statement.replace("%", "%%"))
        environment = {
            "KAFKA_BROKERS": broker.address, "CUSTOMERS_URL": f"{customers.jdbc}?user=postgres",
            "ARCHIVE_URL": database.jdbc, "ARCHIVE_USER": "postgres", "ARCHIVE_PASSWORD": "none",
        }  # fmt: skip
        production = Production(
            classes, f"{PACKAGE}.OrderIntakeJob", f"{PACKAGE}.OrderIntakeConnectors",
            resolve(folder / "drivers", DRIVER), folder, environment,
        )  # fmt: skip
        yield Shop(production, broker, database, customers)


def test_a_job_that_dies_goes_on_where_it_was(shop: Shop) -> None:
    accepted = [order() for _ in range(300)]
    rejected = [order("c-3") for _ in range(40)]
    failing = [order(parcels=0) for _ in range(20)]
    invalid = [order(unit_price=0) for _ in range(20)]
    garbage = [b"\xff\xfe%d" % number for number in range(20)]
    values = [json.dumps(one).encode() for one in (*accepted, *rejected, *failing, *invalid)]
    values += garbage
    mixed = values[::3] + values[1::3] + values[2::3]

    def send() -> None:
        for start in range(0, len(mixed), 10):
            shop.broker.send("orders", mixed[start : start + 10])
            time.sleep(0.5)

    log = shop.production.folder / "job.log"
    before = shop.count()
    first = json.dumps(order("c-3")).encode()
    shop.broker.send("orders", [first])  # the job has come up once this is out
    with shop.production.running() as process:
        wait_until(lambda: shop.count() > before, process, log)
        sending = threading.Thread(target=send)
        sending.start()
        wait_until(lambda: shop.count() > before + 10, process, log)
    assert sending.is_alive(), "it was killed too late to be killed in the middle"
    sending.join()
    with shop.production.running(restored=True) as process:
        wait_until(lambda: shop.count() > before + len(mixed), process, log)
        time.sleep(2)  # whatever comes twice would come now
    bad = {*(str(one["order_id"]) for one in invalid), *(one.decode("latin-1") for one in garbage)}
    sent = {*bad, *(str(one["order_id"]) for one in (*accepted, *rejected, *failing))}
    for topic, ids in {
        "accepted": {str(one["order_id"]) for one in accepted},
        "rejected": {str(one["order_id"]) for one in rejected},
        "failed": {str(one["order_id"]) for one in failing},
        "dead-letter": bad,
    }.items():
        found = {key: often for key, often in shop.found(f"orders.{topic}").items() if key in sent}
        assert found == dict.fromkeys(ids, 1), topic
    kinds = collections.Counter(kind for key, kind in shop.letters().items() if key in sent)
    assert kinds == {"transform_error": 20, "validation_error": 20, "parse_error": 20}
    rows = {str(row[0]) for row in shop.archive.run("SELECT order_id FROM accepted_orders")}
    assert rows & sent == {one["order_id"] for one in accepted}


def test_a_lookup_may_be_slow_and_fail_and_come_back(shop: Shop) -> None:
    log = shop.production.folder / "job.log"
    slow, down, back = order("slow-1"), order("new-1"), order("new-2")

    def out(one: dict[str, object]) -> bool:
        return any(shop.found(topic)[str(one["order_id"])] for topic in OUTPUTS)

    with shop.production.running() as process:
        for one, running in ((slow, True), (down, False), (back, True)):
            if not running:
                shop.customers.stop()
            elif one is back:
                shop.customers.start()
            shop.broker.send("orders", [json.dumps(one).encode()])
            wait_until(lambda one=one: out(one), process, log)  # type: ignore[misc]
    kinds = shop.letters()
    assert kinds[str(slow["order_id"])] == "lookup_error"
    assert kinds[str(down["order_id"])] == "lookup_error"
    assert shop.found("orders.accepted")[str(back["order_id"])] == 1
