"""NX610: lookup sources that lack what their connector needs."""

from __future__ import annotations

from collections.abc import Iterator

from nexflow_analysis.diagnostics import Finding, Severity
from nexflow_analysis.project.layers import Layers

#: What each connector needs: of each group of keys one. A table has the lookup's name by default.
_NEEDED = {
    "file": (("file", "path"),),
    "http": (("url", "path"),),
    "jdbc": (("url",),),
    "mongodb": (("collection",),),
    "redis": (("key_pattern",),),
}
_WHY = {
    "file": "which file holds the records is not known",
    "http": "there is nothing to ask",
    "jdbc": "there is no database to ask",
    "mongodb": "which collection holds the records is not known",
    "redis": "which key a record has is not known",
}


def connection_findings(layers: Layers) -> Iterator[Finding]:
    """Yield a finding for each lookup source, at its table's name, that cannot be asked."""
    for name, lookup in layers.table("lookups").items():
        connector = lookup.get("connector") if isinstance(lookup, dict) else None
        if not isinstance(connector, str):
            continue
        missing = [keys for keys in _NEEDED.get(connector, ()) if not lookup.keys() & set(keys)]
        if not missing:
            continue
        path, place = layers.key_place(("lookups", name))
        wanted = " and ".join(" or ".join(f"`{key}`" for key in keys) for keys in missing)
        message = (
            f'the lookup `{name}` has `connector = "{connector}"` and no {wanted}, so {_WHY[connector]}; '
            f"write `{missing[0][0]} = …` below `[lookups.{name}]`"
        )
        yield Finding(path, place.start, place.end, "NX610", Severity.ERROR, message)
