"""`nexflow`: everything that a person types."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Sequence

from nexflow_grammar import __version__
from nexflow_server.commands import (
    check,
    explain,
    format,  # noqa: A004 - it is the command's name
    generate,
    init,
    rules,
    run,
    skeleton,
    table,
)
from nexflow_server.commands.terminal import FAILED, HelpFormatter, complain, guarded

COMMANDS = (check, explain, format, generate, init, rules, run, skeleton, table)
_DESCRIPTION = """\
Nexflow is a family of four small languages that compile to native Apache Flink Java:
processes (.proc), schemas (.schema), transforms (.xform) and rules (.rules).
A folder with a `nexflow.toml` is a project.
"""
_EXAMPLES = """\
examples:
  nexflow init shop                   start a new project
  nexflow check examples/orders       report what is wrong in a project
  nexflow explain NX103               what a diagnostic means, and what to write instead
  nexflow format examples/orders      put white space and tables right
  nexflow generate examples/orders    write its Flink project, in Java
  nexflow skeleton                    begin the Java classes that a project calls
  nexflow table FraudRules --cases    print inputs that test a decision table
  nexflow run OrderIntake examples/orders --input orders=orders.jsonl
                                      try a process, with files in place of Kafka

`nexflow COMMAND --help` tells more about a command.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    return guarded(lambda: _run(given))


def _run(given: list[str]) -> int:
    parser = _parser()
    if not given:
        parser.print_help()
        return FAILED
    names = [command.NAME for command in COMMANDS]
    if not given[0].startswith("-") and given[0] not in names:
        complain(unknown_command(given[0], names))
        return FAILED
    options = parser.parse_args(given)
    code: int = options.run(options)
    return code


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        "nexflow",
        description=_DESCRIPTION,
        epilog=_EXAMPLES,
        formatter_class=HelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"nexflow {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        own = commands.add_parser(
            command.NAME,
            help=command.HELP,
            description=f"{command.HELP[0].upper()}{command.HELP[1:]}.",
            epilog=command.EXAMPLES,
            formatter_class=HelpFormatter,
        )
        command.add_arguments(own)
        own.set_defaults(run=command.run)
    return parser


def unknown_command(name: str, names: list[str]) -> str:
    """Say that there is no such command, and which one is meant."""
    from nexflow_analysis.names import nearest  # noqa: PLC0415 - only for the mistake

    near = nearest(name, names)
    if near is not None:
        return f"there is no command `{name}`; did you mean `{near}`?"
    return f"there is no command `{name}`; there is {', '.join(f'`{one}`' for one in names)}"


if __name__ == "__main__":
    raise SystemExit(main())
