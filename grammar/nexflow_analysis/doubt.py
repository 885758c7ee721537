"""What is not said where a syntax error may be why: one mistake gives one diagnostic.

A broken definition may say more than what can be read of it. So of what needs it only that is said
which is certain whatever else it says, and of itself nothing that may follow from what is broken.
"""

from __future__ import annotations

from collections.abc import Iterable

from nexflow_analysis.diagnostics import Diagnostic
from nexflow_analysis.lookup import Lookup
from nexflow_grammar.source_file import Segment

#: What is true of the text that it marks, whatever anything else says.
_CERTAIN = frozenset({
    "NX003", "NX050", "NX051", "NX090", "NX091", "NX092", "NX105", "NX106", "NX110", "NX130", "NX131", "NX160",
    "NX161", "NX162", "NX163", "NX164", "NX165", "NX166", "NX167", "NX203", "NX210", "NX211", "NX212",
    "NX213", "NX214", "NX217", "NX218", "NX219", "NX542", "NX561", "NX562", "NX563", "NX565", "NX807", "NX811",
})  # fmt: skip
#: What says that a definition is missing: it does not matter what those that are there say.
_ABOUT_NAMES = frozenset({"NX100", "NX104"})
#: What may follow from something else of the definition that is broken, a name that it defines say.
_CONSEQUENCES = frozenset({
    "NX101", "NX102", "NX103", "NX120", "NX121", "NX140", "NX150", "NX151", "NX152", "NX154", "NX155",
    "NX156", "NX157", "NX159", "NX200", "NX201", "NX202", "NX204", "NX205", "NX216", "NX221", "NX230", "NX231",
    "NX232", "NX233", "NX240", "NX241", "NX242", "NX250", "NX260", "NX270", "NX300", "NX301", "NX302",
    "NX303", "NX304", "NX305", "NX306", "NX307", "NX308", "NX309", "NX400", "NX401", "NX402", "NX403", "NX404", "NX405",
    "NX418", "NX419", "NX501", "NX502", "NX503", "NX504", "NX505", "NX506", "NX507", "NX508", "NX509", "NX510",
    "NX511", "NX512", "NX513", "NX514", "NX518", "NX520", "NX521", "NX522", "NX523", "NX530", "NX531", "NX532",
    "NX533", "NX534", "NX536", "NX537", "NX538", "NX541", "NX543", "NX546", "NX547", "NX548", "NX549",
    "NX551", "NX552", "NX553", "NX556", "NX558", "NX559", "NX560", "NX564", "NX802", "NX808", "NX809", "NX810",
    "NX812",
})  # fmt: skip
#: What a statement of a process says of those above it: what is broken below has no part in it.
_ABOUT_WHAT_IS_ABOVE = frozenset({
    "NX101", "NX102", "NX103", "NX150", "NX151", "NX152", "NX154", "NX155", "NX156", "NX157", "NX159",
    "NX501", "NX502", "NX503", "NX505", "NX520", "NX521", "NX522", "NX523",
})  # fmt: skip


def without_doubtful(
    segment: Segment, lookup: Lookup, diagnostics: Iterable[Diagnostic]
) -> list[Diagnostic]:
    """Return the diagnostics of a segment that no syntax error may be the reason for."""
    if not is_doubtful(segment, lookup):
        return list(diagnostics)
    return [one for one in diagnostics if _is_sure(one, segment, lookup)]


def is_doubtful(segment: Segment, lookup: Lookup) -> bool:
    """Tell whether a syntax error, here or in what was asked for, may hide something."""
    return bool(segment.problems or lookup.broken or lookup.lost)


def _is_sure(diagnostic: Diagnostic, segment: Segment, lookup: Lookup) -> bool:
    code = diagnostic.code
    if code in _CERTAIN:
        return True
    if code in _ABOUT_NAMES:
        return not lookup.lost
    if lookup.broken - {segment}:
        return False
    if not segment.problems or code not in _CONSEQUENCES:
        return True
    above = segment.kind == "process" and diagnostic.end <= segment.problems[0].start
    return above and code in _ABOUT_WHAT_IS_ABOVE
