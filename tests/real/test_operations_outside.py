"""CSV in topics, rows that a table refuses, messages to all partitions, and what is told after a commit."""

from __future__ import annotations

import pytest
from broker import Broker
from jars import resolve
from postgres import Database
from production import Production, compiled, wait_until

pytestmark = pytest.mark.flink
DRIVER = "org.postgresql:postgresql:42.7.7"
TOML = """
[project]
name = "bookings"
[targets.flink]
package = "com.example.bookings"
delivery = "exactly_once"
[kafka]
bootstrap_servers = "${KAFKA_BROKERS}"
[streams.bookings]
connector = "kafka"
topic = "bookings.in"
schema = "Booking"
format = "csv"
delimiter = ";"
[streams.ledger]
connector = "jdbc"
url = "${LEDGER_URL}"
user = "postgres"
table = "ledger"
schema = "Booking"
[streams.shouts]
connector = "kafka"
topic = "bookings.shouts"
partitions = 2
[errors]
dead_letter = "bookings.failed"
"""
SCHEMA = """
schema Booking
    fields
        id: integer required
        name: string required
        note: string
    end
end
"""
PROCESS = """
process Book
    receive bookings
    persist to ledger
        on error emit to "bookings.refused"
    emit to "bookings.out"
        schema Booking
        format csv
        null_value "-"
    emit to shouts
        payload: { id: id }
        broadcast
    on commit emit completion to "bookings.done" correlation id
end
"""
TABLE = "CREATE TABLE ledger (id bigint PRIMARY KEY, name text CHECK (length(name) < 5), note text)"
TOPICS = ("in", "out", "shouts", "refused", "done", "failed")


@pytest.fixture(scope="module")
def job(broker: Broker, database: Database, tmp_path_factory: pytest.TempPathFactory) -> Production:
    """The job with its topics and its table."""
    folder = tmp_path_factory.mktemp("bookings")
    source = folder / "source"
    source.mkdir()
    for name, text in (("nexflow.toml", TOML), ("b.schema", SCHEMA), ("b.proc", PROCESS)):
        (source / name).write_text(text, "utf-8")
    classes = compiled(folder)
    broker.create(*(f"bookings.{name}" for name in TOPICS))
    database.run(TABLE)
    package = "com.example.bookings.job.Book"
    environment = {"KAFKA_BROKERS": broker.address, "LEDGER_URL": database.jdbc}
    drivers = resolve(folder / "drivers", DRIVER)
    return Production(
        classes, f"{package}Job", f"{package}Connectors", drivers, folder, environment
    )


def test_what_is_refused_goes_on_and_what_is_written_is_told(
    job: Production, broker: Broker, database: Database
) -> None:
    sent = [b'1;"a;b";', b"2;too long;x", b'1;"c ""d""";y']
    # A row of two lines, and one with too many values, cannot be read.
    broker.send("bookings.in", [*sent, b"3;e;\n4;f;", b"5;g;h;i"], partitions=1)

    def told() -> bool:
        # Each record is written three times: to the table, as CSV, and to all partitions.
        return len(broker.values("bookings.done")) == 3 * len(sent)

    with job.running() as process:
        wait_until(told, process, job.folder / "job.log")
    assert database.run("SELECT id, name, note FROM ledger") == [(1, "a;b", None)]
    refused = broker.records("bookings.refused")
    assert sorted(refused, key=lambda one: str(one["id"])) == [
        {"id": 1, "name": 'c "d"', "note": "y"},
        {"id": 2, "name": "too long", "note": "x"},
    ]
    written = [b"1,a;b,-", b"2,too long,x", b'1,"c ""d""",y']
    assert sorted(broker.values("bookings.out")) == sorted(written)
    shouts = broker.values("bookings.shouts")  # partition by partition
    assert sorted(shouts[:3]) == sorted(shouts[3:]) == [b'{"id":1}', b'{"id":1}', b'{"id":2}']
    done = sorted(str(one["id"]) for one in broker.records("bookings.done"))
    assert done == ["1"] * 6 + ["2"] * 3
    letters = [letter["kind"] for letter in broker.records("bookings.failed")]
    assert letters == ["parse_error", "parse_error"]
