"""Several processes find what one finds, and the end of one is not the end of all."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import marked_project
import pytest
import shop

from nexflow_server import pool
from nexflow_server.checking import Checker, Outcome
from nexflow_server.projects import ProjectFolder

PROJECT = "".join(f"//- /{path}\n{text}" for path, text in shop.FILES.items())
BROKEN = """\
//- /twin_a.schema
schema Twin
    id: string required
end
//- /twin_b.schema
schema Twin
    id: string required
    more: Nowhere
end
//- /user.proc
import twin_a.schema
import missing.schema
process User
    receive Twin from kafka "x"
    filter moer == 1
    emit to y
end
//- /table.rules
decision_table gap
    given
        n: integer
    end
    decide
        | n   | r   |
        |-----|-----|
        | > 5 | "a" |
    end
    return
        r: string
    end
end
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(pool, "_LEAST_BYTES", 200)
    marked_project.write(tmp_path, PROJECT + BROKEN)
    (tmp_path / "latin.schema").write_bytes(b"// \xe4\n")
    with (tmp_path / "nexflow.toml").open("a") as file:
        file.write('\n[streams.twins]\nschema = "Twim"\n')
    return tmp_path


def outcome(folder: Path, jobs: int) -> Outcome:
    checker = Checker(jobs=jobs)
    checker.add(str(folder))
    return checker.check()


@pytest.mark.parametrize("jobs", [2, 3, 16])
def test_several_processes_find_what_one_finds(folder: Path, jobs: int) -> None:
    alone, together = outcome(folder, 1), outcome(folder, jobs)
    assert [shown.finding for shown in together.shown] == [shown.finding for shown in alone.shown]
    assert [shown.path for shown in together.shown] == [shown.path for shown in alone.shown]
    assert (together.files, together.failures) == (alone.files, [])
    codes = {shown.finding.code for shown in together.shown}
    assert codes >= {"NX008", "NX100", "NX101", "NX120", "NX130", "NX410"}
    for one, other in zip(alone.shown, together.shown, strict=True):
        assert one.project.lines(one.finding.path) == other.project.lines(other.finding.path)


def test_a_process_that_ends_is_reported_and_the_rest_goes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    findings = ProjectFolder.findings

    def dies(self: ProjectFolder, path: str) -> object:
        if path.endswith("user.proc") and self._pool is None:
            os.kill(os.getpid(), signal.SIGKILL)
        return findings(self, path)

    alone = outcome(folder, 1)
    monkeypatch.setattr(ProjectFolder, "findings", dies)
    found = outcome(folder, 3)
    assert any("user.proc` could not be checked" in one for one in found.failures)
    assert all("signal 9" in one for one in found.failures)
    failed = {one.split("`")[1] for one in found.failures}
    assert [shown.finding for shown in found.shown] == [
        shown.finding for shown in alone.shown if shown.finding.path not in failed
    ]
    assert found.shown


def test_a_process_that_ends_while_it_reads_leaves_the_work_to_us(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = outcome(folder, 1)
    parent, load_share = os.getpid(), ProjectFolder.load_share

    def dies(self: ProjectFolder, paths: list[str]) -> None:
        load_share(self, paths)
        if os.getpid() != parent:
            os._exit(3)

    monkeypatch.setattr(ProjectFolder, "load_share", dies)
    found = outcome(folder, 2)
    assert [shown.finding for shown in found.shown] == [shown.finding for shown in alone.shown]
    assert not found.failures


def test_a_mistake_of_ours_in_one_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    findings = ProjectFolder.findings

    def fails(self: ProjectFolder, path: str) -> object:
        if path.endswith("user.proc") and self._pool is None:
            raise ValueError("no")
        return findings(self, path)

    monkeypatch.setattr(ProjectFolder, "findings", fails)
    found = outcome(folder, 3)
    assert found.failures == [f"`{folder / 'user.proc'}` could not be checked: ValueError: no"]


def test_what_is_opened_is_read_here(folder: Path) -> None:
    checker = Checker(jobs=3)
    checker.add(str(folder))
    checker.add_text(str(folder / "user.proc"), "process User\nend\n")
    alone = Checker()
    alone.add(str(folder))
    alone.add_text(str(folder / "user.proc"), "process User\nend\n")
    assert [s.finding for s in checker.check().shown] == [s.finding for s in alone.check().shown]
