"""What the formats share."""

from __future__ import annotations

import os
from collections import Counter
from typing import TextIO

from msgspec import Struct

from nexflow_analysis.diagnostics import Severity
from nexflow_server.checking import SEVERITIES, Outcome, Shown


class Target(Struct, frozen=True):
    """Where a report goes. colour: whether escape sequences are understood there."""

    stream: TextIO
    colour: bool

    def line(self, text: str = "") -> None:
        """Write one line."""
        self.stream.write(text + "\n")


def printable(text: str) -> str:
    """Return a text that no terminal takes for commands, whatever the source said."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(char if char.isprintable() else _visible(char) for char in text)


def _visible(char: str) -> str:
    return " " if char in "\t\n\r" else "\ufffd"


def from_here(shown: Shown, path: str) -> str:
    """Return a path as build servers want it: from the folder that the check runs in."""
    try:
        relative = os.path.relpath(path).replace(os.sep, "/")
    except ValueError:  # another drive
        return shown.place(path)
    return shown.place(path) if relative.startswith("../") else relative


def counted(number: int, noun: str, several: str = "") -> str:
    """Return `1 error`, `2 errors`. several: the plural, where it is not the noun with an s."""
    return f"{number} {noun if number == 1 else several or f'{noun}s'}"


def summary(outcome: Outcome) -> str:
    """Return one sentence about a whole check."""
    counts = Counter(shown.finding.severity for shown in outcome.shown)
    files = counted(outcome.files, "file")
    if not counts:
        return f"No findings in {files}."
    nouns = {Severity.INFORMATION: "remark"}
    parts = [counted(counts[s], nouns.get(s, s.value)) for s in SEVERITIES if counts[s]]
    listed = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"Found {listed} in {files}."
