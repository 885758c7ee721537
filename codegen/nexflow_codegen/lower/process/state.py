"""Statements that read and change what is kept for each key, one function for those that follow each other.

What is read of a state further down is what it was there. Flink keeps state per operator: where a
state is touched at several places, `keyed.py` makes one operator of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from nexflow_analysis.names import normal
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.code import Arm, Branch, Declare, HandOn, Return, Run
from nexflow_codegen.ir.functions.process import Function
from nexflow_codegen.ir.functions.stateful import KeptState, Stateful
from nexflow_codegen.java import class_name, member_name, string_literal
from nexflow_codegen.lower.conditions import lower_condition, negation
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.convert import convert
from nexflow_codegen.lower.expressions import lower_expression
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.declared_state import (
    DeclaredState,
    Touch,
    candidate_types,
    state_field,
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
from nexflow_codegen.lower.process.stage import Part, Stage
from nexflow_codegen.lower.process.streams import Stream
from nexflow_codegen.lower.process.transform import draft_assignments
from nexflow_codegen.lower.process.transition import draft_transition, machine_state
from nexflow_codegen.lower.scope import Fields, variable
from nexflow_codegen.lower.values import JavaValue
from nexflow_grammar.assemble import Entry, below
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree import types as n
from nexflow_grammar.tree.nodes import Path, walk

_PREFIX = "state."


def touches_state(job: JobBuilder, entry: Entry, stream: Stream) -> bool:
    """Tell whether a statement reads or changes what is kept for each key."""
    return entry.rule == "transition" or bool(_touched(job, entry, stream))


def lower_state(
    job: JobBuilder, entries: tuple[Entry, ...], at: int, stream: Stream
) -> tuple[Stream, tuple[Entry, ...]]:
    """Lower the statements from one on that one function with state can do; return them, too.

    States that they cannot read themselves are read before.
    """
    entry = entries[at]
    key = _key_of(job, entry)
    states = [job.states[name] for name in sorted(_touched(job, entry, stream))]
    others = [state for state in states if _names(state.keys) != key]
    for other in dict.fromkeys(_names(state.keys) for state in others):
        read = [state for state in others if _names(state.keys) == other]
        stream = _kept(job, entry, (), read, stream)
    run = _run(job, entries[at:], stream, key) if key is not None else ()
    touched = [job.states[name] for one in run for name in sorted(_touched(job, one, stream))]
    return _kept(job, entry, run, list(dict.fromkeys(touched)), stream) if run else stream, run


def _names(paths: Iterable[Path]) -> tuple[str, ...]:
    return tuple(normal(path.text) for path in paths)


def _key_of(job: JobBuilder, entry: Entry) -> tuple[str, ...] | None:
    """Return the key of what a statement itself reads or changes; None for one that is no such function."""
    if entry.rule == "transition":
        return _names(key_paths(job, entry))
    if not isinstance(entry.node, n.Assignment | n.Let | p.Filter) or entry.children:
        return None
    changed = state_set(entry)
    names = [changed] if changed in job.states else sorted(state_reads(entry))
    return next((_names(job.states[name].keys) for name in names if name in job.states), None)


def _run(
    job: JobBuilder, entries: tuple[Entry, ...], stream: Stream, key: tuple[str, ...]
) -> tuple[Entry, ...]:
    """Return the statements that follow each other and touch states of one key only."""
    found: list[Entry] = []
    last = 0
    named = {name.partition(".")[0] for name in key}
    for entry in entries:
        fits = isinstance(entry.node, n.Assignment | n.Let | p.Filter) and not entry.children
        keys = {_names(job.states[name].keys) for name in _touched(job, entry, stream)}
        if entry.rule == "transition":
            keys.add(_names(key_paths(job, entry)))
        elif not fits:
            break
        if not keys <= {key}:
            break
        found.append(entry)
        last = len(found) if keys else last
        if _set_name(entry) in named:  # behind it, the key is another
            break
    return tuple(found[:last])


def _set_name(entry: Entry) -> str:
    """Return the normal name of the field that a `set` or a `let` gives a value; "" for none."""
    match entry.node:
        case n.Assignment(target=target):
            return normal(target.names[0].text)
        case n.Let(name=name):
            return normal(name.text)
        case _:
            return ""


def _touched(job: JobBuilder, entry: Entry, stream: Stream) -> set[str]:
    """Return the states that a statement reads or changes, those aside that its record tells."""
    known = {normal(part.field.removeprefix(_PREFIX)) for part in stream.stage.parts
             if part.field.startswith(_PREFIX)}  # fmt: skip
    found = {name for name in state_reads(entry) if name in job.states and name not in known}
    changed = state_set(entry)
    return found | {changed} if changed in job.states else found


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
        names = set(map(normal, self.values))
        told = scope.groups.get("state", {}).items()
        states = {name: value for name, value in told if normal(name) not in names}
        groups = {**scope.groups, "state": {**states, **self.values}}
        changing = frozenset(value.code for value in self.values.values())
        self.draft.scope = replace(scope, groups=groups, changing=changing)


def _kept(
    job: JobBuilder, entry: Entry, run: tuple[Entry, ...], states: list[DeclaredState], stream: Stream
) -> Stream:  # fmt: skip
    """Put the function on a stream that reads states and does the statements of a run."""
    machine = next((one for one in run if one.rule == "transition"), None)
    paths = list(states[0].keys) if states else key_paths(job, entry)
    if not paths:
        raise Unsupported("a `transition` without a key; write `partition by FIELD`")
    stream, keys = without_null_keys(job, entry, stream, paths, "state")
    names = [state.name for state in states] or [job.machine]
    keys = keys_of(job, stream, paths)
    fields = [state_field(job.states.values(), state) for state in job.states.values()]
    job.start_method("key", "e", *fields)
    made = _Run(job, Draft.of(job, stream))
    for state in states:
        _open(made, state, _type_of(job, state, stream))
    if machine is not None:
        kept, made.machine = machine_state(job, made.draft)
        made.kept.append(kept)
    for one in run:
        with job.statement(one):
            _statement(made, one)
    told = (*(f"{_PREFIX}{state.name}" for state in states), *(("transition",) if machine else ()))
    source = tuple(stream.stage.source_of(job.context, path) for path in paths)
    after, codes = _after(made, run[-1] if run else entry, states, stream)
    kind = "state" if states else "transition"
    label = f"{kind} {', '.join(names)}"
    cls = job.nested(f"Keep{class_name(names[0])}").simple
    job.touches.append(Touch(entry, cls, told, tuple(paths), source))
    function = _function(
        made, entry, stream, after, job.new(after, codes, stream.stage.origin_code()), label
    )
    job.functions.append(
        Stateful(
            cls,
            key_type(job, keys),
            tuple(made.kept),
            job.own(after.cls),
            replace(function, cls=cls),
        )
    )
    variable_name = job.chain(
        entry, "kept", after, stream.code, key_by(job, keys),
        *job.function(after, cls, job.uid_of(machine or entry, kind, *names), label),
    )  # fmt: skip
    if made.draft.fallible:
        job.fails(entry, variable_name, "transform_error")
    return Stream(variable_name, after, stream.name)


def _after(
    made: _Run, last: Entry, states: list[DeclaredState], stream: Stream
) -> tuple[Stage, list[str]]:
    """Return the record that knows the states as they are now, and its parts in Java."""
    job, draft = made.job, made.draft
    names = {f"{_PREFIX}{state.name}" for state in states}
    pairs = [
        pair for pair in zip(draft.parts, draft.codes, strict=True) if pair[0].field not in names
    ]
    parts, codes = tuple(part for part, _code in pairs), [code for _part, code in pairs]
    for state in states:
        name = job.part_names(parts).allot(member_name(f"{state.name}_state"))
        value = made.values[state.name]
        part = Part(name, value.type, value.nullable, f"{_PREFIX}{state.name}", named=True)
        parts, codes = (*parts, part), [*codes, value.or_null()]
    first = states[0].name if states else job.machine
    what = f"The record after {'state' if states else 'transition'} {', '.join(state.name for state in states) or first}."
    origin = job.keeps_origin(last, stream.stage)
    return job.stage(f"With{class_name(first)}Kept", parts, what, origin=origin), codes


def _function(
    made: _Run, entry: Entry, stream: Stream, after: Stage, code: str, label: str
) -> Function:
    """Return the function that does what a run says."""
    job, draft = made.job, made.draft
    own = job.own(after.cls)
    result, then = ("", "", ""), HandOn("", code)
    failure = None
    if draft.fallible:
        result, then = (own, "result", code), HandOn("", "result")
        failure = job.failure(stream.stage, label, "transform_error")
    return Function(
        job.origin(entry),
        "",
        job.own(stream.stage.cls),
        own,
        *result,
        (then,),
        tuple(draft.statements),
        failure,
    )


def _open(made: _Run, state: DeclaredState, type_: ir.JavaType) -> None:
    """Keep a state, and read it into a local."""
    job = made.job
    unit = job.unit
    name = state_field(job.states.values(), state)
    local = unit.locals.allot(member_name(state.name))
    java_type = unit.type_name(type_, nullable=True)
    there = string_literal(f"{state.name} is there") if state.absolute else ""
    if there:
        unit.support("Expiring")
    made.kept.append(
        KeptState(
            java_type, name, string_literal(state.name), unit.information(type_), state.ttl, there
        )
    )
    nothing = {"counter": "0", "list": "List.of()", "map": "Map.of()"}.get(state.kind)
    code = f"{name}.value()"
    nullable = nothing is None
    if nothing is not None:
        code = f"{code} == null ? {nothing} : {name}.value()"
    declared = unit.type_name(type_, nullable=nullable)
    made.draft.statements.append(Declare("", declared, local, code))
    made.values[state.name] = variable(local, type_, nullable=nullable)
    made.locals[normal(state.name)] = name
    made.know()


def _type_of(job: JobBuilder, state: DeclaredState, stream: Stream) -> ir.JavaType:
    """Return the type of a state: that of the values that it is set to, here or further down."""
    found = job.state_types.get(normal(state.name))
    if found is None:
        found = job.state_types[normal(state.name)] = _told(job, state, stream)
    return found


def _told(job: JobBuilder, state: DeclaredState, stream: Stream) -> ir.JavaType:
    head = job.place.segment.head
    assert head is not None
    name = normal(state.name)
    sets = [one.node for one in below(head.children) if state_set(one) == name]
    values = [one.value for one in sets if isinstance(one, n.Assignment)]
    listed = _listed(job, state, values, stream)
    if listed is not None:
        return listed
    types = candidate_types(state)
    if state.kind == "map":
        types = _maps(job, values, stream)
    for type_ in types if values else ():
        trial = Draft.of(job, stream)
        value = variable("value", type_, nullable=state.kind == "gauge")
        scope = replace(trial.scope, groups={**trial.scope.groups, "state": {state.name: value}})
        problems = len(job.context.problems)
        try:
            found = [lower_expression(one, scope) for one in values]
        except Unsupported:
            del job.context.problems[problems:]
            continue
        if all(_same(one.type, type_) for one in found):
            return type_
    if len(types) == 1:
        return types[0]
    raise Unsupported(
        f"`state.{state.name}`, whose type nothing tells here; set the fields that it is set to above its first use"
    )


def _maps(job: JobBuilder, values: list[e.Expression], stream: Stream) -> tuple[ir.JavaType, ...]:
    """Return the types of the maps that a state is set to."""
    scope = Draft.of(job, stream).scope
    plain = [value for value in values if isinstance(value, e.Name)]
    types = (lower_expression(value, scope).type for value in plain)
    return tuple(dict.fromkeys(type_ for type_ in types if isinstance(type_, ir.MapOf)))


def _listed(
    job: JobBuilder, state: DeclaredState, values: list[e.Expression], stream: Stream
) -> ir.JavaType | None:
    """Return the type of a list that values in brackets are put into; None where there are none."""
    scope = Draft.of(job, stream).scope
    for value in values if state.kind == "list" else ():
        literals = [part for part in walk(value) if isinstance(part, e.ListLiteral)]
        if literals and literals[0].elements:
            return lower_expression(literals[0], scope).type
    return None


def _same(type_: ir.JavaType, wanted: ir.JavaType) -> bool:
    if isinstance(type_, ir.MapOf):
        return type_ == wanted
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
