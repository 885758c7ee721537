"""Compiled grammars in the user's cache folder: reading one is fifty times quicker than building it.

The key holds everything a compiled grammar depends on. The folder is the user's own, never the
workspace's: a pickle from a stranger could run anything.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import sys
import tempfile
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from parsimonious.grammar import Grammar
from platformdirs import user_cache_path


def cached_grammar(source: str) -> Grammar:
    """Return the grammar of a source, from the cache if it is there; else compile and keep it."""
    path = user_cache_path("nexflow") / "grammars" / f"{_key(source)}.pickle"
    try:
        grammar = pickle.loads(path.read_bytes())  # noqa: S301 - written by this function only
        if isinstance(grammar, Grammar):
            return grammar
    except Exception:  # noqa: BLE001, S110 - whatever is wrong with the file, a grammar can be built
        pass
    grammar = Grammar(source)
    _keep(path, pickle.dumps(grammar))
    return grammar


def _key(source: str) -> str:
    versions = (sys.version, version("parsimonious"), version("regex"))
    return sha256("\n".join((*versions, source)).encode()).hexdigest()


def _keep(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; a cache that cannot be written is none."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
