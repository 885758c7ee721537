"""A job that asks a web server and Redis, which are slow, fail and come back; a circuit breaker is watched."""

from __future__ import annotations

import json
import shutil
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest
from broker import Broker
from production import Production, compiled, wait_until
from redis_server import Redis, redis_server

pytestmark = pytest.mark.flink
SOURCE = Path(__file__).parent / "outside"
PACKAGE = "com.example.outside.job"
#: Keys go through addresses and patterns as they are, whatever is in them.
PEOPLE = {"A/1 ü?": "Ada", "slow": "Sue"}
#: The breaker's `reset_timeout`.
RESET = 20
OUTPUTS = ("outside.done", "outside.failed")


@dataclass
class Web:
    """What the web server does and has seen. failing: whether `/risk` answers with an error."""

    failing: bool = False
    asked: list[dict[str, object]] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    people: list[str] = field(default_factory=list)


def handler(web: Web) -> type[BaseHTTPRequestHandler]:
    """Return what answers requests."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            number = unquote(self.path.removeprefix("/people/"))
            web.people.append(number)
            if number == "slow":
                time.sleep(2)
            name = PEOPLE.get(number)
            self.reply(200 if name else 404, {"number": number, "name": name, "age": 7})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            web.asked.append(json.loads(body))
            web.tokens.add(self.headers["Authorization"])
            self.reply(500 if web.failing else 200, {"score": 0.5})

        def reply(self, status: int, answer: object) -> None:
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    return Handler


@dataclass(frozen=True)
class Outside:
    """The job and what it asks."""

    production: Production
    broker: Broker
    web: Web
    redis: Redis

    def send(self, number: str = "A/1 ü?", code: str = "h1") -> str:
        """Send an order, always to the same subtask; return its id."""
        order = {"id": str(uuid.uuid4()), "number": number, "code": code}
        self.broker.send("outside.orders", [json.dumps(order).encode()])
        return order["id"]

    def found(self) -> dict[str, dict[str, object]]:
        """Return what became of the orders: the record, or the dead letter."""
        done = {str(one["id"]): one for one in self.broker.records("outside.done")}
        failed = self.broker.records("outside.failed")
        return done | {json.loads(str(one["original"]))["id"]: one for one in failed}


@pytest.fixture(scope="module")
def outside(broker: Broker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outside]:
    """The project, generated and compiled, with its servers."""
    folder = tmp_path_factory.mktemp("outside")
    shutil.copytree(SOURCE, folder / "source")
    classes = compiled(folder)
    broker.create("outside.orders", *OUTPUTS)
    web = Web()
    server = ThreadingHTTPServer(("localhost", 0), handler(web))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with redis_server(folder) as redis:
        environment = {
            "KAFKA_BROKERS": broker.address, "REDIS_URL": f"redis://localhost:{redis.port}",
            "SERVER_URL": f"http://localhost:{server.server_port}", "RISK_TOKEN": "secret",
        }  # fmt: skip
        production = Production(
            classes,
            f"{PACKAGE}.OutsideJob",
            f"{PACKAGE}.OutsideConnectors",
            "",
            folder,
            environment,
        )
        yield Outside(production, broker, web, redis)
    server.shutdown()


def test_what_is_asked_may_be_slow_and_fail_and_come_back(outside: Outside) -> None:
    log = outside.production.folder / "job.log"
    outside.redis.run("SET", "hotel:h1", '{"code": "h1", "label": "Adler"}')
    with outside.production.running() as process:

        def became(order: str) -> dict[str, object]:
            wait_until(lambda: order in outside.found(), process, log)
            return outside.found()[order]

        well = became(outside.send())
        assert (well["name"], well["hotel"], well["risk"]) == (
            "Ada", {"code": "h1", "label": "Adler"}, {"score": 0.5},
        )  # fmt: skip
        assert outside.web.asked[-1] == {"id": well["id"], "name": "Ada"}
        assert outside.web.tokens == {"Bearer secret"}

        unknown = became(outside.send("nobody", "h9"))
        assert "name" not in unknown
        assert "hotel" not in unknown

        slow = became(outside.send("slow"))
        assert (slow["kind"], slow["step"]) == ("lookup_error", "enrich people")
        assert outside.web.people.count("slow") == 2, "it was asked once more"

        outside.redis.stop()
        away = became(outside.send())
        assert (away["kind"], away["step"]) == ("lookup_error", "lookup hotels")
        outside.redis.start()
        outside.redis.run("SET", "hotel:h1", '{"code": "h1", "label": "Back"}')
        wait_until(lambda: "hotel" in became(outside.send()), process, log)


def test_a_circuit_breaker_opens_and_closes(outside: Outside) -> None:
    log = outside.production.folder / "job.log"
    with outside.production.running(restored=True) as process:

        def became(order: str) -> dict[str, object]:
            wait_until(lambda: order in outside.found(), process, log)
            return outside.found()[order]

        became(outside.send())
        before = len(outside.web.asked)
        outside.web.failing = True
        for _ in range(3):
            assert became(outside.send())["message"] == "risk: status 500"
        assert len(outside.web.asked) == before + 3
        opened = time.monotonic()
        refused = became(outside.send())
        assert time.monotonic() - opened < RESET, "the test is too slow to see an open breaker"
        assert refused["message"] == "risk: not asked, it has failed too often"
        assert len(outside.web.asked) == before + 3, "nothing is asked while it is open"
        outside.web.failing = False
        time.sleep(RESET)
        assert became(outside.send())["risk"] == {"score": 0.5}
        assert became(outside.send())["risk"] == {"score": 0.5}
        assert len(outside.web.asked) == before + 5
