"""What a rule asks for besides its results, followed to where it goes: branches, and streams outside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from nexflow_analysis import types as t
from nexflow_analysis.definitions import (
    Definition,
    FieldDefinition,
    NamedDefinition,
    Passed,
    RuleDefinition,
    TableDefinition,
    TransformDefinition,
    record_of,
)
from nexflow_analysis.functions import find_function
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import normal
from nexflow_analysis.pii import Copies, through_copies
from nexflow_analysis.process.destinations import branch_names
from nexflow_analysis.process.settings import every_entry
from nexflow_analysis.rules import inputs_of
from nexflow_analysis.sinks import Place, check_stream
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree.nodes import Path, Phrase, Word, walk

if TYPE_CHECKING:
    from nexflow_analysis.process.state import Flow, Stream

_Rule = TableDefinition | RuleDefinition


class Asked(Struct, frozen=True):
    """Something that is sent to a stream. action: what sends its arguments; record: of them.

    Both are empty where the record that is decided on goes there.
    """

    target: str
    action: str = ""
    record: t.Record | None = None


def ask(
    state: Flow, entry: Entry, name: Word, definition: _Rule, before: Stream, after: Stream
) -> None:
    """Send what a rule asks for to the branches of the process, and check what goes elsewhere.

    after: what it sends where it sends the record on.
    """
    found = dict.fromkeys(asked_by(definition, before.record, state.lookup))
    branches = branch_names(state.settings.head) if found else ()
    for asked in found:
        stream = after
        subject = f"the record that `{name.text}` sends to `{asked.target}`"
        if asked.record is not None:
            stream = replace(before.replaced(asked.record), parts=())
            subject = f"what `{asked.action}` sends to `{asked.target}`"
        if normal(asked.target) in branches:
            sent = state.destinations.setdefault(normal(asked.target), [])
            sent.append(replace(stream, name=asked.target))
        else:
            # Whether what an action sends fits is said where it is declared.
            sent_on = asked.record is None
            check_stream(state, Place(entry, name, subject), asked.target, stream, fits=sent_on)


def asked_by(definition: _Rule, given: t.Record, lookup: Lookup) -> Iterator[Asked]:
    """Yield what a rule, and the rules that it calls, send somewhere. given: the record that it reads."""
    for rule, inner in _rules(definition, given, lookup):
        yield from map(Asked, rule.emits if isinstance(rule, TableDefinition) else ())
        for action, record in _actions(rule, inner, lookup):
            if action.emits_to:
                yield Asked(action.emits_to, action.name, record)


def asked_of(definition: _Rule, name: str, given: t.Record, lookup: Lookup) -> t.Record:
    """Return what an action is given by a rule, and the rules that it calls, with all their marks."""
    marks: dict[str, t.RecordField] = {}
    for rule, inner in _rules(definition, given, lookup):
        for action, record in _actions(rule, inner, lookup):
            for field in record.fields if action.name == name else ():
                if field.name not in marks or field.pii:
                    marks[field.name] = field
    return t.Record("", tuple(marks.values()))


def _rules(
    rule: _Rule, given: t.Record, lookup: Lookup, above: tuple[str, ...] = ()
) -> Iterator[tuple[_Rule, t.Record]]:
    """Yield a rule and those that it calls, with the records that they read."""
    if normal(rule.name) in above or len(above) > _DEEPEST:
        return
    yield rule, given
    for call in rule.calls:
        found = lookup.find(Definition, "rule", call.name)
        if isinstance(found, _Rule):
            inner = _marked(inputs_of(found, lookup), found.inputs, call, given, lookup)
            yield from _rules(found, inner, lookup, (*above, normal(rule.name)))


def _actions(
    rule: _Rule, given: t.Record, lookup: Lookup
) -> Iterator[tuple[NamedDefinition, t.Record]]:
    """Yield the actions that a rule asks for, with what it gives them."""
    for call in rule.calls:
        action = lookup.find(NamedDefinition, "action", call.name)
        if action is not None:
            fields = action.parameters or ()
            yield action, _marked(record_of("", fields), fields, call, given, lookup)


_DEEPEST = 16


def _marked(
    record: t.Record,
    parameters: tuple[FieldDefinition, ...],
    call: Passed,
    given: t.Record,
    lookup: Lookup,
) -> t.Record:
    """Mark the fields that a call gives personal data."""
    copies: list[Copies] = []
    for number, (name, paths) in enumerate(call.arguments):
        by_place = parameters[number].name if number < len(parameters) else ""
        copies.append((name or normal(by_place), paths))
    return replace(record, fields=through_copies(record.fields, copies, given, lookup))


def asked_targets(head: Entry, lookup: Lookup) -> set[str]:
    """Return the (normal) names of the streams that the rules which a process uses send something to."""
    targets: set[str] = set()
    waiting, seen = list(_called(head)), set[str]()
    while waiting:
        name = waiting.pop()
        if normal(name) in seen:
            continue
        seen.add(normal(name))
        rule = lookup.find(Definition, "rule", name)
        if isinstance(rule, _Rule):
            emits = rule.emits if isinstance(rule, TableDefinition) else ()
            targets.update(map(normal, emits))
            waiting += [call.name for call in rule.calls]
        action = lookup.find(NamedDefinition, "action", name)
        if action is not None:
            targets.add(normal(action.emits_to))
        transform = lookup.find(TransformDefinition, "transform", name)
        waiting += transform.calls if transform is not None else ()
    return targets


def _called(head: Entry) -> Iterator[str]:
    """Yield the names of the rules and transforms that a process uses, and of what it calls."""
    for entry in every_entry(head):
        node = entry.node
        if isinstance(node, p.Evaluate | p.Transform) and node.name is not None:
            yield node.name.text
        elif isinstance(node, Phrase) and node.rule == "route_using":
            path = node.first(Path)
            yield path.text if path is not None else ""
        for part in walk(node):
            if isinstance(part, e.Call) and find_function(part.function.text) is None:
                yield part.function.text
