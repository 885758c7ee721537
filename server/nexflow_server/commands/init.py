"""`nexflow init`: a new project that checks clean and runs."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from nexflow_server.commands.terminal import FAILED, OK, complain
from nexflow_server.files import PROJECT_FILE

NAME = "init"
HELP = "start a new project: one process that checks clean and runs"
EXAMPLES = """\
examples:
  nexflow init shop    a new folder `shop` with a project
  nexflow init         a project in the current folder

Nothing that is there already is changed.

exit codes:
  0  made    2  there is a project already, or something could not be written
"""
_FILES = {
    PROJECT_FILE: """\
[project]
name = "{name}"
version = "1.0.0"

[kafka]
bootstrap_servers = "${{KAFKA_BROKERS:localhost:9092}}"

[streams.orders]
connector = "kafka"
topic = "orders"
schema = "Order"

[streams.large_orders]
connector = "kafka"
topic = "large-orders"
schema = "Order"
""",
    "src/order.schema": """\
// An order as the shop publishes it.
schema Order
    fields
        order_id: string required
        customer: string required
        amount: money required
    end
end
""",
    "src/large_orders.proc": """\
import order.schema

// Orders that someone should look at.
process LargeOrders
    receive orders
        filter amount >= 100
    emit to large_orders
end
""",
    "data/orders.jsonl": """\
{{"order_id": "1", "customer": "Ada", "amount": 99.50}}
{{"order_id": "2", "customer": "Grace", "amount": 250.00}}
""",
    ".gitignore": "generated/\n",
}


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "folder", nargs="?", default=".", metavar="FOLDER", help="it need not exist yet"
    )


def run(options: Namespace) -> int:
    """Write the files, and say what to do with them."""
    folder = Path(options.folder)
    there = [name for name in _FILES if name != ".gitignore" and (folder / name).exists()]
    if there:
        complain(f"there is a `{there[0]}` in `{folder}` already; nothing was written")
        return FAILED
    name = re.sub(r"[^A-Za-z0-9_-]+", "-", folder.resolve().name).strip("-") or "project"
    try:
        for path, text in _FILES.items():
            _write(folder / path, text.format(name=name))
    except OSError as error:
        complain(f"`{folder}` cannot be written: {(error.strerror or str(error)).lower()}")
        return FAILED
    sys.stderr.write(f"A project `{name}` is in {folder}. Next:\n")
    change = "" if folder == Path() else f"cd {folder} && "
    sys.stderr.write(f"  {change}nexflow check\n")
    sys.stderr.write("  nexflow run LargeOrders --input orders=data/orders.jsonl\n")
    return OK


def _write(path: Path, text: str) -> None:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
        sys.stdout.write(f"{path.as_posix()}\n")
