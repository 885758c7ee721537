"""The texts in a project file's values, with the keys that lead to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nexflow_analysis.project.places import Keys


def texts_of(value: Any, keys: Keys = ()) -> Iterator[tuple[Keys, str]]:
    """Yield each text in a value, tables and lists in it included, with its keys."""
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from texts_of(inner, (*keys, name))
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner, keys)
