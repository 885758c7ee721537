"""NX558, NX562, NX563: windows of no length, with gaps between them, or that nothing is made of."""

from __future__ import annotations

from decimal import Decimal

from nexflow_analysis.clauses import AGGREGATES
from nexflow_analysis.diagnostics import LocalFix, Replacement
from nexflow_analysis.flow import Flow
from nexflow_analysis.process.settings import every_entry
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Node, Phrase, walk
from nexflow_grammar.tree.process import Window

_MILLIS = {
    "millisecond": 1, "second": 1000, "minute": 60_000, "hour": 3_600_000, "day": 86_400_000,
    "week": 604_800_000,
}  # fmt: skip
#: What a duration of nothing makes senseless, by the rule of the entry that it stands in.
_SPANS = {
    "deduplicate": "a window that duplicates are looked for in", "state_entry": "the time that state is kept",
    "checkpoint": "the time between two checkpoints", "mode": "a micro-batch",
    "metric": "the time that a rate is of",
}  # fmt: skip


def check_lengths(state: Flow) -> None:
    """Check the lengths of windows and of other spans, and that a window has an aggregate."""
    for entry in every_entry(state.settings.head):
        node = entry.node
        if isinstance(node, Window):
            _window(state, entry, node)
        elif entry.rule in _SPANS and isinstance(node, Phrase):
            for part in walk(node):
                if isinstance(part, e.Duration) and millis(part) == 0:
                    _no_length(state, entry, part, _SPANS[entry.rule])


def millis(node: Node | None) -> Decimal | None:
    """Return how long a duration is; None where that is not known."""
    if not isinstance(node, e.Duration) or not isinstance(node.amount, e.Number):
        return None
    factor = _MILLIS.get(node.unit)
    return node.amount.value * factor if factor is not None else None


def _window(state: Flow, entry: Entry, node: Window) -> None:
    size, slide = millis(node.size), millis(node.slide)
    if size == 0:
        _no_length(state, entry, node.size, "a window")
    if slide == 0 and node.slide is not None:
        _no_length(state, entry, node.slide, "the time from one window to the next")
    if size and slide and node.slide is not None and slide > size:
        _gaps(state, entry, node, node.slide)
    if not entry.every(*AGGREGATES):
        state.error(
            entry, Node(node.start, node.size.end), "NX558",
            "a window gathers records for an `aggregate`, and none follows here; write it below, such as "
            "`aggregate count() as records`",
        )  # fmt: skip


def _no_length(state: Flow, entry: Entry, node: Node, what: str) -> None:
    message = f"{what} needs a length, and this has none; write one, such as `1 minute`"
    state.error(entry, node, "NX562", message)


def _gaps(state: Flow, entry: Entry, node: Window, slide: Node) -> None:
    text = state.segment.text
    size, step = (
        text[entry.start + part.start : entry.start + part.end].strip()
        for part in (node.size, slide)
    )
    changes = (
        Replacement(node.size.start, node.size.start + len(size), step),
        Replacement(slide.start, slide.start + len(step), size),
    )
    state.warn(
        entry, slide, "NX563",
        f"a window of {size} begins every {step}, so no window holds the records between two of them; write "
        "an `every` that is not longer than the window",
        LocalFix(f"Write `sliding {step} every {size}`", changes, safe=False),
    )  # fmt: skip
