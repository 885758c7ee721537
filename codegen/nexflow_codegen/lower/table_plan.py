"""Decision tables that need not ask row after row: a switch over texts, a search among ranges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from nexflow_analysis.evaluation.values import Value
from nexflow_analysis.table.model import TableModel
from nexflow_analysis.table.strategy import Plan, Strategy
from nexflow_analysis.table.values import OrderedDomain
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import Method, Parameter
from nexflow_codegen.ir.code import Arm, Branch, Declare, Return, Run, Statement, Switch
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.cells import lower_cell
from nexflow_codegen.lower.conditions import is_null
from nexflow_codegen.lower.scope import JavaScope
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import JavaTest, JavaValue, Level
from nexflow_grammar.languages import Language
from nexflow_grammar.parser import parse_item
from nexflow_grammar.tree.nodes import Node

_PUTS_PER_METHOD = 1000
Keys = Sequence[tuple[tuple[Value, ...], int]]
Starts = Sequence[tuple[int, int]]
Cases = Sequence[tuple[Value, tuple[Statement, ...]]]


@dataclass(slots=True)
class PlannedTable:
    """What the statements of a plan are made of.

    rows: the return of each row, as the rows are asked; rest: the return where none matches.
    parameters: what a method needs that a part of the work is split off to; most: rows in one
    method; result: the record that they return. methods: those split off; fallible: whether a test may throw an error of the record.
    """

    model: TableModel
    values: Sequence[JavaValue]
    rows: Sequence[Return]
    rest: Return
    scope: JavaScope
    parameters: tuple[Parameter, ...]
    most: int
    result: str
    unit: Unit
    methods: list[Method] = field(default_factory=list, init=False)
    fallible: bool = field(default=False, init=False)

    def statements(self, plan: Plan) -> tuple[Statement, ...]:
        """Return the statements that find a row and return."""
        self.rest = self.rows[plan.otherwise] if plan.otherwise >= 0 else self.rest
        if plan.strategy is Strategy.HASH:
            found = self._hash(plan.keys, 0)
            return found if isinstance(found[-1], Return) else (*found, self.rest)
        [value] = self.values
        null = self.rows[plan.null] if plan.null >= 0 else self.rest
        body: tuple[Statement, ...] = ()
        if value.nullable:
            body = (Branch("", (Arm(self._test(is_null(value, outcome=True)), (null,)),), None),)
        return (*body, *self._search(plan.starts, replace(value, guards=(), whole="")))

    def _search(self, starts: Starts, value: JavaValue) -> tuple[Statement, ...]:
        """Halve the ranges until one is left."""
        if len(starts) == 1:
            row = starts[0][1]
            return (self.rows[row],) if row >= 0 else (self.rest,)
        middle = len(starts) // 2
        test = self._test(lower_cell(self._below(starts[middle][0]), value, self.scope))
        low, high = (
            self._split_off(self._search(half, value), len(half), len(starts))
            for half in (starts[:middle], starts[middle:])
        )
        return (Branch("", (Arm(test, low),), None), *high)

    def _split_off(self, body: tuple[Statement, ...], rows: int, of: int) -> tuple[Statement, ...]:
        """Make a part a method of its own if it is small enough, and what it is part of is not."""
        if not rows <= self.most < of:
            return body
        name = f"part{len(self.methods) + 1}"
        self.methods.append(Method(name, self.result, self.parameters, body, public=False))
        names = [parameter.name for parameter in self.parameters]
        arguments = ", ".join([*names, *(service.name for service in self.unit.services)])
        return (Return("", f"{name}({arguments})"),)

    def _below(self, atom: int) -> Node:
        """Return the cell that holds for what lies below an atom."""
        domain = self.model.columns[0].domain
        assert isinstance(domain, OrderedDomain)
        point, side = domain.cuts[atom]
        operator = "<=" if side else "<"
        return parse_item(
            Language.RULES, "condition", f"{operator} {domain.order.text(point)}"
        ).node

    def _hash(self, keys: Keys, column: int) -> tuple[Statement, ...]:
        """Choose by one column after the other."""
        if column == len(self.values):
            return (self.rows[keys[0][1]],)
        groups: dict[Value, list[tuple[tuple[Value, ...], int]]] = {}
        for key, row in keys:
            groups.setdefault(key[column], []).append((key, row))
        value = self.values[column]
        cases = [(literal, self._hash(group, column + 1)) for literal, group in groups.items()]
        if isinstance(cases[0][0], bool):
            found: tuple[Statement, ...] = (_by_flag(value, cases),)
        elif len(keys) > self.most and self._are_constants(keys):
            return self._looked_up(value, keys)
        elif column == 0 and len(keys) > self.most:
            found = self._chunks(value, cases)
        else:
            found = (_switch(value, cases),)
        if not value.nullable:
            return found
        return (Branch("", (Arm(self._test(is_null(value, outcome=False)), found),), None),)

    def _are_constants(self, keys: Keys) -> bool:
        """Tell whether the only column decides, and no row computes its result."""
        known = {constant.name for constant in self.unit.constants}
        rows = (self.rows[row].code for _key, row in keys)
        return (
            len(self.values) == 1 and not self.unit.services and all(row in known for row in rows)
        )

    def _looked_up(self, value: JavaValue, keys: Keys) -> tuple[Statement, ...]:
        """Find the row of a text in a map, which is quicker than a switch over many."""
        hash_map, map_of = self.unit.use("java.util.HashMap"), self.unit.use("java.util.Map")
        type_ = f"{map_of}<String, {self.result}>"
        own = Parameter("rows", "rows", ir.STRING, nullable=False, java_type=type_)
        puts = [
            Run(
                self.rows[row].origin,
                f"rows.put({string_literal(str(key))}, {self.rows[row].code})",
            )
            for (key,), row in keys
        ]
        body: list[Statement] = [Declare("", type_, "rows", f"new {hash_map}<>({2 * len(puts)})")]
        for start in range(0, len(puts), _PUTS_PER_METHOD):
            chunk = tuple(puts[start : start + _PUTS_PER_METHOD])
            name = f"put{start + 1}To{start + len(chunk)}"
            self.methods.append(Method(name, "void", (own,), chunk, public=False))
            body.append(Run("", f"{name}(rows)"))
        body.append(Return("", "rows"))
        self.methods.append(Method("rows", type_, (), tuple(body), public=False))
        rows = self.unit.constant(type_, "ROWS", "rows()")
        found = self.scope.unit.locals.allot("found")
        return (
            Declare("", self.result, found, f"{rows}.get({value.or_null()})"),
            Return("", f"{found} != null ? {found} : {self.rest.code}"),
        )

    def _chunks(self, value: JavaValue, cases: Cases) -> tuple[Statement, ...]:
        """Split a switch over methods that the virtual machine still compiles, and search for one."""
        ordered = sorted(cases, key=lambda case: str(case[0]).encode("utf-16-be"))
        return self._chunk(value, ordered, len(ordered))

    def _chunk(self, value: JavaValue, cases: Cases, of: int) -> tuple[Statement, ...]:
        if len(cases) <= self.most:
            return self._split_off((_switch(value, cases), self.rest), len(cases), of)
        middle = len(cases) // 2
        low, high = (self._chunk(value, half, of) for half in (cases[:middle], cases[middle:]))
        first = string_literal(str(cases[middle][0]))
        return (Branch("", (Arm(f"{value.receiver}.compareTo({first}) < 0", low),), None), *high)

    def _test(self, test: JavaTest) -> str:
        self.fallible |= test.fallible
        return test.code


def _switch(value: JavaValue, cases: Cases) -> Switch:
    """Return a switch over texts; those that mean the same share a case."""
    labels: dict[tuple[Statement, ...], list[str]] = {}
    for literal, body in cases:
        labels.setdefault(body, []).append(string_literal(str(literal)))
    return Switch("", value.code, tuple((tuple(said), body) for body, said in labels.items()))


def _by_flag(value: JavaValue, cases: Cases) -> Branch:
    """Return a choice by a boolean."""
    literal, body = cases[0]
    test = value.code if literal else f"!{value.at(Level.UNARY)}"
    return Branch("", (Arm(test, body),), cases[1][1] if len(cases) > 1 else None)
