"""What a transform makes of one record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nexflow_analysis import types as t
from nexflow_analysis.definitions import FieldDefinition, TransformDefinition
from nexflow_analysis.evaluation.composing import composed
from nexflow_analysis.evaluation.environment import Environment
from nexflow_analysis.evaluation.expressions import Evaluation, beyond, typed_expression
from nexflow_analysis.evaluation.records import assigned, default_of
from nexflow_analysis.evaluation.values import (
    NotEvaluableError,
    Record,
    RecordError,
    Value,
    field_of,
)
from nexflow_analysis.infer import Scope
from nexflow_analysis.names import normal
from nexflow_analysis.reactions import Reaction, reaction_of
from nexflow_analysis.transforms import Evaluated, scope_of, shape_of, typed_statements
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Path, Phrase, Word
from nexflow_grammar.tree.types import Assignment, Let, Require

_Path = tuple[str, ...]
_OUTSIDE = ("lookup_part", "lookups")


class TransformEvaluation:
    """A transform, ready to be applied."""

    def __init__(
        self, segment: Segment, definition: TransformDefinition, environment: Environment
    ) -> None:
        assert segment.head is not None
        self.head = segment.head
        self.definition = definition
        self.environment = environment
        self.shape = shape_of(definition, environment.lookup)
        self.scope = scope_of(definition, self.shape, environment.lookup)
        self.statements = typed_statements(segment, definition, environment.lookup)
        self.reaction: Reaction = reaction_of(self.head)
        self.checks: dict[int, Any] = {}

    @property
    def makes_result(self) -> bool:
        """Whether its output is one value: `result`."""
        declared = self.shape.output is not None or self.shape.result is not None
        sole = any(normal(name) == "result" for name in self.definition.assigned)
        return self.shape.result is not None or (not declared and sole)

    def apply(self, given: Record, params: Record) -> Value:
        """Return the output for some inputs; None where the record is skipped."""
        if any(self.head.first(part) for part in _OUTSIDE):
            raise NotEvaluableError(self.definition.name)
        action = self.reaction.action
        run = _Run(self, given, params)
        try:
            return run.output()
        except RecordError:
            if action == "skip":
                return None
            if action != "defaults":
                raise
        if self.reaction.default is not None:
            found = typed_expression(self.reaction.default, Scope(self.environment.lookup))
            type_ = self.shape.result or self.shape.output or t.UNKNOWN
            return assigned(found.value({}, self.environment), t.Typed(type_), self.environment)
        run.values.clear()
        return run.made()


class _Run:
    """One application of a transform. values: what is assigned, by normal paths; failed: what could not be."""

    def __init__(self, transform: TransformEvaluation, given: Record, params: Record) -> None:
        self.transform = transform
        self.environment = transform.environment
        self.given = given
        self.names: dict[str, Any] = {"input": given, "params": params, **given, **params}
        self.values: dict[_Path, Value] = {}
        self.written: dict[str, str] = {}

    def output(self) -> Value:
        """Return what the transform makes."""
        head = self.transform.head
        self._check(head, "validate_input")
        if head.first("compose") is not None:
            for name, value in composed(head, self.transform, self.names).items():
                self.values[(normal(name),)] = value
                self.names[name] = value
        for statement in self.transform.statements:
            self._statement(statement)
        for part in head.every("on_change"):
            self._changed(part)
        self._check(head, "validate_output", "invariant")
        return self.made()

    def _check(self, head: Entry, *rules: str) -> None:
        for part in head.every(*rules):
            for entry in part.children:
                self._check_one(entry)

    def _check_one(self, entry: Entry) -> None:
        node = entry.node
        condition = node.condition if isinstance(node, Require) else None
        if isinstance(node, Phrase) and entry.rule in ("check", "check_when"):
            condition = node.first(e.Expression)
        if condition is None:
            raise NotEvaluableError(entry.rule)
        scope = self.transform.scope.inner(dict.fromkeys(self.written.values(), t.UNKNOWN_VALUE))
        checks = self.transform.checks
        expression = checks.get(id(condition)) or typed_expression(condition, scope)
        checks[id(condition)] = expression
        holds = expression.holds(self.names, self.environment)
        if entry.rule == "check_when":
            for child in entry.children if holds else ():
                self._check_one(child)
        elif not holds and _severity(entry) == "error":
            raise RecordError("a check fails")

    def _statement(self, statement: Evaluated) -> None:
        node = statement.node
        path = _path(node)
        target = self._target(path) if isinstance(node, Assignment) else None
        at = Evaluation(self.names, statement.inference.types, self.environment)
        try:
            value = beyond(lambda: at.value(node.value))
            if target is not None:
                value = assigned(value, target, self.environment)
        except RecordError:
            if self.transform.reaction.action != "partial":
                raise
            value = None
        if isinstance(node, Assignment):
            self.values[path] = value
            self.written.setdefault(path[0], node.target.names[-len(path)].text)
        self._name(path, value)

    def _changed(self, part: Entry) -> None:
        """Compute fields anew where one that is watched is not what it was; each sees what was before."""
        watched = part.node.phrase("name_list") if isinstance(part.node, Phrase) else None
        names = [path.text for path in watched.every(Path)] if watched is not None else []
        if not any(self._differs(name) for name in names):
            return
        assigned_ = {name: self._target((path,)) for path, name in self.written.items()}
        known = {name: typed or t.UNKNOWN_VALUE for name, typed in assigned_.items()}
        scope = self.transform.scope.inner(known)
        found: list[tuple[Assignment, Value]] = []
        for inner in part.every("recalculate"):
            for entry in inner.children:
                if isinstance(entry.node, Assignment):
                    value = typed_expression(entry.node.value, scope).value(
                        self.names, self.environment
                    )
                    target = self._target(_path(entry.node))
                    kept = assigned(value, target, self.environment) if target else value
                    found.append((entry.node, kept))
        for node, value in found:
            path = _path(node)
            self.values[path] = value
            self.written.setdefault(path[0], node.target.names[-len(path)].text)
            self._name(path, value)

    def _differs(self, name: str) -> bool:
        path = (normal(name),)
        return path in self.values and self.values[path] != field_of(self.given, name)

    def _name(self, path: _Path, value: Value) -> None:
        """Make a value known by its name, and as `output.x`."""
        for whole in (self.names, self.names.setdefault("output", {})):
            inner: Any = whole
            for name in path[:-1]:
                known = _found(inner, name)
                copy = dict(known) if isinstance(known, Mapping) else {}
                _put(inner, name, copy)
                inner = copy
            _put(inner, path[-1], value)

    def _target(self, path: _Path) -> t.Typed | None:
        """Return what an assignment gives a value to; None where that decides its type."""
        shape = self.transform.shape
        if shape.result is not None:
            return t.Typed(shape.result) if path == ("result",) else None
        type_: t.Type | None = shape.output
        typed = None
        for name in path:
            field = type_.field(name) if isinstance(type_, t.Record) else None
            if field is None:
                return None
            type_ = self.environment.lookup.deep(field.type)
            typed = t.Typed(type_, field.nullable)
        return typed

    def made(self) -> Value:
        """Return the output that the assignments make."""
        shape = self.transform.shape
        if self.transform.makes_result:
            found = self._below(("result",))
            return (
                found
                if shape.result is None
                else assigned(found, t.Typed(shape.result), self.environment)
            )
        if shape.output is None:
            return {self.written[name]: self._below((name,)) for name in self.written}
        return self._record(shape.output, (), self.given)

    def _below(self, path: _Path) -> Value:
        """Return what is assigned to a path that nothing declares, or to paths below it."""
        if path in self.values:
            return self.values[path]
        inner = [known for known in self.values if known[: len(path)] == path]
        return {known[-1]: self.values[known] for known in inner} or None

    def _record(self, type_: t.Record, prefix: _Path, base: Any) -> dict[str, Value]:
        fields = self._fields(type_) if not prefix else _plain(type_, self.environment)
        return {name: self._field(typed, (*prefix, normal(name)), base, default, name)
                for name, typed, default in fields}  # fmt: skip

    def _fields(self, type_: t.Record) -> list[tuple[str, t.Typed, FieldDefinition | None]]:
        listed = self.transform.definition.outputs
        if not listed:
            return _plain(type_, self.environment)
        defaults = {field.name: field for field in listed}
        return [(f.name, t.Typed(f.type, f.nullable), defaults.get(f.name)) for f in type_.fields]

    def _field(
        self, typed: t.Typed, path: _Path, base: Any, default: FieldDefinition | None, name: str
    ) -> Value:
        type_ = self.environment.lookup.deep(typed.type)
        below = any(known[: len(path)] == path and len(known) > len(path) for known in self.values)
        copied = field_of(base, name) if isinstance(base, Mapping) else None
        if below and isinstance(type_, t.Record):
            return self._record(type_, path, self.values.get(path, copied))
        value = self.values.get(path, copied)
        partial = self.transform.reaction.action == "partial"
        if value is None and (partial or path not in self.values) and default is not None:
            value = default_of(default, self.environment)
        return assigned(value, typed, self.environment)


def _plain(
    type_: t.Record, environment: Environment
) -> list[tuple[str, t.Typed, FieldDefinition | None]]:
    """Return the fields of a record that are not computed, with what is declared of them."""
    schema = environment.lookup.schema(type_.name) if type_.name else None
    if schema is None:
        return [(f.name, t.Typed(f.type, f.nullable), None) for f in type_.fields]
    declared = {field.name: field for field in schema.fields}
    fields = schema.record().fields
    return [(f.name, t.Typed(f.type, f.nullable), declared.get(f.name)) for f in fields]


def _path(node: Assignment | Let) -> _Path:
    if isinstance(node, Let):
        return (node.name.text,)
    path = tuple(normal(word.text) for word in node.target.names)
    return path[1:] if path[0] == "output" and len(path) > 1 else path


def _found(record: Mapping[str, Any], name: str) -> Any:
    return next((value for other, value in record.items() if normal(other) == normal(name)), None)


def _put(record: dict[str, Any], name: str, value: Any) -> None:
    """Set a name, in whatever spelling it is there."""
    for other in [known for known in record if normal(known) == normal(name)]:
        record[other] = value
    record[name] = value


def _severity(entry: Entry) -> str:
    """Return how severe it is that a check fails."""
    clauses = [*entry.node.parts, *(child.node for child in entry.children)] if isinstance(
        entry.node, Phrase
    ) else []  # fmt: skip
    for clause in clauses:
        words = clause.every(Word) if isinstance(clause, Phrase) else []
        if words and words[0].text == "severity":
            return words[-1].text
    return "error"
