"""Aggregates: what a window keeps, how a record adds to it, and the results."""

from __future__ import annotations

from dataclasses import dataclass, field

from nexflow_analysis.aggregate_steps import aggregate_calls
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.code import Arm, Branch, Run, Statement
from nexflow_codegen.ir.functions.window import Accumulated
from nexflow_codegen.ir.types import Kind
from nexflow_codegen.java import Names, member_name
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.expressions import lower_expression
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.clauses import check_clauses
from nexflow_codegen.lower.scope import JavaScope
from nexflow_codegen.lower.values import JavaValue
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import process as p
from nexflow_grammar.tree.nodes import Node, Path, Word
from nexflow_grammar.tree.types import Assignment

_ORDERED = (
    Kind.STRING,
    Kind.INTEGER,
    Kind.DECIMAL,
    Kind.DOUBLE,
    Kind.DATE,
    Kind.TIMESTAMP,
    Kind.UUID,
)


@dataclass(frozen=True, slots=True)
class Result:
    """A field of the result. code: of `totals`."""

    name: str
    type: ir.JavaType
    nullable: bool
    code: str


@dataclass
class Aggregation:
    """What a window keeps and makes of it."""

    fields: tuple[Accumulated, ...] = ()
    add: tuple[Statement, ...] = ()
    merge: tuple[Statement, ...] = ()
    results: tuple[Result, ...] = ()
    fallible: bool = False


@dataclass
class _Maker:
    """Collects the aggregates of one window."""

    job: JobBuilder
    scope: JavaScope
    names: Names
    fields: list[Accumulated] = field(default_factory=list)
    add: list[Statement] = field(default_factory=list)
    merge: list[Statement] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    fallible: bool = False

    def keep(self, wanted: str, type_: str, information: str, start: str = "") -> str:
        """Add a field to what the window keeps; return its name."""
        name = self.names.allot(wanted)
        self.fields.append(Accumulated(type_, name, start, information))
        return name


def aggregation(job: JobBuilder, entry: Entry, scope: JavaScope) -> Aggregation:
    """Lower the aggregates of an `aggregate`."""
    check_clauses(
        job,
        entry,
        "an `aggregate`",
        "aggregate_entry",
        "key by",
        "late data to",
        "allowed lateness",
    )
    maker = _Maker(job, scope, Names({"TYPE", "type"}))
    for place, call in aggregate_calls(entry):
        with job.statement(place, call):
            _lower(maker, call)
    for child in entry.every("aggregate_entry"):
        if not isinstance(child.node, p.AggregateCall):
            with job.statement(child):
                _lower(maker, _named_call(child.node))
    if not maker.results:
        raise Unsupported(
            "an `aggregate` without `sum(field) as name` and the like; write what it counts or sums"
        )
    return Aggregation(
        tuple(maker.fields),
        tuple(maker.add),
        tuple(maker.merge),
        tuple(maker.results),
        maker.fallible,
    )


def _named_call(node: Node) -> p.AggregateCall:
    """Return `name = sum(field)` as `sum(field) as name`."""
    parts = (
        (node.target, node.value) if isinstance(node, Assignment) else getattr(node, "parts", ())
    )
    name = next((part for part in parts if isinstance(part, Word | Path)), None)
    value = next((part for part in parts if isinstance(part, e.Expression)), None)
    if isinstance(node, p.NamedAggregate) and node.condition is not None:
        raise Unsupported(
            "an aggregate of some records; `set` a field that is null for the others above the window, and "
            "aggregate that"
        )
    single = isinstance(value, e.Call) and value.receiver is None and len(value.arguments) < 2  # noqa: PLR2004
    if name is None or not single:
        raise Unsupported(
            "an aggregate that is an expression; write one function, and compute with a `set` after the window"
        )
    assert isinstance(value, e.Call)
    alias = name if isinstance(name, Word) else name.names[0]
    argument = value.arguments[0].value if value.arguments else None
    return p.AggregateCall(node.start, node.end, value.function, argument, alias)


def key_code(value: JavaValue) -> str:
    """Return a key: equal decimals are one key, however many zeros they end with."""
    if (
        isinstance(value.type, ir.Basic)
        and value.type.kind is Kind.DECIMAL
        and value.type.scale is None
    ):
        return f"{value.receiver}.stripTrailingZeros()"
    return value.code


def _lower(maker: _Maker, call: p.AggregateCall) -> None:
    function, result = call.function.text, call.result
    argument = None
    if call.argument is not None:
        argument = lower_expression(call.argument, maker.scope)
        if argument.fallible:
            raise Unsupported(
                f"`{function}` of a value that can fail; set it as a field before the window"
            )
    if function == "count":
        _count(maker, result, argument)
        return
    if argument is None:
        raise Unsupported(f"`{function}()` without a field; name one")
    lowering = {"sum": _sum, "avg": _average, "min": _extreme, "max": _extreme}.get(function)
    if lowering is None:
        raise Unsupported(f"the aggregate `{function}`; use count, sum, avg, min or max")
    lowering(maker, call, argument)


def _present(maker: _Maker, value: JavaValue, make: list[Statement], local: str) -> None:
    """Add what a record adds: only where its value is not null."""
    if not value.nullable:
        maker.add.extend(make)
        return
    java_type = maker.job.unit.type_name(value.type, nullable=True)
    maker.add.append(Run("", f"{java_type} {local} = {value.or_null()}"))
    maker.add.append(Branch("", (Arm(f"{local} != null", tuple(make)),), None))


