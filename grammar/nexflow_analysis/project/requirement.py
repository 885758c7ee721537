"""NX603 at `[project] requires`: a project that this version of the language is not for."""

from __future__ import annotations

import operator
from collections.abc import Iterator

from nexflow_analysis.diagnostics import Finding, Severity
from nexflow_analysis.project.forms import is_requirement
from nexflow_analysis.project.layers import Layer
from nexflow_grammar.patterns import Pattern

#: The version of the language that is understood here.
LANGUAGE_VERSION = "1.0"
_KEYS = ("project", "requires")
_PART = Pattern(r"\s*(?P<compared>[<>=!~]*)\s*(?P<version>[\d.]+)\s*")
_COMPARISONS = {
    "!=": operator.ne, ">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt,
}  # fmt: skip


def requirement_findings(layer: Layer) -> Iterator[Finding]:
    """Yield a finding where a project asks for another version of the language."""
    project = layer.settings.get("project")
    written = project.get("requires") if isinstance(project, dict) else None
    if not isinstance(written, str) or not is_requirement(written) or _is_met(written):
        return
    place = layer.places.value(_KEYS)
    message = (
        f"this project asks for version `{written}` of the language, and this is {LANGUAGE_VERSION}; "
        "install a nexflow-lsp that knows it, or change `requires`"
    )
    yield Finding(layer.path, place.start, place.end, "NX603", Severity.ERROR, message)


def _is_met(written: str) -> bool:
    return all(_part_is_met(part) for part in written.split(","))


def _part_is_met(part: str) -> bool:
    found = _PART.fullmatch(part)
    if found is None:
        return True
    wanted, have = _numbers(found["version"]), _numbers(LANGUAGE_VERSION)
    length = max(len(wanted), len(have))
    if found["compared"] == "~=":  # at least this, with the same numbers before the last
        return wanted <= have and have[: len(wanted) - 1] == wanted[:-1]
    if found["compared"] in ("", "=="):  # `1` is any 1.x
        return have[: len(wanted)] == wanted
    compare = _COMPARISONS[found["compared"]]
    return bool(compare(_padded(have, length), _padded(wanted, length)))


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in version.split(".") if number)


def _padded(version: tuple[int, ...], length: int) -> tuple[int, ...]:
    return version + (0,) * (length - len(version))
