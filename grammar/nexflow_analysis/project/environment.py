"""NX608: `${…}` that names no environment variable."""

from __future__ import annotations

from collections.abc import Iterator

from nexflow_analysis.diagnostics import Finding, Severity
from nexflow_analysis.project.layers import Layer
from nexflow_analysis.project.places import Keys, Span
from nexflow_analysis.project.texts import texts_of
from nexflow_grammar.patterns import Pattern

_OPENING = Pattern(r"(?<!\\)\$\{")
_RIGHT = Pattern(r"\$\{[A-Za-z_][A-Za-z0-9_]*(?::[^}]*)?\}")
_WHOLE = Pattern(r"\$\{[^}]*\}")


def placeholder_findings(layer: Layer) -> Iterator[Finding]:
    """Yield a finding for each `${` of a file that starts no `${NAME}` or `${NAME:default}`."""
    for keys, text in texts_of(layer.settings, ()):
        for opening in _OPENING.finditer(text):
            if _RIGHT.match(text, opening.start()):
                continue
            whole = _WHOLE.match(text, opening.start())
            if whole is None:
                written, what = text[opening.start() :], "is not closed with `}`"
            else:
                written, what = whole[0], "names no environment variable"
            place = _place(layer, keys, written)
            message = (
                f"`{written}` {what}; write `${{NAME}}`, or `${{NAME:default}}`, with letters, digits "
                "and `_` in the name"
            )
            yield Finding(layer.path, place.start, place.end, "NX608", Severity.ERROR, message)


def _place(layer: Layer, keys: Keys, written: str) -> Span:
    """Return where the text stands in its value, if it stands there as it is; else the value."""
    whole = layer.places.value(keys)
    for number in range(whole.start[0], min(whole.end[0] + 1, len(layer.places.lines))):
        start = whole.start[1] if number == whole.start[0] else 0
        column = layer.places.lines[number].find(written, start)
        if column >= 0:
            return Span((number, column), (number, column + len(written)))
    return whole
