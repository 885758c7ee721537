"""Generated files on disk: nothing of the user's is ever lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nexflow_codegen.result import GeneratedFile
from nexflow_codegen.write import MANIFEST, Status, WriteError, read_manifest, write

ONE, TWO = GeneratedFile("src/One.java", "one\n"), GeneratedFile("Two.java", "zwei: ü\n")


def statuses(
    folder: Path, *files: GeneratedFile, complete: bool = True, force: bool = False
) -> dict[str, str]:
    """Write files; return what became of each."""
    written = write(folder, files, complete=complete, force=force)
    return {file.path: file.status.value for file in written}


def test_files_are_written_once(tmp_path: Path) -> None:
    assert statuses(tmp_path, ONE, TWO) == {"src/One.java": "written", "Two.java": "written"}
    manifest = (tmp_path / MANIFEST).read_bytes()
    assert statuses(tmp_path, TWO, ONE) == {"src/One.java": "unchanged", "Two.java": "unchanged"}
    assert (tmp_path / MANIFEST).read_bytes() == manifest
    assert list(json.loads(manifest)["files"]) == ["Two.java", "src/One.java"]
    assert (tmp_path / "Two.java").read_text("utf-8") == "zwei: ü\n"


def test_a_changed_file_is_written_anew(tmp_path: Path) -> None:
    statuses(tmp_path, ONE)
    assert statuses(tmp_path, GeneratedFile(ONE.path, "other")) == {ONE.path: "written"}
    assert (tmp_path / ONE.path).read_text() == "other"


def test_stale_files_are_removed_with_their_folders(tmp_path: Path) -> None:
    statuses(tmp_path, ONE, TWO)
    assert statuses(tmp_path, TWO) == {ONE.path: "removed", TWO.path: "unchanged"}
    assert not (tmp_path / "src").exists()
    assert list(read_manifest(tmp_path)) == [TWO.path]


def test_a_partial_scope_removes_nothing(tmp_path: Path) -> None:
    statuses(tmp_path, ONE, TWO)
    assert statuses(tmp_path, TWO, complete=False) == {TWO.path: "unchanged"}
    assert (tmp_path / ONE.path).exists()


def test_an_edited_file_is_kept(tmp_path: Path) -> None:
    statuses(tmp_path, ONE, TWO)
    (tmp_path / ONE.path).write_text("mine")
    assert statuses(tmp_path, GeneratedFile(ONE.path, "new"), TWO)[ONE.path] == "kept"
    assert statuses(tmp_path, TWO)[ONE.path] == "kept"
    assert (tmp_path / ONE.path).read_text() == "mine"
    # It is still known as edited, and `force` may take it.
    assert (
        statuses(tmp_path, GeneratedFile(ONE.path, "new"), TWO, force=True)[ONE.path] == "written"
    )
    assert (tmp_path / ONE.path).read_text() == "new"


def test_force_removes_edited_stale_files(tmp_path: Path) -> None:
    statuses(tmp_path, ONE, TWO)
    (tmp_path / ONE.path).write_text("mine")
    assert statuses(tmp_path, TWO, force=True)[ONE.path] == "removed"


def test_a_foreign_file_is_kept(tmp_path: Path) -> None:
    (tmp_path / "Two.java").write_text("foreign")
    (tmp_path / "Three.java").write_text("foreign")
    assert statuses(tmp_path, ONE, TWO) == {ONE.path: "written", TWO.path: "kept"}
    assert TWO.path not in read_manifest(tmp_path)
    assert statuses(tmp_path, ONE) == {ONE.path: "unchanged"}
    assert (tmp_path / "Two.java").read_text() == "foreign"
    assert (tmp_path / "Three.java").exists()


def test_other_line_ends_are_no_edit(tmp_path: Path) -> None:
    statuses(tmp_path, ONE)
    (tmp_path / ONE.path).write_bytes(b"one\r\n")
    assert statuses(tmp_path, ONE) == {ONE.path: "unchanged"}
    assert statuses(tmp_path, GeneratedFile(ONE.path, "new\n")) == {ONE.path: "written"}


def test_a_deleted_file_comes_back(tmp_path: Path) -> None:
    statuses(tmp_path, ONE)
    (tmp_path / ONE.path).unlink()
    assert statuses(tmp_path, ONE) == {ONE.path: "written"}


@pytest.mark.parametrize("path", ["../outside", "/etc/outside", "a/../../outside", "..\\outside"])
def test_a_manifest_says_nothing_about_what_lies_outside(tmp_path: Path, path: str) -> None:
    folder = tmp_path / "flink"
    folder.mkdir()
    (tmp_path / "outside").write_text("precious")
    statuses(folder, ONE)
    digest = read_manifest(folder)[ONE.path]
    (folder / MANIFEST).write_text(json.dumps({"version": 1, "files": {path: digest}}))
    assert read_manifest(folder) == {}
    assert statuses(folder, ONE)[ONE.path] == Status.UNCHANGED
    assert (tmp_path / "outside").read_text() == "precious"


def test_a_link_does_not_lead_out(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    folder = tmp_path / "flink"
    folder.mkdir()
    (folder / "src").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(WriteError, match="a link leads out of it"):
        statuses(folder, ONE)
    assert not list((tmp_path / "elsewhere").iterdir())


@pytest.mark.parametrize("text", ["", "[]", '{"files": 1}', "{", '{"version": 1}'])
def test_a_manifest_that_cannot_be_read_stops_everything(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_text(text)
    with pytest.raises(WriteError, match="cannot be read"):
        statuses(tmp_path, ONE)


def test_a_folder_that_cannot_be_written_is_a_message(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError, match="cannot write to"):
        statuses(tmp_path / "file" / "flink", ONE)
