"""The aggregate functions: what each keeps of the records so far, and its result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.code import Arm, Branch, Run, Statement
from nexflow_codegen.ir.functions.window import Accumulated
from nexflow_codegen.ir.types import Kind
from nexflow_codegen.java import Names, member_name
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.keys import key_code
from nexflow_codegen.lower.scope import variable
from nexflow_codegen.lower.values import JavaValue

_ORDERED = (
    Kind.STRING,
    Kind.INTEGER,
    Kind.DECIMAL,
    Kind.DOUBLE,
    Kind.DATE,
    Kind.TIMESTAMP,
    Kind.UUID,
)


@dataclass
class Totals:
    """What a window keeps, in the making.

    since: of a window that may be merged, the Java of a record's time in milliseconds: what came
    first is known by it; "" where windows are not merged out of order. carries: the fields that hold
    what does not fit the sums of integers, by the sums' names. splits: whether the records may be added
    up in parts, in whatever order.
    """

    job: JobBuilder
    since: str = ""
    names: Names = field(default_factory=lambda: Names({"TYPE", "type"}))
    fields: list[Accumulated] = field(default_factory=list)
    add: list[Statement] = field(default_factory=list)
    merge: list[Statement] = field(default_factory=list)
    start: str = ""
    carries: dict[str, str] = field(default_factory=dict)
    splits: bool = True

    def keep(self, wanted: str, type_: str, information: str, start: str = "") -> str:
        """Add a field to what the window keeps; return its name."""
        name = self.names.allot(wanted)
        self.fields.append(Accumulated(type_, name, start, information))
        return name

    def earlier(self) -> str:
        """Return the test that `other` began before `one`; "" where `one` always did."""
        if self.since and not self.start:
            self.start = self.keep("since", "long", "Types.LONG", "Long.MAX_VALUE")
            earlier = Arm(
                f"{self.since} < totals.{self.start}",
                (Run("", f"totals.{self.start} = {self.since}"),),
            )
            self.add.append(Branch("", (earlier,), None))
        return f"other.{self.start} < one.{self.start}" if self.start else ""

    def finish(self) -> None:
        """Add what comes last: until then merging knows which part began first."""
        if self.start:
            self.merge.append(
                Run("", f"one.{self.start} = Math.min(one.{self.start}, other.{self.start})")
            )


@dataclass(frozen=True, slots=True)
class Aggregated:
    """A call of an aggregate function. result: what its result is called; local: of its argument.

    optional: whether there may be no record for it at all.
    """

    function: str
    result: str
    argument: JavaValue | None
    optional: bool = False

    @property
    def value(self) -> JavaValue:
        """The argument, which all functions but `count` need."""
        if self.argument is None:
            raise Unsupported(f"`{self.function}()` without a field; name one")
        return self.argument

    @property
    def nullable(self) -> bool:
        """Whether there may be no value at all."""
        return self.optional or self.value.nullable


def accumulate(totals: Totals, call: Aggregated) -> tuple[JavaValue, list[Statement]]:
    """Keep what a call needs; return its result, and what a record adds."""
    lowering = _FUNCTIONS.get(call.function)
    if lowering is None:
        raise Unsupported(f"the aggregate `{call.function}`; use {', '.join(_FUNCTIONS)}")
    return lowering(totals, call)


def _present(
    totals: Totals, call: Aggregated, make: Callable[[str], list[Statement]]
) -> list[Statement]:
    """Return what a record adds: only where its value is not null."""
    value = call.value
    if not value.nullable:
        return make(value.code)
    unit = totals.job.unit
    local = unit.locals.allot(f"{member_name(call.result)}Added")
    java_type = unit.type_name(value.type, nullable=True)
    added = Arm(f"{local} != null", tuple(make(local)))
    return [Run("", f"{java_type} {local} = {value.or_null()}"), Branch("", (added,), None)]


def _count(totals: Totals, call: Aggregated) -> tuple[JavaValue, list[Statement]]:
    name = totals.keep(member_name(call.result), "long", "Types.LONG")
    step: list[Statement] = [Run("", f"totals.{name}++")]
    totals.merge.append(Run("", f"one.{name} += other.{name}"))
    adds = step if call.argument is None else _present(totals, call, lambda _code: step)
    return JavaValue(f"totals.{name}", ir.INTEGER), adds


def _count_distinct(totals: Totals, call: Aggregated) -> tuple[JavaValue, list[Statement]]:
    value = call.value
    if not isinstance(value.type, ir.Basic) or value.type.kind is Kind.BYTES:
        raise Unsupported("`count_distinct` of lists and records; name one of their fields")
    totals.splits = False  # nobody knows how large it grows
    unit = totals.job.unit
    type_ = unit.type_name(value.type, nullable=True)
    information = f"Types.MAP({unit.information(value.type)}, Types.BOOLEAN)"
    hash_map = unit.use("java.util.HashMap")
    name = totals.keep(
        member_name(call.result), f"Map<{type_}, Boolean>", information, f"new {hash_map}<>()"
    )
    totals.merge.append(Run("", f"one.{name}.putAll(other.{name})"))

    def put(code: str) -> list[Statement]:
        key = key_code(JavaValue(code, value.type))
        return [Run("", f"totals.{name}.put({key}, true)")]

    return JavaValue(f"(long) totals.{name}.size()", ir.INTEGER), _present(totals, call, put)


def _sum(totals: Totals, call: Aggregated) -> tuple[JavaValue, list[Statement]]:
    kind = ir.kind_of(call.value.type)
    name, count, adds = _summed(totals, call, counted=call.nullable)
    guards = (f"totals.{count} != 0",) if call.nullable else ()
    if kind is Kind.INTEGER:
        exact = totals.job.unit.support("Numbers", "exact")
        code = f"{exact}(totals.{name}, totals.{totals.carries[name]})"
        return JavaValue(code, ir.INTEGER, guards=guards, fallible=True), adds
    type_ = ir.DOUBLE if kind is Kind.DOUBLE else ir.DECIMAL
    return JavaValue(f"totals.{name}", type_, guards=guards), adds


def _average(totals: Totals, call: Aggregated) -> tuple[JavaValue, list[Statement]]:
    kind = ir.kind_of(call.value.type)
    name, count, adds = _summed(totals, call, counted=True)
    guards = (f"totals.{count} != 0",) if call.nullable else ()
    if kind is Kind.DOUBLE:
        code = f"(totals.{name} / totals.{count})"
        return JavaValue(code, ir.DOUBLE, guards=guards), adds
    total = f"totals.{name}"
    if kind is Kind.INTEGER:
        total = f"{totals.job.unit.support('Numbers', 'decimal')}({total}, totals.{totals.carries[name]})"
    divide = totals.job.unit.support("Decimals", "divide")
    code = f"{divide}({total}, BigDecimal.valueOf(totals.{count}))"
    return JavaValue(code, ir.DECIMAL, guards=guards), adds


def _summed(totals: Totals, call: Aggregated, *, counted: bool) -> tuple[str, str, list[Statement]]:
    """Keep an exact sum, and how many values it has where that matters."""
    wanted = member_name(call.result)
    added: tuple[str, ...]
    merged: tuple[str, ...]
    match ir.kind_of(call.value.type):
        case Kind.DECIMAL:
            name = totals.keep(wanted, "BigDecimal", "Types.BIG_DEC", "BigDecimal.ZERO")
            added = (f"totals.{name} = totals.{name}.add(%s)",)
            merged = (f"one.{name} = one.{name}.add(other.{name})",)
        case Kind.INTEGER:
            name, added, merged = _long_sum(totals, wanted)
        case Kind.DOUBLE:
            totals.splits = False  # the last digits depend on the order
            name = totals.keep(wanted, "double", "Types.DOUBLE")
            added, merged = (f"totals.{name} += %s",), (f"one.{name} += other.{name}",)
        case _:
            raise Unsupported("a sum of what is no number; name a number")
    totals.merge += [Run("", one) for one in merged]
    count = ""
    if counted:
        count = totals.keep(f"{wanted}Count", "long", "Types.LONG")
        totals.merge.append(Run("", f"one.{count} += other.{count}"))

    def steps(code: str) -> list[Statement]:
        more = [Run("", f"totals.{count}++")] if counted else []
        return [*(Run("", one.replace("%s", code)) for one in added), *more]

    return name, count, _present(totals, call, steps)


def _long_sum(totals: Totals, wanted: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Keep an exact sum of integers in two longs, of which one counts what the other cannot hold."""
    name = totals.keep(wanted, "long", "Types.LONG")
    carry = totals.carries[name] = totals.keep(f"{name}Carry", "long", "Types.LONG")
    function = totals.job.unit.support("Numbers", "carry")
    added = (
        f"totals.{carry} += {function}(totals.{name}, %s)", f"totals.{name} += %s",
    )  # fmt: skip
    merged = (
        f"one.{carry} += other.{carry} + {function}(one.{name}, other.{name})",
        f"one.{name} += other.{name}",
    )
    return name, added, merged


