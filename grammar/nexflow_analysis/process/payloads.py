"""The payload of an `emit`, which is sent in the record's place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nexflow_analysis import types as t
from nexflow_analysis.clauses import clause_of
from nexflow_analysis.infer import Inference
from nexflow_analysis.lookup import open_record
from nexflow_analysis.pii import value_pii
from nexflow_analysis.process.expressions import bindings
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e

if TYPE_CHECKING:
    from nexflow_analysis.process.state import Flow, Stream


def payload_of(state: Flow, entry: Entry, stream: Stream) -> t.Record | None:
    """Return the record that a `payload` makes; None where there is no payload."""
    written = clause_of(entry, "payload")
    found = [(name, value) for _place, _node, value, name in bindings(entry, "payload")]
    if written is None and not found:
        return None
    for value in written[1].values if written is not None and not found else ():
        if not isinstance(value, e.ListLiteral):
            return open_record()
        found += [(_name(one), one) for one in value.elements]
    if not all(name for name, _value in found):
        return open_record()
    inference = Inference(state.scope(stream))
    fields: list[t.RecordField] = []
    for name, value in found:
        typed = inference.infer(value)
        pii = value_pii(stream.record, value, state.lookup)
        fields.append(t.RecordField(name, typed.type, typed.nullable, pii, typed.constraints))
    return t.Record("", tuple(fields))


def _name(element: e.Expression) -> str:
    """Return the name that a field of `[a, b.c]` has in the payload."""
    match element:
        case e.Name():
            return element.text
        case e.Member():
            return element.name.text
        case _:
            return ""
