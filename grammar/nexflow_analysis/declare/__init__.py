"""From a segment's tree to the definitions that it declares, one file per language."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from msgspec.structs import replace

from nexflow_analysis.declare.process import declare_process
from nexflow_analysis.declare.rules import declare_named, declare_rule, declare_table
from nexflow_analysis.declare.schema import declare_schema, declare_types
from nexflow_analysis.declare.transform import declare_transform
from nexflow_analysis.definitions import Definition, LostDefinition
from nexflow_grammar.languages import Language
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
#: In which namespaces the names of a language's definitions are that others refer to.
_NAMESPACES = {
    Language.PROCESS: (),
    Language.SCHEMA: ("schema",),
    Language.TRANSFORM: ("transform",),
    Language.RULES: ("rule", "service", "action"),
}
_BLOCKS = ("types", "services", "actions")

_KNOWN: WeakKeyDictionary[Segment, tuple[Definition, ...]] = WeakKeyDictionary()


def declare(segment: Segment) -> tuple[Definition, ...]:
    """Return the definitions of a segment; none where it holds no definition."""
    known = _KNOWN.get(segment)
    if known is None:
        function = _DECLARE.get(segment.kind)
        known = function(segment) if function is not None else ()
        if segment.problems:
            known = (*(replace(one, broken=True) for one in known), *_lost(segment))
        _KNOWN[segment] = known
    return known


def _lost(segment: Segment) -> tuple[Definition, ...]:
    """Say what may be missing: where a head is broken or gone, or an entry of a block of definitions."""
    broken = (
        segment.kind in _BLOCKS
        or (segment.head is not None and segment.head.broken)
        or any(problem.code in ("NX004", "NX007") for problem in segment.problems)
    )
    return tuple(map(LostDefinition, _NAMESPACES[segment.language])) if broken else ()
