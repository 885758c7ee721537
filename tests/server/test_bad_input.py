"""Bad input while the server runs, and while `--watch` does: it is reported, and the rest goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import BAD, GOOD, write
from talk import Talk

CRLF = BAD.replace("\n", "\r\n").replace("Order", "Crlf")
CIRCLE = "schema {0}\n    other: {1} required\nend\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "päth with spaces"
    write(root, nexflow_toml="", good_schema=GOOD, bad_schema=BAD.replace("Order", "Bad"))
    return root


def spoil(root: Path) -> dict[str, str]:
    """Write all kinds of bad input; return the code that each file must have."""
    write(
        root, crlf_schema=CRLF, bom_schema="\ufeff" + BAD.replace("Order", "Bom"),
        nul_schema=b"schema Nul\n    id: str\0ing\nend\n", bytes_schema=b"schema B\n    id: \xff\nend\n",
        one_schema=CIRCLE.format("One", "Two"), two_schema=CIRCLE.format("Two", "One"),
        inner__nexflow_toml="[[", inner__in_schema=BAD,
    )  # fmt: skip
    (root / "loop.schema").symlink_to("loop.schema")
    (root / "round").symlink_to(root, target_is_directory=True)
    (root / "tief ö").mkdir()
    (root / "tief ö" / "a b.schema").write_text(BAD.replace("Order", "Ab"))
    with (root / "large.schema").open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    return {
        "bad.schema": "NX100", "crlf.schema": "NX100", "bom.schema": "NX100", "nul.schema": "NX001",
        "bytes.schema": "NX008", "one.schema": "NX140", "two.schema": "NX140", "loop.schema": "NX009",
        "large.schema": "NX009", "tief ö/a b.schema": "NX100",
    }  # fmt: skip


@pytest.fixture
def talk(folder: Path) -> Iterator[Talk]:
    talk = Talk(folder)
    limit = threading.Timer(240, talk.process.kill)
    limit.start()
    talk.ask("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": {}})
    talk.send("initialized", {})
    yield talk
    assert talk.end() == 0
    limit.cancel()


def test_a_project_of_bad_files_is_served(folder: Path, talk: Talk) -> None:
    wanted = {(folder / name).as_uri(): code for name, code in spoil(folder).items()}
    good = talk.open("good.schema")
    for uri, code in wanted.items():
        talk.wait_for(uri, code)
    talk.change(good, 2, 1, 8, 14, "strin")
    talk.wait_for(good, "NX100")
    # A project of its own, whose file does not parse.
    talk.open("inner/in.schema")
    talk.wait_for((folder / "inner" / "in.schema").as_uri(), "NX100")
    talk.wait_for((folder / "inner" / "nexflow.toml").as_uri(), "NX600")


def test_files_that_are_spoiled_while_they_are_served(folder: Path, talk: Talk) -> None:
    bad = (folder / "bad.schema").as_uri()
    talk.open("good.schema")
    talk.wait_for(bad, "NX100")
    changed = {"changes": [{"uri": bad, "type": 2}]}
    for text, code in ((b"\xff", "NX008"), (b"schema \0", "NX001")):
        (folder / "bad.schema").write_bytes(text)
        talk.send("workspace/didChangeWatchedFiles", changed)
        talk.wait_for(bad, code)
    # The file goes before it is read, and the message tells only of a change.
    (folder / "bad.schema").unlink()
    talk.send("workspace/didChangeWatchedFiles", changed)
    while talk.codes(bad):
        talk.receive()


@pytest.mark.skipif(os.name == "nt", reason="SIGINT cannot be sent to one process on Windows")
def test_a_watch_goes_on_through_bad_files(folder: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "nexflow_server",
        "--check",
        "--watch",
        "--output-format=concise",
    ]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        limit = threading.Timer(240, process.kill)
        limit.start()
        assert process.stderr is not None
        assert process.stderr.readline() == "Found 1 error in 3 files.\n"
        spoil(folder)
        # Ten files of the project and two of the inner one; a change may come in several parts.
        while process.stderr.readline() != "Found 12 errors in 14 files.\n":
            assert process.poll() is None
        for path in folder.glob("**/*.schema"):
            if path.name != "good.schema" and not path.is_relative_to(folder / "round"):
                path.unlink()
        (folder / "inner" / "nexflow.toml").unlink()
        while process.stderr.readline() != "No findings in 2 files.\n":
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=120) in (0, 130)
        assert "Traceback" not in process.stderr.read()
        limit.cancel()
