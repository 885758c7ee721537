"""A small JSON-RPC client over a server's standard input and output."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

CAPABILITIES = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {"publishDiagnostics": {"versionSupport": True}},
}


class Client:
    """Starts a language server and talks to it, one message at a time."""

    def __init__(self, folder: Path, *command: str) -> None:
        self.process = subprocess.Popen(
            command or (sys.executable, "-m", "nexflow_server"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=folder,
        )
        self.last = 0
        uri = folder.as_uri()
        folders = [{"uri": uri, "name": folder.name}]
        parameters = {
            "processId": None,
            "rootUri": uri,
            "capabilities": CAPABILITIES,
            "workspaceFolders": folders,
        }
        self.request("initialize", parameters)
        self.notify("initialized", {})

    def send(self, message: dict[str, Any]) -> None:
        """Send one message."""
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def notify(self, method: str, params: Any) -> None:
        """Send a notification."""
        self.send({"method": method, "params": params})

    def request(self, method: str, params: Any) -> Any:
        """Send a request and wait for its answer."""
        self.last += 1
        number = self.last
        self.send({"id": number, "method": method, "params": params})
        answer = self.wait(lambda message: message.get("id") == number and "method" not in message)
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer.get("result")

    def receive(self) -> dict[str, Any]:
        """Wait for the next message."""
        assert self.process.stdout is not None
        length = 0
        while (line := self.process.stdout.readline()) not in (b"\r\n", b""):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if not length:
            raise EOFError("the server has ended")
        return cast("dict[str, Any]", json.loads(self.process.stdout.read(length)))

    def wait(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Wait for a message; answer the server's own requests meanwhile."""
        while True:
            message = self.receive()
            if wanted(message):
                return message
            if "method" in message and "id" in message:
                self.send({"id": message["id"], "result": None})

    def diagnostics(self, uri: str, version: int) -> list[dict[str, Any]]:
        """Wait for the diagnostics of a version of a document."""
        params = self.wait(
            lambda message: (
                message.get("method") == "textDocument/publishDiagnostics"
                and message["params"]["uri"] == uri
                and message["params"].get("version") == version
            )
        )["params"]
        return cast("list[dict[str, Any]]", params["diagnostics"])

    def open(self, uri: str, text: str) -> list[dict[str, Any]]:
        """Open a document and wait for its diagnostics."""
        item = {"uri": uri, "languageId": "nexflow", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})
        return self.diagnostics(uri, 1)

    def stop(self) -> None:
        """End the server in good order."""
        self.request("shutdown", None)
        self.notify("exit", None)
        self.process.wait(10)
