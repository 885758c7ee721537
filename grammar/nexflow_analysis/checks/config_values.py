"""NX105: `${path}` of a value that `[config]` has not."""

from __future__ import annotations

from nexflow_analysis.config_values import (
    ConfigUse,
    config_paths,
    config_uses,
    config_value,
    has_config,
)
from nexflow_analysis.diagnostics import LocalFix, Replacement
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import nearest
from nexflow_analysis.report import Reporter
from nexflow_grammar.source_file import Segment


def check_config_values(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Check that each value without a default is there; without a project file, nobody knows."""
    for use in config_uses(segment):
        if not has_config(lookup):
            return
        value = config_value(lookup, use.path.text)
        if value is None and not use.has_default:
            _report_unknown(use, lookup, reporter)
        elif value is not None and value.is_table:
            message = (
                f"`{use.path.text}` is a table of [config], and no value; name one of its values"
            )
            _report(use, message, (), reporter)


def _report_unknown(use: ConfigUse, lookup: Lookup, reporter: Reporter) -> None:
    path = use.path
    near = nearest(path.text, config_paths(lookup))
    fixes: tuple[LocalFix, ...] = ()
    hint = f"; set it in nexflow.toml, or write a default: `${{{path.text}:…}}`"
    if near is not None:
        hint = f"; did you mean `{near}`?"
        change = Replacement(path.start, path.end, near)
        fixes = (LocalFix(f"Write `{near}`", (change,), safe=False),)
    _report(use, f"[config] has no `{path.text}`{hint}", fixes, reporter)


def _report(use: ConfigUse, message: str, fixes: tuple[LocalFix, ...], reporter: Reporter) -> None:
    if not use.entry.broken:
        reporter.add(use.entry, use.path, "NX105", message, fixes=fixes)
