"""Aggregates: what a window keeps, how a record adds to it, and the results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from nexflow_analysis.aggregate_steps import aggregate_calls
from nexflow_analysis.aggregates import AGGREGATES
from nexflow_analysis.names import normal
from nexflow_codegen.ir.code import Arm, Branch, Statement
from nexflow_codegen.ir.functions.window import Accumulated
from nexflow_codegen.lower.conditions import lower_condition
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.convert import convert
from nexflow_codegen.lower.expressions import lower_expression
from nexflow_codegen.lower.process.accumulate import Aggregated, Totals, accumulate
from nexflow_codegen.lower.process.aggregation import Wanted, wanted_of_transform
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.clauses import check_clauses
from nexflow_codegen.lower.process.prepared import Prepared
from nexflow_codegen.lower.scope import Fields, JavaScope
from nexflow_codegen.lower.values import JavaValue
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree.nodes import Node, Phrase, Word, walk


@dataclass(frozen=True, slots=True)
class Result:
    """A field of the result. value: of `totals` and the key."""

    name: str
    value: JavaValue


@dataclass
class Aggregation:
    """What a window keeps and makes of it. splits: see `Totals`."""

    fields: tuple[Accumulated, ...] = ()
    add: tuple[Statement, ...] = ()
    merge: tuple[Statement, ...] = ()
    results: tuple[Result, ...] = ()
    fallible: bool = False
    splits: bool = False


def wanted_results(job: JobBuilder, entry: Entry) -> list[Wanted]:
    """Return what an `aggregate` asks for."""
    check_clauses(
        job, entry, "an `aggregate`", "aggregate_entry", "key by", "late data to", "allowed lateness",
        "schema",
    )  # fmt: skip
    if isinstance(entry.node, Phrase) and entry.node.rule == "aggregate_using":
        return wanted_of_transform(job, entry.node.every(Word)[-1].text)
    found = [Wanted(place, call.result, call) for place, call in aggregate_calls(entry)]
    for child in entry.every("aggregate_entry"):
        if isinstance(child.node, p.NamedAggregate):
            node = child.node
            found.append(Wanted(child, node.target.text, node.value, node.condition))
    if not found:
        raise Unsupported(
            "an `aggregate` without `sum(field) as name` and the like; write what it counts or sums"
        )
    return found


def expressions_of(wanted: list[Wanted]) -> list[e.Expression]:
    """Return what is computed of each record: arguments and conditions of aggregates."""
    found: list[e.Expression] = []
    for one in wanted:
        calls = [one.value] if isinstance(one.value, p.AggregateCall) else _calls(one.value)
        found += [argument for call in calls if (argument := _argument(call)) is not None]
        if one.condition is not None:
            found.append(one.condition)
    return found


def aggregation(
    job: JobBuilder, wanted: list[Wanted], scope: JavaScope, keys: Fields, prepared: Prepared,
    since: str,
) -> Aggregation:  # fmt: skip
    """Lower what an `aggregate` asks for. keys: as the result sees them; since: see `Totals`."""
    maker = _Maker(job, scope, keys, prepared, Totals(job, since))
    for one in wanted:
        with one.statement(job):
            maker.result(one)
    totals = maker.totals
    totals.finish()
    return Aggregation(
        tuple(totals.fields), tuple(totals.add), tuple(totals.merge), tuple(maker.results),
        any(result.value.fallible for result in maker.results), totals.splits,
    )  # fmt: skip


@dataclass
class _Maker:
    """Collects the results of one window. lets: the names that earlier ones gave."""

    job: JobBuilder
    scope: JavaScope
    keys: Fields
    prepared: Prepared
    totals: Totals
    results: list[Result] = field(default_factory=list)
    lets: Fields = field(default_factory=dict)

    def result(self, wanted: Wanted) -> None:
        """Add what one entry gives."""
        if isinstance(wanted.value, p.AggregateCall):
            value = self.call(wanted.value, wanted.name, None)
        else:
            value = self.expression(wanted)
        if wanted.type is not None:
            value = convert(
                value, wanted.type, self.job.unit, nullable=wanted.nullable, name=wanted.name
            )
        if wanted.place is not None:  # a transform's statements see what those before them made
            self.lets[wanted.name] = value
        if wanted.let:
            return
        known = [result for result in self.results if normal(result.name) != normal(wanted.name)]
        self.results = [*known, Result(wanted.name, value)]

    def expression(self, wanted: Wanted) -> JavaValue:
        """Return an expression over aggregates, constants and keys."""
        assert isinstance(wanted.value, e.Expression)
        names: Fields = {}
        instead: dict[int, Node] = {}
        for call in _calls(wanted.value):
            # No name of the language is written so: it stands for the result of the call.
            name = f"#{len(names)}"
            names[name] = self.call(call, wanted.name, wanted.condition)
            instead[id(call)] = e.Name(call.start, call.end, name)
        if not names and wanted.condition is not None:
            raise Unsupported("`where` behind a value that is no aggregate; remove it")
        known = {**self.keys, **self.lets}
        scope = JavaScope(self.job.unit, {**known, **names}, {"input": known})
        value = _replaced(wanted.value, instead)
        assert isinstance(value, e.Expression)
        return lower_expression(value, scope)

    def call(
        self, call: p.AggregateCall | e.Call, result: str, condition: e.Expression | None
    ) -> JavaValue:
        """Keep what a call of an aggregate function needs; return its result."""
        argument = _argument(call)
        value = None
        if argument is not None:
            value = self.prepared.value(argument)
            value = lower_expression(argument, self.scope) if value is None else value
        optional = condition is not None
        wanted = Aggregated(call.function.text, result, value, optional)
        made, adds = accumulate(self.totals, wanted)
        if condition is not None:
            adds = [Branch("", (Arm(self._test(condition), tuple(adds)),), None)]
        self.totals.add.extend(adds)
        return made

    def _test(self, condition: e.Expression) -> str:
        known = self.prepared.value(condition)
        return known.code if known is not None else lower_condition(condition, self.scope).code


def _argument(call: p.AggregateCall | e.Call) -> e.Expression | None:
    if isinstance(call, p.AggregateCall):
        return call.argument
    return call.arguments[0].value if call.arguments else None


def _calls(value: Node) -> list[e.Call]:
    """Return the calls of aggregate functions in an expression."""
    return [
        part
        for part in walk(value)
        if isinstance(part, e.Call)
        and part.function.text in AGGREGATES
        and part.receiver is None
        and len(part.arguments) < 2  # noqa: PLR2004 - with two it is a function of values
    ]


def _replaced(value: Any, instead: Mapping[int, Node]) -> Any:
    """Return a tree with other nodes in place of some."""
    if isinstance(value, tuple):
        return tuple(_replaced(part, instead) for part in value)
    if not isinstance(value, Node):
        return value
    if id(value) in instead:
        return instead[id(value)]
    names = value.__struct_fields__[2:]
    return replace(value, **{name: _replaced(getattr(value, name), instead) for name in names})


__all__ = ["Aggregation", "Result", "aggregation", "expressions_of", "wanted_results"]
