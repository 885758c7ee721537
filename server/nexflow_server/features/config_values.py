"""Hover over `${path}`: the value of `[config]`, unless it comes from the environment."""

from __future__ import annotations

from nexflow_analysis.config_values import config_uses, config_value, has_config
from nexflow_server.features import describe
from nexflow_server.features.cursor import Cursor
from nexflow_server.features.model import Hover


def config_hover(cursor: Cursor) -> Hover | None:
    """Return what there is to say about the value at a position."""
    lookup = cursor.workspace.lookup()
    for use in config_uses(cursor.segment):
        start, end = use.entry.start + use.start, use.entry.start + use.end
        if start <= cursor.offset <= end and has_config(lookup):
            path = use.path.text
            value = config_value(lookup, path)
            if value is None:
                said = "Not set in `[config]` of nexflow.toml."
            elif value.from_environment:
                said = "Set in `[config]` of nexflow.toml, from the environment of the job."
            elif value.is_table:
                said = "A table of `[config]` of nexflow.toml."
            else:
                said = f"{describe.code(f'{path} = {value.value}')}\n\nFrom `[config]` of nexflow.toml."
            return Hover(said, cursor.position(start), cursor.position(end))
    return None
