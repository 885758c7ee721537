"""Where the programs start: a check that can be replayed is, before anything else is imported."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable

from nexflow_server.replay import replayed

_FAILED = 2


def nexflow() -> int:
    """Start `nexflow`."""
    given = sys.argv[1:]
    checks = given[:1] == ["check"]
    if checks:
        code = _replayed("check", given[1:])
        if code is not None:
            return code
    gc.disable()  # what is imported stays: looking through it for what can go costs, and finds nothing
    from nexflow_server.commands.nexflow import main  # noqa: PLC0415 - see above

    return _run(lambda: main(given), quickly=checks)


def nexflow_lsp() -> int:
    """Start `nexflow-lsp`."""
    given = sys.argv[1:]
    checks = "--check" in given
    if checks:
        code = _replayed("check", [one for one in given if one != "--check"])
        if code is not None:
            return code
    gc.disable()  # see above
    from nexflow_server.commands.nexflow_lsp import main  # noqa: PLC0415 - see above

    return _run(lambda: main(given), quickly=checks)


def _run(main: Callable[[], int], *, quickly: bool) -> int:
    """Run a program. quickly: leave without taking apart what the process has in memory."""
    gc.enable()
    code = main()
    if quickly:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    return code


def _replayed(program: str, given: list[str]) -> int | None:
    try:
        return replayed(program, given)
    except BrokenPipeError:
        # Whoever read the output has seen enough; do not fail again when the interpreter flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _FAILED
    except KeyboardInterrupt:
        return 130
