"""Which variables a procedural rule sets whichever way it goes."""

from __future__ import annotations

from collections.abc import Iterable

from nexflow_analysis.names import normal
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.expressions import Name
from nexflow_grammar.tree.nodes import walk
from nexflow_grammar.tree.types import Assignment

_Set = frozenset[str]


def read_before_set(entries: Iterable[Entry], names: _Set, before: _Set = frozenset()) -> _Set:
    """Return which of some (normal) names a statement may read before any has set them.

    before: those that are set already.
    """
    found: set[str] = set()
    first, *arms = _divided(entries, ("arm", "arm_otherwise"))
    known: _Set | None = before
    for entry in first:
        done = known if known is not None else names
        found |= _names_of(entry) & (names - done)
        for body in _divided(entry.children, ("elseif", "else")):
            found |= set().union(*(_names_of(head) for head in body[:1])) & (names - done)
            found |= read_before_set(_without_head(body), names, done)
        known = _after([entry], done, [])
    done = known if known is not None else names
    for head, *body in arms:
        found |= _names_of(head) & (names - done)
        found |= read_before_set(body, names, done)
    return frozenset(found)


def _names_of(entry: Entry) -> set[str]:
    return {normal(node.text) for node in walk(entry.node) if isinstance(node, Name)}


def set_on_every_path(head: Entry) -> _Set:
    """Return the normal names of the variables that every path through a rule sets."""
    ends: list[_Set] = []
    last = _after(head.children, frozenset(), ends)
    if last is not None:
        ends.append(last)
    return frozenset.intersection(*ends) if ends else frozenset()


def always_set_by(entry: Entry) -> _Set:
    """Return the normal names of the variables that a statement sets wherever it is gone on from."""
    return _after([entry], frozenset(), []) or frozenset()


def _after(entries: Iterable[Entry], before: _Set, ends: list[_Set]) -> _Set | None:
    """Return what is set after some statements; None where no path goes on below them.

    ends: gains what is set at each `return`.
    """
    first, *arms = _divided(entries, ("arm", "arm_otherwise"))
    known: _Set | None = before
    for entry in first:
        if known is None:
            return None
        if isinstance(entry.node, Assignment):
            known |= {normal(entry.node.target.names[0].text)}
        elif entry.rule == "calculate":
            known = _after(entry.children, known, ends)
        elif entry.rule == "if":
            bodies = _divided(entry.children, ("elseif", "else"))
            known = _joined(bodies, known, ends, whole=bool(entry.every("else")))
        elif entry.rule == "return_now":
            ends.append(known)
            known = None
    if not arms or known is None:
        return known
    whole = any(entry.rule == "arm_otherwise" for arm in arms for entry in arm[:1])
    return _joined([arm[1:] for arm in arms], known, ends, whole=whole)


def _joined(
    bodies: Iterable[list[Entry]], before: _Set, ends: list[_Set], *, whole: bool
) -> _Set | None:
    """Return what is set after one of some bodies. whole: whether one of them always runs."""
    after = [_after(_without_head(body), before, ends) for body in bodies]
    going = [one for one in after if one is not None] + ([] if whole else [before])
    return frozenset.intersection(*going) if going else None


def _without_head(body: list[Entry]) -> list[Entry]:
    return body[1:] if body and body[0].rule in ("elseif", "else") else body


def _divided(entries: Iterable[Entry], heads: tuple[str, ...]) -> list[list[Entry]]:
    """Divide statements where arms start; what stands above the first of them comes first."""
    parts: list[list[Entry]] = [[]]
    for entry in entries:
        if entry.rule in heads:
            parts.append([])
        parts[-1].append(entry)
    return parts
