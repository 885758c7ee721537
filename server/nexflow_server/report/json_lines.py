"""One JSON object per finding and line."""

import json

from nexflow_server.checking import Outcome
from nexflow_server.report.as_json import as_json
from nexflow_server.report.model import Target


def report(outcome: Outcome, target: Target) -> None:
    """Write the findings."""
    for shown in outcome.shown:
        target.line(json.dumps(as_json(shown)))
