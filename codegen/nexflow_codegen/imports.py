"""Imports that a file turns out not to need."""

from __future__ import annotations

import re

_IMPORT = re.compile(r"^import ([\w.]+);\n", re.MULTILINE)
_NO_CODE = re.compile(r'"(?:[^"\\\n]|\\.)*"|//[^\n]*|/\*.*?\*/', re.DOTALL)
_LINK = re.compile(r"\{@link (\w+)")
_WORD = re.compile(r"(?<![\w.])[A-Za-z_]\w*")


def prune_imports(text: str) -> str:
    """Leave out the imports that a Java file's code does not name.

    Lowerings claim the simple names of all classes that a template may write; which of them it
    does is known when it has been written.
    """
    imports = list(_IMPORT.finditer(text))
    if not imports:
        return text
    body = text[imports[-1].end() :]
    named = set(_WORD.findall(_NO_CODE.sub(" ", body))) | set(_LINK.findall(body))
    head = _IMPORT.sub(
        lambda found: found[0] if found[1].rpartition(".")[2] in named else "",
        text[: imports[-1].end()],
    )
    if not _IMPORT.search(head):
        head, body = head.rstrip("\n") + "\n\n", body.lstrip("\n")
    return head + body
