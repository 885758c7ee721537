"""`--watch`, `--baseline` and `--show-settings`."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import BAD, GOOD, run, write


@pytest.mark.skipif(os.name == "nt", reason="SIGINT cannot be sent to one process on Windows")
def test_watch_checks_again_after_a_change(tmp_path: Path) -> None:
    write(tmp_path, a_schema=BAD)
    command = [sys.executable, "-m", "nexflow_server", "--check", "--watch", "."]
    command += ["--output-format", "concise"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith("a.schema:2:9: error[NX100]")
        assert process.stderr.readline() == "Found 1 error in 1 file.\n"
        assert process.stderr.readline() == "Watching; Ctrl+C ends it.\n"
        (tmp_path / "notes.md").write_text("not watched")
        (tmp_path / "a.schema").write_text(GOOD)
        assert process.stderr.readline() == "No findings in 1 file.\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=120) in (0, 130)
        assert "Traceback" not in process.stderr.read()


def test_a_baseline_hides_what_was_there(tmp_path: Path) -> None:
    write(tmp_path, a_schema=BAD)
    done = run(tmp_path, "check", "--baseline", "base.json", "--write-baseline")
    assert (done.returncode, done.stdout) == (0, "")
    assert "Wrote 1 finding to the baseline base.json." in done.stderr
    (listed,) = json.loads((tmp_path / "base.json").read_text())["findings"]
    assert (listed["path"], listed["code"]) == ("a.schema", "NX100")
    write(tmp_path, a_schema="// moved\n" + BAD + BAD.replace("Order", "Other"))
    done = run(tmp_path, "check", "--baseline", "base.json", "--output-format=concise")
    assert done.returncode == 1
    assert done.stdout.count("\n") == 1  # the second one is new
    write(tmp_path, a_schema=GOOD)
    done = run(tmp_path, "check", "--baseline", "base.json")
    assert done.returncode == 0
    assert "1 finding of the baseline is gone" in done.stderr


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "`base.json` cannot be read: no such file or directory; make it with"),
        ("{", "`base.json` is no baseline: it is not JSON"),
        ("[]", "`base.json` is no baseline of this version"),
        ('{"version": 1, "findings": 3}', "`base.json` is no baseline of this version"),
        ('{"version": 1, "findings": [3]}', "Found 1 error"),
    ],
)
def test_a_baseline_that_cannot_be_read(tmp_path: Path, content: str | None, message: str) -> None:
    write(tmp_path, a_schema=BAD)
    if content is not None:
        (tmp_path / "base.json").write_text(content)
    done = run(tmp_path, "check", "--baseline", "base.json")
    assert message in done.stderr
    assert done.returncode == (1 if "Found" in message else 2)


def test_a_baseline_that_cannot_be_written(tmp_path: Path) -> None:
    write(tmp_path, a_schema=BAD)
    done = run(tmp_path, "check", "--baseline", "nix/base.json", "--write-baseline")
    assert done.returncode == 2
    assert "`nix/base.json` cannot be written" in done.stderr


def test_show_settings(tmp_path: Path) -> None:
    write(
        tmp_path, nexflow_toml='[project]\nname = "shop"\n[lint]\nignore = ["NX4"]\n', a_schema=GOOD
    )
    done = run(tmp_path, "check", "--show-settings", "--select", "NX1,all")
    assert done.returncode == 0
    shown = dict(line.split(None, 1) for line in done.stdout.splitlines() if line)
    assert (shown["project"], shown["files"]) == ("shop", "2")
    assert shown["select"] == "NX1, all"
    assert shown["ignore"] == "nothing"  # the command line chooses
