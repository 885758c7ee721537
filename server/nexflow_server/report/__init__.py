"""Reports of a check, one file per format, which is loaded when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from nexflow_server.checking import Outcome
    from nexflow_server.report.model import Target

#: The formats, each with its module.
FORMATS = {
    "full": "full",
    "concise": "concise",
    "json": "json_document",
    "json-lines": "json_lines",
    "sarif": "sarif",
    "github": "github",
    "gitlab": "gitlab",
    "junit": "junit",
}
STATISTICS = "statistics"


def report_of(module: str) -> Callable[[Outcome, Target], None]:
    """Return the function of a module here that writes a report."""
    report: Callable[[Outcome, Target], None] = import_module(f"{__name__}.{module}").report
    return report
