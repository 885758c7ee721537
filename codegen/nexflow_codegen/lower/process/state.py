"""Statements that read and change what is kept for each key, one function for those that follow each other.

Flink keeps state per operator: so all that touches a state is done in one, and what is read of it
further down is what it was there.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from nexflow_analysis.names import normal
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.code import Arm, Branch, Declare, Return, Run
from nexflow_codegen.ir.functions.stateful import KeptState, Stateful
from nexflow_codegen.java import class_name, member_name, string_literal
from nexflow_codegen.lower.conditions import lower_condition, negation
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.convert import convert
from nexflow_codegen.lower.expressions import lower_expression
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.declared_state import (
    DeclaredState,
    candidate_types,
    state_reads,
    state_set,
)
from nexflow_codegen.lower.process.draft import Draft
from nexflow_codegen.lower.process.keys import (
    key_by,
    key_paths,
    key_type,
    keys_of,
    without_null_keys,
)
from nexflow_codegen.lower.process.stage import Part
from nexflow_codegen.lower.process.streams import Stream
from nexflow_codegen.lower.process.transform import draft_assignments
from nexflow_codegen.lower.process.transition import draft_transition, machine_state
from nexflow_codegen.lower.scope import Fields, variable
from nexflow_codegen.lower.values import JavaValue
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree import types as n
from nexflow_grammar.tree.nodes import Path, walk

_PREFIX = "state."


def state_run(
    job: JobBuilder, entries: tuple[Entry, ...], at: int, stream: Stream
) -> tuple[Entry, ...]:
    """Return the statements from one on that belong into one function with state; () for none."""
    found: list[Entry] = []
    last = 0
    for entry in entries[at:]:
        touches = bool(_touched(job, entry, stream)) or entry.rule == "transition"
        if not found and not touches:
            return ()
        fits = isinstance(entry.node, n.Assignment | n.Let | p.Filter) and not entry.children
        if not fits and entry.rule != "transition":
            if not found:
                raise Unsupported(_elsewhere(job, entry, stream))
            break
        found.append(entry)
        last = len(found) if touches else last
    return tuple(found[:last])


def _touched(job: JobBuilder, entry: Entry, stream: Stream) -> set[str]:
    """Return the states that a statement reads or changes, those aside that its record tells."""
    known = {normal(part.field.removeprefix(_PREFIX)) for part in stream.stage.parts
             if part.field.startswith(_PREFIX)}  # fmt: skip
    found = {name for name in state_reads(entry) if name in job.states and name not in known}
    changed = state_set(entry)
    return found | {changed} if changed in job.states else found


def _elsewhere(job: JobBuilder, entry: Entry, stream: Stream) -> str:
    name = job.states[min(_touched(job, entry, stream))].name
    return (
        f"`state.{name}` in this statement, where its value is not known; write `let {name}_now = state.{name}` "
        "right behind the `set` statements that change it, and use that"
    )


@dataclass
class _Run:
    """A function with state in the making.

    values: of the states, as they are so far; locals: the
    names of what keeps them. machine: the local of the state machine's state.
    """

    job: JobBuilder
    draft: Draft
    kept: list[KeptState] = field(default_factory=list)
    values: Fields = field(default_factory=dict)
    locals: dict[str, str] = field(default_factory=dict)
    machine: str = ""

    def know(self) -> None:
        """Have the expressions see the states."""
        scope = self.draft.scope
        groups = {**scope.groups, "state": dict(self.values)}
        changing = frozenset(value.code for value in self.values.values())
        self.draft.scope = replace(scope, groups=groups, changing=changing)


def lower_state_run(job: JobBuilder, run: tuple[Entry, ...], stream: Stream) -> Stream:
    """Lower statements that read and change state."""
    entry = run[0]
    states = [job.states[name] for one in run for name in sorted(_touched(job, one, stream))]
    states = list(dict.fromkeys(states))
    for state in states:
        if job.state_owners.setdefault(normal(state.name), entry.start) != entry.start:
            raise Unsupported(
                f"`state.{state.name}` at a second place: Flink keeps state per step; write the statements that "
                f"read and change `{state.name}` one behind the other"
            )
    machine = next((one for one in run if one.rule == "transition"), None)
    paths = _paths(job, states, machine)
    stream, keys = without_null_keys(job, entry, stream, paths, "state")
    names = [state.name for state in states] or [job.machine]
    kind = "state" if states else "transition"
    keys = keys_of(job, stream, paths)
    job.start_method("key", "e")
    made = _Run(job, Draft.of(job, stream))
    for state in states:
        _open(made, state, _type_of(job, state, run, stream))
    if machine is not None:
        kept, made.machine = machine_state(job, machine, made.draft)
        made.kept.append(kept)
    for one in run:
        with job.statement(one):
            _statement(made, one)
    draft = made.draft
    parts, codes = draft.parts, list(draft.codes)
    for state in states:
        name = job.part_names(parts).allot(member_name(f"{state.name}_state"))
        value = made.values[state.name]
        parts = (
            *parts,
            Part(name, value.type, value.nullable, f"{_PREFIX}{state.name}", named=True),
        )
        codes.append(value.or_null())
    label = f"{kind} {', '.join(names)}"
    origin = job.keeps_origin(run[-1], stream.stage)
    after = job.stage(
        f"With{class_name(names[0])}Kept", parts, f"The record after {label}.", origin=origin
    )
    cls = job.nested(f"Keep{class_name(names[0])}").simple
    failure = job.failure(stream.stage, label, "transform_error") if draft.fallible else None
    job.functions.append(
        Stateful(job.origin(entry), cls, key_type(job, keys), job.own(stream.stage.cls), job.own(after.cls),
                 tuple(made.kept), tuple(draft.statements),
                 job.new(after, codes, stream.stage.origin_code()), failure)
    )  # fmt: skip
    variable_name = job.chain(
        entry, "kept", after, stream.code, key_by(job, keys),
        *job.function(after, cls, job.uid_of(machine or entry, kind, *names), label),
    )  # fmt: skip
    if draft.fallible:
        job.fails(entry, variable_name, "transform_error")
    return Stream(variable_name, after, stream.name)


def _paths(job: JobBuilder, states: list[DeclaredState], machine: Entry | None) -> list[Path]:
    """Return the keys that all states of a function are kept by."""
    sets = {tuple(normal(path.text) for path in state.keys): list(state.keys) for state in states}
    if machine is not None:
        own = key_paths(job)
        if not own:
            raise Unsupported("a `transition` without a key; write `partition by FIELD`")
        sets.setdefault(tuple(map(normal, job.key)), own)
    if len(sets) > 1:
        raise Unsupported(
            "states with different keys in statements that follow each other; put a `filter true` between"
        )
    return next(iter(sets.values()))


def _open(made: _Run, state: DeclaredState, type_: ir.JavaType) -> None:
    """Keep a state, and read it into a local."""
    job = made.job
    unit = job.unit
    name = unit.locals.allot(member_name(f"{state.name}_state"))
    local = unit.locals.allot(member_name(state.name))
    java_type = unit.type_name(type_, nullable=True)
    made.kept.append(
        KeptState(java_type, name, string_literal(state.name), unit.information(type_), state.ttl)
    )
    nothing = {"counter": "0", "list": "List.of()"}.get(state.kind)
    code = f"{name}.value()"
    nullable = nothing is None
    if nothing is not None:
        code = f"{code} == null ? {nothing} : {name}.value()"
    declared = unit.type_name(type_, nullable=nullable)
    made.draft.statements.append(Declare("", declared, local, code))
    made.values[state.name] = variable(local, type_, nullable=nullable)
    made.locals[normal(state.name)] = name
    made.know()


def _type_of(
    job: JobBuilder, state: DeclaredState, run: tuple[Entry, ...], stream: Stream
) -> ir.JavaType:
    """Return the type of a state: that of the values that it is set to."""
    types = candidate_types(state)
    listed = _listed(job, state, run, stream)
    if listed is not None:
        return listed
    sets = [one.node for one in run if state_set(one) == normal(state.name)]
    for type_ in types if sets else ():
        trial = Draft.of(job, stream)
        value = variable("value", type_, nullable=state.kind == "gauge")
        scope = replace(trial.scope, groups={**trial.scope.groups, "state": {state.name: value}})
        problems = len(job.context.problems)
        try:
            found = [
                lower_expression(one.value, scope) for one in sets if isinstance(one, n.Assignment)
            ]
        except Unsupported:
            del job.context.problems[problems:]
            continue
        if all(_same(one.type, type_) for one in found):
            return type_
    if len(types) == 1:
        return types[0]
    raise Unsupported(f"`state.{state.name}`, whose type nothing tells; set it to a value here")


def _listed(
    job: JobBuilder, state: DeclaredState, run: tuple[Entry, ...], stream: Stream
) -> ir.JavaType | None:
    """Return the type of a list that values in brackets are put into; None where there are none."""
    scope = Draft.of(job, stream).scope
    for one in run if state.kind == "list" else ():
        literals = [part for part in walk(one.node) if isinstance(part, e.ListLiteral)]
        if state_set(one) == normal(state.name) and literals and literals[0].elements:
            return lower_expression(literals[0], scope).type
    return None


def _same(type_: ir.JavaType, wanted: ir.JavaType) -> bool:
    if isinstance(type_, ir.ListOf) and isinstance(wanted, ir.ListOf):
        return _same(type_.element, wanted.element)
    return isinstance(type_, ir.Basic) and ir.kind_of(type_) is ir.kind_of(wanted)


def _statement(made: _Run, entry: Entry) -> None:
    draft, node = made.draft, entry.node
    origin = made.job.origin(entry)
    changed = state_set(entry)
    if entry.rule == "transition":
        draft_transition(made.job, entry, draft, made.machine)
    elif changed in made.locals:
        assert isinstance(node, n.Assignment)
        name, known = next(
            (name, value) for name, value in made.values.items() if normal(name) == changed
        )
        value = lower_expression(node.value, draft.scope)
        value = convert(value, _unbounded(known), made.job.unit, nullable=known.nullable, name=name)
        draft.fallible |= value.fallible
        draft.statements.append(Run(origin, f"{known.code} = {value.or_null()}"))
        draft.statements.append(Run("", f"{made.locals[changed]}.update({known.code})"))
    elif isinstance(node, p.Filter):
        test = lower_condition(node.condition, draft.scope)
        draft.fallible |= test.fallible
        draft.statements.append(
            Branch(origin, (Arm(negation(test).code, (Return("", ""),)),), None)
        )
    else:
        draft_assignments(draft, entry)


def _unbounded(known: JavaValue) -> ir.JavaType:
    return ir.DECIMAL if ir.kind_of(known.type) is ir.Kind.DECIMAL else known.type
