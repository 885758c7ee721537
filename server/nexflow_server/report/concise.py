"""One line per finding, as compilers write it: `path:line:column: severity[code] message`."""

from nexflow_server.checking import Outcome
from nexflow_server.report.model import Target, printable


def report(outcome: Outcome, target: Target) -> None:
    """Write the findings."""
    for shown in outcome.shown:
        finding = shown.finding
        line, column = finding.start
        place = f"{shown.path}:{line + 1}:{column + 1}"
        what = f"{finding.severity}[{finding.code}] {finding.message}"
        target.line(printable(f"{place}: {what}"))
