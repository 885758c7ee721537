"""A baseline: the findings that were there when the check began to count, and count no longer."""

from __future__ import annotations

import json
from pathlib import Path

from msgspec.structs import replace

from nexflow_server.checking import Outcome
from nexflow_server.fingerprints import fingerprints

_VERSION = 1


class BaselineError(Exception):
    """A baseline that cannot be read or written; the message says why."""


def write_baseline(path: str, outcome: Outcome) -> None:
    """Write all findings of an outcome."""
    prints = fingerprints(outcome.shown)
    findings = [
        {
            "fingerprint": fingerprint,
            "path": shown.path,
            "code": shown.finding.code,
            "message": shown.finding.message,
        }
        for fingerprint, shown in zip(prints, outcome.shown, strict=True)
    ]
    text = json.dumps({"version": _VERSION, "findings": findings}, indent=2, ensure_ascii=False)
    try:
        Path(path).write_text(text + "\n", "utf-8", newline="\n")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BaselineError(f"`{path}` cannot be written: {reason}") from error


def without_baseline(path: str, outcome: Outcome) -> tuple[Outcome, int]:
    """Return an outcome without the findings of a baseline, and how many of those are gone."""
    known = _read(path)
    prints = fingerprints(outcome.shown)
    pairs = list(zip(prints, outcome.shown, strict=True))
    new = [shown for fingerprint, shown in pairs if fingerprint not in known]
    return replace(outcome, shown=new), len(known - set(prints))


def _read(path: str) -> set[str]:
    try:
        document = json.loads(Path(path).read_text("utf-8"))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        hint = "; make it with --write-baseline" if isinstance(error, FileNotFoundError) else ""
        raise BaselineError(f"`{path}` cannot be read: {reason}{hint}") from error
    except ValueError as error:
        raise BaselineError(f"`{path}` is no baseline: it is not JSON") from error
    version = document.get("version") if isinstance(document, dict) else None
    findings = document.get("findings") if isinstance(document, dict) else None
    if version != _VERSION or not isinstance(findings, list):
        raise BaselineError(
            f"`{path}` is no baseline of this version; make it with --write-baseline"
        )
    return {str(one.get("fingerprint")) for one in findings if isinstance(one, dict)}
