"""`nexflow check`: report what is wrong in Nexflow files."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from nexflow_server.checking import SEVERITIES, Checker, Outcome, choose
from nexflow_server.commands.terminal import FAILED, FOUND, OK, complain, has_colour
from nexflow_server.report import FORMATS, statistics
from nexflow_server.report.model import Target, summary

NAME = "check"
HELP = "report what is wrong in Nexflow files"
EXAMPLES = """\
examples:
  nexflow check                             the project around the current folder
  nexflow check src/orders.proc             one file, with the rest of its project known
  nexflow check --output-format json .      for other programs
  nexflow check --stdin-filename a.proc -   the text on standard input, as if it were a.proc

exit codes:
  0  nothing at or above the fail level    1  findings
  2  wrong usage, or something that could not be read
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="files and folders; the current folder if none is given, standard input if it is `-`",
    )
    add_options(parser)


def add_options(parser: ArgumentParser) -> None:
    """Declare the options that `nexflow-lsp --check` has too."""
    options = parser.add_argument_group("what to report")
    options.add_argument(
        "--select",
        action="append",
        default=[],
        metavar="CODES",
        help="only these codes, or codes that start so: NX1,NX520",
    )
    options.add_argument(
        "--ignore", action="append", default=[], metavar="CODES", help="not these codes"
    )
    options.add_argument(
        "--stdin-filename", metavar="FILE", help="read standard input, and take it for this file"
    )
    output = parser.add_argument_group("how to report it")
    output.add_argument(
        "--output-format", choices=FORMATS, default="full", help="default: %(default)s"
    )
    output.add_argument("--output-file", metavar="FILE", help="instead of standard output")
    output.add_argument(
        "--statistics", action="store_true", help="how often each code occurs, not each finding"
    )
    exits = parser.add_argument_group("the exit code")
    exits.add_argument(
        "--fail-level",
        choices=[severity.value for severity in SEVERITIES],
        default="error",
        help="the mildest finding that makes it 1 (default: %(default)s)",
    )
    exits.add_argument("--exit-zero", action="store_true", help="0 even with findings")


def run(options: Namespace) -> int:
    """Check, report, and return the exit code."""
    checker = Checker()
    paths = list(options.paths)
    if options.stdin_filename is not None or "-" in paths:
        if not _add_standard_input(checker, options.stdin_filename):
            return FAILED
        paths = [path for path in paths if path != "-"]
    elif not paths:
        paths = ["."]
    for path in paths:
        checker.add(path)
    outcome = checker.check()
    choose(outcome, _codes(options.select), _codes(options.ignore))
    if not _write(outcome, options):
        return FAILED
    for failure in outcome.failures:
        complain(failure)
    if outcome.files:
        sys.stderr.write(summary(outcome) + "\n")
    return _exit_code(outcome, options)


def _add_standard_input(checker: Checker, name: str | None) -> bool:
    if name is None:
        complain("say with --stdin-filename which file standard input stands for")
        return False
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        complain(
            f"standard input is not UTF-8: byte {error.start + 1} is 0x{error.object[error.start]:02x}"
        )
        return False
    checker.add_text(name, text)
    return True


def _codes(given: list[str]) -> list[str]:
    return [code.strip() for codes in given for code in codes.split(",") if code.strip()]


def _write(outcome: Outcome, options: Namespace) -> bool:
    report = statistics.report if options.statistics else FORMATS[options.output_format]
    if options.output_file is None:
        report(outcome, Target(sys.stdout, has_colour(sys.stdout)))
        return True
    try:
        with Path(options.output_file).open("w", encoding="utf-8", newline="\n") as file:
            report(outcome, Target(file, colour=False))
    except OSError as error:
        complain(
            f"`{options.output_file}` cannot be written: {(error.strerror or str(error)).lower()}"
        )
        return False
    return True


def _exit_code(outcome: Outcome, options: Namespace) -> int:
    unreadable = any(shown.finding.code == "NX009" for shown in outcome.shown)
    if outcome.failures or unreadable:
        return FAILED
    levels = [severity.value for severity in SEVERITIES]
    worst = outcome.worst()
    failing = worst is not None and levels.index(worst) <= levels.index(options.fail_level)
    return FOUND if failing and not options.exit_zero else OK
