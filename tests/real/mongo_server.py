"""A server that speaks MongoDB's protocol, from its Maven artifact; it keeps everything in memory."""

from __future__ import annotations

import contextlib
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from broker import free_port
from jars import resolve
from pymongo import MongoClient
from pymongo.errors import PyMongoError

_MAIN = """
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;

public final class Mongo {
    public static void main(String[] args) throws Exception {
        new MongoServer(new MemoryBackend()).bind("localhost", Integer.parseInt(args[0]));
        Thread.currentThread().join();
    }
}
"""
_START_SECONDS = 30


@dataclass
class Mongo:
    """A server, which may be started later than its address is known."""

    folder: Path
    port: int
    jars: str
    process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def address(self) -> str:
        """Where the server is."""
        return f"mongodb://localhost:{self.port}"

    def documents(self, database: str, collection: str) -> list[dict[str, Any]]:
        """Return all documents of a collection, without the ids that nobody gave them."""
        with self._client() as client:
            return list(client[database][collection].find({}, {"_id": 0}))

    def make_unique(self, database: str, collection: str, field: str) -> None:
        """Let a collection refuse a second document with the same value of a field."""
        with self._client() as client:
            client[database][collection].create_index(field, unique=True)

    def start(self) -> None:
        """Start the server, with nothing in it."""
        source = self.folder / "Mongo.java"
        source.write_text(_MAIN, "utf-8")
        command = ["java", "-XX:+UseSerialGC", "-cp", self.jars, str(source), str(self.port)]
        with (self.folder / "mongo.log").open("a") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        end = time.monotonic() + _START_SECONDS
        while not self._answers():
            assert time.monotonic() < end, "MongoDB does not start"
            time.sleep(0.2)

    def stop(self) -> None:
        """Stop the server at once, as a failing machine would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def _answers(self) -> bool:
        with contextlib.suppress(PyMongoError), self._client() as client:
            return bool(client.admin.command("ping"))
        return False

    def _client(self) -> MongoClient[dict[str, Any]]:
        return MongoClient(
            self.address, serverSelectionTimeoutMS=1000, uuidRepresentation="standard"
        )


@contextlib.contextmanager
def mongo_server(folder: Path) -> Iterator[Mongo]:
    """Prepare a server, and stop it in the end."""
    jars = resolve(folder, "de.bwaldvogel:mongo-java-server:1.47.0", "org.slf4j:slf4j-nop:1.7.36")
    mongo = Mongo(folder, free_port(), jars)
    try:
        yield mongo
    finally:
        mongo.stop()
