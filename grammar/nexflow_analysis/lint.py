"""Which codes are reported, and as how bad: `[lint]` of a project, and the options of `--check`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from nexflow_analysis.diagnostics import OFF_BY_DEFAULT, Finding, Severity

ALL, DEFAULT = "all", "default"

#: Errors of these codes say that nothing can be generated; nothing hides them or makes them milder.
_FIRM = ("NX00", "NX01", "NX02", "NX03", "NX04", "NX1", "NX7")


def is_firm(code: str, severity: Severity) -> bool:
    """Tell whether a finding is an error that must be mended, whatever is said about its code."""
    return severity is Severity.ERROR and code.startswith(_FIRM)


class Lint(Struct, frozen=True, dict=True):
    """The choice of codes: whole ones or how they start. select: `all`, `default` or codes.

    severities: codes with what they are reported as; the longest that fits counts.
    """

    select: tuple[str, ...] = (DEFAULT,)
    ignore: tuple[str, ...] = ()
    severities: tuple[tuple[str, Severity], ...] = ()

    @cached_property
    def _known(self) -> dict[tuple[str, Severity], Severity | None]:
        return {}

    def apply(self, findings: list[Finding]) -> list[Finding]:
        """Return the findings that are reported, as how bad they are reported."""
        chosen: list[Finding] = []
        for finding in findings:
            severity = self.severity(finding.code, finding.severity)
            if severity is finding.severity:
                chosen.append(finding)
            elif severity is not None:
                chosen.append(replace(finding, severity=severity))
        return chosen

    def severity(self, code: str, severity: Severity) -> Severity | None:
        """Return as how bad a finding of a code is reported; None: not at all."""
        key = (code, severity)
        if key not in self._known:
            self._known[key] = self._severity(code, severity)
        return self._known[key]

    def _severity(self, code: str, severity: Severity) -> Severity | None:
        if is_firm(code, severity):
            return severity
        if not any(_selects(one, code) for one in self.select):
            return None
        if any(code.startswith(one) for one in self.ignore) or ALL in self.ignore:
            return None
        fitting = [(one, new) for one, new in self.severities if code.startswith(one)]
        return max(fitting, key=lambda pair: len(pair[0]))[1] if fitting else severity


def is_choice(text: str, codes: Iterable[str]) -> bool:
    """Tell whether a text chooses codes: one, several by how they start, or by a word."""
    return text in (ALL, DEFAULT) or (bool(text) and any(code.startswith(text) for code in codes))


def lint_of(table: dict[str, Any]) -> Lint:
    """Read `[lint]`; what is wrong in it is left out."""
    severities = table.get("severity")
    levels = {severity.value: severity for severity in Severity}
    pairs = severities.items() if isinstance(severities, dict) else ()
    return Lint(
        _texts(table.get("select")) or (DEFAULT,),
        _texts(table.get("ignore")),
        tuple(
            (code, levels[name]) for code, name in pairs if isinstance(name, str) and name in levels
        ),
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def _selects(chosen: str, code: str) -> bool:
    if chosen == DEFAULT:
        return code not in OFF_BY_DEFAULT
    return chosen == ALL or code.startswith(chosen)
