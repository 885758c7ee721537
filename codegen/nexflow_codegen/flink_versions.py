"""The Flink versions that generated projects are built with, and what fits each."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FlinkVersion:
    """A Flink version and the connectors released for its line. line: `2.2`, `1.20`."""

    line: str
    flink: str
    kafka: str
    jdbc: str

    @property
    def profile(self) -> str:
        """The Maven profile that builds with it where another is the default."""
        return f"flink-{self.line}"


#: The newest line that the Kafka connector is released for, and the long-term-support line.
NEWEST = FlinkVersion("2.2", "2.2.1", kafka="5.0.0-2.2", jdbc="4.0.0-2.0")
LONG_TERM = FlinkVersion("1.20", "1.20.5", kafka="3.4.0-1.20", jdbc="3.3.0-1.20")
SUPPORTED = (NEWEST, LONG_TERM)

JACKSON = "2.18.2"
SLF4J = "1.7.36"
JAVA = 17


def find_version(written: str) -> FlinkVersion | None:
    """Return a supported version: a line's own, or another patch of its line; "" is the newest."""
    if not written:
        return NEWEST
    for known in SUPPORTED:
        if written in (known.line, known.flink):
            return known
        if re.fullmatch(re.escape(known.line) + r"\.\d+", written):
            return FlinkVersion(known.line, written, known.kafka, known.jdbc)
    return None


def supported_text() -> str:
    """Return the supported versions, for messages."""
    return " or ".join(known.flink for known in SUPPORTED)
