"""`--watch`: run again whenever a Nexflow file or a project file changes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from watchfiles import Change
from watchfiles import watch as watch_files

from nexflow_server.commands.terminal import FAILED, OK, complain
from nexflow_server.files import find_root, is_nexflow, is_settings

#: How long the first run waits for the watch to be set up.
_MILLISECONDS = 100


def watch(paths: list[str], run: Callable[[], int]) -> int:
    """Run once, and again after each change, until Ctrl+C."""
    folders = {_folder(path) for path in paths}
    missing = next((path for path in paths if not os.path.exists(path)), None)
    if missing is not None:
        complain(f"there is no file or folder `{missing}`")
        return FAILED
    started = False
    # The first run waits for the watch, or a change meanwhile were lost; Ctrl+C is taken for the end.
    for changes in watch_files(
        *folders, watch_filter=_is_ours, raise_interrupt=False,
        yield_on_timeout=True, rust_timeout=_MILLISECONDS,
    ):  # fmt: skip
        if changes or not started:
            started = True
            _run(run)
    return OK


def _run(run: Callable[[], int]) -> None:
    if sys.stdout.isatty():
        sys.stdout.write("\033[2J\033[H")
    run()
    sys.stdout.flush()
    sys.stderr.write("Watching; Ctrl+C ends it.\n")
    sys.stderr.flush()


def _folder(path: str) -> str:
    path = os.path.abspath(path)
    return find_root(path) or (path if os.path.isdir(path) else os.path.dirname(path))


def _is_ours(_change: Change, path: str) -> bool:
    return is_nexflow(path) or is_settings(path)
