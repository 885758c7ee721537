"""`nexflow skeleton`: begin the Java classes that a project calls and its user writes."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from nexflow_server.commands.environment import add_environment
from nexflow_server.commands.projects import find_project
from nexflow_server.commands.terminal import FAILED, OK, complain

NAME = "skeleton"
HELP = "begin the Java classes that a project calls: functions and services"
EXAMPLES = """\
examples:
  nexflow skeleton                 the classes of the project around the current folder
  nexflow skeleton examples/orders

A class is written once, below `[paths] java`; a file that is there already is never changed.

exit codes:
  0  written, or there already    2  something could not be read or written
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("path", nargs="?", default=".", metavar="PATH", help="a project's folder")
    add_environment(parser)


def run(options: Namespace) -> int:
    """Write the classes that are missing, and list them."""
    from nexflow_codegen.lower.settings import SettingError  # noqa: PLC0415 - only to generate
    from nexflow_codegen.skeleton import skeletons  # noqa: PLC0415

    project = find_project(options.path, options.env)
    if project is None:
        return FAILED
    folder = Path(project.root, project.workspace.project.java)
    try:
        files = skeletons(project.workspace)
    except SettingError as error:
        complain(str(error))
        return FAILED
    for file in files:
        path = folder / file.path
        shown = os.path.relpath(path).replace(os.sep, "/")
        if path.exists():
            sys.stdout.write(f"{'kept':<8} {shown}\n")
            continue
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(file.text, encoding="utf-8")
        except OSError as error:
            complain(f"{shown} cannot be written: {error.strerror}")
            return FAILED
        sys.stdout.write(f"{'written':<8} {shown}\n")
    if not files:
        sys.stderr.write("The project calls no Java classes of its own.\n")
    return OK
