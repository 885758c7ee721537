"""`metrics`: what a process tells its operators of the streams and fields that metrics are called like.

A counter and a rate count the records of a stream, or those whose flag is true; a gauge and a
histogram tell the values of a field. A field is measured where the record gets it.
"""

from __future__ import annotations

from dataclasses import replace

from nexflow_analysis.names import normal
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.code import Arm, Assign, Branch, Run, Statement
from nexflow_codegen.ir.functions.measure import Measure, Meter
from nexflow_codegen.ir.graph import Call
from nexflow_codegen.java import class_name, member_name, string_literal
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.durations import millis
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.stage import scope_of
from nexflow_codegen.lower.process.streams import Metric, Stream
from nexflow_codegen.lower.scope import find_field
from nexflow_codegen.lower.values import JavaValue
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Phrase, Word

_METRICS = "org.apache.flink.metrics"
_COUNTING = frozenset({"counter", "rate"})
_SPAN = 60_000
_WHOLE = {
    ir.Kind.DECIMAL: "Math.round({0}.doubleValue())", ir.Kind.DOUBLE: "Math.round({0})",
    ir.Kind.DURATION: "{0}.toMillis()", ir.Kind.INTEGER: "{0}",
}  # fmt: skip
_AS_DOUBLE = {ir.Kind.DECIMAL: "{0}.doubleValue()", ir.Kind.DOUBLE: "{0}"}


def lower_metrics(job: JobBuilder, entry: Entry) -> None:
    """Read a `metrics` block."""
    for child in entry.every("metric"):
        node = child.node
        assert isinstance(node, Phrase)
        kind, name = (word.text for word in node.every(Word)[:2])
        with job.statement(child):
            span = next((p for p in node.parts if isinstance(p, e.Duration | e.Placeholder)), None)
            job.metrics[normal(name)] = Metric(
                kind, name, child, millis(span) if span is not None else _SPAN
            )


def measured(job: JobBuilder, entry: Entry, before: Stream | None, after: Stream) -> Stream:
    """Measure what a statement has added. before: the stream that it worked on, if it did on one."""
    if not job.metrics:
        return after
    opened = after.name and (before is None or normal(before.name) != normal(after.name))
    counted = _counting(job, after.name) if opened else []
    streams = (before,) if before is not None else tuple(job.named.values())
    known = {normal(name) for one in streams for name in one.stage.fields(job.context)}
    fields = [normal(name) for name in after.stage.fields(job.context) if "." not in name]
    found = [
        metric
        for name in fields
        if name not in known and (metric := job.metrics.get(name)) and not metric.counts
    ]
    return _measure(job, entry, after, [*counted, *found])


def count_records(job: JobBuilder, entry: Entry, stream: Stream, name: str) -> Stream:
    """Count the records of a stream, where a metric has its name."""
    return _measure(job, entry, stream, _counting(job, name))


def _counting(job: JobBuilder, name: str) -> list[Metric]:
    """Return the metric that counts the records of a stream."""
    metric = job.metrics.get(normal(name))
    if metric is None or metric.kind not in _COUNTING:
        return []
    metric.counts = True
    return [metric]


def check_metrics(job: JobBuilder) -> None:
    """Report the metrics that nothing of the process is called like."""
    for metric in job.metrics.values():
        with job.statement(metric.place):
            if not metric.used:
                like = (
                    "a stream, whose records it counts, or a flag"
                    if metric.kind in _COUNTING
                    else "a field that is a number or a duration"
                )
                raise Unsupported(
                    f"the {metric.kind} `{metric.name}`, which nothing of this process is called like; name it "
                    f"like {like}"
                )


