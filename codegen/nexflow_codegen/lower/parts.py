"""Parts of a transform that stand beside its assignments: `cache`, `on_change`."""

from __future__ import annotations

from dataclasses import replace

from nexflow_analysis.names import normal
from nexflow_codegen.ir.classes import Method
from nexflow_codegen.ir.code import Arm, Assign, Branch, Declare, Return, Statement
from nexflow_codegen.java import member_name
from nexflow_codegen.lower.conditions import compare, either, negation
from nexflow_codegen.lower.context import Place, Unsupported
from nexflow_codegen.lower.durations import duration_code, grouped, millis
from nexflow_codegen.lower.expressions import lower_to
from nexflow_codegen.lower.outputs import Outputs
from nexflow_codegen.lower.scope import JavaScope, find_field, variable
from nexflow_codegen.lower.statements import Body, Target
from nexflow_codegen.lower.values import FALSE, JavaTest, JavaValue
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import types as n
from nexflow_grammar.tree.nodes import Path, Phrase

_CACHE_SIZE = 10_000


def cache_of(head: Entry) -> tuple[int, tuple[str, ...]] | None:
    """Return for how many milliseconds a transform's result is kept, and by which fields."""
    short = head.first("cache")
    if short is not None and isinstance(short.node, Phrase):
        return millis(short.node.first(e.Duration)), ()
    block = head.first("cache_block")
    options = [child.node for child in block.children] if block is not None else []
    ttl = next((o.value for o in options if isinstance(o, n.Option) and o.name.text == "ttl"), None)
    keys = [o.value for o in options if isinstance(o, n.Option) and o.name.text == "key"]
    names = tuple(
        part.text for key in keys if isinstance(key, e.ListLiteral) for part in key.elements
        if isinstance(part, e.Name)
    )  # fmt: skip
    return (millis(ttl), names) if ttl is not None else None


def with_cache(methods: tuple[Method, ...], head: Entry, scope: JavaScope) -> tuple[Method, ...]:
    """Return a transform's methods with one before them that remembers what they make."""
    found = cache_of(head)
    if found is None:
        return methods
    (ttl, names), unit, first = found, scope.unit, methods[0]
    keys = [value.or_null() for name in names if (value := scope.find(name)) is not None]
    keys = keys or [one.name for one in first.parameters]
    cache, arrays = unit.support("LookupCache"), unit.use("java.util.Arrays")
    listed = unit.use("java.util.List")
    box = {"long": "Long", "double": "Double", "boolean": "Boolean"}
    type_ = f"{cache}<{listed}<Object>, {box.get(first.result, first.result)}>"
    made = f"new {cache}<>({grouped(_CACHE_SIZE)}, {duration_code(ttl, unit)})"
    name = unit.constant(type_, "CACHE", made)
    passed = [one.name for one in first.parameters] + [one.name for one in first.services]
    call = f"computed({', '.join(passed)})"
    member = unit.support("Services", "cached")
    code = f"{member}({name}, {arrays}.<Object>asList({', '.join(keys)}), () -> {call})"
    remembering = replace(first, body=(Return("", code),))
    return (remembering, replace(first, name="computed", public=False), *methods[1:])


def lower_changes(
    body: Body, place: Place, head: Entry, scope: JavaScope, outputs: Outputs
) -> JavaScope:
    """Lower each `on_change`: where one of some fields is not what it was, others are computed anew."""
    for part in head.every("on_change"):
        with body.unit.context.statement(place, part.start, part.end):
            scope = _change(body, place, part, scope, outputs)
    return scope


def _change(body: Body, place: Place, part: Entry, scope: JavaScope, outputs: Outputs) -> JavaScope:
    changed: JavaTest = FALSE
    assert isinstance(part.node, Phrase)
    names = part.node.phrase("name_list")
    for path in names.every(Path) if names is not None else ():
        changed = either(changed, _differs(path.text, scope, outputs, body))
    body.fallible = body.fallible or changed.fallible
    arm: list[Statement] = []
    before: list[tuple[Target, JavaValue | None, str, e.Expression, str]] = []
    for inner in part.every("recalculate"):
        for entry in inner.children:
            node = entry.node
            if not isinstance(node, n.Assignment):
                continue
            name = node.target.names[-1].text
            target = outputs.target(tuple(word.text for word in node.target.names))
            if target is None:
                raise Unsupported(f"`{node.target.text}`, which is no declared output")
            kept = outputs.values.get((normal(name),)) or find_field(
                scope.groups.get("input", scope.names), name
            )
            local = body.unit.locals.allot(member_name(name))
            before.append((target, kept, local, node.value, place.origin(entry.start)))
    nullable = {local: target.nullable or kept is None for target, kept, local, *_ in before}
    for target, kept, local, value, origin in before:
        java_type = body.unit.type_name(target.type, nullable=nullable[local])
        start = target.take(kept, body.unit).or_null() if kept is not None else "null"
        body.add(Declare("", java_type, local, start))
        made = lower_to(value, scope, target.type, nullable=target.nullable, name=target.name)
        body.fallible = body.fallible or made.fallible
        arm.append(Assign(origin, local, made.or_null()))
    body.add(Branch(place.origin(part.start), (Arm(changed.code, tuple(arm)),), None))
    for target, _kept, local, _value, _origin in before:
        # What nothing was assigned to before is there only where something has changed.
        value_after = variable(local, target.type, nullable=nullable[local])
        taken = target.take(value_after, body.unit)
        body.fallible = body.fallible or taken.fallible
        outputs.assign((target.name,), taken)
        scope = scope.inner({target.name: value_after})
    return scope


def _differs(name: str, scope: JavaScope, outputs: Outputs, body: Body) -> JavaTest:
    """Return the test that a field is assigned another value than the input has."""
    after = outputs.values.get((normal(name),))
    whole = scope.names.get("input")
    old = find_field(scope.groups.get("input", {}), name)
    if whole is not None:
        from nexflow_codegen.lower.expressions import member  # noqa: PLC0415

        old = member(whole, name, body.unit)
    if after is None or old is None:
        return FALSE
    if not after.nullable and not old.nullable:
        return compare("!=", after, old, body.unit)
    objects = body.unit.use("java.util.Objects")
    if isinstance(after.type, type(old.type)) and getattr(after.type, "kind", "") == "decimal":
        same = JavaTest(
            f"{body.unit.support('Decimals', 'same')}({after.or_null()}, {old.or_null()})"
        )
    else:
        same = JavaTest(f"{objects}.equals({after.or_null()}, {old.or_null()})")
    return negation(same)
