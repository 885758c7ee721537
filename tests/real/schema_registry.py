"""A schema registry: the part of Confluent's interface that jobs use, and what they have asked it."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

TYPE = "application/vnd.schemaregistry.v1+json"


@dataclass
class Registry:
    """What a registry knows. away: how many requests it answers with an error before it works; incompatible:
    a subject that takes no other schema.

    schemas: by their ids, from 1; subjects: the ids that each has; asked: method and path of each request;
    credentials: who has asked.
    """

    address: str = ""
    away: int = 0
    incompatible: str = ""
    schemas: list[str] = field(default_factory=list)
    subjects: dict[str, list[int]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    credentials: set[str | None] = field(default_factory=set)

    def add(self, schema: object) -> int:
        """Return the id of a schema."""
        text = json.dumps(schema)
        if text not in self.schemas:
            self.schemas.append(text)
        return self.schemas.index(text) + 1

    def register(self, subject: str, schema: object) -> int:
        """Return the id of a schema, which a subject has from now on."""
        number = self.add(schema)
        ids = self.subjects.setdefault(subject, [])
        ids += [number] if number not in ids else []
        return number


def _handler(registry: Registry) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            number = int(self.path.removeprefix("/schemas/ids/"))
            if not 0 < number <= len(registry.schemas):
                self.reply(404, {"error_code": 40403, "message": "Schema not found"})
            else:
                self.reply(200, {"schema": registry.schemas[number - 1]})

        def do_POST(self) -> None:
            assert self.headers["Content-Type"] == TYPE
            subject = unquote(self.path.removeprefix("/subjects/").removesuffix("/versions"))
            question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if registry.away:
                self.reply(503, {})
            elif subject == registry.incompatible:
                self.reply(409, {"error_code": 409, "message": "incompatible"})
            else:
                number = registry.register(subject, json.loads(question["schema"]))
                self.reply(200, {"id": number})

        def reply(self, status: int, answer: object) -> None:
            registry.asked.append(f"{self.command} {self.path}")
            registry.credentials.add(self.headers["Authorization"])
            if registry.away:
                registry.away -= 1
                status, answer = 503, {}
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", TYPE)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    return Handler


@contextlib.contextmanager
def schema_registry() -> Iterator[Registry]:
    """Start a registry, and stop it in the end."""
    registry = Registry()
    server = ThreadingHTTPServer(("localhost", 0), _handler(registry))
    registry.address = f"http://localhost:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield registry
    finally:
        server.shutdown()
        server.server_close()
