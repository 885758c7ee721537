"""Whatever lies on the disk, what is wrong is said at its place, and the rest goes on."""

from __future__ import annotations

import os
from pathlib import Path

import marked_project
import pytest
import shop

from nexflow_server import disk
from nexflow_server.checking import Checker, Outcome

PROJECT = "".join(f"//- /{path}\n{text}" for path, text in shop.FILES.items())
WRONG = 'process Wrong\n    receive Order from kafka "x"\n    transform using nobody\n    emit to x\nend\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a project with one mistake of its own, which must always be found."""
    marked_project.write(tmp_path, PROJECT)
    (tmp_path / "wrong.proc").write_text(WRONG)
    return tmp_path


def check(folder: Path) -> Outcome:
    checker = Checker()
    checker.add(str(folder))
    return checker.check()


def found(outcome: Outcome) -> set[tuple[str, str]]:
    assert ("wrong.proc", "NX100") in {(one.path, one.finding.code) for one in outcome.shown}
    return {(one.path, one.finding.code) for one in outcome.shown} - {("wrong.proc", "NX100")}


def test_a_clean_disk(folder: Path) -> None:
    assert found(check(folder)) == set()


def test_links_pipes_and_large_files(folder: Path) -> None:
    (folder / "loop.schema").symlink_to("loop.schema")
    (folder / "gone.schema").symlink_to("nowhere.schema")
    (folder / "round").symlink_to(folder, target_is_directory=True)
    os.mkfifo(folder / "pipe.schema")
    (folder / "device.schema").symlink_to("/dev/zero")
    with (folder / "large.schema").open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    outcome = check(folder)
    names = ("loop", "gone", "pipe", "device", "large")
    assert found(outcome) == {(f"{name}.schema", "NX009") for name in names}
    assert not outcome.failures


def test_a_file_that_is_reached_twice_is_one_file(folder: Path) -> None:
    outside = folder.parent / f"{folder.name}-outside.schema"
    outside.write_text("schema Outside\n    id: integer\nend\n")
    (folder / "below").mkdir()
    (folder / "below/again.schema").symlink_to("../order.schema")
    (folder / "one.schema").symlink_to(outside)
    (folder / "other.schema").symlink_to(outside)
    (folder / "user.schema").write_text("schema User\n    outside: Outside\nend\n")
    assert found(check(folder)) == set()


def test_a_link_that_is_asked_for_is_what_it_leads_to(folder: Path) -> None:
    (folder / "again.proc").symlink_to("wrong.proc")
    checker = Checker()
    checker.add(str(folder / "again.proc"))
    assert found(checker.check()) == set()


def test_a_circle_of_imports(folder: Path) -> None:
    (folder / "a.schema").write_text("import b.schema\nschema A\n    b: B\nend\n")
    (folder / "b.schema").write_text("import a.schema\nschema B\n    a: A\nend\n")
    assert not {code for _path, code in found(check(folder))} & {"NX100", "NX130", "NX003"}


def test_a_project_file_that_does_not_parse(folder: Path) -> None:
    (folder / "nexflow.toml").write_text("[project\n")
    assert ("nexflow.toml", "NX600") in found(check(folder))


def test_a_project_in_a_project(folder: Path) -> None:
    (folder / "inner").mkdir()
    (folder / "inner" / "nexflow.toml").write_text('[project]\nname = "inner"\n')
    (folder / "inner" / "mine.proc").write_text(WRONG.replace("nobody", "price"))
    shown = check(folder).shown
    # What the outer one declares is not known in the inner one.
    inner = {one.finding.code for one in shown if one.finding.path.endswith("mine.proc")}
    outer = {one.finding.code for one in shown if one.finding.path.endswith("wrong.proc")}
    assert (inner, outer) == ({"NX100"}, {"NX100"})


def test_a_file_that_goes_while_it_is_checked(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = disk.read

    def late(path: str) -> bytes:
        if path.endswith("risk.rules"):
            Path(path).unlink(missing_ok=True)
        return read(path)

    monkeypatch.setattr(disk, "read", late)
    assert ("risk.rules", "NX009") in found(check(folder))


def test_a_folder_that_may_not_be_entered(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "closed").mkdir()
    entries = disk.entries

    def refuse(path: str) -> list[os.DirEntry[str]]:  # root may enter everything
        if path.endswith("closed"):
            raise disk.UnreadableError("permission denied")
        return entries(path)

    monkeypatch.setattr(disk, "entries", refuse)
    outcome = check(folder)
    assert found(outcome) == {("closed", "NX009")}
    (said,) = [one.finding.message for one in outcome.shown if one.path == "closed"]
    assert said.startswith("this folder cannot be read: permission denied; ")
    (folder / ".gitignore").write_text("closed/\n")
    assert found(check(folder)) == set()


def test_a_name_that_is_no_text(folder: Path) -> None:
    (folder / os.fsdecode(b"\xff.schema")).write_text("schema Odd\n    id: string\nend\n")
    assert found(check(folder)) == set()
