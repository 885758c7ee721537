"""NX205, NX250: the expressions of a schema: computed fields, constraints, rules and migrations."""

from __future__ import annotations

from msgspec.structs import replace

from nexflow_analysis import types as t
from nexflow_analysis.assignment import Target, check_value
from nexflow_analysis.declare.fields import fields_of
from nexflow_analysis.definitions import (
    FieldDefinition,
    SchemaDefinition,
    field_type,
    record_of,
)
from nexflow_analysis.diagnostics import LocalFix
from nexflow_analysis.evolution import previous_of
from nexflow_analysis.fit import fit_problem, is_literal
from nexflow_analysis.infer import Inference, Scope
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.moving import lines_above
from nexflow_analysis.names import nearest, normal, suggestion
from nexflow_analysis.paths import follow
from nexflow_analysis.report import Reporter
from nexflow_analysis.steps import rename_fix
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Path, Phrase, Word, walk
from nexflow_grammar.tree.types import Assignment, Field, Require


def check_schema_expressions(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Check that the expressions of a schema use fields that are there, in fitting ways."""
    if segment.kind != "schema" or segment.head is None or segment.name is None:
        return
    schema = lookup.schema(segment.name.text)
    if schema is None:
        return
    what = f"`{schema.name}`"
    scope = Scope(lookup, schema.record(), {}, what)
    for part in segment.head.every("computed"):
        scope = _check_computed(part, scope, segment.text, reporter)
    for part in segment.head.every("constraints_head"):
        for child in part.children:
            if isinstance(child.node, Require):
                inference = Inference(scope, reporter.at(child))
                inference.condition(child.node.condition, "a constraint")
    for part in segment.head.every("schema_rule"):
        _check_rule(part, scope, segment.text, reporter)
    record = lookup.record(schema)
    for part in segment.head.every("migration"):
        _check_migration(part, record, _migrated(schema, lookup), lookup, reporter)


def _check_computed(part: Entry, scope: Scope, text: str, reporter: Reporter) -> Scope:
    """Check computed fields in their order; return a scope that has them all."""
    children = [c for c in part.children if isinstance(c.node, Assignment)]
    below = {normal(c.node.target.text): c for c in children if isinstance(c.node, Assignment)}
    for child in children:
        node = child.node
        assert isinstance(node, Assignment)
        assert scope.record is not None
        name = node.target.text
        early = {
            other: entry for other, entry in below.items() if scope.record.field(other) is None
        }
        if not child.broken:
            _check_order(child, node, early, below, text, reporter)
        unknown = {_target(entry): t.UNKNOWN_VALUE for entry in early.values()}
        typed = Inference(scope.inner(unknown), reporter.at(child)).alone(node.value)
        field = t.RecordField(name, typed.type, typed.nullable)
        record = t.Record(scope.record.name, (*scope.record.fields, field), scope.record.open)
        scope = scope.inner({}, record)
    return scope


def _target(entry: Entry) -> str:
    return entry.node.target.text if isinstance(entry.node, Assignment) else ""


def _check_order(
    entry: Entry,
    node: Assignment,
    early: dict[str, Entry],
    below: dict[str, Entry],
    text: str,
    reporter: Reporter,
) -> None:
    """Report the first name of an expression that is computed further down, or by itself."""
    for part in walk(node.value):
        other = early.get(normal(part.text)) if isinstance(part, e.Name) else None
        if other is None or not isinstance(part, e.Name):
            continue
        name = node.target.text
        fixes: tuple[LocalFix, ...] = ()
        if normal(part.text) == normal(name):
            message = f"`{name}` is computed from itself; use another field, or another name"
        elif name in _used(other, below):
            message = (
                f"`{name}` and `{part.text}` are computed from each other; compute one of them from the "
                "fields"
            )
        else:
            message = f"`{name}` uses `{part.text}`, which is computed below it; move `{part.text}` above `{name}`"
            fixes = _moved(entry, early, below, text)
        reporter.add(entry, part, "NX205", message, fixes=fixes)
        return


def _moved(
    entry: Entry, early: dict[str, Entry], below: dict[str, Entry], text: str
) -> tuple[LocalFix, ...]:
    """Return the fix that moves above a computed field all that it needs; none in a circle."""
    needed = _used(entry, below)
    if _target(entry) in needed:
        return ()
    others = [other for other in early.values() if _target(other) in needed]
    names = " and ".join(f"`{_target(other)}`" for other in others)
    return lines_above(text, entry, others, f"Move {names} above `{_target(entry)}`")


def _used(entry: Entry, below: dict[str, Entry]) -> set[str]:
    """Return the names of the computed fields that one needs, directly or not."""
    found: set[str] = set()
    waiting = [entry]
    while waiting:
        node = waiting.pop().node
        assert isinstance(node, Assignment)
        for part in walk(node.value):
            other = below.get(normal(part.text)) if isinstance(part, e.Name) else None
            if other is not None and _target(other) not in found:
                found.add(_target(other))
                waiting.append(other)
    return found


def _check_rule(rule: Entry, outer: Scope, text: str, reporter: Reporter) -> None:
    """Check that a rule calculates what it returns, from what it is given."""
    given = [
        field for part in rule.every("given") for field in fields_of(part.children, required=True)
    ]
    record = record_of("", tuple(given))
    fields = outer.record.fields if outer.record is not None else ()
    names = {field.name: t.Typed(field.type, field.nullable) for field in fields}
    words = rule.node.every(Word) if isinstance(rule.node, Phrase) else []
    name = words[-1].text if words else "the rule"
    what = f"what `{name}` is given"
    scope = Scope(outer.lookup, record, names, what)
    scope = scope.inner({field.name: t.Typed(field_type(field), field.nullable) for field in given})
    for part in rule.every("calculate"):
        calculated = _check_computed(part, scope, text, reporter).record
        assert calculated is not None
        scope = scope.inner(
            {field.name: t.Typed(field.type, field.nullable) for field in calculated.fields}
        )
    if rule.first("calculate") is None or any(
        child.broken for part in rule.every("calculate", "given") for child in part.children
    ):
        return
    for part in rule.every("return"):
        fields_ = fields_of(part.children, required=True)
        for child, field in zip(part.children, fields_, strict=False):
            if isinstance(child.node, Field) and not child.broken:
                _check_result(rule, child, child.node, field, scope, reporter)


def _check_result(
    rule: Entry,
    entry: Entry,
    node: Field,
    field: FieldDefinition,
    scope: Scope,
    reporter: Reporter,
) -> None:
    found = scope.find(field.name)
    if found is None:
        calculated = [
            child.node.target.text
            for part in rule.every("calculate")
            for child in part.children
            if isinstance(child.node, Assignment)
        ]
        message = (
            f"`{field.name}` is returned, and never calculated{suggestion(field.name, calculated)}"
        )
        fixes = rename_fix(node.name, nearest(field.name, calculated))
        reporter.add(entry, node.name, "NX250", message, fixes=fixes)
        return
    wanted = scope.lookup.deep(field.type)
    literal = any(
        is_literal(child.node.value)
        for part in rule.every("calculate")
        for child in part.children
        if isinstance(child.node, Assignment) and child.node.target.text == found[0]
    )
    problem = fit_problem(t.Typed(scope.lookup.deep(found[1].type)), wanted, literal=literal)
    if problem:
        message = f"what is calculated for `{field.name}` does not fit its type: {problem}"
        reporter.add(entry, node.type, "NX156", message)


def _migrated(schema: SchemaDefinition, lookup: Lookup) -> Scope | None:
    """Return what a migration sees: a record of the previous version; None where it is not known."""
    old = previous_of(schema, lookup)
    if old is None or old.version != schema.previous_version:
        return None
    what = f"version {old.version} of `{schema.name}`" if old.version else "the previous version"
    return Scope(lookup, lookup.record(old), {}, what)


def _check_migration(
    part: Entry, record: t.Record, before: Scope | None, lookup: Lookup, reporter: Reporter
) -> None:
    """Check that a migration gives values to fields that are there, from the previous version's."""
    scope = before
    for child in part.children:
        if child.broken:
            continue
        node = child.node
        if isinstance(node, Assignment):
            target = follow(record, node.target.names, lookup, child, reporter)
            if scope is not None:
                inference = Inference(scope, reporter.at(child))
                # A null in an old record is for the new schema's own checks at run time.
                wanted = Target(replace(target, nullable=True), f"the field `{node.target.text}`")
                inference.infer(node.value)
                check_value(inference, node.value, wanted)
                scope = scope.inner(_unseen(scope, node.target.names[0]))
        elif isinstance(node, Phrase):
            for path in node.every(Path):
                follow(record, path.names, lookup, child, reporter)
                if scope is not None:
                    scope = scope.inner(_unseen(scope, path.names[0]))


def _unseen(scope: Scope, word: Word) -> dict[str, t.Typed]:
    """Return a field that a migration has made, if the record that it reads has none of its name."""
    return {word.text: t.UNKNOWN_VALUE} if scope.find(word.text) is None else {}
