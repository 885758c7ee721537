"""The `params` that a step gives to a transform."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nexflow_analysis import types as t
from nexflow_analysis.assignment import Target, check_value
from nexflow_analysis.clauses import parts_of
from nexflow_analysis.definitions import FieldDefinition, field_type
from nexflow_analysis.infer import Inference
from nexflow_analysis.names import nearest, normal, suggestion
from nexflow_analysis.process.expressions import bindings
from nexflow_analysis.steps import rename_fix
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Word
from nexflow_grammar.tree.process import Clause

if TYPE_CHECKING:
    from nexflow_analysis.process.state import Flow, Stream


def _check_value(
    state: Flow,
    place: Entry,
    value: e.Expression,
    stream: Stream | None,
    name: str,
    parameter: FieldDefinition,
) -> None:
    """Check what a parameter is given; what is wrong with the expression itself is said elsewhere."""
    inference = Inference(state.scope(stream))
    inference.infer(value)
    inference.report = state.reporter.at(place)
    type_ = field_type(parameter)
    target = t.Typed(
        state.lookup.deep(type_),
        parameter.nullable,
        state.lookup.constraints(type_, parameter.constraints),
    )
    what = f"the parameter `{parameter.name}` of `{name}`"
    check_value(inference, value, Target(target, what, what, "NX505"))


def _says_otherwise(entry: Entry) -> bool:
    """Tell whether a step says what a transform reads besides the record and its parameters."""
    keys = {part.key for _place, part in parts_of(entry) if isinstance(part, Clause)}
    blocks = any(child.rule == "clause_block" for child in entry.children)
    return blocks or bool(keys & {"lookups", "lookup", "input", "state"})


def check_parameters(
    state: Flow,
    entry: Entry,
    name: Word,
    parameters: tuple[FieldDefinition, ...],
    stream: Stream | None,
) -> None:
    """Check that a step gives the parameters that a transform has, with fitting types."""
    given = bindings(entry, "params")
    known = {normal(one.name): one for one in parameters}
    for place, node, value, written in given:
        parameter = known.get(normal(written))
        if parameter is None:
            names = [one.name for one in parameters]
            hint = suggestion(written, names, "; it has no parameters")
            taken = {normal(other) for *_rest, other in given}
            near = nearest(written, (other for other in names if normal(other) not in taken))
            fixes = rename_fix(node, near) if isinstance(node, Word) else ()
            message = f"`{name.text}` has no parameter `{written}`{hint}"
            state.error(place, node, "NX505", message, *fixes)
            continue
        _check_value(state, place, value, stream, name.text, parameter)
    there = {normal(written) for *_rest, written in given}
    if not given:  # a step without any may be given them by the record, its lookups or its input
        if stream is None or stream.record.open or _says_otherwise(entry):
            return
        there = {normal(one.name) for one in stream.record.fields} | {
            normal(name) for name, _typed in stream.lets
        }
    missing = [
        one.name
        for one in parameters
        if not one.nullable and one.default is None and normal(one.name) not in there
    ]
    if missing:
        listed = ", ".join(f"`{one}`" for one in missing)
        also, several = "also " if given else "", "s" * (len(missing) > 1)
        message = f"`{name.text}` {also}needs the parameter{several} {listed}"
        if not given:
            message += "; give it below, as in `params: { " + missing[0] + ": … }`"
        state.error(entry, name, "NX505", message)
