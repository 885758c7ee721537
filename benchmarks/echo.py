"""A language server that finds nothing: what the transport of a keystroke costs by itself."""

from __future__ import annotations

import json
import sys
from typing import Any, cast


def main() -> None:
    """Answer every request with nothing, and every change with no diagnostics."""
    while (message := _receive()) is not None:
        if "id" in message:
            _send({"id": message["id"], "result": None})
        elif message["method"] == "textDocument/didChange":
            params = {**message["params"]["textDocument"], "diagnostics": []}
            _send({"method": "textDocument/publishDiagnostics", "params": params})
        elif message["method"] == "exit":
            return


def _receive() -> dict[str, Any] | None:
    length = 0
    while (line := sys.stdin.buffer.readline()) not in (b"\r\n", b""):
        name, _, value = line.partition(b":")
        length = int(value) if name.lower() == b"content-length" else length
    return cast("dict[str, Any]", json.loads(sys.stdin.buffer.read(length))) if length else None


def _send(message: dict[str, Any]) -> None:
    body = json.dumps({"jsonrpc": "2.0", **message}).encode()
    sys.stdout.buffer.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
