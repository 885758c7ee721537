"""Workflow commands, which GitHub Actions shows beside the changed lines."""

from __future__ import annotations

from nexflow_analysis.diagnostics import Severity
from nexflow_server.checking import Outcome, Shown
from nexflow_server.report.model import Target, from_here

_COMMANDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFORMATION: "notice",
    Severity.HINT: "notice",
}


def report(outcome: Outcome, target: Target) -> None:
    """Write one command per finding."""
    for shown in outcome.shown:
        target.line(_command(shown))


def _command(shown: Shown) -> str:
    finding = shown.finding
    (row, column), (last_row, last_column) = finding.start, finding.end
    places = {"file": from_here(shown, finding.path), "line": row + 1, "endLine": last_row + 1}
    if row == last_row:  # columns are taken for one line only
        places |= {"col": column + 1, "endColumn": last_column + 1}
    properties = {**places, "title": f"Nexflow {finding.code}"}
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {listed}::{_data(finding.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
