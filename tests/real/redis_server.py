"""A Redis server of its own, from Debian's package where none is installed."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from broker import free_port

_START_SECONDS = 20


@dataclass
class Redis:
    """A server that keeps nothing on disk."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = field(default=None)

    def run(self, *command: str) -> str:
        """Run a command and return its answer."""
        done = subprocess.run(
            ["redis-cli", "-p", str(self.port), *command],
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def start(self) -> None:
        """Start the server."""
        with (self.folder / "redis.log").open("a") as log:
            self.process = subprocess.Popen(
                [_program(), "--port", str(self.port), "--save", "", "--dir", str(self.folder)],
                stdout=log, stderr=log,
            )  # fmt: skip
        end = time.monotonic() + _START_SECONDS
        while subprocess.run(
            ["redis-cli", "-p", str(self.port), "PING"], capture_output=True, check=False
        ).returncode:
            assert time.monotonic() < end, "Redis does not start"
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop the server at once, as a failing machine would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()


@contextlib.contextmanager
def redis_server(folder: Path) -> Iterator[Redis]:
    """Start a server, and stop it in the end."""
    _program()
    server = Redis(folder, free_port())
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _program() -> str:
    found = shutil.which("redis-server")
    if found is None:
        assert os.getuid() == 0, "redis-server is missing: install Redis"
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "redis-server"]
        subprocess.run(install, check=True)
        found = shutil.which("redis-server")
    assert found is not None
    return found
