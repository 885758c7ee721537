"""`nexflow format` as it is run."""

from __future__ import annotations

from pathlib import Path

from test_cli import run, write

RAGGED = "schema Order\nfields\n  id:string   required\nend\nend\n"
NEAT = "schema Order\n    fields\n        id: string required\n    end\nend\n"
BROKEN = "schema A\n id: :\nend\n\nschema B\n fields\nb:string\nend\nend\n"


def test_a_folder_is_formatted_in_place(tmp_path: Path) -> None:
    write(tmp_path, a_schema=RAGGED, sub__b_schema=NEAT)
    done = run(tmp_path, "format")
    assert (done.returncode, done.stdout) == (0, "a.schema formatted\n")
    assert done.stderr == "1 formatted, 1 unchanged\n"
    assert (tmp_path / "a.schema").read_text() == NEAT
    assert run(tmp_path, "format").stderr == "0 formatted, 2 unchanged\n"


def test_check_and_diff_change_nothing(tmp_path: Path) -> None:
    write(tmp_path, a_schema=RAGGED)
    check = run(tmp_path, "format", "--check", ".")
    assert (check.returncode, check.stdout) == (1, "a.schema would be formatted\n")
    diff = run(tmp_path, "format", "--diff", "a.schema")
    assert diff.returncode == 1
    assert "-  id:string   required\n+    fields\n+        id: string required\n" in diff.stdout
    assert (tmp_path / "a.schema").read_text() == RAGGED


def test_standard_input_goes_to_standard_output(tmp_path: Path) -> None:
    done = run(tmp_path, "format", "--stdin-filename", "a.schema", "-", text=RAGGED)
    assert (done.returncode, done.stdout) == (0, NEAT)


def test_definitions_with_syntax_errors_stay_as_they_are(tmp_path: Path) -> None:
    done = run(tmp_path, "format", "--stdin-filename", "a.schema", "-", text=BROKEN)
    assert (
        done.stdout
        == "schema A\n id: :\nend\n\nschema B\n    fields\n        b: string\n    end\nend\n"
    )


def test_what_cannot_be_formatted_is_said(tmp_path: Path) -> None:
    write(tmp_path, a_txt="x", b_schema=b"schema \xff\n", folder__c_txt="")
    for path, why in (
        ("missing.schema", "there is no such file or folder"),
        ("a.txt", "it is no Nexflow file"),
        ("b.schema", "it is not UTF-8 at line 1, column 8"),
        ("folder", "there are no Nexflow files"),
    ):
        done = run(tmp_path, "format", path)
        assert done.returncode == 2
        assert why in done.stderr
    assert run(tmp_path, "format", "-", text=RAGGED).returncode == 2


def test_the_byte_order_mark_and_line_ends_stay(tmp_path: Path) -> None:
    write(tmp_path, a_schema="\ufeff" + RAGGED.replace("\n", "\r\n"))
    run(tmp_path, "format", "a.schema")
    expected = ("\ufeff" + NEAT.replace("\n", "\r\n")).encode()
    assert (tmp_path / "a.schema").read_bytes() == expected
