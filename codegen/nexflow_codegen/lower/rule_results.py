"""The results of a procedural rule: a variable for each, and the record that they make."""

from __future__ import annotations

from nexflow_analysis.declare.rule_paths import read_before_set
from nexflow_analysis.definitions import FieldDefinition, RuleDefinition
from nexflow_analysis.names import normal
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.code import Declare
from nexflow_codegen.java import member_name
from nexflow_codegen.lower.choices import to_one_type
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.expressions import operand
from nexflow_codegen.lower.literals import own_class
from nexflow_codegen.lower.numbers import settle
from nexflow_codegen.lower.scope import Fields, JavaScope, variable
from nexflow_codegen.lower.statements import Body, Target
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import JavaValue
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree.types import Assignment, Let

_Path = tuple[str, ...]


class Results:
    """What a rule sets, by path: `fee`, or `address.country` of a result that is an object.

    inputs: the normal names that mean an input until they are set.
    """

    def __init__(self, unit: Unit, definition: RuleDefinition) -> None:
        self.unit = unit
        self.definition = definition
        self.inputs: frozenset[str] = frozenset()
        self.targets: dict[_Path, tuple[str, Target]] = {}
        self._fields: list[tuple[str, ir.JavaType, bool]] = []
        self._unset: frozenset[str] = frozenset()
        self._paths: dict[_Path, _Path] = {}

    def declare(
        self, statements: list[Entry], scope: JavaScope
    ) -> list[tuple[str, ir.JavaType, bool]]:
        """Return the results as (name, type, nullable)."""
        results = self._declared()
        names = frozenset(normal(item.name) for item in results)
        always = self.definition.sets or frozenset()
        self.inputs = frozenset(map(normal, scope.names))
        self._unset = (names - always) | (read_before_set(statements, names) - self.inputs)
        self._paths = {
            tuple(normal(w.text) for w in node.target.names): tuple(
                w.text for w in node.target.names
            )
            for node in _assignments(statements)
            if isinstance(node, Assignment) and len(node.target.names) > 1
        }
        if self.definition.inferred:
            self._fields = self._inferred(statements, scope)
        else:
            self._fields = [
                (
                    item.name,
                    self.unit.context.java_type(item.type),
                    item.nullable or normal(item.name) in self._unset,
                )
                for item in results
            ]
        return self._fields

    def _declared(self) -> tuple[FieldDefinition, ...]:
        if self.definition.result_schema:
            return self.unit.context.schema(self.definition.result_schema).fields
        return self.definition.results

    def _inferred(
        self, statements: list[Entry], scope: JavaScope
    ) -> list[tuple[str, ir.JavaType, bool]]:
        """Return the results as the rule's assignments have them, in the order of the text."""
        scratch = Unit(self.unit.context, self.unit.cls, waits=True, acts=True)
        scratch.locals = self.unit.locals.copy()
        names: Fields = {}
        found: dict[_Path, list[JavaValue]] = {}
        for node in _assignments(statements):
            inner = JavaScope(scratch, {**scope.names, **names}, scope.groups)
            value = operand(node.value, inner)
            if isinstance(node, Let):
                names[node.name.text] = value
                continue
            path = tuple(normal(word.text) for word in node.target.names)
            found.setdefault(path, []).append(value)
            if len(path) == 1:
                names[node.target.names[0].text] = value
        types = {path: self._common(path, values, scratch) for path, values in found.items()}
        return [self._field(item.name, types) for item in self.definition.results]

    def _common(
        self, path: _Path, values: list[JavaValue], scratch: Unit
    ) -> tuple[ir.JavaType, bool]:
        values = [settle(value, scratch) for value in to_one_type(values, scratch)]
        type_ = next((value.type for value in values if not value.is_null), None)
        if type_ is None:
            raise Unsupported(f"`{'.'.join(path)}`, which is never set to a value")
        return type_, path[0] in self._unset or any(value.nullable for value in values)

    def _field(
        self, name: str, types: dict[_Path, tuple[ir.JavaType, bool]]
    ) -> tuple[str, ir.JavaType, bool]:
        known = types.get((normal(name),))
        if known is not None:
            return (name, *known)
        below = [(path, found) for path, found in types.items() if path[0] == normal(name)]
        if any(len(path) != 2 for path, _found in below):  # noqa: PLR2004 - one name below
            raise Unsupported(f"`{name}` with objects in an object; declare the results")
        fields = [(self._paths[path][-1], type_, null) for path, (type_, null) in below]
        return name, ir.RecordOf(own_class(self.unit, fields)), normal(name) in self._unset

    def variables(self, body: Body, scope: JavaScope) -> JavaScope:
        """Declare the variables; return the scope with those that may be read."""
        names: Fields = {}
        for name, type_, nullable in self._fields:
            paths = [path for path in self._paths if path[0] == normal(name)]
            if paths and isinstance(type_, ir.RecordOf):
                self._parts(body, type_, paths, name, scope)
                continue
            local = self._variable(body, (normal(name),), Target(name, type_, nullable))
            if normal(name) not in self.inputs:
                names[name] = variable(local, type_, nullable=nullable)
        changing = frozenset(local for local, _target in self.targets.values())
        inner = scope.inner(names)
        return JavaScope(self.unit, inner.names, inner.groups, changing)

    def _parts(
        self, body: Body, type_: ir.RecordOf, paths: list[_Path], name: str, scope: JavaScope
    ) -> None:
        """Declare a variable for each field of an object that the rule sets."""
        shape = self.unit.context.shape(type_.cls)
        group: Fields = {}
        for path in paths:
            field = shape.field(self._paths[path][-1])
            if field is None or len(path) != 2:  # noqa: PLR2004 - as above
                raise Unsupported(f"the path `{'.'.join(self._paths[path])}` in a rule")
            target = Target(".".join(self._paths[path]), field.type, field.nullable)
            nullable = field.nullable or path[0] in self._unset
            target = Target(target.name, field.type, nullable)
            local = self._variable(body, path, target)
            group[field.wire] = variable(local, field.type, nullable=nullable)
        scope.groups.setdefault(name, group)

    def _variable(self, body: Body, path: _Path, target: Target) -> str:
        local = self.unit.locals.allot(
            member_name("_".join(path) if len(path) > 1 else target.name)
        )
        start = "null" if path[0] in self._unset else ""
        java_type = self.unit.type_name(target.type, nullable=target.nullable)
        body.add(Declare("", java_type, local, start))
        self.targets[path] = (local, target)
        return local

    def target(self, node: Assignment) -> tuple[str, Target]:
        """Return the variable that an assignment sets."""
        path = tuple(normal(word.text) for word in node.target.names)
        found = self.targets.get(path)
        if found is None:
            raise Unsupported(f"an assignment to `{node.target.text}`, which is no result")
        return found

    def made(self) -> str:
        """Return the record of the results."""
        arguments = [self._argument(name, type_) for name, type_, _nullable in self._fields]
        return f"new Result({', '.join(arguments)})"

    def _argument(self, name: str, type_: ir.JavaType) -> str:
        known = self.targets.get((normal(name),))
        if known is not None:
            return known[0]
        assert isinstance(type_, ir.RecordOf)
        parts: list[str] = []
        for field in self.unit.context.shape(type_.cls).fields:
            found = self.targets.get((normal(name), normal(field.wire)))
            if found is None and not field.nullable:
                raise Unsupported(f"`{name}` without its `{field.wire}`")
            parts.append(found[0] if found is not None else "null")
        return f"new {self.unit.use(type_.cls)}({', '.join(parts)})"


def _assignments(entries: list[Entry]) -> list[Assignment | Let]:
    found: list[Assignment | Let] = []
    for entry in entries:
        if isinstance(entry.node, Assignment | Let):
            found.append(entry.node)
        found += _assignments(list(entry.children))
    return found
