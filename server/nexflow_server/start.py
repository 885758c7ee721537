"""Where the programs start: a check that can be replayed is, before anything else is imported."""

from __future__ import annotations

import os
import sys

from nexflow_server.replay import replayed

_FAILED = 2


def nexflow() -> int:
    """Start `nexflow`."""
    given = sys.argv[1:]
    if given[:1] == ["check"]:
        code = _replayed("check", given[1:])
        if code is not None:
            return code
    from nexflow_server.commands.nexflow import main  # noqa: PLC0415 - see above

    return main(given)


def nexflow_lsp() -> int:
    """Start `nexflow-lsp`."""
    given = sys.argv[1:]
    if "--check" in given:
        code = _replayed("check", [one for one in given if one != "--check"])
        if code is not None:
            return code
    from nexflow_server.commands.nexflow_lsp import main  # noqa: PLC0415 - see above

    return main(given)


def _replayed(program: str, given: list[str]) -> int | None:
    try:
        return replayed(program, given)
    except BrokenPipeError:
        # Whoever read the output has seen enough; do not fail again when the interpreter flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _FAILED
    except KeyboardInterrupt:
        return 130
