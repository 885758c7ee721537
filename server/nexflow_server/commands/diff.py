"""Unified diffs on standard output."""

from __future__ import annotations

import difflib
import sys

from nexflow_grammar.lines import split_lines


def write_diff(path: str, old: str, new: str, what: str) -> None:
    """Write what changes in a file. what: how the new text came about."""
    lines = difflib.unified_diff(_lines(old), _lines(new), path, f"{path} ({what})")
    for line in lines:
        sys.stdout.write(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")


def _lines(text: str) -> list[str]:
    return [line for line in split_lines(text) if line]
