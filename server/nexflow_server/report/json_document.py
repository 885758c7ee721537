"""One JSON document."""

import json

from nexflow_grammar import __version__
from nexflow_server.checking import Outcome
from nexflow_server.report.as_json import as_json
from nexflow_server.report.model import Target


def report(outcome: Outcome, target: Target) -> None:
    """Write the findings, what could not be checked, and how many files were."""
    document = {
        "version": __version__,
        "findings": [as_json(shown) for shown in outcome.shown],
        "failures": outcome.failures,
        "files": outcome.files,
    }
    target.line(json.dumps(document, indent=2))
