"""What a decision table computes after its rows: `aggregate`, `post_calculate`, `collect_sum`, …"""

from __future__ import annotations

from dataclasses import replace

from nexflow_analysis.definitions import FieldDefinition, TableDefinition
from nexflow_analysis.names import normal
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import Method, RecordClass
from nexflow_codegen.ir.code import Declare, Return
from nexflow_codegen.lower.context import Place, Unsupported
from nexflow_codegen.lower.functions import lower_call
from nexflow_codegen.lower.lookups import bound_lookups
from nexflow_codegen.lower.records import plain_record
from nexflow_codegen.lower.scope import Fields, JavaScope, find_field, variable
from nexflow_codegen.lower.statements import Body, Target
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import JavaValue
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Word
from nexflow_grammar.tree.types import Assignment, Let

#: Hit policies that aggregate the numbers of all rows that match, by what they are aggregated with.
COLLECTED = {
    "collect_sum": "sum", "collect_min": "min", "collect_max": "max", "collect_count": "count",
}  # fmt: skip
_CALCULATING = ("aggregate", "post_calculate", "mappings")

_Listed = list[tuple[str, ir.JavaType, bool]]


class Finish:
    """What comes before and after the rows of one table."""

    def __init__(self, unit: Unit, definition: TableDefinition, place: Place, head: Entry) -> None:
        self.unit = unit
        self.definition = definition
        self.place = place
        self.head = head
        self.fallible = False
        self.needed = definition.hit_policy in COLLECTED or bool(head.every(*_CALCULATING))

    def looked_up(self, body: Body, scope: JavaScope) -> JavaScope:
        """Ask the `lookups` of the table; return the scope with their answers."""
        for part in self.head.every("lookups"):
            for entry in part.children:
                with self.unit.context.statement(self.place, entry.start, entry.end):
                    for name, value in bound_lookups([entry], scope).items():
                        held = body.declare(name, value, self.place.origin(entry.start))
                        body.fallible = True
                        scope.groups.setdefault("lookups", {})[name] = held
                        scope = scope.inner({name: held})
        return scope

    def methods(
        self, rows: tuple[Method, ...], made: RecordClass, listed: _Listed, scope: JavaScope
    ) -> tuple[tuple[Method, ...], RecordClass]:
        """Return the methods with one before them that computes the results, and their record."""
        first = rows[0]
        names = [one.name for one in first.taken]
        self.unit.method(*names)
        self.unit.reserve("Result")
        body = Body(self.unit)
        local = self.unit.locals.allot("rows")
        body.add(Declare("", "Rows", local, f"rows({', '.join(names)})"))
        columns = self._columns(local, listed)
        collected = COLLECTED.get(self.definition.hit_policy)
        if collected is not None:
            columns = self._collected(collected, columns, body)
        values = self._calculated(body, scope.inner(columns), columns)
        fields, arguments = self._results(values)
        cls = self.unit.cls.nested("Result")
        result = plain_record(self.unit, cls, "What the table decides.", fields)
        body.add(Return("", f"new Result({', '.join(arguments)})"))
        self.fallible = body.fallible
        self.unit.records.append(([], made))
        evaluate = replace(first, result="Result", body=tuple(body.statements))
        return (evaluate, replace(first, name="rows", public=False), *rows[1:]), result

    def _columns(self, local: str, listed: _Listed) -> Fields:
        shape = self.unit.context.shape(self.unit.cls.nested("Rows"))
        found: Fields = {}
        for name, type_, nullable in listed:
            field = shape.field(name)
            assert field is not None
            found[name] = variable(f"{local}.{field.name}()", type_, nullable=nullable)
        return found

    def _collected(self, function: str, columns: Fields, body: Body) -> Fields:
        """Aggregate each column of numbers; a count is of any column."""
        found: Fields = {}
        for name, value in columns.items():
            word = Word(0, 0, function)
            call = e.Call(0, 0, word, None, (e.Argument(0, 0, None, e.Name(0, 0, name)),))
            made = lower_call(
                call, JavaScope(self.unit, {name: replace(value, guards=(), whole="")})
            )
            found[name] = body.declare(name, made, "")
            body.fallible = body.fallible or made.fallible
        return found

    def _calculated(self, body: Body, scope: JavaScope, columns: Fields) -> Fields:
        values = dict(columns)
        for part in self.head.every(*_CALCULATING):
            for entry in part.children:
                node = entry.node
                if not isinstance(node, Assignment | Let):
                    continue
                with self.unit.context.statement(self.place, entry.start, entry.end):
                    target = None
                    name = node.name.text if isinstance(node, Let) else node.target.text
                    if isinstance(node, Assignment):
                        target = self._target(node)
                    value = body.define(
                        name, node.value, scope, self.place.origin(entry.start), target
                    )
                    scope = scope.inner({name: value})
                    if isinstance(node, Assignment):
                        values[name] = value
        return values

    def _target(self, node: Assignment) -> Target | None:
        if len(node.target.names) > 1:
            raise Unsupported("an assignment to a path in a decision table")
        if self.definition.inferred:
            return None
        wanted = normal(node.target.text)
        for one in self._declared():
            if normal(one.name) == wanted:
                return Target(one.name, self.unit.context.java_type(one.type), nullable=True)
        return None

    def _declared(self) -> tuple[FieldDefinition, ...]:
        if self.definition.result_schema:
            return self.unit.context.schema(self.definition.result_schema).fields
        return self.definition.results

    def _results(self, values: Fields) -> tuple[_Listed, list[str]]:
        """Return the results as (name, type, nullable), and what each is made of."""
        fields: _Listed = []
        arguments: list[str] = []
        for one in self._declared():
            value = find_field(values, one.name)
            if value is None:
                type_ = self.unit.context.java_type(one.type)
                value = JavaValue("null", type_, guards=("false",), whole="null")
            elif not self.definition.inferred and not isinstance(value.type, ir.ListOf):
                type_ = self.unit.context.java_type(one.type)
                value = Target(one.name, type_, value.nullable).take(value, self.unit)
                self.fallible = self.fallible or value.fallible
            fields.append((one.name, value.type, value.nullable))
            arguments.append(value.or_null())
        return fields, arguments
