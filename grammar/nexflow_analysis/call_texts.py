"""Texts in calls that are more than text: patterns, templates, dates, numbers and units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nexflow_analysis import types as t
from nexflow_analysis.arguments import Bound
from nexflow_analysis.call_patterns import check_date_pattern
from nexflow_analysis.constants import number_problem, spelling_problem
from nexflow_analysis.diagnostics import LocalFix, Replacement
from nexflow_analysis.functions import Function
from nexflow_analysis.names import nearest, suggestion
from nexflow_analysis.regular_expressions import regex_problem
from nexflow_grammar.patterns import Pattern
from nexflow_grammar.tree import expressions as e

if TYPE_CHECKING:
    from nexflow_analysis.infer import Inference

_SLOT = Pattern(r"\{(\d+)\}")
_UNITS = ("millisecond", "second", "minute", "hour", "day", "week", "month", "quarter", "year")
_FINE_UNITS = _UNITS[:4]
_ORDERS = ("asc", "desc")
_SPELLED = {
    "date": (t.DATE, t.TIMESTAMP), "timestamp": (t.TIMESTAMP, t.DATE), "uuid": (t.UUID,),
}  # fmt: skip
_NUMBERS = ("integer", "decimal", "double")


def check_texts(inference: Inference, function: Function, bound: list[Bound]) -> None:
    """Check the literal arguments that a function reads as something else than text."""
    values = {one.parameter.name: one.value for one in bound}
    if function.name == "matches":
        check_regex(inference, values["regex"])
    elif function.name == "format":
        _check_template(inference, values["template"], len(bound) - 1)
    elif function.name in _SPELLED and isinstance(text := values.get("s"), e.Text):
        _report(inference, text, spelling_problem(text.value, *_SPELLED[function.name]))
    elif function.name in _NUMBERS and isinstance(text := values.get("x"), e.Text):
        _report(inference, text, number_problem(text.value, function.name))
    elif function.name in ("format_date", "parse_date"):
        check_date_pattern(inference, values["pattern"], reading=function.name == "parse_date")
    elif function.name == "start_of":
        _check_word(inference, values["unit"], "a unit of time", _UNITS)
        _check_fine(inference, values["t"], values["unit"])
    elif function.name == "sort" and "order" in values:
        _check_word(inference, values["order"], "an order", _ORDERS)


def _report(inference: Inference, node: e.Expression, problem: str) -> None:
    if problem:
        inference.error(node, "NX163", problem)


def check_regex(inference: Inference, node: e.Expression) -> None:
    """Check a regular expression, if it is a literal."""
    problem = regex_problem(node.value) if isinstance(node, e.Text) else ""
    if problem:
        inference.error(node, "NX162", f"this is no regular expression: {problem}")


def check_spelled(inference: Inference, node: e.Expression, type_: t.Type) -> bool:
    """Check that a text beside a date, timestamp or UUID spells one; tell whether it does."""
    if not isinstance(node, e.Text) or not isinstance(type_, t.Scalar):
        return True
    problem = spelling_problem(node.value, type_)
    _report(inference, node, problem)
    return not problem


def _check_template(inference: Inference, node: e.Expression, given: int) -> None:
    if not isinstance(node, e.Text):
        return
    slots = sorted({int(slot) for slot in _SLOT.findall(node.value)})
    beyond = [slot for slot in slots if slot >= given]
    if not beyond:
        return
    named = ", ".join(f"`{{{slot}}}`" for slot in beyond)
    values = "1 value is" if given == 1 else f"{given} values are"
    message = f"{named} {'has' if len(beyond) == 1 else 'have'} no value: {values} given, and the first is `{{0}}`"
    fixes: tuple[LocalFix, ...] = ()
    if slots == list(range(1, given + 1)):
        text = _SLOT.sub(lambda found: f"{{{int(found[1]) - 1}}}", _written(node))
        fixes = (LocalFix("Count from 0", (Replacement(node.start, node.end, text),), safe=False),)
    inference.error(node, "NX164", message, *fixes)


def _written(node: e.Text) -> str:
    """Return a text as a literal."""
    escaped = node.value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _check_fine(inference: Inference, moment: e.Expression, unit: e.Expression) -> None:
    """Check that a day is not asked for the start of its hour."""
    word = unit.text if isinstance(unit, e.Name) else unit.value if isinstance(unit, e.Text) else ""
    if word.removesuffix("s") in _FINE_UNITS and inference.types[id(moment)].type == t.DATE:
        message = f"a date has no {word.removesuffix('s')} to begin; use a unit from `day` up, or a timestamp"
        inference.error(unit, "NX165", message)


def _check_word(
    inference: Inference, node: e.Expression, what: str, words: tuple[str, ...]
) -> None:
    if not isinstance(node, e.Name | e.Text):
        return
    word = node.text if isinstance(node, e.Name) else node.value
    if word.removesuffix("s") in words or word in words:
        return
    near = nearest(word, words)
    fixes: tuple[LocalFix, ...] = ()
    if near is not None:
        change = Replacement(node.start, node.end, near)
        fixes = (LocalFix(f"Write `{near}`", (change,), safe=False),)
    message = f"`{word}` is not {what}{suggestion(word, words)}"
    inference.error(node, "NX165", message, *fixes)