def _measure(job: JobBuilder, entry: Entry, stream: Stream, metrics: list[Metric]) -> Stream:
    if not metrics:
        return stream
    job.start_method("metrics")
    meters: list[Meter] = []
    statements: list[Statement] = []
    for metric in metrics:
        with job.statement(metric.place):
            meter, statement = _meter(job, metric, stream)
            meters.append(meter)
            statements.append(statement)
            metric.used = True
    names = [metric.name for metric in metrics]
    own = job.own(stream.stage.cls)
    cls = job.nested(f"Measure{class_name(names[0])}").simple
    base = job.unit.use("org.apache.flink.api.common.functions.RichMapFunction")
    job.functions.append(
        Measure(job.origin(entry), cls, base, job.unit.use(f"{_METRICS}.MetricGroup"), own,
                tuple(meters), tuple(statements))
    )  # fmt: skip
    calls = job.operator(stream.stage, Call("map", (f"new {cls}()",)), job.uid("metrics", *names),
                         f"measure {', '.join(names)}")  # fmt: skip
    return replace(stream, code=job.chain(entry, "measured", stream.stage, stream.code, *calls))


def _meter(job: JobBuilder, metric: Metric, stream: Stream) -> tuple[Meter, Statement]:
    """Return a metric, and the statement that changes it."""
    unit = job.unit
    value = None
    if not metric.counts:
        value = find_field(scope_of(stream.stage, unit).names, metric.name)
    name = unit.locals.allot(f"{member_name(metric.name)}Metric")
    wire = string_literal(metric.name)
    match metric.kind:
        case "counter":
            meter = Meter(
                unit.use(f"{_METRICS}.Counter"), name, f"{name} = metrics.counter({wire})"
            )
            return meter, _when(value, metric, f"{name}.inc()")
        case "rate":
            seconds = max(1, metric.span // 1000)
            view = f"new {unit.use(f'{_METRICS}.MeterView')}({seconds})"
            meter = Meter(unit.use(f"{_METRICS}.Meter"), name,
                          f"{name} = metrics.meter({wire}, {view})")  # fmt: skip
            return meter, _when(value, metric, f"{name}.markEvent()")
        case "gauge":
            number = _number(value, metric, {**_WHOLE, **_AS_DOUBLE})
            double = ir.kind_of(number.type) in _AS_DOUBLE
            gauge = (
                f"({unit.use(f'{_METRICS}.Gauge')}<{'Double' if double else 'Long'}>) () -> {name}"
            )
            meter = Meter(f"volatile {'double' if double else 'long'}", name,
                          f"metrics.gauge({wire}, {gauge})")  # fmt: skip
            return meter, _guarded(number, Assign("", name, number.code))
        case _:
            number = _number(value, metric, _WHOLE)
            meter = Meter(unit.use(f"{_METRICS}.Histogram"), name,
                          f"{name} = metrics.histogram({wire}, new {unit.support('RecentValues')}())")  # fmt: skip
            return meter, _guarded(number, Run("", f"{name}.update({number.code})"))


def _when(value: JavaValue | None, metric: Metric, code: str) -> Statement:
    """Return what counts: every record, or one whose flag is true."""
    if value is None:
        return Run("", code)
    if ir.kind_of(value.type) is not ir.Kind.BOOLEAN:
        raise Unsupported(
            f"the {metric.kind} `{metric.name}` of a field that is no boolean; name it like a stream, whose "
            "records it counts, or use a gauge or a histogram"
        )
    test = " && ".join([*value.guards, value.code])
    return Branch("", (Arm(test, (Run("", code),)),), None)


def _number(value: JavaValue | None, metric: Metric, codes: dict[ir.Kind, str]) -> JavaValue:
    """Return a field as a Java number."""
    kind = ir.kind_of(value.type) if value is not None else None
    if value is None or kind not in codes or value.fallible:
        raise Unsupported(
            f"the {metric.kind} `{metric.name}` of what is no number and no duration; set a field that is one, "
            "and name it like that"
        )
    return replace(value, code=codes[kind].format(value.receiver))


def _guarded(value: JavaValue, statement: Statement) -> Statement:
    """Return a statement that is left out where a value is null."""
    if not value.guards:
        return statement
    return Branch("", (Arm(" && ".join(value.guards), (statement,)),), None)
