"""How often each code was found, the most frequent first."""

from collections import Counter

from nexflow_server.checking import Outcome
from nexflow_server.report.model import Target


def report(outcome: Outcome, target: Target) -> None:
    """Write one line per code."""
    counts = Counter((shown.finding.code, shown.finding.severity) for shown in outcome.shown)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    for (code, severity), count in ordered:
        target.line(f"{count:>7}  {code}  {severity}")
