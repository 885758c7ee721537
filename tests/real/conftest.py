"""Real servers for tests, one of each kind for the whole run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from broker import Broker, kafka_broker
from postgres import Database, postgres_server


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """A Kafka broker."""
    with kafka_broker(tmp_path_factory.mktemp("kafka")) as found:
        yield found


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A PostgreSQL server."""
    with postgres_server(tmp_path_factory.mktemp("postgres")) as found:
        yield found
