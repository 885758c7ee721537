"""Whatever comes while the server works is handled, and every request is answered."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from pathlib import Path

import marked_project
import pytest
import shop
from talk import Talk

PROJECT = "".join(f"//- /{path}\n{text}" for path, text in shop.FILES.items())
HEAD = "decision_table Big\nhit_policy first_match\ngiven\na: integer\nb: integer\nc: integer\nend\ndecide\n"
TAIL = "return\nresult: string\nend\nend\n"


def table(rows: int) -> str:
    """Return a table whose proof takes its time."""
    chance = random.Random(rows)
    lines = ["| a | b | c | result |", "|---|---|---|---|"]
    for _row in range(rows):
        cells = [chance.choice(["*", f"> {chance.randrange(99)}", f"< {chance.randrange(99)}",
                                f"{chance.randrange(50)} to {chance.randrange(50, 99)}"])
                 for _column in range(3)]  # fmt: skip
        lines.append(f'| {" | ".join(cells)} | "{chance.choice("abcd")}" |')
    return HEAD + "\n".join(lines) + "\nend\n" + TAIL


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Talk]:
    marked_project.write(tmp_path, PROJECT)
    (tmp_path / "big.rules").write_text(table(120))
    made = Talk(tmp_path)
    made.ask("initialize", {"processId": None, "rootUri": tmp_path.as_uri(), "capabilities": {}})
    made.send("initialized", {})
    # A server that hangs fails the test.
    limit = threading.Timer(40, made.process.kill)
    limit.start()
    yield made
    limit.cancel()
    made.process.kill()
    made.process.wait()


def test_proofs_follow_the_other_findings(talk: Talk) -> None:
    uri = talk.open("big.rules")
    talk.wait_for(uri, "NX412")
    first = next(one for one in talk.published if one["uri"] == uri)
    assert not [one for one in first["diagnostics"] if one["code"].startswith("NX41")]
    talk.published.clear()
    talk.change(uri, 2, 10, 2, 2, "> ")  # breaks the table: no proof any more
    talk.change(uri, 3, 10, 2, 4, "")
    talk.wait_for(uri, "NX412")
    assert talk.end() == 0


def test_requests_go_before_the_rest_of_the_work(talk: Talk) -> None:
    uri = talk.open("big.rules")
    place = {"textDocument": {"uri": uri}, "position": {"line": 10, "character": 3}}
    for version in range(2, 12):
        talk.change(uri, version, 3, 0, 1, "a")
        talk.ask("textDocument/hover", place)
    talk.wait_for(uri, "NX412")
    assert talk.end() == 0


def test_shutdown_while_work_is_pending(talk: Talk) -> None:
    talk.open("big.rules")
    assert talk.end() == 0


def test_close_while_work_is_pending(talk: Talk) -> None:
    uri = talk.open("big.rules")
    talk.change(uri, 2, 3, 0, 1, "b")
    talk.send("textDocument/didClose", {"textDocument": {"uri": uri}})
    talk.wait_for(uri, "NX412")  # what lies on the disk counts again
    assert talk.end() == 0


def test_the_end_of_the_input_ends_the_server(talk: Talk) -> None:
    talk.open("big.rules")
    assert talk.process.stdin is not None
    talk.process.stdin.close()
    assert talk.process.wait(120) == 1


def generation(talk: Talk) -> int:
    argument = {"scope": "project", "uri": (talk.root / "orders.proc").as_uri()}
    params = {"command": "nexflow.generate", "arguments": [argument]}
    return talk.send("workspace/executeCommand", params, request=True)


def test_edits_during_a_generation_do_not_wait_for_it_and_do_not_reach_it(talk: Talk) -> None:
    (talk.root / "big.rules").unlink()
    uri = talk.open("orders.proc")
    while not talk.published:
        talk.receive()
    number = generation(talk)
    talk.ask("nexflow/viewText", {"uri": uri})
    talk.change(uri, 2, 4, 11, 17, "amuont")
    talk.wait_for(uri, "NX101")
    assert number not in talk.answers
    assert talk.answer(number)["result"]["ok"], talk.answers[number]
    assert talk.end() == 0


def test_a_generation_that_is_cancelled_is_answered(talk: Talk) -> None:
    (talk.root / "big.rules").unlink()
    talk.open("orders.proc")
    number = generation(talk)
    talk.send("$/cancelRequest", {"id": number})
    again = generation(talk)
    assert "error" in talk.answer(number)
    assert talk.answer(again)["result"]["ok"], talk.answers[again]
    assert talk.end() == 0


def test_shutdown_during_a_generation(talk: Talk) -> None:
    (talk.root / "big.rules").unlink()
    talk.open("orders.proc")
    generation(talk)
    assert talk.end() == 0


@pytest.mark.parametrize("body", [b"{", b"[]", b"null", b"3", b'{"jsonrpc": "2.0"}', b'{"id": 7}',
    b'{"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {"textDocument": 3}}',
    b'{"jsonrpc": "2.0", "method": "textDocument/didChange"}', b"\xff"])  # fmt: skip
def test_what_is_no_message_is_passed_over(talk: Talk, body: bytes) -> None:
    assert talk.process.stdin is not None
    talk.process.stdin.write(b"content-length:%d\r\nX: y\r\n\r\n%s" % (len(body), body))
    uri = talk.open("orders.proc")
    assert talk.ask("nexflow/viewText", {"uri": uri})
    assert talk.end() == 0
