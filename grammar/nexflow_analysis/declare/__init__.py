"""From a segment's tree to the definitions that it declares, one file per language."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from nexflow_analysis.declare.process import declare_process
from nexflow_analysis.declare.rules import declare_named, declare_rule, declare_table
from nexflow_analysis.declare.schema import declare_schema, declare_types
from nexflow_analysis.declare.transform import declare_transform
from nexflow_analysis.definitions import Definition
from nexflow_grammar.source_file import Segment

_DECLARE = {
    "schema": declare_schema,
    "types": declare_types,
    "transform": declare_transform,
    "table": declare_table,
    "rule": declare_rule,
    "services": declare_named,
    "actions": declare_named,
    "process": declare_process,
}


_KNOWN: WeakKeyDictionary[Segment, tuple[Definition, ...]] = WeakKeyDictionary()


def declare(segment: Segment) -> tuple[Definition, ...]:
    """Return the definitions of a segment; none where it holds no definition."""
    known = _KNOWN.get(segment)
    if known is None:
        function = _DECLARE.get(segment.kind)
        known = _KNOWN[segment] = function(segment) if function is not None else ()
    return known
