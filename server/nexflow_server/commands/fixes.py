"""`--fix` and `--diff` of a check."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable

from msgspec.structs import replace

from nexflow_server.checking import Checker, Outcome
from nexflow_server.commands.diff import write_diff
from nexflow_server.commands.terminal import FAILED, FOUND, OK, complain
from nexflow_server.fixing import FixedFile, apply_fixes, write
from nexflow_server.report.model import counted


def fix(
    checker: Checker, outcome: Outcome, options: Namespace, report: Callable[[Outcome], int]
) -> int:
    """Apply the fixes to what was checked; write them or show them, and return the exit code."""
    fixed = apply_fixes(checker.requested(), unsafe=options.unsafe_fixes)
    if options.diff:
        for file in fixed.files:
            path = file.project.relative(file.path)
            write_diff(path, file.before, file.after, "fixed")
        for failure in outcome.failures:
            complain(failure)
        fixes, files = counted(fixed.count, "fix", "fixes"), counted(len(fixed.files), "file")
        sys.stderr.write(f"Would apply {fixes} in {files}.\n")
        if outcome.failures:
            return FAILED
        return FOUND if fixed.files and not options.exit_zero else OK
    failures: list[str] = []
    if options.stdin_filename is not None:
        _write_text(checker)
    else:
        failures = [failure for file in fixed.files for failure in _write(file)]
    left = checker.check()
    code = report(replace(left, failures=[*left.failures, *failures]))
    if fixed.count and not failures:
        fixes, files = counted(fixed.count, "fix", "fixes"), counted(len(fixed.files), "file")
        sys.stderr.write(f"Applied {fixes} in {files}.\n")
    return code


def _write(file: FixedFile) -> list[str]:
    reason = write(file)
    path = file.project.relative(file.path)
    return [f"`{path}` is not fixed: {reason}"] if reason else []


def _write_text(checker: Checker) -> None:
    """Write the text that came from standard input, fixed or not."""
    for project, paths in checker.requested():
        for path in paths:
            if path in project.opened:
                sys.stdout.buffer.write("".join(project.lines(path)).encode())
                sys.stdout.flush()
