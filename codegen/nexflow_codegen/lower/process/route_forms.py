"""The forms of a `route`, read as arms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from nexflow_analysis.process.settings import text_of
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.clauses import not_generated
from nexflow_codegen.lower.process.endpoints import Target
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree.nodes import Node, Phrase, Word

_OTHERWISE = ("otherwise", "default")


@dataclass
class RouteArm:
    """A way of a route. condition: a cell, an expression or a text to be equal to; None for the rest.

    target: a destination; goes_on: whether its records go on behind the route. picked: whether its
    steps stand below the route.
    """

    head: Entry
    condition: Node | None
    target: Target | None = None
    steps: list[Entry] = field(default_factory=list)
    goes_on: bool = False
    picked: bool = False

    @property
    def called(self) -> str:
        """What its records are for."""
        target: Node | None = self.target
        for step in self.steps:
            if target is None and isinstance(step.node, p.Emit | p.Persist):
                target = step.node.target
        name = text_of(target) if target is not None else ""
        return name or ("otherwise" if self.condition is None else "arm")


def arms_of(job: JobBuilder, entry: Entry) -> list[RouteArm]:
    """Return the arms of a route, the one for the rest last."""
    node = entry.node
    arms = list(_own(entry, node)) if isinstance(node, Phrase) else []
    for child in entry.children:
        _below(job, child, arms)
    otherwise = node.phrase("route_otherwise") if isinstance(node, Phrase) else None
    if otherwise is not None:
        arms.append(_otherwise(entry, otherwise))
    return arms if not picks_later(entry) else list(_picked(job, entry))


def picks_later(entry: Entry) -> bool:
    """Tell whether a route names no destination: its rule's results name the `emit to`s below it."""
    node = entry.node
    bare = isinstance(node, Phrase) and node.rule == "route_using" and not entry.children
    return bare and isinstance(node, Phrase) and node.phrase("route_target") is None


def _picked(job: JobBuilder, entry: Entry) -> Iterator[RouteArm]:
    for emit in job.picked.get(entry.start, ()):
        assert isinstance(emit.node, p.Emit)
        name = text_of(emit.node.target)
        yield RouteArm(emit, e.Text(0, 0, name), steps=[emit], picked=True)
    if not job.picked.get(entry.start):
        raise Unsupported("a `route using` without destinations; write `emit to`s right below it")


def _own(entry: Entry, node: Phrase) -> Iterator[RouteArm]:
    """Yield the arms that stand on the route's own line."""
    if node.rule == "route_when":
        condition = node.first(e.Expression)
        assert condition is not None
        parts = node.parts[node.parts.index(condition) + 1 :]
        target = next((part for part in parts if isinstance(part, Target)), None)
        yield RouteArm(entry, condition, target)
        return
    if node.first(e.Expression) is not None:
        raise Unsupported("a route by a text or by a value of [config]; name a field or a rule")
    for phrase in node.every(Phrase):
        if phrase.rule == "route_target":
            yield _to(entry, phrase)


def _to(entry: Entry, phrase: Phrase) -> RouteArm:
    """Return the arm of `"value" to X`."""
    value, target = phrase.parts[0], phrase.parts[-1]
    assert isinstance(target, Target)
    if isinstance(value, Word) and value.text in _OTHERWISE:
        return RouteArm(entry, None, target)
    return RouteArm(entry, e.Text(value.start, value.end, text_of(value)), target)


def _otherwise(entry: Entry, phrase: Phrase) -> RouteArm:
    target = next((part for part in phrase.parts if isinstance(part, Target)), None)
    return RouteArm(entry, None, target, goes_on=phrase.has("continue"))


def _below(job: JobBuilder, child: Entry, arms: list[RouteArm]) -> None:
    node = child.node
    match node:
        case p.Arm():
            arms.append(RouteArm(child, node.condition, node.destination))
        case p.Otherwise():
            arms.append(RouteArm(child, None))
        case Phrase(rule="destination"):
            arms.append(_to(child, node))
        case p.Terminal() if arms:
            arms[-1].goes_on = node.kind == "continue"
        case Phrase(rule="arm_target") if arms:
            arms[-1].target = next((part for part in node.parts if isinstance(part, Target)), None)
            otherwise = node.phrase("route_otherwise")
            if otherwise is not None:
                arms.append(_otherwise(child, otherwise))
        case _ if arms:
            arms[-1].steps.append(child)
        case _:
            words = " ".join(job.text_of(child, node).split(" ")[:2])
            not_generated(job, child, node, f"`{words}` in a route before its arms; move it above")
