"""Actions of rules and tables: what is asked for is put into lists, which the process then works off.

So a rule stays a function of its inputs, and nothing is done where a later part of it fails.
"""

from __future__ import annotations

from dataclasses import dataclass

from nexflow_analysis.definitions import NamedDefinition
from nexflow_analysis.names import normal
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import Collector
from nexflow_codegen.ir.code import Run, Statement
from nexflow_codegen.java import member_name, string_literal
from nexflow_codegen.lower.context import Context, Place, Unsupported
from nexflow_codegen.lower.convert import convert
from nexflow_codegen.lower.expressions import operand
from nexflow_codegen.lower.records import plain_record
from nexflow_codegen.lower.scope import JavaScope
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import any_fallible
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Phrase, Word

_KINDS = ("emit", "state", "audit", "call")


@dataclass(frozen=True, slots=True)
class Action:
    """An action. kind: emit, audit or call; names: the words of its target; record: of its arguments."""

    definition: NamedDefinition
    kind: str
    names: tuple[Word, ...]
    record: ir.ClassName


def find_action(context: Context, name: str) -> NamedDefinition | None:
    """Return the action of a name, or None."""
    if context.lookup.declared("transform", name):
        return None
    return context.lookup.find(NamedDefinition, "action", name)


def called_action(context: Context, node: object) -> NamedDefinition | None:
    """Return the action that an expression calls, or None."""
    return find_action(context, node.function.text) if isinstance(node, e.Call) else None


def read_action(context: Context, definition: NamedDefinition) -> Action:
    """Return an action with its target; the record of its arguments is generated, too."""
    for declared in context.lookup.declared("action", definition.name):
        head = declared.segment.head if declared.segment is not None else None
        for entry in head.every("action") if head is not None else ():
            node = entry.node
            target = node.phrase("action_target") if isinstance(node, Phrase) else None
            if not isinstance(node, Phrase) or target is None:
                continue
            if normal(node.every(Word)[0].text) == normal(definition.name):
                kind = next(kind for kind in _KINDS if target.has(kind))
                record = _record(context, definition, Place.of(context, declared))
                return Action(definition, kind, tuple(target.every(Word)), record)
    raise Unsupported(f"the action `{definition.name}`, which is not declared")


def _record(context: Context, definition: NamedDefinition, place: Place) -> ir.ClassName:
    """Return the record of an action's arguments: one, however many rules ask for it."""
    cls = context.class_of("action", definition.name)
    if cls not in context.actions:
        unit = Unit(context, cls)
        fields = [
            (one.name, context.java_type(one.type), one.nullable)
            for one in definition.parameters or ()
        ]
        record = plain_record(unit, cls, f"What {definition.name} is done with.", fields)
        origin = place.header(f"action {definition.name}")
        context.actions[cls] = unit.file("record.java.j2", record, origin)
    return cls


def reserve_collectors(unit: Unit) -> None:
    """Keep the names of the lists for them, whatever is asked for in the method that is begun."""
    for name in ("", *unit.context.lookup.names("action")):
        unit.reserve_collector(normal(name), _list_name(name))


def _list_name(action: str) -> str:
    return member_name(f"{action}_asked") if action else "sentTo"


def lower_action(
    definition: NamedDefinition, arguments: tuple[e.Argument, ...], scope: JavaScope, origin: str
) -> tuple[Statement, bool]:
    """Return the statement that asks for an action, and whether it can fail."""
    given = [one.value for one in arguments if one.name is None]
    named = {normal(one.name.text): one.value for one in arguments if one.name is not None}
    unit = scope.unit
    action = read_action(unit.context, definition)
    if action.kind == "state":
        state = action.names[0].text
        raise Unsupported(
            f"the action `{definition.name}`, which changes the state `{state}`: Flink keeps state with the step "
            f"that uses it; decide a field, and write `set state.{state} = …` in the process"
        )
    values = []
    for number, one in enumerate(definition.parameters or ()):
        written = named.get(normal(one.name))
        if written is None and number < len(given):
            written = given[number]
        if written is None:
            raise Unsupported(f"`{definition.name}` without its `{one.name}`")
        type_ = unit.context.java_type(one.type)
        value = operand(written, scope.expecting(type_))
        values.append(convert(value, type_, unit, nullable=one.nullable, name=one.name))
    made = f"new {unit.use(action.record)}({', '.join(value.or_null() for value in values)})"
    wanted = Collector(_list_name(definition.name), "", definition.name, action.record)
    return Run(origin, f"{unit.collect(wanted)}.add({made})"), any_fallible(values)


def lower_emit_to(target: str, unit: Unit) -> Statement:
    """Return the statement that sends the record that is decided on to a stream."""
    wanted = Collector(_list_name(""), "", "", targets=(target,))
    return Run("", f"{unit.collect(wanted)}.add({string_literal(target)})")
