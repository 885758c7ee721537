"""When Python looks for garbage: what is read and checked stays, so nobody looks through it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

#: So many new objects are what a project is made of, and not what a keystroke leaves behind.
_MANY = 20_000


@contextmanager
def without_collections() -> Iterator[None]:
    """Do what may make very many objects, all of which stay; keystrokes in between are spared too.

    A full collection takes a tenth of a second with a large project, and finds nothing.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] > _MANY:
            gc.freeze()
        if enabled:
            gc.enable()
