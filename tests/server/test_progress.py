"""The bar that shows how far a long check is."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
import tqdm.std
from command_line import BAD, write

from nexflow_server.checking import Checker, no_progress
from nexflow_server.commands.progress import progress_on_terminal


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def slowly() -> Iterator[float]:
    """A clock that every look at moves on by two seconds."""
    return itertools.count(0.0, 2.0)


def checked(folder: Path) -> tuple[list[str], int]:
    checker = Checker(progress=progress_on_terminal())
    checker.add(str(folder))
    outcome = checker.check()
    return [one.finding.code for one in outcome.shown], outcome.files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path, a_schema=BAD, b_schema=BAD.replace("Order", "Other"), nexflow_toml="")


def test_a_long_check_shows_how_far_it_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = slowly()
    monkeypatch.setattr(tqdm.std, "time", lambda: next(clock))
    monkeypatch.setattr("sys.stderr", terminal := Terminal())
    assert checked(folder) == (["NX100", "NX100"], 3)
    shown = terminal.getvalue()
    assert "reading" in shown
    assert "checking" in shown
    assert "| 3/3 " in shown or "| 2/3 " in shown
    assert shown.endswith("\r")  # nothing is left of it
    assert not shown.rsplit("\r", 2)[-2].strip()


def test_a_short_check_shows_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tqdm.std, "time", lambda: 0.0)
    monkeypatch.setattr("sys.stderr", terminal := Terminal())
    assert checked(folder) == (["NX100", "NX100"], 3)
    assert not terminal.getvalue().strip()


def test_nothing_is_shown_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", io.StringIO())
    assert progress_on_terminal() is no_progress
