"""How often each code was found, the most frequent first."""

from collections import Counter

from nexflow_analysis.codes import CODES
from nexflow_server.checking import Outcome
from nexflow_server.report.model import Target


def report(outcome: Outcome, target: Target) -> None:
    """Write one line per code; a `*` marks those of which some can be fixed."""
    counts = Counter((shown.finding.code, shown.finding.severity) for shown in outcome.shown)
    fixable = {shown.finding.code for shown in outcome.shown if shown.finding.fixes}
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    for (code, severity), count in ordered:
        title = f"  {CODES[code].title}" if code in CODES else ""
        mark = "*" if code in fixable else " "
        target.line(f"{count:>7} {mark} {code}  {severity:<11}{title}")
