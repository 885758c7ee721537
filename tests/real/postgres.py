"""A PostgreSQL server of its own, from Debian's package where none is installed."""

from __future__ import annotations

import contextlib
import getpass
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from broker import free_port

_SETTINGS = ["listen_addresses=localhost", "fsync=off", "max_connections=64"]


@dataclass
class Database:
    """A server. folder: of its data."""

    folder: Path
    port: int

    @property
    def jdbc(self) -> str:
        """Where a JDBC driver finds it."""
        return f"jdbc:postgresql://localhost:{self.port}/postgres"

    def run(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """Run a statement and return its rows."""
        where = f"host=localhost port={self.port} user=postgres dbname=postgres"
        with psycopg.connect(where, autocommit=True) as connection:
            cursor = connection.execute(statement.encode(), values)
            return cursor.fetchall() if cursor.description else []

    def start(self) -> None:
        """Start the server."""
        options = " ".join(f"-c {setting}" for setting in _SETTINGS)
        options += f" -p {self.port} -k {self.folder}"
        log = self.folder / "server.log"
        _pg_ctl("start", "-w", "-D", str(self.folder), "-l", str(log), "-o", options)

    def stop(self) -> None:
        """Stop the server at once, as a failing machine would."""
        _pg_ctl("stop", "-w", "-m", "immediate", "-D", str(self.folder))


@contextlib.contextmanager
def postgres_server(folder: Path) -> Iterator[Database]:
    """Start a server, and stop it in the end."""
    data = folder / "data"
    data.mkdir()
    if os.getuid() == 0:  # the server refuses to run as root
        for path in (data, folder):
            shutil.chown(path, "postgres")
        for path in folder.parents:
            if not path.stat().st_mode & 0o001:
                path.chmod(0o755)
    _run([str(_program("initdb")), "--auth=trust", "--username=postgres", "-D", str(data)])
    database = Database(data, free_port())
    database.start()
    try:
        yield database
    finally:
        with contextlib.suppress(subprocess.CalledProcessError):
            database.stop()


def _pg_ctl(*arguments: str) -> None:
    _run([str(_program("pg_ctl")), *arguments])


def _run(command: list[str]) -> None:
    if getpass.getuser() == "root":
        command = ["runuser", "-u", "postgres", "--", *command]
    subprocess.run(
        command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/"
    )


def _program(name: str) -> Path:
    """Return a program of the newest installed version; without one, Debian's is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    if not found:
        which = shutil.which(name)
        if which is not None:
            return Path(which)
        assert os.getuid() == 0, f"{name} is missing: install PostgreSQL"
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "postgresql"]
        subprocess.run(install, check=True)
        found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return found[-1]
