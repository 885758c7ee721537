"""`nexflow init`: the new project has no findings, is formatted, and generates."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import run, write


@pytest.mark.parametrize("folder", ["shop", ".", "My shop!"])
def test_a_new_project_is_right(tmp_path: Path, folder: str) -> None:
    done = run(tmp_path, "init", folder)
    assert done.returncode == 0
    assert "nexflow check" in done.stderr
    root = tmp_path / folder
    done = run(root, "check", "--fail-level", "hint", "--select", "all")
    assert (done.returncode, done.stdout) == (0, "")
    assert run(root, "format", "--check").returncode == 0
    assert run(root, "generate").returncode == 0
    assert (root / "generated" / "flink" / "pom.xml").is_file()


def test_what_is_there_is_kept(tmp_path: Path) -> None:
    write(tmp_path, nexflow_toml="", old__nexflow_toml="")
    assert run(tmp_path, "init").returncode == 2
    done = run(tmp_path, "init", "old")
    assert "there is a `nexflow.toml` in `old` already" in done.stderr
    (tmp_path / "file").write_text("")
    done = run(tmp_path, "init", "file")
    assert done.returncode == 2
    assert "`file` cannot be written" in done.stderr
