"""Where the programs start: a check that can be replayed is, before anything else is imported."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable

_FAILED = 2


def nexflow() -> int:
    """Start `nexflow`."""
    given = sys.argv[1:]
    checks = given[:1] == ["check"]
    code = _replayed("check", given[1:]) if checks else None
    if code is not None:
        return _leave(code)
    gc.disable()  # what is imported stays: looking through it for what can go costs, and finds nothing
    if checks:
        _import_msgspec()
    from nexflow_server.commands.nexflow import main  # noqa: PLC0415 - see above

    return _run(lambda: main(given), quickly=checks)


def nexflow_lsp() -> int:
    """Start `nexflow-lsp`."""
    given = sys.argv[1:]
    checks = "--check" in given
    code = _replayed("check", [one for one in given if one != "--check"]) if checks else None
    if code is not None:
        return _leave(code)
    gc.disable()  # see above
    if checks:
        _import_msgspec()
    from nexflow_server.commands.nexflow_lsp import main  # noqa: PLC0415 - see above

    return _run(lambda: main(given), quickly=checks)


def _run(main: Callable[[], int], *, quickly: bool) -> int:
    """Run a program. quickly: leave without taking apart what the process has in memory."""
    from nexflow_grammar.compiled_patterns import keep_compiled  # noqa: PLC0415 - not for a replay

    gc.freeze()  # nor is what was imported looked through later
    gc.enable()
    code = main()
    keep_compiled()
    return _leave(code) if quickly else code


def _import_msgspec() -> None:
    """Import msgspec without `typing_extensions`, which takes as long to import as Python to start.

    It takes a function from there, and the same one from `typing` where that is missing.
    """
    optional = "typing_extensions"
    if optional in sys.modules:
        return
    # To import what is None fails.
    sys.modules[optional] = None  # type: ignore[assignment]
    try:
        import msgspec  # noqa: F401, PLC0415 - see above
    except ImportError:
        pass  # another version needs it, or msgspec is missing: whoever imports it next finds out
    finally:
        del sys.modules[optional]


def _leave(code: int) -> int:
    """End the process here and now."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _replayed(program: str, given: list[str]) -> int | None:
    from nexflow_server.replay import replayed  # noqa: PLC0415 - the server needs none of it

    try:
        return replayed(program, given)
    except BrokenPipeError:
        # Whoever read the output has seen enough; do not fail again when the interpreter flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _FAILED
    except KeyboardInterrupt:
        return 130
