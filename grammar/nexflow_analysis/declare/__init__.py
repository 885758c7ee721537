"""From a segment's tree to the definitions that it declares, one file per language."""

from __future__ import annotations

import re
from weakref import WeakKeyDictionary

from msgspec.structs import replace

from nexflow_analysis.declare.process import declare_process
from nexflow_analysis.declare.rules import declare_named, declare_rule, declare_table
from nexflow_analysis.declare.schema import declare_schema, declare_types
from nexflow_analysis.declare.transform import declare_transform
from nexflow_analysis.definitions import Definition, LostDefinition
from nexflow_grammar.build import Problem
from nexflow_grammar.languages import Language
from nexflow_grammar.patterns import Pattern
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
#: A word and, if anything, a name.
_MAY_BE_HEAD = Pattern(
    r"(?!(?:end|endif)\b)[A-Za-z_]\w*(?:\s+[A-Za-z_\"']|\s*(?:\{|//|#|/\*|$))", re.MULTILINE
)

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
        or any(_may_hide_a_head(segment, problem) for problem in segment.problems)
    )
    return tuple(map(LostDefinition, _NAMESPACES[segment.language])) if broken else ()


def _may_hide_a_head(segment: Segment, problem: Problem) -> bool:
    """Tell whether a line that cannot stand where it does may be the head of a definition.

    None starts with a sign, goes on like an entry, or is indented in a definition that has its `end`.
    """
    if problem.code == "NX007":  # what is not closed may have taken one with it
        return True
    if problem.code != "NX004":
        return False
    head = segment.head
    if head is None or problem.start >= head.end:  # what stands below may lack a head
        return True
    indent = _indent(segment, problem.start)
    if indent is None or _MAY_BE_HEAD.match(segment.text, problem.start) is None:
        return False
    unclosed = any(one.code == "NX005" for one in segment.problems)
    return unclosed or indent <= (_indent(segment, head.start) or 0)


def _indent(segment: Segment, offset: int) -> int | None:
    """Return how far what begins at an offset is indented; None where it does not begin its line."""
    start = segment.text.rfind("\n", 0, offset) + 1
    return offset - start if not segment.text[start:offset].strip() else None