def _kept(totals: Totals, call: Aggregated) -> tuple[str, str]:
    """Keep one value; return its name and its type in Java."""
    unit = totals.job.unit
    java_type = unit.type_name(call.value.type, nullable=True)
    name = totals.keep(member_name(call.result), java_type, unit.information(call.value.type))
    return name, java_type


def _one_of(name: str, call: Aggregated) -> JavaValue:
    return variable(f"totals.{name}", call.value.type, nullable=call.nullable)


def _extreme(totals: Totals, call: Aggregated) -> tuple[JavaValue, list[Statement]]:
    type_ = call.value.type
    if ir.kind_of(type_) not in _ORDERED:
        raise Unsupported(
            f"`{call.function}` of values without an order; name a number, text or time"
        )
    if ir.kind_of(type_) is Kind.INTEGER and not call.nullable:
        return _extreme_long(totals, call)
    name, java_type = _kept(totals, call)
    sign = "<" if call.function == "min" else ">"

    def better(code: str) -> list[Statement]:
        compared = (
            f"{java_type}.compare({code}, totals.{name})" if ir.is_primitive(type_)
            else f"{code}.compareTo(totals.{name})"
        )  # fmt: skip
        arm = Arm(
            f"totals.{name} == null || {compared} {sign} 0", (Run("", f"totals.{name} = {code}"),)
        )
        return [Branch("", (arm,), None)]

    other = f"other.{name} != null && (one.{name} == null || other.{name}.compareTo(one.{name}) {sign} 0)"
    totals.merge.append(Branch("", (Arm(other, (Run("", f"one.{name} = other.{name}"),)),), None))
    return _one_of(name, call), _present(totals, call, better)


