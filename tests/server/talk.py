"""A client of few words: it keeps what the server publishes and answers."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, cast


class Talk:
    """Messages to and from a server."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.process = subprocess.Popen(
            [sys.executable, "-m", "nexflow_server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.number = 0
        self.published: list[dict[str, Any]] = []
        self.answers: dict[int, dict[str, Any]] = {}

    def send(self, method: str, params: Any, *, request: bool = False) -> int:
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        if request:
            self.number += 1
            message["id"] = self.number
        body = json.dumps(message).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()
        return self.number

    def receive(self) -> None:
        """Take the next message, or raise EOFError."""
        assert self.process.stdout is not None
        length = 0
        while (line := self.process.stdout.readline()) not in (b"\r\n", b""):
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        if not length:
            raise EOFError
        message = cast("dict[str, Any]", json.loads(self.process.stdout.read(length)))
        if message.get("method") == "textDocument/publishDiagnostics":
            self.published.append(message["params"])
        elif "method" not in message:
            assert message["id"] not in self.answers, "answered twice"
            self.answers[message["id"]] = message

    def answer(self, number: int) -> dict[str, Any]:
        while number not in self.answers:
            self.receive()
        return self.answers[number]

    def ask(self, method: str, params: Any) -> Any:
        answer = self.answer(self.send(method, params, request=True))
        assert "error" not in answer, answer
        return answer["result"]

    def open(self, name: str) -> str:
        path = self.root / name
        uri = path.as_uri()
        item = {"uri": uri, "languageId": "nexflow", "version": 1, "text": path.read_text("utf-8")}
        self.send("textDocument/didOpen", {"textDocument": item})
        return uri

    def change(self, uri: str, version: int, line: int, start: int, end: int, text: str) -> None:
        where = {
            "start": {"line": line, "character": start},
            "end": {"line": line, "character": end},
        }
        document = {"uri": uri, "version": version}
        changes = [{"range": where, "text": text}]
        self.send("textDocument/didChange", {"textDocument": document, "contentChanges": changes})

    def codes(self, uri: str) -> list[str]:
        """Return the codes that were published last."""
        last = next(one for one in reversed(self.published) if one["uri"] == uri)
        return [one["code"] for one in last["diagnostics"]]

    def wait_for(self, uri: str, code: str) -> None:
        while not any(one["uri"] == uri for one in self.published) or code not in self.codes(uri):
            self.receive()

    def end(self) -> int:
        """End in good order; all that was asked must be answered."""
        self.ask("shutdown", None)
        self.send("exit", None)
        with suppress(EOFError):
            while True:
                self.receive()
        assert set(self.answers) == set(range(1, self.number + 1))
        return self.process.wait(120)
