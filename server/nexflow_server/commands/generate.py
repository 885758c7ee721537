"""`nexflow generate`: write the Flink project of a project, a file or a process."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace

from nexflow_codegen.result import Scope, ScopeKind
from nexflow_server.commands.environment import add_environment
from nexflow_server.commands.projects import find_project, generate_or_explain, has_process
from nexflow_server.commands.terminal import FAILED, FOUND, OK
from nexflow_server.generation import Generation

NAME = "generate"
HELP = "write the Flink project, in Java, of a Nexflow project"
EXAMPLES = """\
examples:
  nexflow generate                      the project around the current folder
  nexflow generate src/orders.proc      only what this file needs
  nexflow generate --process Orders     only what this process needs

Files go to the folder `flink` below the project's output folder. A file there that was edited by
hand is kept; what is no longer needed is removed when a whole project is generated.

exit codes:
  0  generated    1  the project has errors    2  something could not be read or written
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "path", nargs="?", default=".", metavar="PATH", help="a project's folder, or a file in one"
    )
    parser.add_argument("--process", metavar="NAME", help="generate only what this process needs")
    parser.add_argument(
        "--output", default="", metavar="FOLDER", help="write to this folder instead"
    )
    parser.add_argument(
        "--force", action="store_true", help="overwrite files that were edited by hand"
    )
    add_version(parser)
    add_environment(parser)


def add_version(parser: ArgumentParser) -> None:
    """Declare the option that `run` has too."""
    parser.add_argument(
        "--flink-version",
        default="",
        metavar="VERSION",
        help="build with this Flink instead of the project's",
    )


def run(options: Namespace) -> int:
    """Generate and list what was written."""
    project = find_project(options.path, options.env)
    if project is None:
        return FAILED
    if options.process is not None and not has_process(project, options.process):
        return FAILED
    scope = Scope()
    if options.process is not None:
        scope = Scope(ScopeKind.PROCESS, options.process)
    elif os.path.isfile(options.path) and os.path.abspath(options.path) != project.path:
        scope = Scope(ScopeKind.FILE, os.path.abspath(options.path))
    done = generate_or_explain(
        project,
        scope,
        force=options.force,
        output=os.path.abspath(options.output) if options.output else "",
        flink_version=options.flink_version,
    )
    if not done.ok:
        return FOUND if done.findings else FAILED
    _list(done)
    return OK


def _list(done: Generation) -> None:
    for file in done.files:
        if file.status != "unchanged":
            path = os.path.relpath(file.path).replace(os.sep, "/")
            sys.stdout.write(f"{file.status:<8} {path}\n")
    sys.stderr.write(done.message + "\n")