def _extreme_long(totals: Totals, call: Aggregated) -> tuple[JavaValue, list[Statement]]:
    """Keep an integer that every record has, and every window therefore, too."""
    start = "Long.MAX_VALUE" if call.function == "min" else "Long.MIN_VALUE"
    name = totals.keep(member_name(call.result), "long", "Types.LONG", start)
    choose = f"Math.{call.function}"
    totals.merge.append(Run("", f"one.{name} = {choose}(one.{name}, other.{name})"))
    adds: list[Statement] = [Run("", f"totals.{name} = {choose}(totals.{name}, {call.value.code})")]
    return JavaValue(f"totals.{name}", ir.INTEGER), adds


def _first(totals: Totals, call: Aggregated) -> tuple[JavaValue, list[Statement]]:
    totals.splits = False
    earlier = totals.earlier()
    name, _type = _kept(totals, call)

    def take(code: str) -> list[Statement]:
        return [
            Branch(
                "", (Arm(f"totals.{name} == null", (Run("", f"totals.{name} = {code}"),)),), None
            )
        ]

    also = f" || {earlier}" if earlier else ""
    test = f"one.{name} == null{also}"
    if also:
        test = f"other.{name} != null && ({test})"
    totals.merge.append(Branch("", (Arm(test, (Run("", f"one.{name} = other.{name}"),)),), None))
    return _one_of(name, call), _present(totals, call, take)


def _last(totals: Totals, call: Aggregated) -> tuple[JavaValue, list[Statement]]:
    totals.splits = False
    earlier = totals.earlier()
    name, _type = _kept(totals, call)
    test = f"other.{name} != null"
    if earlier:
        test = f"{test} && (one.{name} == null || !({earlier}))"
    totals.merge.append(Branch("", (Arm(test, (Run("", f"one.{name} = other.{name}"),)),), None))
    adds = _present(totals, call, lambda code: [Run("", f"totals.{name} = {code}")])
    return _one_of(name, call), adds


def _collect(totals: Totals, call: Aggregated) -> tuple[JavaValue, list[Statement]]:
    totals.splits = False
    earlier = totals.earlier()
    unit, type_ = totals.job.unit, ir.ListOf(call.value.type)
    array_list = unit.use("java.util.ArrayList")
    name = totals.keep(
        member_name(call.result), unit.type_name(type_, nullable=True), unit.information(type_),
        f"new {array_list}<>()",
    )  # fmt: skip
    behind = Run("", f"one.{name}.addAll(other.{name})")
    if earlier:
        before = Arm(earlier, (Run("", f"one.{name}.addAll(0, other.{name})"),))
        totals.merge.append(Branch("", (before,), (behind,)))
    else:
        totals.merge.append(behind)
    adds = _present(totals, call, lambda code: [Run("", f"totals.{name}.add({code})")])
    # A copy: late records go on changing what the window keeps.
    return JavaValue(f"List.copyOf(totals.{name})", type_), adds


_FUNCTIONS: dict[
    str, Callable[[Totals, Aggregated], tuple[JavaValue, list[Statement]]]
] = {
    "count": _count,
    "sum": _sum,
    "avg": _average,
    "min": _extreme,
    "max": _extreme,
    "first": _first,
    "last": _last,
    "collect": _collect,
    "count_distinct": _count_distinct,
}  # fmt: skip
