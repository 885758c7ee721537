"""The commands as they are run: output, exit codes, bad input; never a traceback."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import marked_project
import pytest
import shop
from command_line import BAD, GOOD, run, write

from nexflow_server.checking import Checker


def test_nothing_found(tmp_path: Path) -> None:
    done = run(write(tmp_path, a_schema=GOOD), "check", ".")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "No findings in 1 file.\n"


def test_full_shows_the_line_with_the_range_marked(tmp_path: Path) -> None:
    done = run(write(tmp_path, a_schema=BAD), "check", "a.schema")
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[0].startswith("error[NX")
    assert lines[1:5] == [
        " --> a.schema:2:9",
        "  |",
        "2 |     id: strin required",
        "  |         ^^^^^",
    ]
    assert "\033[" not in done.stdout
    assert done.stderr == "Found 1 error in 1 file.\n"


def test_full_marks_wide_characters_and_hides_control_characters(tmp_path: Path) -> None:
    text = 'schema Order\n\tid: string default "名\x1b[31m" nope\nend\n'
    done = run(write(tmp_path, a_schema=text), "check", "a.schema")
    line, marks = done.stdout.splitlines()[3:5]
    assert "\x1b" not in done.stdout
    # In columns of a terminal; the wide character takes two.
    assert marks.index("^") - 1 == line.index("nope")


def test_concise(tmp_path: Path) -> None:
    done = run(write(tmp_path, a_schema=BAD), "check", "--output-format", "concise")
    assert done.stdout.startswith("a.schema:2:9: error[NX")
    assert done.stdout.count("\n") == 1


def test_json(tmp_path: Path) -> None:
    done = run(write(tmp_path, a_schema=BAD), "check", "--output-format=json", "a.schema", "nix")
    document: dict[str, Any] = json.loads(done.stdout)
    (finding,) = document["findings"]
    assert finding["path"] == "a.schema"
    assert (finding["start"], finding["end"]) == (
        {"line": 2, "column": 9},
        {"line": 2, "column": 14},
    )
    assert finding["severity"] == "error"
    assert document["files"] == 1
    assert document["failures"] == ["there is no file or folder `nix`"]
    assert done.returncode == 2


def test_json_lines_to_a_file(tmp_path: Path) -> None:
    write(tmp_path, a_schema=BAD + BAD.replace("Order", "Other"))
    done = run(tmp_path, "check", "--output-format=json-lines", "--output-file", "out.jsonl")
    assert (done.returncode, done.stdout) == (1, "")
    lines = (tmp_path / "out.jsonl").read_text().splitlines()
    assert [json.loads(line)["start"]["line"] for line in lines] == [2, 5]


def test_a_project_from_anywhere(tmp_path: Path) -> None:
    """One file is checked with the rest of its project known, and shown relative to the project."""
    marked_project.write(tmp_path, shop.with_cursor("orders.proc", "amount >", "amont >"))
    (tmp_path / "generated").mkdir()
    (tmp_path / "generated" / "stale.schema").write_text("nonsense")
    elsewhere = tmp_path.parent
    done = run(elsewhere, "check", "--output-format=concise", str(tmp_path / "orders.proc"))
    assert done.stdout.startswith("orders.proc:5:12: error[NX")
    assert done.stdout.count("\n") == 1
    assert done.stderr == "Found 1 error in 1 file.\n"
    assert run(elsewhere, "check", str(tmp_path)).stderr == "Found 1 error in 6 files.\n"


def test_several_projects_keep_their_paths_apart(tmp_path: Path) -> None:
    write(
        tmp_path, one__nexflow_toml="", two__nexflow_toml="", one__a_schema=BAD, two__a_schema=BAD
    )
    done = run(tmp_path, "check", "--output-format=concise")
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == [
        "one/a.schema",
        "two/a.schema",
    ]


def test_findings_of_several_projects_are_in_order(tmp_path: Path) -> None:
    write(
        tmp_path, nexflow_toml="", a_schema=BAD, c_schema=BAD, b__nexflow_toml="", b__a_schema=BAD
    )
    done = run(tmp_path, "check", "--output-format=concise")
    listed = [line.split(":")[0] for line in done.stdout.splitlines()]
    assert listed == sorted(listed)
    assert set(listed) == {"a.schema", "b/a.schema", "c.schema"}


def test_ignored_files_are_left_out_unless_named(tmp_path: Path) -> None:
    write(tmp_path, a_schema=GOOD, old__b_schema=BAD)
    (tmp_path / ".gitignore").write_text("old/\n")
    assert run(tmp_path, "check").returncode == 0
    assert run(tmp_path, "check", "old/b.schema").returncode == 1


def test_a_file_without_a_project_finds_what_it_imports(tmp_path: Path) -> None:
    one = "import ../common/b.schema\n\nschema Other\n    order: Order required\nend\n"
    write(tmp_path, one__a_schema=one, common__b_schema=GOOD)
    done = run(tmp_path, "check", "one/a.schema")
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("check", "nix.proc"), "there is no file or folder `nix.proc`"),
        (("check", "notes.md"), "`notes.md` is no Nexflow file"),
        (("check", "empty"), "there are no Nexflow files (.proc, .flow"),
        (("check", "loop.proc"), "cannot be read: too many levels of symbolic links"),
        (("check", "big.schema"), "cannot be read: it has 10.0 MB"),
        (("check", "pipe.schema"), "cannot be read: it is not a regular file"),
        (("check", "-"), "say with --stdin-filename"),
        (("check", "--stdin-filename", "notes.md"), "is no Nexflow file's name"),
        (("check", "--output-file", "empty", "good.schema"), "`empty` cannot be written"),
        (("check", "--output-format", "xml"), "invalid choice: 'xml'"),
        (("check", "--select", "NX9x"), "there is no code `NX9x`, and none starts so"),
        (("check", "--ignore", "all,X"), "there is no code `X`"),
        (("check", "--watch", "nix"), "there is no file or folder `nix`"),
        (("check", "--watch", "-", "--stdin-filename", "a.proc"), "standard input is none"),
        (("check", "--write-baseline"), "say with --baseline FILE"),
        (("check", "--unsafe-fixes"), "says which fixes --fix applies"),
        (("check", "--jobs", "0"), "argument --jobs: `0` is no whole number from 1"),
        (("check", "--jobs", "x"), "argument --jobs: invalid"),
        (("check", "--statistics", "--output-format", "sarif"), "has no format `sarif`"),
        (("check", "--fix", "--diff"), "not allowed with argument --fix"),
        (("check", "--explain", "NX999"), "there is no code `NX999`"),
        (("explain",), "required: CODE"),
        (("chek",), "there is no command `chek`; did you mean `check`?"),
        (("frobnicate",), "there is no command `frobnicate`"),
    ],
)
def test_bad_input(tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    write(tmp_path, good_schema=GOOD, notes_md="# Notes", big_schema=b"#" * 10 * 1024 * 1024)
    (tmp_path / "empty").mkdir()
    (tmp_path / "loop.proc").symlink_to("loop.proc")
    os.mkfifo(tmp_path / "pipe.schema")
    done = run(tmp_path, *arguments)
    assert done.returncode == 2
    assert message in done.stdout + done.stderr


@pytest.mark.parametrize("command", ["check", "check a.schema", "format", "generate"])
def test_a_folder_that_is_gone(tmp_path: Path, command: str) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    done = subprocess.run(
        ["sh", "-c", f'rmdir "$PWD"; "{sys.executable}" -m nexflow_server.commands.nexflow {command}'],
        cwd=gone, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "the folder that this runs in is gone" in done.stderr


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-"])
@pytest.mark.parametrize("options", ["", "--no-cache"])
def test_streams_that_are_closed(tmp_path: Path, closed: str, options: str) -> None:
    write(tmp_path, a_schema=BAD)
    command = f'"{sys.executable}" -m nexflow_server --check {options} {closed}'
    done = subprocess.run(
        ["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert ("NX100" in done.stdout) is not closed.startswith(">")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is full")
def test_no_room_for_what_is_written(tmp_path: Path) -> None:
    write(tmp_path, a_schema=BAD)
    command = f'"{sys.executable}" -m nexflow_server --check --no-cache > /dev/full'
    done = subprocess.run(
        ["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.endswith("nexflow: this cannot be written: no space left on device\n")


def test_bad_input_does_not_hide_the_other_files(tmp_path: Path) -> None:
    write(tmp_path, a_schema=b"schema A\n    id: \xff\nend\n", b_schema=BAD)
    (tmp_path / "loop").symlink_to(".")
    done = run(tmp_path, "check", ".", "nix", "--output-format=concise")
    assert done.returncode == 2
    first, second = done.stdout.splitlines()
    assert first == "a.schema:2:9: error[NX008] byte 0xff is not UTF-8; save this file as UTF-8"
    assert second.startswith("b.schema:2:9:")


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, a_schema=GOOD)

    def refuse(path: str, _flags: int) -> int:  # root may read everything, so chmod would not do
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)

    monkeypatch.setattr("nexflow_server.disk._open_without_waiting", refuse)
    checker = Checker()
    checker.add(str(tmp_path))
    (shown,) = checker.check().shown
    assert shown.finding.code == "NX009"
    assert "permission denied" in shown.finding.message


COMPUTED = "schema A\n    a: integer required\n    computed\n        b = {}\n    end\nend\n"


def test_deep_and_long_expressions_are_read_or_refused_never_a_crash(tmp_path: Path) -> None:
    write(
        tmp_path,
        nested_schema=COMPUTED.format("(" * 100 + "a" + ")" * 100),
        chained_schema=COMPUTED.format(" + ".join(["a"] * 1000)).replace("schema A", "schema B"),
    )
    assert run(tmp_path, "check").returncode == 0
    write(
        tmp_path,
        nested_schema=COMPUTED.format("(" * 10_000 + "a" + ")" * 10_000),
        chained_schema=COMPUTED.format(" + ".join(["a"] * 3000)).replace("schema A", "schema B"),
    )
    done = run(tmp_path, "check", "--output-format=concise")
    assert done.returncode == 1
    assert [line.split(" ")[1] for line in done.stdout.splitlines()] == ["error[NX003]"] * 2


def test_standard_input(tmp_path: Path) -> None:
    write(tmp_path, a_schema=GOOD)
    done = run(tmp_path, "check", "-", "--stdin-filename", "a.schema", text="\ufeff" + BAD)
    assert done.returncode == 1
    assert " --> a.schema:2:9" in done.stdout
    done = run(tmp_path, "check", "--stdin-filename", "a.schema", text=b"\xff")
    assert done.returncode == 2
    assert "standard input is not UTF-8: byte 1 is 0xff" in done.stderr


def test_exit_codes_and_choices(tmp_path: Path) -> None:
    write(tmp_path, a_schema=BAD)
    assert run(tmp_path, "check", "--exit-zero").returncode == 0
    done = run(tmp_path, "check", "--ignore", "NX5", "--select", "NX3,NX4")
    assert done.returncode == 1  # errors that forbid generation cannot be hidden
    done = run(tmp_path, "check", "--statistics")
    assert done.stdout == "      1 * NX100  error        an unknown definition\n"


def test_help_and_version(tmp_path: Path) -> None:
    for program, option in (("nexflow", "--version"), ("nexflow-lsp", "--version")):
        done = run(tmp_path, option, program=program)
        assert done.returncode == 0
        assert done.stdout.startswith(f"{program} 0.")
    done = run(tmp_path, "--help")
    assert done.returncode == 0
    assert "examples:" in done.stdout
    assert run(tmp_path, "check", "--help").returncode == 0


def test_generate(tmp_path: Path) -> None:
    marked_project.write(tmp_path, shop.with_cursor("orders.proc", "amount >", "amount >"))
    done = run(tmp_path, "generate")
    assert done.returncode == 0, done.stderr
    assert "written  generated/flink/pom.xml" in done.stdout
    assert (tmp_path / "generated" / "flink" / "pom.xml").is_file()
    again = run(tmp_path, "generate", "orders.proc")
    assert (again.returncode, again.stdout) == (0, "")
    assert " unchanged." in again.stderr


def test_generate_refuses_errors(tmp_path: Path) -> None:
    marked_project.write(tmp_path, shop.with_cursor("orders.proc", "amount >", "amont >"))
    for arguments in (("generate",), ("run", "Orders", "--input", "orders=x")):
        done = run(tmp_path, *arguments)
        assert (done.returncode, done.stdout) == (1, "")
        assert " --> orders.proc:5:12" in done.stderr
        assert "Nothing was generated: the project has an error at orders.proc:5:12" in done.stderr
    assert not (tmp_path / "generated").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("run",), "required: PROCESS"),
        (("run", "Orders", "--input", "orders"), "write NAME=FILE, not `orders`"),
        (("run", "Orders"), "--input orders=FILE"),
        (("run", "Orders", "nix"), "there is no file or folder `nix`"),
        (("generate", "nix"), "there is no file or folder `nix`"),
    ],
)
def test_generate_and_run_say_what_is_missing(
    tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    marked_project.write(tmp_path, shop.with_cursor("orders.proc", "amount >", "amount >"))
    done = run(tmp_path, *arguments)
    assert done.returncode == 2
    assert message in done.stderr


def test_the_server_checks_too(tmp_path: Path) -> None:
    write(tmp_path, a_schema=BAD)
    ours = run(tmp_path, "--check", "a.schema", program="nexflow-lsp")
    theirs = run(tmp_path, "check", "a.schema")
    assert (ours.returncode, ours.stdout) == (theirs.returncode, theirs.stdout)
    assert run(tmp_path, "a.schema", program="nexflow-lsp").returncode == 2
    assert run(tmp_path, "--tcp", "nowhere", program="nexflow-lsp").returncode == 2


def test_check_does_not_import_what_only_servers_and_generators_need(tmp_path: Path) -> None:
    write(tmp_path, a_schema=GOOD)
    script = (
        "import sys; from nexflow_server.commands.nexflow import main; main(['check']);"
        "print(sorted({'pygls', 'lsprotocol', 'jinja2', 'rich', 'asyncio', 'tqdm', 'watchfiles'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
