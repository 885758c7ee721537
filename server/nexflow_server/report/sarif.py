"""SARIF 2.1.0, which code scanning services read."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from nexflow_analysis.codes import CODES
from nexflow_analysis.diagnostics import Fix, Position, Severity
from nexflow_grammar import __version__
from nexflow_server.checking import Outcome, Shown
from nexflow_server.documentation import page_text, published_url
from nexflow_server.fingerprints import fingerprints
from nexflow_server.report.model import Target, from_here

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFORMATION: "note",
    Severity.HINT: "note",
}


def report(outcome: Outcome, target: Target) -> None:
    """Write the findings."""
    codes = sorted({shown.finding.code for shown in outcome.shown})
    prints = fingerprints(outcome.shown)
    run = {
        "tool": {
            "driver": {
                "name": "nexflow",
                "semanticVersion": __version__,
                "version": __version__,
                "rules": [_rule(code) for code in codes],
            }
        },
        "invocations": [
            {
                "executionSuccessful": not outcome.failures,
                "toolExecutionNotifications": [
                    {"level": "error", "message": {"text": failure}} for failure in outcome.failures
                ],
            }
        ],
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(shown, codes.index(shown.finding.code), fingerprint)
            for shown, fingerprint in zip(outcome.shown, prints, strict=True)
        ],
    }
    target.line(json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2))


def _rule(code: str) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": code}
    known = CODES.get(code)
    if known is not None:
        rule["shortDescription"] = {"text": known.title}
        rule["defaultConfiguration"] = {"level": _LEVELS[Severity(known.severities[0])]}
    page = page_text(code)
    if page is not None:
        rule["help"] = {"text": page, "markdown": page}
    url = published_url(code)  # the log is read elsewhere
    if url is not None:
        rule["helpUri"] = url
    return rule


def _result(shown: Shown, rule: int, fingerprint: str) -> dict[str, Any]:
    finding = shown.finding
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [_location(shown, finding.path, finding.start, finding.end)],
        "partialFingerprints": {"nexflowFinding/v1": fingerprint},
    }
    if finding.related:
        result["relatedLocations"] = [
            {
                **_location(shown, related.path, related.start, related.end),
                "message": {"text": related.message},
            }
            for related in finding.related
        ]
    if finding.fixes:
        result["fixes"] = [_fix(shown, fix) for fix in finding.fixes]
    return result


def _fix(shown: Shown, fix: Fix) -> dict[str, Any]:
    paths = dict.fromkeys(edit.path for edit in fix.edits)
    return {
        "description": {"text": fix.title},
        "artifactChanges": [
            {
                "artifactLocation": _artifact(shown, path),
                "replacements": [
                    {
                        "deletedRegion": _region(edit.start, edit.end),
                        "insertedContent": {"text": edit.text},
                    }
                    for edit in fix.edits
                    if edit.path == path
                ],
            }
            for path in paths
        ],
    }


def _location(shown: Shown, path: str, start: Position, end: Position) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": _artifact(shown, path),
            "region": _region(start, end),
        }
    }


def _artifact(shown: Shown, path: str) -> dict[str, str]:
    return {"uri": quote(from_here(shown, path).encode("utf-8", "surrogateescape"), safe="/")}


def _region(start: Position, end: Position) -> dict[str, int]:
    return {
        "startLine": start[0] + 1,
        "startColumn": start[1] + 1,
        "endLine": end[0] + 1,
        "endColumn": end[1] + 1,
    }
