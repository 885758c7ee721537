"""The options of a check, which `nexflow check` and `nexflow-lsp --check` share."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError

from nexflow_server.checking import SEVERITIES
from nexflow_server.commands.environment import add_environment
from nexflow_server.report import FORMATS


def add_options(parser: ArgumentParser) -> None:
    """Declare the options."""
    _add_what(parser)
    _add_how(parser)
    _add_fixes(parser)
    exits = parser.add_argument_group("the exit code")
    exits.add_argument(
        "--fail-level",
        choices=[severity.value for severity in SEVERITIES],
        default="error",
        help="the mildest finding that makes it 1 (default: %(default)s)",
    )
    exits.add_argument("--exit-zero", action="store_true", help="0 even with findings")
    how = parser.add_argument_group("how to check")
    how.add_argument(
        "--no-cache", action="store_true", help="check, even if nothing has changed since the last"
    )
    how.add_argument(
        "--jobs",
        type=_positive,
        metavar="N",
        help="how many processes share the work of a large project (default: as many as there are cores)",
    )
    how.add_argument(
        "--against",
        metavar="REF",
        help="also what a savepoint of the jobs at this commit, branch or tag could not restore",
    )
    other = parser.add_argument_group("in place of a check")
    other.add_argument("--explain", metavar="CODE", help="what a code means, as `nexflow explain`")
    other.add_argument(
        "--show-settings", action="store_true", help="what is checked, and what decides about it"
    )


def _positive(text: str) -> int:
    """Read a whole number from 1; argparse says what a ValueError is about."""
    number = int(text)
    if number < 1:
        raise ArgumentTypeError(f"`{text}` is no whole number from 1")
    return number


def _add_what(parser: ArgumentParser) -> None:
    options = parser.add_argument_group("what to report")
    options.add_argument(
        "--select",
        action="append",
        default=[],
        metavar="CODES",
        help="only these codes, or codes that start so: NX1,NX520; `all`: also those that are off by default",
    )
    options.add_argument(
        "--ignore", action="append", default=[], metavar="CODES", help="not these codes"
    )
    options.add_argument("--baseline", metavar="FILE", help="not the findings that this file lists")
    options.add_argument(
        "--write-baseline", action="store_true", help="list all findings there, from now on"
    )
    options.add_argument(
        "--stdin-filename", metavar="FILE", help="read standard input, and take it for this file"
    )
    add_environment(options)


def _add_how(parser: ArgumentParser) -> None:
    output = parser.add_argument_group("how to report it")
    output.add_argument(
        "--output-format", choices=FORMATS, default="full", help="default: %(default)s"
    )
    output.add_argument("--output-file", metavar="FILE", help="instead of standard output")
    output.add_argument(
        "--statistics", action="store_true", help="how often each code occurs, not each finding"
    )
    output.add_argument(
        "--watch", action="store_true", help="check again whenever a file changes, until Ctrl+C"
    )


def _add_fixes(parser: ArgumentParser) -> None:
    fixes = parser.add_argument_group("what to mend")
    modes = fixes.add_mutually_exclusive_group()
    modes.add_argument(
        "--fix", action="store_true", help="apply the safe fixes, and report what is left"
    )
    modes.add_argument("--diff", action="store_true", help="show what --fix would change")
    fixes.add_argument(
        "--unsafe-fixes", action="store_true", help="also fixes that may change what a text means"
    )
