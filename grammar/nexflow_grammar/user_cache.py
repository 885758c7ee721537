"""What a user's programs keep because they can make it again: where it is, and how it is written."""

from __future__ import annotations

import marshal
import os.path
import sys
from contextlib import suppress

TYPE_CHECKING = False  # importing `typing` takes a sixth of a check that is replayed
if TYPE_CHECKING:
    from typing import Any


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


def load(path: str, made_by: str) -> Any:
    """Return what is kept in a file, as made by a program; None if there is no such.

    It is read as Python reads its bytecode, which is quicker than anything else, and as unkind to what
    is no such file. So only a file is read that begins and ends where ours do, and is the user's own.
    """
    head = _head(made_by)
    with suppress(OSError, EOFError, ValueError, TypeError), open(path, "rb") as file:  # noqa: PTH123
        if hasattr(os, "getuid") and os.fstat(file.fileno()).st_uid != os.getuid():
            return None
        data = file.read()
        size, start = data[len(head) : len(head) + 8], len(head) + 8
        if data.startswith(head) and int.from_bytes(size, "little") == len(data) - start:
            return marshal.loads(memoryview(data)[start:])  # noqa: S302 - written below
    return None


def keep(path: str, made_by: str, value: Any) -> None:
    """Keep something that Python can marshal, in one step. Raises OSError where that cannot be."""
    data = marshal.dumps(value)
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)  # noqa: PTH103, PTH120
    temporary = f"{path}.{os.getpid()}"
    try:
        with open(temporary, "wb") as file:  # noqa: PTH123
            file.write(_head(made_by) + len(data).to_bytes(8, "little") + data)
        os.replace(temporary, path)  # noqa: PTH105
    except OSError:
        with suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108
        raise


def prune(folder: str, most: int, most_bytes: int) -> None:
    """Remove the files that were not used for the longest time, where there are too many."""
    with os.scandir(folder) as entries:
        found = [(entry.stat(), entry.path) for entry in entries]
    found.sort(key=lambda one: -one[0].st_mtime_ns)
    total = 0
    for number, (status, path) in enumerate(found):
        total += status.st_size
        if total > most_bytes or number >= most:
            with suppress(OSError):
                os.unlink(path)  # noqa: PTH108


def _head(made_by: str) -> bytes:
    return f"nexflow {made_by}\0".encode("utf-8", "backslashreplace")
