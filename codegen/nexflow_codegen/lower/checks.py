"""The checks of a transform: `require`, `e : "message"`, `when e : … end`."""

from __future__ import annotations

from dataclasses import dataclass

from nexflow_codegen.ir.code import Arm, Branch, Run
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.conditions import both, lower_condition, negation
from nexflow_codegen.lower.context import Place, Unsupported
from nexflow_codegen.lower.logging import log
from nexflow_codegen.lower.scope import JavaScope
from nexflow_codegen.lower.statements import Body
from nexflow_codegen.lower.values import TRUE, JavaTest
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Phrase, Word
from nexflow_grammar.tree.types import Require


@dataclass(frozen=True, slots=True)
class _Said:
    """What a check says where it fails."""

    message: str = ""
    code: str = ""
    severity: str = "error"


def lower_checks(
    body: Body, place: Place, entries: tuple[Entry, ...], scope: JavaScope, when: JavaTest = TRUE
) -> None:
    """Add some checks to a method. when: what must hold for them to count."""
    for entry in entries:
        with body.unit.context.statement(place, entry.start, entry.end):
            _check(body, place, entry, scope, when)


def _check(body: Body, place: Place, entry: Entry, scope: JavaScope, when: JavaTest) -> None:
    node = entry.node
    if isinstance(node, Require):
        condition, said = node.condition, _Said(node.message)
    elif isinstance(node, Phrase) and entry.rule in ("check", "check_when"):
        found = node.first(e.Expression)
        if found is None:
            raise Unsupported("this check")
        condition, said = found, _said(entry, node)
    else:
        raise Unsupported(f"`{entry.rule.replace('_', ' ')}` among checks")
    test = lower_condition(condition, scope)
    if entry.rule == "check_when":
        lower_checks(body, place, entry.children, scope, both(when, test))
        return
    broken = both(when, negation(test))
    body.fallible = body.fallible or broken.fallible
    origin = place.origin(entry.start)
    message = said.message or place.segment.text[entry.start : entry.start + condition.end].strip()
    message = f"{said.code}: {message}" if said.code else message
    if said.severity == "error":
        body.require(negation(broken), "invalid", message, origin)
    else:
        logged = Run("", log(body.unit, said.severity, string_literal(message)))
        body.add(Branch(origin, (Arm(broken.code, (logged,)),), None))


def _said(entry: Entry, node: Phrase) -> _Said:
    texts = [part for part in node.parts[1:] if isinstance(part, e.Text)]
    if texts:
        return _Said(texts[-1].value)
    found = {"message": "", "code": "", "severity": "error"}
    clauses = [part for part in node.parts if isinstance(part, Phrase)]
    clauses += [child.node for child in entry.children if isinstance(child.node, Phrase)]
    for clause in clauses:
        words = [part.text for part in clause.parts if isinstance(part, Word)]
        text = clause.first(e.Text)
        if words:
            found[words[0]] = text.value if text is not None else words[-1]
    return _Said(**found)
