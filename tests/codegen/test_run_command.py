"""`nexflow run` as people see it: how far it is, and that it ends when they want it to."""

from __future__ import annotations

import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
#: More than a job reads before somebody stops it.
RECORDS = 2_000_000


@contextmanager
def running(folder: Path, errors: int, *outputs: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a process of the operations over many records, with its standard error on a descriptor."""
    project = folder / "operations"
    shutil.copytree(ROOT / "tests/samples/operations", project)
    line = (project / "data/parcels.jsonl").read_bytes().splitlines(keepends=True)[0]
    (project / "data/many.jsonl").write_bytes(line * RECORDS)
    (folder / "tmp").mkdir()
    command = [sys.executable, "-m", "nexflow_server.commands.nexflow", "run", "Measured", str(project),
               "--input", f"parcels={project / 'data/many.jsonl'}", *outputs]  # fmt: skip
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=errors,
        env={**os.environ, "TMPDIR": str(folder / "tmp")}, start_new_session=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def said_until(descriptor: int, text: bytes, seconds: int = 240) -> bytes:
    """Read what is said up to some text."""
    said = b""
    end = time.monotonic() + seconds
    while text not in said and time.monotonic() < end:
        said += os.read(descriptor, 4096)
    assert text in said, said
    return said


def children(process: subprocess.Popen[bytes]) -> list[int]:
    """Return the processes that a process has started."""
    found = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [int(number) for number in found]


@pytest.mark.flink
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads the processes of Linux")
def test_an_interrupt_ends_a_run_and_all_that_belongs_to_it(tmp_path: Path) -> None:
    controller, terminal = pty.openpty()
    with running(tmp_path, terminal) as process:
        said = said_until(controller, b" records read, ")
        assert b"Running Measured" in said
        [java] = children(process)
        process.send_signal(signal.SIGINT)
        assert process.wait(120) == 130
    os.write(terminal, b"the end")
    assert b"Traceback" not in said_until(controller, b"the end")
    assert not Path(f"/proc/{java}").exists()
    assert not list((tmp_path / "tmp").glob("nexflow-run-*"))


@pytest.mark.flink
def test_what_is_no_terminal_gets_no_progress(tmp_path: Path) -> None:
    with running(tmp_path, subprocess.STDOUT) as process:
        assert process.stdout is not None
        said_until(process.stdout.fileno(), b"Running Measured")
        time.sleep(5)
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read()
        assert process.wait(120) in (0, 130)  # it may be through with them
    assert b"records read" not in rest
    assert b"Traceback" not in rest
