"""A progress bar on a terminal, for what takes longer than a second."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from nexflow_server.checking import Progress, no_progress


def progress_on_terminal() -> Progress:
    """Return what shows progress on standard error, if that is a terminal."""
    return _bar if sys.stderr.isatty() else no_progress


def _bar(paths: Iterable[str], total: int | None) -> Iterable[str]:
    from tqdm import tqdm  # noqa: PLC0415 - costs start-up, and only terminals need it

    what = "reading" if total is None else "checking"
    return tqdm(paths, what, total, unit=" files", delay=1, leave=False, file=sys.stderr)