def _local(maker: _Maker, value: JavaValue, result: str) -> tuple[str, str]:
    """Return what a record's value is called and written as; a nullable one needs a local."""
    if not value.nullable:
        return "", value.code
    local = maker.job.unit.locals.allot(f"{member_name(result)}Added")
    return local, local


def _count(maker: _Maker, result: str, argument: JavaValue | None) -> None:
    name = maker.keep(member_name(result), "long", "Types.LONG")
    step: list[Statement] = [Run("", f"totals.{name}++")]
    if argument is None:
        maker.add.extend(step)
    else:
        local, _code = _local(maker, argument, result)
        _present(maker, argument, step, local)
    maker.merge.append(Run("", f"one.{name} += other.{name}"))
    maker.results.append(Result(result, ir.INTEGER, nullable=False, code=f"totals.{name}"))


def _sum(maker: _Maker, call: p.AggregateCall, argument: JavaValue) -> None:
    kind = ir.kind_of(argument.type)
    name, count = _summed(maker, call.result, argument, counted=argument.nullable)
    code = f"totals.{name}"
    type_: ir.JavaType = ir.DECIMAL
    if kind is Kind.INTEGER:
        type_, code = ir.INTEGER, f"{code}.longValueExact()"
        maker.fallible = True
    elif kind is Kind.DOUBLE:
        type_ = ir.DOUBLE
    if argument.nullable:
        code = f"totals.{count} == 0 ? null : {code}"
    maker.results.append(Result(call.result, type_, argument.nullable, code))


def _average(maker: _Maker, call: p.AggregateCall, argument: JavaValue) -> None:
    kind = ir.kind_of(argument.type)
    name, count = _summed(maker, call.result, argument, counted=True)
    if kind is Kind.DOUBLE:
        type_: ir.JavaType = ir.DOUBLE
        code = f"totals.{name} / totals.{count}"
    else:
        type_ = ir.DECIMAL
        total = f"new BigDecimal(totals.{name})" if kind is Kind.INTEGER else f"totals.{name}"
        divide = maker.job.unit.support("Decimals", "divide")
        code = f"{divide}({total}, BigDecimal.valueOf(totals.{count}))"
    if argument.nullable:
        code = f"totals.{count} == 0 ? null : {code}"
    maker.results.append(Result(call.result, type_, argument.nullable, code))


def _summed(maker: _Maker, result: str, argument: JavaValue, *, counted: bool) -> tuple[str, str]:
    """Keep an exact sum, and how many values it has where that matters."""
    kind = ir.kind_of(argument.type)
    local, code = _local(maker, argument, result)
    wanted = member_name(result)
    match kind:
        case Kind.DECIMAL:
            name = maker.keep(wanted, "BigDecimal", "Types.BIG_DEC", "BigDecimal.ZERO")
            added, merged = (
                f"totals.{name} = totals.{name}.add({code})",
                f"one.{name} = one.{name}.add(other.{name})",
            )
        case Kind.INTEGER:
            name = maker.keep(wanted, "BigInteger", "Types.BIG_INT", "BigInteger.ZERO")
            added = f"totals.{name} = totals.{name}.add(BigInteger.valueOf({code}))"
            merged = f"one.{name} = one.{name}.add(other.{name})"
        case Kind.DOUBLE:
            name = maker.keep(wanted, "double", "Types.DOUBLE")
            added, merged = f"totals.{name} += {code}", f"one.{name} += other.{name}"
        case _:
            raise Unsupported("a sum of what is no number; name a number")
    steps: list[Statement] = [Run("", added)]
    maker.merge.append(Run("", merged))
    count = ""
    if counted:
        count = maker.keep(f"{wanted}Count", "long", "Types.LONG")
        steps.append(Run("", f"totals.{count}++"))
        maker.merge.append(Run("", f"one.{count} += other.{count}"))
    _present(maker, argument, steps, local)
    return name, count


def _extreme(maker: _Maker, call: p.AggregateCall, argument: JavaValue) -> None:
    if ir.kind_of(argument.type) not in _ORDERED:
        raise Unsupported(
            f"`{call.function.text}` of values without an order; name a number, text or time"
        )
    unit = maker.job.unit
    java_type = unit.type_name(argument.type, nullable=True)
    name = maker.keep(member_name(call.result), java_type, unit.information(argument.type))
    sign = "<" if call.function.text == "min" else ">"
    local, code = _local(maker, argument, call.result)
    boxed = f"{java_type}.compare({code}, totals.{name})" if ir.is_primitive(argument.type) else (
        f"{code}.compareTo(totals.{name})"
    )  # fmt: skip
    better = Arm(
        f"totals.{name} == null || {boxed} {sign} 0", (Run("", f"totals.{name} = {code}"),)
    )
    _present(maker, argument, [Branch("", (better,), None)], local)
    other = f"other.{name} != null && (one.{name} == null || other.{name}.compareTo(one.{name}) {sign} 0)"
    maker.merge.append(Branch("", (Arm(other, (Run("", f"one.{name} = other.{name}"),)),), None))
    maker.results.append(Result(call.result, argument.type, argument.nullable, f"totals.{name}"))
