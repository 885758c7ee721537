"""NX170: the patterns that `format_date` and `parse_date` are given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nexflow_analysis.date_patterns import letters_of, pattern_mistake, unreadable_date
from nexflow_analysis.diagnostics import LocalFix, Replacement
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Node

if TYPE_CHECKING:
    from nexflow_analysis.infer import Inference

#: What is often meant by a letter: by what a pattern lacks.
_MEANT = {
    "month": ("m", "M", "`m` is the minute, and `M` the month"),
    "week": ("Y", "y", "`Y` is the year that a week belongs to, and `y` the year"),
    "day": ("D", "d", "`D` is the day of the year, and `d` that of the month"),
}


def check_date_pattern(inference: Inference, node: e.Expression, *, reading: bool) -> None:
    """Check a pattern of dates, if it is a literal. reading: whether texts are read by it."""
    if not isinstance(node, e.Text) or "${" in node.value:
        return
    pattern = node.value
    mistake = pattern_mistake(pattern)
    if mistake is not None:
        message = f"this is no pattern of a date: {mistake.why}"
        inference.error(_part(node, mistake.start, mistake.end), "NX170", message)
    elif reading:
        _check_readable(inference, node)
    elif "Y" in letters_of(pattern) and not letters_of(pattern) & set("w"):
        place, fixes = _instead(node, "Y", "y")
        message = "`Y` is the year that a week belongs to, another one than the date's around New Year; write `y`"
        inference.warn(place, "NX170", message, *fixes)


def _check_readable(inference: Inference, node: e.Text) -> None:
    missing = unreadable_date(node.value)
    if not missing:
        return
    wrong, right, why = _MEANT.get(missing, ("", "", ""))
    place: Node = node
    fixes: tuple[LocalFix, ...] = ()
    meant = ""
    if wrong and wrong in letters_of(node.value):
        place, fixes = _instead(node, wrong, right)
        meant = f"; {why}"
    message = f"no text gives a date by this pattern, since it reads no {missing}{meant}"
    inference.error(place, "NX170", message, *fixes)


def _instead(node: e.Text, wrong: str, right: str) -> tuple[Node, tuple[LocalFix, ...]]:
    """Return the first run of a letter, and the fix that writes another one there."""
    start = node.value.index(wrong)
    end = start + 1
    while node.value[end : end + 1] == wrong:
        end += 1
    place = _part(node, start, end)
    if place is node:
        return place, ()
    change = Replacement(place.start, place.end, right * (end - start))
    return place, (LocalFix(f"Write `{right * (end - start)}`", (change,), safe=False),)


def _part(node: e.Text, start: int, end: int) -> Node:
    """Return a part of a text, the whole of it where escapes shift its signs."""
    if node.end - node.start != len(node.value) + 2:
        return node
    return Node(node.start + 1 + start, node.start + 1 + end)
