"""In long definitions and files syntax errors are said at once, and nothing that still holds goes meanwhile."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import command_line
import marked_project
import pytest
from talk import Talk

FIELDS = "".join(f"    field_{number}: integer [range: 0..{number}]\n" for number in range(200))
LONG = f"schema Long\n    first: strng\n{FIELDS}    last: intger\nend\n"
PROJECT = f'//- /nexflow.toml\n[project]\nname = "long"\n//- /long.schema\n{LONG}'
LAST = LONG.count("\n") - 2


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Talk]:
    marked_project.write(tmp_path, PROJECT)
    made = Talk(tmp_path)
    made.ask("initialize", {"processId": None, "rootUri": tmp_path.as_uri(), "capabilities": {}})
    made.send("initialized", {})
    limit = threading.Timer(40, made.process.kill)
    limit.start()
    yield made
    limit.cancel()
    made.process.kill()
    made.process.wait()


def said(published: dict[str, Any]) -> list[tuple[str, int, int, int]]:
    """Return the codes of a publication with their lines and columns."""
    return [
        (one["code"], start["line"], start["character"], one["range"]["end"]["character"])
        for one in published["diagnostics"]
        for start in [one["range"]["start"]]
    ]


def first(talk: Talk, uri: str, version: int) -> list[tuple[str, int, int, int]]:
    """Return what was published first of a version."""
    while not any(one["uri"] == uri and one.get("version") == version for one in talk.published):
        talk.receive()
    return said(next(one for one in talk.published if one.get("version") == version))


def test_what_still_holds_stays_at_its_place(talk: Talk) -> None:
    uri = talk.open("long.schema")
    assert first(talk, uri, 1) == [("NX100", 1, 11, 16), ("NX100", LAST, 10, 16)]
    talk.change(uri, 2, 100, 0, 0, "    another: integer\n    broken: [\n")
    found = first(talk, uri, 2)
    assert "NX001" in [code for code, *_place in found]
    assert [one for one in found if one[0] == "NX100"] == [
        ("NX100", 1, 11, 16), ("NX100", LAST + 2, 10, 16),
    ]  # fmt: skip
    talk.published.clear()
    talk.change(uri, 3, 1, 11, 16, "string")
    assert ("NX100", 1) in [one[:2] for one in first(talk, uri, 3)]  # nobody has checked it yet
    while ("NX100", 1) in [one[:2] for one in said(talk.published[-1])]:
        talk.receive()
    assert all(("NX100", LAST + 2, 10, 16) in said(one) for one in talk.published)


def test_a_syntax_error_goes_at_once(talk: Talk) -> None:
    uri = talk.open("long.schema")
    valid = first(talk, uri, 1)
    talk.change(uri, 2, 100, 0, 0, "    broken: [\n")
    assert len(first(talk, uri, 2)) == len(valid) + 1
    talk.change(uri, 3, 100, 0, 14, "")
    assert len(first(talk, uri, 3)) == len(valid)


def test_in_a_long_file_too_what_was_said_of_a_short_definition_stays(tmp_path: Path) -> None:
    names = range(300)
    text = "".join(f"schema S{number}\n    known: strng\nend\n\n" for number in names)
    (tmp_path / "long.schema").write_text(text)
    talk = Talk(tmp_path)
    talk.ask("initialize", {"processId": None, "rootUri": tmp_path.as_uri(), "capabilities": {}})
    talk.send("initialized", {})
    uri = talk.open("long.schema")
    valid = first(talk, uri, 1)
    assert [one[0] for one in valid] == ["NX100" for _number in names]
    talk.change(uri, 2, 1, 4, 4, "x ")
    broken = first(talk, uri, 2)
    assert sorted(one[0] for one in broken if one[1] == 1) == ["NX004", "NX100"]
    assert [one for one in broken if one[1] > 1] == valid[1:]
    talk.change(uri, 3, 1, 4, 6, "")
    assert [one for one in first(talk, uri, 3) if one[1] > 1] == valid[1:]
    while said(talk.published[-1]) != valid:
        talk.receive()
    assert not talk.end()


def test_in_the_end_the_editor_shows_what_a_check_finds(talk: Talk) -> None:
    uri = talk.open("long.schema")
    first(talk, uri, 1)
    lines = LONG.splitlines(keepends=True)
    edits = [(5, 0, 0, "    twice: uuid\n"), (90, 4, 9, "feld"), (9, 0, 0, "    twice: uuid\n"),
             (LAST + 2, 10, 16, "integer"), (60, 0, 0, "end\n"), (60, 0, 3, ""), (2, 4, 4, "é")]  # fmt: skip
    for number, (line, start, end, text) in enumerate(edits):
        talk.change(uri, number + 2, line, start, end, text)
        whole = lines[line][:start] + text + lines[line][end:]
        lines[line : line + 1] = whole.splitlines(keepends=True)
    (talk.root / "long.schema").write_text("".join(lines))
    arguments = ("--check", "--no-cache", "--output-format", "json", str(talk.root))
    done = command_line.run(talk.root, *arguments, program="nexflow-lsp")
    wanted = sorted(
        (one["code"], one["start"]["line"] - 1, one["start"]["column"] - 1)
        for one in json.loads(done.stdout)["findings"]
    )
    assert len(wanted) > 1
    first(talk, uri, len(edits) + 1)
    while sorted(one[:3] for one in said(talk.published[-1])) != wanted:
        talk.receive()
