"""Where the programs start: a check that can be replayed is, before anything else is imported."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_FAILED = 2


def nexflow() -> int:
    """Start `nexflow`."""
    _open_streams()
    given = sys.argv[1:]
    if given[:1] == ["check"]:
        return _check(given[1:], lambda: _nexflow(given))
    return _nexflow(given)


def nexflow_lsp() -> int:
    """Start `nexflow-lsp`."""
    _open_streams()
    given = sys.argv[1:]
    if "--check" in given:
        return _check([one for one in given if one != "--check"], lambda: _nexflow_lsp(given))
    return _nexflow_lsp(given)


def _nexflow(given: list[str]) -> int:
    with _imports():
        from nexflow_server.commands.nexflow import main  # noqa: PLC0415 - not for a replay

    return _run(main, given)


def _nexflow_lsp(given: list[str]) -> int:
    with _imports():
        from nexflow_server.commands.nexflow_lsp import main  # noqa: PLC0415 - likewise

    return _run(main, given)


def _check(given: list[str], main: Callable[[], int]) -> int:
    """Replay a check or run it, and leave without taking apart what the process has in memory."""
    code = _replayed("check", given)
    if code is None:
        from nexflow_grammar.compiled_patterns import for_everyone  # noqa: PLC0415 - as above
        from nexflow_server.kept_modules import kept_modules  # noqa: PLC0415
        from nexflow_server.lean_imports import import_leanly  # noqa: PLC0415

        gc.disable()  # see `_imports`
        with for_everyone(), kept_modules():
            import_leanly()
            code = main()
    return _leave(code)


def _run(main: Callable[[list[str]], int], given: list[str]) -> int:
    from nexflow_grammar.compiled_patterns import keep_compiled  # noqa: PLC0415 - not for a replay

    code = main(given)
    keep_compiled()
    return code


@contextmanager
def _imports() -> Iterator[None]:
    """Look for garbage neither while modules are imported, which stay, nor in them later."""
    gc.disable()
    yield
    gc.freeze()
    gc.enable()


def _open_streams() -> None:
    """Write to nowhere what was started with closed streams (`>&-`): Python has none then."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - for good


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
