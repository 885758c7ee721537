"""The four languages, and which file is written in which."""

from __future__ import annotations

import os.path
from enum import StrEnum


class Language(StrEnum):
    """A Nexflow language; the value is its name in every layer of the product."""

    PROCESS = "process"
    SCHEMA = "schema"
    TRANSFORM = "transform"
    RULES = "rules"


EXTENSIONS: dict[str, Language] = {
    ".proc": Language.PROCESS,
    ".flow": Language.PROCESS,
    ".schema": Language.SCHEMA,
    ".xform": Language.TRANSFORM,
    ".transform": Language.TRANSFORM,
    ".rules": Language.RULES,
}


def language_of(path: str) -> Language | None:
    """Return the language that a path's extension names, or None for other files."""
    return EXTENSIONS.get(os.path.splitext(path)[1].lower())  # noqa: PTH122 - a path as text
