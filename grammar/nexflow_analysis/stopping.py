"""Work that ends early, since whoever asked for it has something better to do."""

from __future__ import annotations

from collections.abc import Callable

#: Tells whether nobody waits any more; asked now and then.
Stop = Callable[[], bool]


class StoppedError(Exception):
    """Whoever asked has something better to do; the answer may be asked for again."""
