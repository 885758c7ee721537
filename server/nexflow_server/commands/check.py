"""`nexflow check`: report what is wrong in Nexflow files, and mend what can be mended."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from nexflow_analysis.lint import is_choice
from nexflow_server.checking import SEVERITIES, Checker, Choice, Outcome
from nexflow_server.commands.check_options import add_options
from nexflow_server.commands.progress import progress_on_terminal
from nexflow_server.commands.terminal import FAILED, FOUND, OK, complain, has_colour
from nexflow_server.pool import cores
from nexflow_server.replay import output, recorded
from nexflow_server.report import FORMATS, STATISTICS, report_of
from nexflow_server.report.model import Target, counted, summary

NAME = "check"
HELP = "report what is wrong in Nexflow files"
EXAMPLES = """\
examples:
  nexflow check                             the project around the current folder
  nexflow check src/orders.proc             one file, with the rest of its project known
  nexflow check --fix                       mend what can be mended safely, report the rest
  nexflow check --watch                     check again whenever a file is saved
  nexflow check --output-format sarif --output-file nexflow.sarif
                                            for a code scanning service
  nexflow check --stdin-filename a.proc -   the text on standard input, as if it were a.proc

exit codes:
  0  nothing at or above the fail level    1  findings, or something to fix with --diff
  2  wrong usage, or something that could not be read or written
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


def run(options: Namespace) -> int:
    """Check, report, and return the exit code."""
    if options.explain is not None:
        from nexflow_server.commands.explain import explain  # noqa: PLC0415 - only for this

        return explain(options.explain)
    problem = _wrong_usage(options)
    if problem:
        complain(problem)
        return FAILED
    if options.watch:
        from nexflow_server.commands.watch import watch  # noqa: PLC0415 - only to watch

        return watch(options.paths or ["."], lambda: _check(options))
    if options.against is not None:
        return _check(
            options
        )  # a commit's content is no fact of the disk that a replay could ask again
    return recorded(lambda: _check(options))


def _wrong_usage(options: Namespace) -> str:
    standard_input = options.stdin_filename is not None or "-" in options.paths
    if standard_input and options.stdin_filename is None:
        return "say with --stdin-filename which file standard input stands for"
    if standard_input and options.watch:
        return "--watch watches files, and standard input is none"
    if options.write_baseline and options.baseline is None:
        return "say with --baseline FILE where to write the baseline"
    if options.unsafe_fixes and not (options.fix or options.diff):
        return (
            "--unsafe-fixes says which fixes --fix applies, or --diff shows; give one of these too"
        )
    if options.statistics and options.output_format not in ("full", "concise"):
        return f"--statistics has no format `{options.output_format}`; leave out one of the two"
    return _wrong_codes([*_codes(options.select), *_codes(options.ignore)])


def _wrong_codes(given: list[str]) -> str:
    if given:
        from nexflow_analysis.codes import CODES  # noqa: PLC0415 - most give none

        for code in given:
            if not is_choice(code, CODES):
                return f"there is no code `{code}`, and none starts so; `nexflow rules` lists them"
    return ""


def _check(options: Namespace) -> int:
    choice = Choice(_codes(options.select), _codes(options.ignore), options.env)
    checker = Checker(choice, progress_on_terminal(), _jobs(options))
    paths = list(options.paths)
    if options.stdin_filename is not None:
        if not _add_standard_input(checker, options.stdin_filename):
            return FAILED
        paths = [path for path in paths if path != "-"]
    elif not paths:
        paths = ["."]
    for path in paths:
        checker.add(path)
    if options.show_settings:
        from nexflow_server.commands.settings import show_settings  # noqa: PLC0415 - only for this

        return show_settings(checker, choice)
    outcome = checker.check()
    if options.against is not None:
        from nexflow_server.against import add_losses  # noqa: PLC0415 - loads the generator

        add_losses(checker, outcome, options.against)
    if options.fix or options.diff:
        from nexflow_server.commands.fixes import fix  # noqa: PLC0415 - only to fix

        return fix(checker, outcome, options, lambda fixed: _report(fixed, options))
    return _report(outcome, options)


def _jobs(options: Namespace) -> int:
    """Return how many processes may check; fixes need all in one."""
    alone = options.fix or options.diff or options.show_settings or options.against is not None
    return 1 if alone else cores() if options.jobs is None else options.jobs


def _add_standard_input(checker: Checker, name: str) -> bool:
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        complain(
            f"standard input is not UTF-8: byte {error.start + 1} is 0x{error.object[error.start]:02x}"
        )
        return False
    checker.add_text(name, text)
    return True


def _codes(given: list[str]) -> tuple[str, ...]:
    return tuple(code.strip() for codes in given for code in codes.split(",") if code.strip())


def _report(outcome: Outcome, options: Namespace) -> int:
    """Write a report and the summary, and return the exit code."""
    with output():
        return _report_now(outcome, options)


def _report_now(outcome: Outcome, options: Namespace) -> int:
    if options.baseline is not None:
        from nexflow_server.baseline import BaselineError  # noqa: PLC0415 - only with a baseline

        try:
            outcome = _apply_baseline(outcome, options)
        except BaselineError as error:
            complain(str(error))
            return FAILED
    if not _write(outcome, options):
        return FAILED
    for failure in outcome.failures:
        complain(failure)
    if outcome.files:
        sys.stderr.write(summary(outcome) + "\n")
    return _exit_code(outcome, options)


def _apply_baseline(outcome: Outcome, options: Namespace) -> Outcome:
    from nexflow_server.baseline import without_baseline, write_baseline  # noqa: PLC0415 - see above

    if options.write_baseline:
        write_baseline(options.baseline, outcome)
        written = counted(len(outcome.shown), "finding")
        sys.stderr.write(f"Wrote {written} to the baseline {options.baseline}.\n")
    new, gone = without_baseline(options.baseline, outcome)
    if gone:
        sys.stderr.write(
            f"{counted(gone, 'finding')} of the baseline {'is' if gone == 1 else 'are'} gone; "
            "write it anew with --write-baseline.\n"
        )
    return new


def _write(outcome: Outcome, options: Namespace) -> bool:
    report = report_of(STATISTICS if options.statistics else FORMATS[options.output_format])
    if options.output_file is None:
        stream = sys.stderr if _gives_text(options) else sys.stdout
        report(outcome, Target(stream, has_colour(stream)))
        return True
    try:
        with open(options.output_file, "w", encoding="utf-8", newline="\n") as file:
            report(outcome, Target(file, colour=False))
    except OSError as error:
        complain(
            f"`{options.output_file}` cannot be written: {(error.strerror or str(error)).lower()}"
        )
        return False
    return True


def _gives_text(options: Namespace) -> bool:
    """Tell whether standard output is for a fixed text."""
    return bool(options.fix and options.stdin_filename is not None)


def _exit_code(outcome: Outcome, options: Namespace) -> int:
    unreadable = any(shown.finding.code == "NX009" for shown in outcome.shown)
    if outcome.failures or unreadable:
        return FAILED
    levels = [severity.value for severity in SEVERITIES]
    worst = outcome.worst()
    failing = worst is not None and levels.index(worst) <= levels.index(options.fail_level)
    return FOUND if failing and not options.exit_zero else OK
