"""The option that names the environment, which several commands share."""

from __future__ import annotations

import os
from argparse import ArgumentParser, _ArgumentGroup

from nexflow_server.files import ENVIRONMENT


def add_environment(parser: ArgumentParser | _ArgumentGroup) -> None:
    """Declare the option."""
    parser.add_argument(
        "--env",
        default=os.environ.get(ENVIRONMENT, ""),
        metavar="NAME",
        help=f"lay nexflow.NAME.toml over nexflow.toml (default: {ENVIRONMENT}, if it is set)",
    )
