"""GitLab's code quality report."""

from __future__ import annotations

import json

from nexflow_analysis.diagnostics import Severity
from nexflow_server.checking import Outcome
from nexflow_server.fingerprints import fingerprints
from nexflow_server.report.model import Target, from_here

_SEVERITIES = {
    Severity.ERROR: "major",
    Severity.WARNING: "minor",
    Severity.INFORMATION: "info",
    Severity.HINT: "info",
}


def report(outcome: Outcome, target: Target) -> None:
    """Write the findings."""
    prints = fingerprints(outcome.shown)
    issues = [
        {
            "description": f"{shown.finding.code}: {shown.finding.message}",
            "check_name": shown.finding.code,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[shown.finding.severity],
            "location": {
                "path": from_here(shown, shown.finding.path),
                "lines": {"begin": shown.finding.start[0] + 1, "end": shown.finding.end[0] + 1},
            },
        }
        for shown, fingerprint in zip(outcome.shown, prints, strict=True)
    ]
    target.line(json.dumps(issues, indent=2))
