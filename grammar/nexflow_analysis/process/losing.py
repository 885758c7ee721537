"""Routes that let no record go on: those that fit no destination are lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nexflow_analysis import types as t
from nexflow_analysis.diagnostics import LocalFix, Replacement
from nexflow_analysis.process.constraints import constraints_of
from nexflow_analysis.table.conditions import condition_of, simple_cells, values_of
from nexflow_analysis.table.domains import Subject, domain_of
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree import rules as r

if TYPE_CHECKING:
    from nexflow_analysis.process.state import Flow, Stream


def lost_records(state: Flow, entry: Entry, value: t.Typed, before: Stream | None) -> None:
    """Warn of a route that drops records without saying so."""
    node = entry.node
    missing: str | None = ""
    if isinstance(node, p.RouteBy):
        missing = _missing(state, entry, node, value, before)
        if missing is None:
            return
    which = f"records with {missing}" if missing else "records that fit no destination"
    message = (
        f"{which} are dropped here; write `otherwise continue`, name a destination for them, or say "
        "`otherwise terminate`"
    )
    state.lossy.append((entry, message, fixes_of(state, entry)))


def _missing(
    state: Flow, entry: Entry, node: p.RouteBy, value: t.Typed, before: Stream | None
) -> str | None:
    """Return which values no arm takes, in words; "" where it is not known, None for none."""
    arms = [child.node for child in entry.children if isinstance(child.node, p.Arm)]
    cells = [arm.condition for arm in arms if isinstance(arm.condition, r.Cell)]
    conditions = [condition_of(cell, node.value) for cell in cells]
    if before is None or isinstance(value.type, t.Unknown):
        return ""
    simple = [one for found in conditions if found is not None for one in simple_cells(found)]
    subject = Subject(value, constraints_of(state.lookup, before.record, node.value), free=True)
    domain = domain_of("value", subject, simple)
    left = domain.all
    for condition in conditions:
        found = values_of(condition, domain) if condition is not None else None
        if found is None:
            return ""
        left &= ~found
    if not left:
        return None
    text = state.segment.text[entry.start + node.value.start : entry.start + node.value.end]
    parts = [f"`{text} {_as_test(cell)}`" for _values, cell in domain.parts(left)]
    return " or ".join(parts) if len(parts) < 4 else ""  # noqa: PLR2004 - as many as can be read


def _as_test(cell: str) -> str:
    """Return a cell as the right side of a condition."""
    plain = cell[0] in '"-$' or cell[0].isdigit() or cell in ("true", "false")
    return f"== {cell}" if plain and " to " not in cell and ".." not in cell else cell


def fixes_of(state: Flow, entry: Entry) -> tuple[LocalFix, ...]:
    """Return the fixes that say what becomes of the other records."""
    if not entry.children:
        at = entry.node.end
        if isinstance(entry.node, p.RouteBy):
            return ()
        change = Replacement(at, at, " otherwise continue")
        return (LocalFix("Write `otherwise continue`", (change,), safe=False),)
    arm = next((c for c in entry.children if isinstance(c.node, p.Arm)), entry.children[0])
    last = entry.children[-1]
    start = state.segment.text.rfind("\n", 0, arm.start) + 1
    indent = state.segment.text[start : arm.start]
    if indent.strip():
        return ()
    at = last.end - entry.start
    words = ("otherwise continue", "otherwise terminate")
    return tuple(
        LocalFix(f"Write `{said}`", (Replacement(at, at, f"\n{indent}{said}"),), safe=False)
        for said in words
    )
