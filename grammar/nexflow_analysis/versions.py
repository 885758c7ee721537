"""Versions of definitions."""

from __future__ import annotations


def version_key(version: str) -> tuple[int, ...]:
    """Return what versions are compared by: `1.10` is above `1.9`, and `1.0` is `1`."""
    numbers = [int(part) for part in version.split(".") if part.isdigit()]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
