"""`count(payments in last 1 hour)` in a statement: what is kept of earlier records, read ahead of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nexflow_analysis.names import normal
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.code import HandOn, Run, Statement
from nexflow_codegen.ir.functions.look_back import LookingBack, RecentValues
from nexflow_codegen.ir.functions.process import Function
from nexflow_codegen.java import class_name, member_name, string_literal
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.convert import convert
from nexflow_codegen.lower.durations import grouped
from nexflow_codegen.lower.expressions import lower_expression
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.keys import key_by, key_paths, key_type, without_null_keys
from nexflow_codegen.lower.process.stage import Part, scope_of
from nexflow_codegen.lower.process.streams import Stream
from nexflow_codegen.lower.process.time import event_time
from nexflow_codegen.lower.recent import LookBack, look_backs
from nexflow_codegen.lower.scope import variable
from nexflow_codegen.lower.values import JavaValue
from nexflow_grammar.assemble import Entry, below
from nexflow_grammar.tree import process as p

#: How two values become one, by the kinds of those that there are.
_SUMS = {
    ir.Kind.INTEGER: "Math::addExact",
    ir.Kind.DECIMAL: "BigDecimal::add",
    ir.Kind.DOUBLE: "Double::sum",
}
_COUNTS = "Long::sum"


def looked_back(job: JobBuilder, entry: Entry, stream: Stream) -> Stream:
    """Return a stream whose records know what a statement looks back at."""
    known = {part.field for part in stream.stage.parts}
    wanted = {one.name: one for one in _wanted(job, entry) if one.name not in known}
    if not wanted:
        return stream
    for one in wanted.values():
        _check(job, stream, one)
    paths = key_paths(job, entry)
    if not paths:
        raise Unsupported(f"`{next(iter(wanted))[1:]}` without a key; write `partition by FIELD`")
    stream, keys = without_null_keys(job, entry, stream, paths, "in last")
    job.start_method("time", "key", "e")
    made = _Made(job, stream)
    for one in wanted.values():
        made.add(one)
    label = ", ".join(name[1:] for name in wanted)
    after = job.stage(
        "WithRecent",
        made.parts,
        f"The record with {label}.",
        origin=job.keeps_origin(entry, stream.stage),
    )
    own, cls = job.own(after.cls), job.nested(f"LookBack{class_name(stream.name)}").simple
    code = job.new(after, [*job.carried(stream.stage), *made.codes], stream.stage.origin_code())
    fallible = made.fallible
    step = Function(
        job.origin(entry), cls, job.own(stream.stage.cls), own, own if fallible else "", "result" if fallible else "",
        code if fallible else "", (HandOn("", "result" if fallible else code),), tuple(made.statements),
        job.failure(stream.stage, label, "transform_error") if fallible else None,
    )  # fmt: skip
    longest = grouped(max(one.span for one in wanted.values()))
    job.unit.support("Recent")
    job.unit.use("org.apache.flink.api.common.state.MapStateDescriptor")
    job.functions.append(
        LookingBack(
            cls, key_type(job, keys), event_time(job, entry), tuple(made.recent), longest, step
        )
    )
    name = job.chain(
        entry, "withRecent", after, stream.code, key_by(job, keys),
        *job.function(after, cls, job.uid("in last", *(name[1:] for name in wanted)), label),
    )  # fmt: skip
    if fallible:
        job.fails(entry, name, "transform_error")
    return Stream(name, after, stream.name)


def _wanted(job: JobBuilder, entry: Entry) -> Iterator[LookBack]:
    """Yield what a statement looks back at, and what the rule does that it evaluates."""
    yield from look_backs((entry, *below(entry.children)))
    if isinstance(entry.node, p.Evaluate):
        declared = next(iter(job.context.lookup.declared("rule", entry.node.name.text)), None)
        head = (
            declared.segment.head if declared is not None and declared.segment is not None else None
        )
        yield from look_backs(below(head.children) if head is not None else ())


def _check(job: JobBuilder, stream: Stream, back: LookBack) -> None:
    """Refuse to look at the records of another stream."""
    other = normal(back.of)
    if other in job.named and other != normal(stream.name):
        raise Unsupported(
            f"`{back.name[1:]}` of `{back.of}`, another stream than the statement's: Flink keeps per operator what is "
            f"looked back at; `merge` the streams, or look at `{stream.name}`"
        )


@dataclass
class _Made:
    """What a function keeps and adds. codes: of the new parts."""

    job: JobBuilder
    stream: Stream

    def __post_init__(self) -> None:
        self.parts = self.stream.stage.parts
        self.codes: list[str] = []
        self.recent: list[RecentValues] = []
        self.statements: list[Statement] = []
        self.fallible = False
        self.scope = scope_of(self.stream.stage, self.job.unit, self.stream.name)

    def add(self, back: LookBack) -> None:
        """Keep what an aggregate needs, and add its result to the record."""
        if back.function == "count":
            found = self._counted(back)
        else:
            if back.value is None:
                raise Unsupported(
                    f"`{back.name[1:]}`, which names no value; write `{back.function}(FIELD in {back.of} in last …)`"
                )
            found = self._aggregated(back, lower_expression(back.value, self.scope))
        name = self.job.part_names(self.parts).allot(member_name(back.name))
        self.parts = (*self.parts, Part(name, found.type, found.nullable, back.name, named=True))
        self.codes.append(found.or_null())
        self.fallible |= found.fallible

    def _counted(self, back: LookBack) -> JavaValue:
        one = "1L"
        if back.value is not None:
            value = lower_expression(back.value, self.scope)
            self.fallible |= value.fallible
            one = f"{value.or_null()} == null ? 0L : 1L" if value.nullable else one
        return JavaValue(self._keep(back, "", ir.INTEGER, one, _COUNTS), ir.INTEGER)

    def _aggregated(self, back: LookBack, value: JavaValue) -> JavaValue:
        kind = ir.kind_of(value.type)
        type_ = ir.DECIMAL if kind is ir.Kind.DECIMAL else value.type
        if back.function not in ("sum", "avg", "min", "max") or (
            kind not in _SUMS and back.function in ("sum", "avg")
        ):
            raise Unsupported(
                f"`{back.name[1:]}`; write `count`, or `sum`, `avg`, `min`, `max` of a number"
            )
        if kind not in (*_SUMS, ir.Kind.TIMESTAMP, ir.Kind.DATE, ir.Kind.STRING):
            raise Unsupported(
                f"`{back.name[1:]}` of values without an order; name a number, text or time"
            )
        value = convert(value, type_, self.job.unit, nullable=value.nullable, name=back.function)
        self.fallible |= value.fallible
        code = value.or_null()
        if back.function in ("min", "max"):
            sign = "<=" if back.function == "min" else ">="
            together = f"(one, other) -> one.compareTo(other) {sign} 0 ? one : other"
            return variable(
                self._keep(back, "", type_, code, together), type_, nullable=value.nullable
            )
        self.fallible |= kind is ir.Kind.INTEGER
        total = self._keep(back, "", type_, code, _SUMS[kind])
        if back.function == "sum":
            return variable(total, type_, nullable=value.nullable)
        number = self._keep(
            back,
            "count",
            ir.INTEGER,
            f"{code} == null ? 0L : 1L" if value.nullable else "1L",
            _COUNTS,
        )
        return self._mean(total, number, kind, nullable=value.nullable)

    def _mean(self, total: str, number: str, kind: ir.Kind, *, nullable: bool) -> JavaValue:
        type_ = ir.DOUBLE if kind is ir.Kind.DOUBLE else ir.DECIMAL
        if kind is ir.Kind.DOUBLE:
            code = f"{total} / {number}"
        else:
            of = f"BigDecimal.valueOf({total})" if kind is ir.Kind.INTEGER else total
            code = (
                f"{self.job.unit.support('Decimals', 'divide')}({of}, BigDecimal.valueOf({number}))"
            )
        guards = (f"{total} != null",) if nullable else ()
        return JavaValue(code, type_, guards=guards)

    def _keep(self, back: LookBack, more: str, type_: ir.JavaType, code: str, together: str) -> str:
        """Keep a value of each record; return the Java of what those of the span come to."""
        unit = self.job.unit
        name = unit.locals.allot(member_name(f"{back.name} {more}"))
        result = unit.locals.allot(f"{name}Value")
        java_type = unit.type_name(type_, nullable=True)
        id_ = string_literal(f"{back.name[1:]} {more}".strip())
        self.recent.append(
            RecentValues(
                java_type, name, id_, unit.information(type_), grouped(back.span), together
            )
        )
        self.statements += [
            Run("", f"{name}.add(time, {code})"),
            Run("", f"{java_type} {result} = {name}.until(time)"),
        ]
        return result
