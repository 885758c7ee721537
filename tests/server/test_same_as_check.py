"""What the editor shows, once all proofs have followed, is what `--check` finds."""

from __future__ import annotations

import json
import shutil
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import command_line
import marked_project
import pytest
from talk import Talk

EXAMPLES = Path(__file__).parents[2] / "examples"
SUFFIXES = {".schema", ".xform", ".rules", ".proc", ".toml"}
SEVERITIES = {"error": 1, "warning": 2, "information": 3, "hint": 4}
FAULTY = """\
//- /nexflow.toml
[project]
name = "faulty"
colour = "red"
//- /order.schema
schema Order
    id: string required
    état: strin required
    anything: object
end
//- /twin.schema
schema Order
    id: string required
    note: string [length: 9..1]
end
//- /risk.rules
decision_table risk
    hit_policy single_hit
    given
        amount: integer
    end
    decide
        | amount | decision |
        |--------|----------|
        | > 50   | "é"      |
        | > 40   | "b"      |
    end
    return
        decision: string
    end
end
//- /orders.proc
import order.schema
import missing.schema
process Orders
    receive Order from kafka "x"
    filter ammount > 5 and
    evaluate using rsk
    emit to y
end
"""

#: A path, a range, a code, a severity and a message.
Said = tuple[str, tuple[int, int], tuple[int, int], str, int, str]


@pytest.mark.parametrize("name", ["faulty", "orders", "partitioning", "tiered"])
def test_the_editor_shows_what_the_check_finds(name: str, tmp_path: Path) -> None:
    root = tmp_path / name
    if name == "faulty":
        marked_project.write(root, FAULTY)
    else:
        shutil.copytree(EXAMPLES / name, root)
    wanted = checked(root)
    if name == "faulty":  # of the project file, the syntax, the meaning and a proof
        codes = {code for _path, _start, _end, code, *_rest in wanted}
        assert codes >= {"NX001", "NX100", "NX130", "NX211", "NX410", "NX411", "NX601"}
    assert shown(root, wanted) == wanted


def checked(root: Path) -> list[Said]:
    """Return what a check finds."""
    arguments = ("--check", "--no-cache", "--output-format", "json", str(root))
    done = command_line.run(root, *arguments, program="nexflow-lsp")
    return sorted(
        (
            str(root / one["path"]), place(one["start"]), place(one["end"]),
            one["code"], SEVERITIES[one["severity"]], one["message"],
        )
        for one in json.loads(done.stdout)["findings"]
    )  # fmt: skip


def place(said: dict[str, int]) -> tuple[int, int]:
    return said["line"] - 1, said["column"] - 1


def shown(root: Path, wanted: list[Said]) -> list[Said]:
    """Return what the editor shows at the end; wanted: when to ask for the end."""
    talk = Talk(root)
    limit = threading.Timer(40, talk.process.kill)
    limit.start()
    code_points = {"general": {"positionEncodings": ["utf-32"]}}
    talk.ask(
        "initialize", {"processId": None, "rootUri": root.as_uri(), "capabilities": code_points}
    )
    talk.send("initialized", {})
    files = [path for path in sorted(root.rglob("*")) if path.suffix in SUFFIXES]
    for path in files:
        talk.open(str(path.relative_to(root)))
    with suppress(EOFError):  # the limit; the difference is then shown
        while {one["uri"] for one in talk.published} != {path.as_uri() for path in files}:
            talk.receive()
        while last(talk) != wanted:
            talk.receive()
        assert talk.end() == 0
    limit.cancel()
    return last(talk)


def last(talk: Talk) -> list[Said]:
    """Return what was published last of each file."""
    latest = {one["uri"]: one["diagnostics"] for one in talk.published}
    return sorted(
        (
            Path(uri.removeprefix("file://")).as_posix(), point(one, "start"), point(one, "end"),
            one["code"], one["severity"], one["message"],
        )
        for uri, diagnostics in latest.items()
        for one in diagnostics
    )  # fmt: skip


def point(diagnostic: dict[str, Any], which: str) -> tuple[int, int]:
    found = diagnostic["range"][which]
    return found["line"], found["character"]
