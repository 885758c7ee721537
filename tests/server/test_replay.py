"""A check that nothing has changed for is replayed; what it says is what a check would say."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import marked_project
import pytest
import shop

from nexflow_grammar.user_cache import keep
from nexflow_server import disk, replay, start
from nexflow_server.checking import Checker

PROJECT = "".join(f"//- /{path}\n{text}" for path, text in shop.FILES.items())
Check = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "shop"
    marked_project.write(root, PROJECT)
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Check:
    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["nexflow-lsp", "--check", *arguments])
        monkeypatch.setattr(start, "_leave", lambda code: code)  # this process goes on
        code = start.nexflow_lsp()
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def checks_run(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """Count the checks that are not replayed."""
    runs: list[None] = []
    check = Checker.check

    def counted(self: Checker) -> object:
        runs.append(None)
        return check(self)

    monkeypatch.setattr(Checker, "check", counted)
    return runs


def kept(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "cache" / "nexflow-lsp" / "checks").glob("*"))


def test_the_same_check_is_run_once(folder: Path, check: Check, checks_run: list[None]) -> None:
    (folder / "more.proc").write_text("process P\n    receive Nobody\nend\n")
    first = check("--output-format", "json")
    assert first[0] == 1
    assert json.loads(first[1])["findings"]
    assert check("--output-format", "json") == first
    assert len(checks_run) == 1
    check("--output-format", "concise")
    assert len(checks_run) == 2
    assert check("--output-format", "json", "--no-cache") == first
    assert len(checks_run) == 3


CHANGES: list[Callable[[Path], object]] = [
    lambda folder: (folder / "order.schema").write_text("schema Order\n    id: string\nend\n"),
    lambda folder: (folder / "new.schema").write_text("schema Order\n    id: string\nend\n"),
    lambda folder: (folder / "risk.rules").unlink(),
    lambda folder: (folder / "orders.proc").rename(folder / "other.proc"),
    lambda folder: (folder / "nexflow.toml").write_text("[["),
    lambda folder: (folder / "nexflow.toml").unlink(),
    lambda folder: (folder / ".gitignore").write_text("*.schema\n"),
    lambda folder: (folder / "order.schema").write_bytes(b"schema \xff\n"),
    lambda folder: (folder / "deep").mkdir() or (folder / "deep" / "a.proc").write_text("process"),
    lambda folder: (
        (folder.parent / "nexflow.toml").write_text("[project]\nname = 'above'\n")
        and (folder / "nexflow.toml").unlink()
    ),
]


@pytest.mark.parametrize("number", range(len(CHANGES)))
def test_what_changes_is_checked_again(
    number: int, folder: Path, check: Check, checks_run: list[None]
) -> None:
    before = check()
    assert check() == before
    CHANGES[number](folder)
    again = check()
    assert len(checks_run) == 2
    assert again == check("--no-cache")
    assert again == check() or again[0] == 2


def test_an_imported_file_that_is_not_listed_and_goes_is_noticed(
    folder: Path, check: Check
) -> None:
    (folder / ".far").mkdir()
    far = folder / ".far" / "far.schema"
    far.write_text("schema Far\n    id: string\nend\n")
    (folder / "far.proc").write_text("import .far/far.schema\n")
    before = check()
    assert check() == before
    far.unlink()
    after = check()
    assert after == check("--no-cache")
    assert "NX130" in after[1]
    assert "NX130" not in before[1]


def test_a_check_with_other_effects_is_not_kept(folder: Path, check: Check, tmp_path: Path) -> None:
    check("--output-file", str(tmp_path / "report"))
    check("--diff")
    check("nowhere")
    assert kept(tmp_path) == []


@pytest.mark.parametrize(
    "kept_of",
    [
        lambda data: data[:0],
        lambda data: data[:-1],
        lambda data: data + b"x",
        lambda data: b"[" * len(data),
        [],
        {},
        {"code": 0, "written": 3, "facts": {}},
        {"code": "0", "written": [], "facts": {}},
        {"code": 0, "written": [("out", "a")], "facts": 1},
    ],
)
def test_what_is_damaged_is_ignored(
    folder: Path, check: Check, tmp_path: Path, kept_of: object
) -> None:
    before = check()
    (path,) = kept(tmp_path)
    if callable(kept_of):
        path.write_bytes(kept_of(path.read_bytes()))
    else:
        keep(str(path), sys.version, kept_of)
    damaged = path.read_bytes()
    assert check() == before
    assert path.read_bytes() != damaged
    assert check() == before


def test_a_folder_that_cannot_be_written(folder: Path, check: Check, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("no folder")
    assert check() == check()


def test_what_is_not_used_goes(
    folder: Path, check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay, "_MOST_KEPT", 2)
    for number, name in enumerate(["json", "concise", "full", "json-lines"]):
        check("--output-format", name)
        for path in kept(tmp_path):
            if path.stat().st_mtime > 1_000_000:
                os.utime(path, (number, number))
    assert len(kept(tmp_path)) == 2


def test_a_file_that_changes_during_the_check(folder: Path) -> None:
    path = str(folder / "orders.proc")
    with disk.recording() as asked:
        disk.read(path)
        Path(path).write_text("process")
        disk.read(path)
        assert asked() is None


def test_nothing_is_imported_for_a_replay(folder: Path) -> None:
    script = (
        "import sys; sys.argv = ['nexflow-lsp', '--check']\n"
        "from nexflow_server import start; start._leave = int; start.nexflow_lsp()\n"
        "names = {name.split('.')[0] for name in sys.modules}\n"
        "print(sorted(names & {'parsimonious', 'jinja2', 'nexflow_analysis', 'argparse', 'pygls', 're', 'json', 'enum', 'typing'}))"
    )
    for expected in (True, False):
        done = subprocess.run(
            [sys.executable, "-c", script], check=True, capture_output=True, text=True
        )
        assert ("nexflow_analysis" in done.stdout) is expected


def test_nobody_asks_the_disk_past_the_recorder() -> None:
    server = Path(disk.__file__).parent
    for name in ("files.py", "projects.py", "checking.py"):
        text = (server / name).read_text()
        for call in (
            "os.path.isfile",
            "os.path.isdir",
            "os.path.exists",
            "os.scandir",
            "listdir",
        ):
            assert call not in text, (name, call)
