"""What a decision table decides about one record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nexflow_analysis import types as t
from nexflow_analysis.definitions import TableDefinition
from nexflow_analysis.evaluation.decisions import Decided, Decision, decide
from nexflow_analysis.evaluation.environment import Environment
from nexflow_analysis.evaluation.expressions import Evaluation, typed_expression
from nexflow_analysis.evaluation.functions.collections import MAPPING
from nexflow_analysis.evaluation.records import assigned
from nexflow_analysis.evaluation.values import Record, UndecidedError, Value
from nexflow_analysis.fit import common
from nexflow_analysis.infer import Inference
from nexflow_analysis.names import normal
from nexflow_analysis.rules import results_of, table_scope
from nexflow_analysis.tables import ColumnKind, read_table
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import rules as r
from nexflow_grammar.tree.types import Assignment, Let

_COLLECTED: dict[str, Callable[[list[Value]], Value]] = {
    "collect_sum": MAPPING["sum"], "collect_min": MAPPING["min"], "collect_max": MAPPING["max"],
    "collect_count": len,
}  # fmt: skip
_LISTS = frozenset({"multi_hit", "collect_all"})
_CALCULATING = ("aggregate", "post_calculate", "mappings")


class TableEvaluation:
    """A decision table, ready to decide about records."""

    def __init__(self, head: Entry, definition: TableDefinition, environment: Environment) -> None:
        self.head = head
        self.definition = definition
        self.environment = environment
        self.table = read_table(head, definition)
        self.scope = table_scope(definition, environment.lookup)
        self.inference = Inference(self.scope)
        self.required: set[str] = set()
        self.types = self._types()

    def _types(self) -> dict[str, t.Typed]:
        """Infer all cells; return the results as they are declared, or as their cells have them."""
        found: dict[str, t.Typed] = {}
        for index, column in enumerate(self.table.columns):
            if column.kind is ColumnKind.CONDITION and column.expression is not None:
                self.inference.infer(column.expression)
            nodes = [row.cells[index].node for row in self.table.rows]
            known = [self._infer(node) for node in nodes if isinstance(node, r.Cell)]
            if column.kind is ColumnKind.RESULT:
                type_: t.Type = t.NULL
                for other in (one.type for one in known if one is not None):
                    type_ = common(type_, other)
                found[column.text] = t.Typed(type_, nullable=True)
        if not self.definition.inferred:
            for field in results_of(self.definition, self.environment.lookup).fields:
                found[field.name] = t.Typed(field.type, nullable=True)
                self.required |= set() if field.nullable else {field.name}
        return found

    def _infer(self, cell: r.Cell) -> t.Typed | None:
        parts = [getattr(cell, name, None) for name in ("value", "low", "high")]
        parts += list(getattr(cell, "options", ()))
        typed = [self.inference.infer(one) for one in parts if isinstance(one, e.Expression)]
        return typed[0] if typed else None

    def evaluate(self, record: Record) -> Decision:
        """Return what the table decides."""
        policy = self.definition.hit_policy
        at = Evaluation({"input": record, **record}, self.inference.types, self.environment)
        decided = decide(self.table, policy, record, at)
        columns = self._columns(decided)
        calculated = self._calculated(columns, record)
        names = [f.name for f in results_of(self.definition, self.environment.lookup).fields]
        return {name: calculated.get(normal(name)) for name in names}

    def _columns(self, decided: Decided) -> Decision:
        """Return the columns of the results, by normal names: a value, or what all rows say."""
        results = decided.results
        if not isinstance(results, list):
            results_ = results if decided.rows else {}
            if any(value is None and name in self.required for name, value in results_.items()):
                raise UndecidedError("null as a result that is not `nullable`")
            return {normal(name): self._kept(name, value) for name, value in results.items()}
        names = [c.text for c in self.table.columns if c.kind is ColumnKind.RESULT]
        collect = _COLLECTED.get(self.definition.hit_policy)
        found: Decision = {}
        for name in names:
            said = [row[name] for row in results if row[name] is not None]
            if collect is not None:
                found[normal(name)] = self._kept(name, collect(said))
            else:
                found[normal(name)] = [self._kept(name, value) for value in said]
        return found

    def _kept(self, name: str, value: Value) -> Value:
        wanted = next((ty for n, ty in self.types.items() if normal(n) == normal(name)), None)
        return value if wanted is None else assigned(value, wanted, self.environment)

    def _calculated(self, columns: Decision, record: Record) -> Decision:
        """Compute what follows the rows."""
        values: Decision = dict(columns)
        lists = self.definition.hit_policy in _LISTS
        types = {}
        for name, typed in self.types.items():
            if normal(name) in values:
                type_ = t.Collection("list", typed.type) if lists else typed.type
                types[name] = t.Typed(self.environment.lookup.deep(type_), nullable=not lists)
        names: dict[str, Any] = {
            **record, "input": record, **{name: values[normal(name)] for name in types},
        }  # fmt: skip
        scope = self.scope.inner(types)
        for part in self.head.every(*_CALCULATING):
            for node in (child.node for child in part.children):
                if not isinstance(node, Assignment | Let):
                    continue
                expression = typed_expression(node.value, scope)
                value = expression.value(names, self.environment)
                name = node.name.text if isinstance(node, Let) else node.target.text
                if isinstance(node, Assignment):
                    value = self._kept(name, value)
                    values[normal(name)] = value
                scope = scope.inner({name: expression.type})
                names[name] = value
        return values
