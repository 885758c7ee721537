"""A Kafka broker of its own, from its Maven artifacts, that is its own controller."""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic
from jars import resolve

_VERSION = "3.9.1"
_START_SECONDS = 60
_HEAP = "-Xmx512m"
#: Records whose times are in the past stay, however long a test takes.
_SETTINGS = """
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@localhost:{controller}
listeners=PLAINTEXT://localhost:{port},CONTROLLER://localhost:{controller}
controller.listener.names=CONTROLLER
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
log.dirs={logs}
num.partitions=2
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=1
group.initial.rebalance.delay.ms=0
log.retention.ms=-1
"""


@dataclass(frozen=True)
class Broker:
    """A running broker. address: host and port."""

    address: str

    def create(self, *topics: str, partitions: int = 2) -> None:
        """Create topics."""
        admin = AdminClient({"bootstrap.servers": self.address})
        made = admin.create_topics([NewTopic(topic, partitions, 1) for topic in topics])
        for future in made.values():
            future.result(30)

    def send(self, topic: str, values: list[bytes], *, partitions: int = 2) -> None:
        """Write values, in order, to a topic's partitions in turn."""
        producer = Producer({"bootstrap.servers": self.address, "linger.ms": 5})
        for number, value in enumerate(values):
            producer.produce(topic, value, partition=number % partitions)
            producer.poll(0)
        assert producer.flush(30) == 0

    def values(self, topic: str) -> list[bytes]:
        """Return all committed values of a topic, partition by partition."""
        consumer = Consumer({
            "bootstrap.servers": self.address, "group.id": str(uuid.uuid4()), "log_level": 3,
            "isolation.level": "read_committed", "enable.auto.commit": False,
            "enable.partition.eof": True, "auto.offset.reset": "earliest",
        })  # fmt: skip
        found: list[bytes] = []
        try:
            partitions = consumer.list_topics(topic, timeout=30).topics[topic].partitions
            for number in sorted(partitions):
                consumer.assign([TopicPartition(topic, number, 0)])
                found += _to_the_end(consumer)
        finally:
            consumer.close()
        return found

    def records(self, topic: str) -> list[dict[str, object]]:
        """Return all committed values of a topic of JSON objects."""
        return [json.loads(value) for value in self.values(topic)]


def _to_the_end(consumer: Consumer) -> Iterator[bytes]:
    while True:
        message = consumer.poll(30)
        assert message is not None, "the broker does not answer"
        if message.error():
            return  # the end of the partition
        value = message.value()
        assert value is not None
        yield value


@contextlib.contextmanager
def kafka_broker(folder: Path) -> Iterator[Broker]:
    """Start a broker, and stop it in the end. folder: where it keeps everything."""
    port, controller = free_port(), free_port()
    settings = folder / "server.properties"
    settings.write_text(
        _SETTINGS.format(port=port, controller=controller, logs=folder / "logs"), "utf-8"
    )
    jars = resolve(folder, f"org.apache.kafka:kafka_2.13:{_VERSION}", "org.slf4j:slf4j-nop:1.7.36")
    java = ["java", _HEAP, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", jars]
    format_logs = [
        *java,
        "kafka.tools.StorageTool",
        "format",
        "-t",
        "AAAAAAAAAAAAAAAAAAAAAQ",
        "-c",
        str(settings),
    ]
    subprocess.run(format_logs, check=True, stdout=subprocess.DEVNULL)
    with (folder / "broker.log").open("w") as log:
        server = subprocess.Popen([*java, "kafka.Kafka", str(settings)], stdout=log, stderr=log)
        try:
            broker = Broker(f"localhost:{port}")
            _wait(broker, server)
            yield broker
        finally:
            server.kill()
            server.wait()


def _wait(broker: Broker, server: subprocess.Popen[bytes]) -> None:
    admin = AdminClient({"bootstrap.servers": broker.address, "log_level": 0})
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        assert server.poll() is None, "the broker ended"
        with contextlib.suppress(Exception):
            if admin.list_topics(timeout=1).brokers:
                return
    raise AssertionError("the broker does not start")


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port: int = probe.getsockname()[1]
        return port
