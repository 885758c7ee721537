"""A finding as plain data, for the formats that are JSON."""

from __future__ import annotations

from typing import Any

from nexflow_analysis.diagnostics import Position
from nexflow_server.checking import Shown
from nexflow_server.documentation import page_url


def as_json(shown: Shown) -> dict[str, Any]:
    """Return a finding as plain data; lines and columns count from one, columns in code points."""
    finding = shown.finding
    return {
        "path": shown.path,
        "start": _place(finding.start),
        "end": _place(finding.end),
        "code": finding.code,
        "severity": finding.severity.value,
        "url": page_url(finding.code),
        "message": finding.message,
        "related": [
            {
                "path": shown.place(related.path),
                "start": _place(related.start),
                "end": _place(related.end),
                "message": related.message,
            }
            for related in finding.related
        ],
        "fixes": [
            {
                "title": fix.title,
                "safe": fix.safe,
                "edits": [
                    {
                        "path": shown.place(edit.path),
                        "start": _place(edit.start),
                        "end": _place(edit.end),
                        "text": edit.text,
                    }
                    for edit in fix.edits
                ],
            }
            for fix in finding.fixes
        ],
    }


def _place(position: Position) -> dict[str, int]:
    line, column = position
    return {"line": line + 1, "column": column + 1}
