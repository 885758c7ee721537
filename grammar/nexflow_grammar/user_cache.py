"""Where a user's programs keep what they can make again."""

from __future__ import annotations

import os.path
import sys


def user_cache(program: str) -> str:
    """Return a program's folder, as a plain string.

    Importing platformdirs takes about as long as starting Python: where its answer is as short as
    on Linux, it is given here.
    """
    system: str = sys.platform
    if system == "linux":
        chosen = os.environ.get("XDG_CACHE_HOME", "")
        home = chosen if os.path.isabs(chosen) else os.path.expanduser("~/.cache")  # noqa: PTH111, PTH117
        return os.path.join(home, program)  # noqa: PTH118
    from platformdirs import user_cache_dir  # noqa: PLC0415 - see above

    return user_cache_dir(program, appauthor=False)
