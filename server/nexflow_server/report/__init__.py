"""Reports of a check, one file per format."""

from collections.abc import Callable

from nexflow_server.checking import Outcome
from nexflow_server.report import (
    concise,
    full,
    github,
    gitlab,
    json_document,
    json_lines,
    junit,
    sarif,
)
from nexflow_server.report.model import Target

FORMATS: dict[str, Callable[[Outcome, Target], None]] = {
    "full": full.report,
    "concise": concise.report,
    "json": json_document.report,
    "json-lines": json_lines.report,
    "sarif": sarif.report,
    "github": github.report,
    "gitlab": gitlab.report,
    "junit": junit.report,
}
