"""NX611: `[sources.…] path`, which does not decide where files are looked for."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import isabs, normpath
from typing import Any

from nexflow_analysis.diagnostics import Finding, Severity
from nexflow_analysis.project.layers import Layer


def source_findings(layer: Layer) -> Iterator[Finding]:
    """Yield a finding for each path of an older layout: what it says holds anyway, or cannot hold."""
    sources = layer.settings.get("sources")
    for kind, table in sources.items() if isinstance(sources, dict) else ():
        path = table.get("path") if isinstance(table, dict) else None
        if path is None or any("${" in one for one in _texts(path)):
            continue
        place = layer.places.value(("sources", kind, "path"))
        outside = next((one for one in _texts(path) if _leads_out(one)), None)
        if outside is None:
            message = (
                "this has no effect: every Nexflow file below the folder of nexflow.toml belongs to the "
                f"project, whatever its folder; remove `[sources.{kind}]`"
            )
            severity = Severity.HINT
        else:
            message = (
                f"`{outside}` lies outside the project, and nothing is looked for there; `import` its files "
                "where they are used, or move nexflow.toml to a folder above both"
            )
            severity = Severity.WARNING
        yield Finding(layer.path, place.start, place.end, "NX611", severity, message)


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str)]


def _leads_out(path: str) -> bool:
    """Tell whether a path leads out of the folder that it starts from."""
    written = path.replace("\\", "/")
    return isabs(written) or normpath(written).split("/")[0] == ".."
