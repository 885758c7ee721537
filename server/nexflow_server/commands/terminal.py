"""What all commands share at their edges: streams, exit codes and the last resort."""

from __future__ import annotations

import errno
import os
import sys
from argparse import RawDescriptionHelpFormatter
from collections.abc import Callable
from typing import TextIO

from nexflow_server.report.model import printable

OK, FOUND, FAILED = 0, 1, 2
"""Exit codes: nothing found, findings, wrong usage or unreadable input."""

PROGRAM = "nexflow"

#: What a system says where there is no room, or no more for this user.
_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))

#: How deep expressions may nest; one figure for all commands, so that the editor and `--check` agree.
_RECURSION_LIMIT = 10_000


class HelpFormatter(RawDescriptionHelpFormatter):
    """What lays out help. argparse makes one for each option, and would load `shutil` for the width."""

    def __init__(self, prog: str) -> None:
        try:
            columns = int(os.environ.get("COLUMNS", "0")) or os.get_terminal_size().columns
        except (OSError, ValueError):
            columns = 0
        super().__init__(prog, width=(columns or 80) - 2)


def has_colour(stream: TextIO) -> bool:
    """Tell whether colours are understood and wanted (https://no-color.org)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def complain(message: str) -> None:
    """Say on standard error what went wrong."""
    sys.stderr.write(f"{PROGRAM}: {printable(message)}\n")


def guarded(run: Callable[[], int]) -> int:
    """Run a command; whatever goes wrong is a message and an exit code, never a traceback."""
    sys.setrecursionlimit(_RECURSION_LIMIT)
    for stream in (sys.stdout, sys.stderr):
        # Paths may hold bytes that no encoding has, and a pipe on Windows knows few characters.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            encoding = None if stream.isatty() else "utf-8"
            reconfigure(encoding=encoding, errors="backslashreplace")
    try:
        code = run()
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read the output has seen enough; do not fail again when the interpreter flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:
        if os.environ.get("NEXFLOW_DEBUG"):
            raise
        if isinstance(error, FileNotFoundError) and _is_nowhere():
            complain("the folder that this runs in is gone; change to one that is there")
            return FAILED
        if isinstance(error, OSError) and error.errno in _FULL:
            complain(f"this cannot be written: {(error.strerror or str(error)).lower()}")
            return FAILED
        complain(
            f"this is a mistake of ours: {type(error).__name__}: {error}; "
            "set NEXFLOW_DEBUG=1 to see where it happened"
        )
        return FAILED
    return code


def _is_nowhere() -> bool:
    try:
        os.getcwd()
    except OSError:
        return True
    return False
