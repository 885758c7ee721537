"""NX607: codes in `[lint]` that there are not."""

from __future__ import annotations

from collections.abc import Iterator

from nexflow_analysis.diagnostics import Finding, Severity
from nexflow_analysis.lint import is_choice
from nexflow_analysis.project.layers import Layer
from nexflow_analysis.project.places import Span


def lint_findings(layer: Layer) -> Iterator[Finding]:
    """Yield a finding for each code of a file that is none, and that none starts with."""
    lint = layer.settings.get("lint")
    if not isinstance(lint, dict):
        return
    from nexflow_analysis.codes import CODES  # noqa: PLC0415 - most projects choose none

    for key in ("select", "ignore"):
        codes = lint.get(key)
        for code in codes if isinstance(codes, list) else ():
            if isinstance(code, str) and not is_choice(code, CODES):
                yield _finding(layer, layer.places.part(("lint", key), code), code)
    severities = lint.get("severity")
    for code in severities if isinstance(severities, dict) else ():
        if not is_choice(code, CODES):
            yield _finding(layer, layer.places.key(("lint", "severity", code)), code)


def _finding(layer: Layer, place: Span, code: str) -> Finding:
    message = f"there is no code `{code}`, and none starts so; `nexflow rules` lists them"
    return Finding(layer.path, place.start, place.end, "NX607", Severity.WARNING, message)
