"""NX520, NX521, NX524: what an action sends, against the schema of the stream that it sends it to."""

from __future__ import annotations

from msgspec import Struct

from nexflow_analysis import types as t
from nexflow_analysis.definitions import NamedDefinition, StreamDefinition, demanded_of
from nexflow_analysis.diagnostics import Elsewhere, LocalFix, Replacement, Severity
from nexflow_analysis.fit import fit_problem
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import nearest, normal
from nexflow_analysis.report import Reporter
from nexflow_analysis.steps import rename_fix
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.nodes import Node, Phrase, Word
from nexflow_grammar.tree.types import Field


class _Action(Struct, frozen=True):
    """An action and what it sends. target: the stream; demanded: what its schema demands."""

    entry: Entry
    name: str
    target: Word
    demanded: t.Record
    parameters: tuple[Field, ...]
    end: int

    def given(self, name: str) -> bool:
        """Tell whether there is a parameter for a field."""
        return normal(name) in {normal(one.name.text) for one in self.parameters}


def check_actions(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Check that what the actions of a block take is what the streams that it goes to expect."""
    if segment.kind != "actions" or segment.head is None:
        return
    for entry in segment.head.every("action"):
        action = _read(entry, lookup)
        if action is not None:
            _check(action, lookup, reporter)


def _read(entry: Entry, lookup: Lookup) -> _Action | None:
    """Return an action that sends what it takes to a stream whose schema is known."""
    node = entry.node
    name = node.first(Word) if isinstance(node, Phrase) and not entry.broken else None
    if name is None or not isinstance(node, Phrase):
        return None
    found = lookup.find(NamedDefinition, "action", name.text)
    stream = lookup.find(StreamDefinition, "stream", found.emits_to) if found is not None else None
    schema = lookup.schema(stream.schema) if stream is not None and stream.schema else None
    target, taken = node.phrase("action_target"), node.phrase("parameters")
    if schema is None or target is None or taken is None or schema.broken:
        return None
    demanded = demanded_of(schema.record(), schema.fields)
    words = target.every(Word)
    return _Action(entry, name.text, words[0], demanded, tuple(taken.every(Field)), taken.end - 1)


def _check(action: _Action, lookup: Lookup, reporter: Reporter) -> None:
    fields = action.demanded.fields
    missing = [one.name for one in fields if not one.nullable and not action.given(one.name)]
    for parameter in action.parameters:
        field = action.demanded.field(parameter.name.text)
        if field is None:
            _unknown(action, parameter.name, missing, reporter)
            continue
        written = t.type_of(parameter.type)
        problem = fit_problem(t.Typed(lookup.deep(written)), lookup.deep(field.type))
        if problem:
            message = (
                f"`{parameter.name.text}` of `{action.name}` does not fit the field `{field.name}` of "
                f"`{action.demanded.name}`, the schema of the stream `{action.target.text}`: {problem}"
            )
            _error(action, parameter.type, "NX521", message, reporter)
    if missing:
        _missing(action, missing, reporter)


def _unknown(action: _Action, word: Word, missing: list[str], reporter: Reporter) -> None:
    """Report a parameter that the stream has no field for; what it is meant for is missing no more."""
    fields = [one.name for one in action.demanded.fields if not action.given(one.name)]
    near = nearest(word.text, fields)
    schema, stream = action.demanded.name, action.target.text
    advice = f"did you mean `{near}`?" if near else f"add it to `{schema}`, or remove the parameter"
    message = (
        f"`{word.text}` of `{action.name}` gets nowhere: `{schema}`, the schema of the stream `{stream}`, has no "
        f"such field; {advice}"
    )
    reporter.add(
        action.entry, word, "NX524", message, severity=Severity.WARNING,
        fixes=rename_fix(word, near), related=(Elsewhere("schema", schema, "it has no such field"),),
    )  # fmt: skip
    if near in missing:
        missing.remove(near)


def _missing(action: _Action, missing: list[str], reporter: Reporter) -> None:
    names = ", ".join(f"`{name}`" for name in missing)
    several = len(missing) > 1
    types = {one.name: one.type for one in action.demanded.fields}
    new = ", ".join(f"{name}: {types[name]}" for name in missing)
    change = Replacement(action.end, action.end, f", {new}" if action.parameters else new)
    writable = not any(isinstance(types[name], t.Record) for name in missing)
    parameters = f"the parameter{'s' if several else ''} {names}"
    fixes = (LocalFix(f"Add {parameters}", (change,), safe=False),) if writable else ()
    message = (
        f"what `{action.name}` sends does not fit `{action.demanded.name}`, the schema of the stream "
        f"`{action.target.text}`: the required field{'s' if several else ''} {names} {'are' if several else 'is'} "
        f"missing; add {parameters}"
    )
    _error(action, action.target, "NX520", message, reporter, *fixes)


def _error(
    action: _Action, node: Node, code: str, message: str, reporter: Reporter, *fixes: LocalFix
) -> None:
    related = (Elsewhere("schema", action.demanded.name, "its schema"),)
    reporter.add(action.entry, node, code, message, fixes=fixes, related=related)
