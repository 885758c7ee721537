"""`nexflow run`: try a process on an embedded Flink, with files in place of what it is bound to."""

from __future__ import annotations

import sys
from argparse import Action, ArgumentError, ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nexflow_codegen.result import GeneratedJob, Scope, ScopeKind
from nexflow_server.commands.environment import add_environment
from nexflow_server.commands.generate import add_version
from nexflow_server.commands.projects import find_project, generate_or_explain, has_process
from nexflow_server.commands.terminal import FAILED, FOUND, complain
from nexflow_server.generation import Generation

NAME = "run"
HELP = "try a process: run it on an embedded Flink, with files in place of Kafka"
EXAMPLES = """\
examples:
  nexflow run Revenue --input orders=data/orders.jsonl
  nexflow run OrderIntake examples/orders --input orders=orders.jsonl \\
      --lookup customer_service=customers.jsonl --output accepted_orders=accepted.jsonl

Files hold one JSON object per line. An output that is not named, or is `-`, goes to standard output.
The first run of a project lets Maven fetch Flink, which takes a while.

exit codes:
  0  the job ended    1  the project has errors, or the job failed    2  it could not be run
"""


class _Binding(Action):
    """Gathers `NAME=FILE` options to a dictionary."""

    def __call__(
        self,
        parser: ArgumentParser,  # noqa: ARG002 - argparse's interface
        namespace: Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,  # noqa: ARG002
    ) -> None:
        name, equals, target = str(values).partition("=")
        if not (name and equals and target):
            raise ArgumentError(self, f"write NAME=FILE, not `{values}`")
        bound = dict(getattr(namespace, self.dest) or {})
        bound[name] = target
        setattr(namespace, self.dest, bound)


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("process", metavar="PROCESS", help="the name of the process")
    parser.add_argument(
        "path", nargs="?", default=".", metavar="PATH", help="the project's folder, or a file in it"
    )
    bindings = parser.add_argument_group("files in place of streams and lookups")
    for option, what in (
        ("--input", "records to read"),
        ("--lookup", "what a lookup finds"),
        ("--output", "where records go"),
    ):
        bindings.add_argument(option, action=_Binding, default={}, metavar="NAME=FILE", help=what)
    add_version(parser)
    add_environment(parser)


def run(options: Namespace) -> int:
    """Generate, compile and run."""
    project = find_project(options.path, options.env)
    if project is None or not has_process(project, options.process):
        return FAILED
    scope = Scope(ScopeKind.PROCESS, options.process)
    done = generate_or_explain(project, scope, flink_version=options.flink_version)
    if not done.ok:
        return FOUND if done.findings else FAILED
    assert done.result is not None
    job = next(job for job in done.result.jobs if job.process == options.process)
    return _run(done, job, options)


def _run(done: Generation, job: GeneratedJob, options: Namespace) -> int:
    from nexflow_codegen.flink_versions import find_version  # noqa: PLC0415 - only to run
    from nexflow_codegen.run import (  # noqa: PLC0415
        Bindings,
        RunError,
        ToolError,
        check_bindings,
        check_own_classes,
        compile_project,
        run_job,
    )

    assert done.result is not None
    bindings = Bindings(_paths(options.input), _paths(options.lookup), options.output)
    try:
        check_bindings(job, bindings)
        version = find_version(done.result.flink_version)
        assert version is not None
        own = Path(done.output, done.result.own_java).resolve() if done.result.own_java else None
        if own is not None:
            check_own_classes(own, done.result.own_classes)
        compiled = compile_project(Path(done.output), version, _progress, own)
        code = run_job(compiled, job, bindings, _progress)
    except (RunError, ToolError) as error:
        complain(str(error))
        return FAILED
    return FOUND if code else 0


def _paths(bound: dict[str, str]) -> dict[str, Path]:
    return {name: Path(path) for name, path in bound.items()}


def _progress(message: str) -> None:
    sys.stderr.write(f"{message} …\n")
    sys.stderr.flush()
