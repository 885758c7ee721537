"""What stays the same of a finding when lines above it come and go."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from nexflow_server.checking import Shown


def fingerprints(shown: Sequence[Shown]) -> list[str]:
    """Return one for each finding: of its path, its code, and the text it is about.

    Findings that agree in these are told apart by their order.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    found: list[str] = []
    for one in shown:
        key = _key(one)
        seen[key] += 1
        digest = hashlib.sha256("\0".join((*key, str(seen[key]))).encode("utf-8", "replace"))
        found.append(digest.hexdigest()[:32])
    return found


def _key(shown: Shown) -> tuple[str, ...]:
    finding = shown.finding
    lines = shown.project.lines(finding.path)
    row, column = finding.start
    line = lines[row] if row < len(lines) else ""
    end = finding.end[1] if finding.end[0] == row else len(line)
    path = shown.project.relative(finding.path)
    return path, finding.code, line.strip(), line[column:end].strip()
