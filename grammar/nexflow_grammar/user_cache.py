"""What a user's programs keep because they can make it again: where it is, and how it is written."""

from __future__ import annotations

import marshal
import os.path
import sys
from contextlib import suppress

TYPE_CHECKING = False  # importing `typing` takes a sixth of a check that is replayed
if TYPE_CHECKING:
    from io import FileIO
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
    """Return what is kept in a file, as made by a program; None if there is no such."""
    opened = open_kept(path, made_by)
    if opened is None:
        return None
    value, file = opened
    file.close()
    return value


def open_kept(path: str, made_by: str) -> tuple[Any, FileIO] | None:
    """Return what is kept in a file, and the file, to read what is kept behind it.

    It is read as Python reads its bytecode, which is quicker than anything else, and as unkind to what
    is no such file. So only a file is read that begins and ends where ours do, and is the user's own.
    """
    head = _head(made_by)
    with suppress(OSError, EOFError, ValueError, TypeError):
        file = open(path, "rb", buffering=0)  # noqa: PTH123, SIM115 - the caller closes it
        try:
            status = os.fstat(file.fileno())
            own = not hasattr(os, "getuid") or status.st_uid == os.getuid()
            start = file.read(len(head) + 16)
            size, whole = (int.from_bytes(start[at:][:8], "little") for at in (-16, -8))
            if own and start[:-16] == head and whole == status.st_size - len(start):
                return marshal.loads(file.read(size)), file  # noqa: S302 - written below
        except BaseException:
            file.close()
            raise
        file.close()
    return None


def keep(path: str, made_by: str, value: Any, behind: bytes = b"") -> None:
    """Keep something that Python can marshal, in one step. Raises OSError where that cannot be."""
    data = marshal.dumps(value)
    sizes = b"".join(size.to_bytes(8, "little") for size in (len(data), len(data) + len(behind)))
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)  # noqa: PTH103, PTH120
    temporary = f"{path}.{os.getpid()}"
    try:
        with open(temporary, "wb") as file:  # noqa: PTH123
            file.writelines((_head(made_by), sizes, data, behind))
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
